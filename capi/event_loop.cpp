// SPDX-License-Identifier: MIT
// The event loop that the host runs in steps: pyemb_event_loop.h. The loop itself is lib/pyemb_asyncio.py.
#include "api.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/number.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "vm/import.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace {

constexpr const char* kModule = "pyemb_asyncio";

/// module.name(...), of the module if it has been imported; absent if it has not.
template <class... Arguments>
Result<Ref> call_if_imported(ThreadState& ts, const char* name, Arguments... arguments) {
  Ref module = Ref::copy(find_imported(ts, kModule));
  if (!module || module.is_none()) return Result<Ref>::absent();
  Ref function = TRY(get_attr(ts, module, name));
  return call(ts, function, arguments...);
}

/// Whether more is ready, and the next timer; a loop that is not one of ours may answer anything.
Result<bool> take_answer(ThreadState& ts, Value answer, int64_t* next_timer) {
  if (!is<Tuple>(answer) || as<Tuple>(answer).size != 2) return raise(ts, Exc::kTypeError, "step() should return a pair, not %.200s", type_name(ts, answer));
  Ref pair = Ref::copy(answer);
  const Value timer = pair.as<Tuple>()->at(1);
  const int64_t until = TRY(timer.is_none() ? Result<int64_t>(int64_t{-1}) : to_int64(ts, timer));
  if (next_timer != nullptr) *next_timer = until;
  return truth(ts, pair.as<Tuple>()->at(0));
}

Result<bool> step(ThreadState& ts, Value loop, int64_t microseconds, int64_t* next_timer) {
  Ref time = TRY(new_int(ts, microseconds));
  if (loop.is_null()) {
    Ref answer = TRY(call_if_imported(ts, "step", time.get()));
    if (answer.is_absent()) return false;
    return take_answer(ts, answer, next_timer);
  }
  Own<Str> name = TRY(intern(ts, "step"));
  Ref answer = TRY(call_method_of(ts, loop, name, time));
  return take_answer(ts, answer, next_timer);
}

}  // namespace

PyObject* PyEmb_EventLoop(void) {
  return api_object([](ThreadState& ts) -> Result<Ref> {
    Ref module = TRY(import_module(ts, kModule));
    Ref function = TRY(get_attr(ts, module, "loop"));
    return call(ts, function);
  });
}

int PyEmb_StepEventLoop(PyObject* loop, int64_t microseconds, int64_t* next_timer) {
  if (next_timer != nullptr) *next_timer = -1;
  return api_truth([&](ThreadState& ts) { return step(ts, from_c(loop), microseconds, next_timer); });
}

int PyEmb_CloseEventLoop(void) {
  return api_int([](ThreadState& ts) -> Status {
    Ref ignored = TRY(call_if_imported(ts, "close"));
    return {};
  });
}
