// SPDX-License-Identifier: MIT
#include "state/foreign_modules.h"

#include <cstdlib>
#include <cstring>
#include <utility>

#include "state/gil.h"
#include "state/memory.h"
#include "state/runtime.h"

namespace pyemb {
namespace {

using Guard = std::lock_guard<std::mutex>;
using Kind = ForeignClaim::Kind;

/// What is known of an init function, or null. The caller holds the runtime's lock, here and below.
ForeignClaim* find_claim(Runtime& rt, ForeignInit init) {
  for (size_t i = 0; i < rt.foreign_claim_count; ++i) {
    if (rt.foreign_claims[i].init == init) return &rt.foreign_claims[i];
  }
  return nullptr;
}
bool add_claim(Runtime& rt, const ForeignClaim& claim) {
  void* grown = memory_resize(Domain::kRaw, rt.foreign_claims, (rt.foreign_claim_count + 1) * sizeof(ForeignClaim));
  if (grown == nullptr) return false;
  rt.foreign_claims = static_cast<ForeignClaim*>(grown);
  rt.foreign_claims[rt.foreign_claim_count++] = claim;
  return true;
}
void remove_claim(Runtime& rt, ForeignClaim* claim) { *claim = rt.foreign_claims[--rt.foreign_claim_count]; }

void tell_waiting(Runtime& rt) {
  rt.foreign_settled.fetch_add(1);
  rt.foreign_settled.notify_all();
}

}  // namespace

const ForeignModules* foreign_modules() { return runtime().foreign.load(std::memory_order_acquire); }
void set_foreign_modules(const ForeignModules* functions) { runtime().foreign.store(functions, std::memory_order_release); }

// The list outlives interpreters and the allocators that a host sets between them, so it is in none of the memory domains.
bool add_foreign_init(const char* name, ForeignInit init) {
  Runtime& rt = runtime();
  Guard lock(rt.mutex);
  for (size_t i = 0; i < rt.foreign_count; ++i) {
    if (std::string_view(rt.foreign_rows[i].name) != name) continue;
    rt.foreign_rows[i].init = init;
    return true;
  }
  void* grown = memory_must_fail() ? nullptr : std::realloc(rt.foreign_rows, (rt.foreign_count + 1) * sizeof(ForeignRow));
  if (grown == nullptr) return false;
  rt.foreign_rows = static_cast<ForeignRow*>(grown);
  auto* copy = static_cast<char*>(memory_must_fail() ? nullptr : std::malloc(std::strlen(name) + 1));
  if (copy == nullptr) return false;
  rt.foreign_rows[rt.foreign_count++] = {std::strcpy(copy, name), init};
  return true;
}
ForeignInit find_foreign_init(std::string_view name) {
  Runtime& rt = runtime();
  Guard lock(rt.mutex);
  for (size_t i = 0; i < rt.foreign_count; ++i) {
    if (rt.foreign_rows[i].name == name) return rt.foreign_rows[i].init;
  }
  return nullptr;
}
void clear_foreign_inits() {
  Runtime& rt = runtime();
  Guard lock(rt.mutex);
  for (size_t i = 0; i < rt.foreign_count; ++i) std::free(const_cast<char*>(rt.foreign_rows[i].name));
  std::free(std::exchange(rt.foreign_rows, nullptr));
  rt.foreign_count = 0;
}
const char* foreign_module_name(size_t i) {
  Guard lock(runtime().mutex);
  return i < runtime().foreign_count ? runtime().foreign_rows[i].name : nullptr;
}

// -- one interpreter or all ------------------------------------------------------------------------------------------------------

ForeignRun begin_foreign_init(ThreadState& ts, ForeignInit init, int64_t* owner) {
  Runtime& rt = runtime();
  for (;;) {
    const uint32_t settled = rt.foreign_settled.load();
    {
      Guard lock(rt.mutex);
      const ForeignClaim* claim = find_claim(rt, init);
      if (claim == nullptr) return add_claim(rt, {init, ts.interp.id, Kind::kRuns}) ? ForeignRun::kAllowed : ForeignRun::kNoMemory;
      if (claim->kind == Kind::kAll || claim->interpreter == ts.interp.id) return ForeignRun::kAllowed;
      if (claim->kind == Kind::kOne) {
        *owner = claim->interpreter;
        return ForeignRun::kOfAnother;
      }
    }
    WithoutGil unlocked(ts);
    rt.foreign_settled.wait(settled);
  }
}

void end_foreign_init(Interpreter& interp, ForeignInit init, ForeignOutcome outcome) {
  Runtime& rt = runtime();
  Guard lock(rt.mutex);
  ForeignClaim* claim = find_claim(rt, init);
  if (claim == nullptr || claim->interpreter != interp.id || claim->kind != Kind::kRuns) return;
  if (outcome == ForeignOutcome::kFailed) {
    remove_claim(rt, claim);
  } else {
    claim->kind = outcome == ForeignOutcome::kForAll ? Kind::kAll : Kind::kOne;
  }
  tell_waiting(rt);
}

void drop_foreign_claims(const Interpreter& interp) {
  Runtime& rt = runtime();
  Guard lock(rt.mutex);
  for (size_t i = rt.foreign_claim_count; i-- > 0;) {
    ForeignClaim& claim = rt.foreign_claims[i];
    if (claim.kind != Kind::kAll && claim.interpreter == interp.id) remove_claim(rt, &claim);
  }
  tell_waiting(rt);
}

}  // namespace pyemb
