// SPDX-License-Identifier: MIT
// UTF-8 forms that live as long as their strings.
#include <cstring>

#include "objects/bytes.h"
#include "objects/codec_native.h"
#include "objects/raise.h"
#include "objects/str_state.h"

namespace pyemb {
namespace {

uint64_t home_of(const Utf8Forms& forms, const Str* s) { return (reinterpret_cast<uintptr_t>(s) >> 4) * 0x9e3779b97f4a7c15u & (forms.capacity - 1); }

/// Where the string stands, or a free place.
Utf8Forms::Entry& place_of(Utf8Forms& forms, const Str* s) {
  uint64_t at = home_of(forms, s);
  while (forms.entries[at].str != nullptr && forms.entries[at].str != s) at = (at + 1) & (forms.capacity - 1);
  return forms.entries[at];
}

bool grow(Heap& heap, Utf8Forms& forms) {
  uint64_t capacity = forms.capacity == 0 ? 32 : forms.capacity * 2;
  auto* entries = static_cast<Utf8Forms::Entry*>(heap.allocate_buffer(capacity * sizeof(Utf8Forms::Entry)));
  if (entries == nullptr) return false;
  std::memset(static_cast<void*>(entries), 0, capacity * sizeof(Utf8Forms::Entry));
  Utf8Forms old = std::exchange(forms, Utf8Forms{entries, capacity, forms.used});
  for (uint64_t i = 0; i < old.capacity; ++i) {
    if (old.entries[i].str != nullptr) place_of(forms, old.entries[i].str) = old.entries[i];
  }
  heap.release_buffer(old.entries, old.capacity * sizeof(Utf8Forms::Entry));
  return true;
}

}  // namespace

Result<std::string_view> str_utf8(ThreadState& ts, Str& s) {
  if (LIKELY(s.ascii)) return s.ascii_view();
  Utf8Forms& forms = ts.interp.strings->utf8;
  if (s.has_utf8) return place_of(forms, &s).utf8->view();
  Own<Bytes> utf8 = TRY(encode_utf8(ts, s, nullptr));
  if (forms.used * 2 >= forms.capacity && !grow(ts.interp.heap, forms)) return raise_no_memory(ts);
  Bytes* kept = utf8.release();
  place_of(forms, &s) = {&s, kept};
  ++forms.used;
  s.has_utf8 = true;
  return kept->view();
}

void forget_utf8(ThreadState& ts, Str& s) {
  if (ts.interp.strings == nullptr) return;
  Utf8Forms& forms = ts.interp.strings->utf8;
  Utf8Forms::Entry& entry = place_of(forms, &s);
  if (entry.str == nullptr) return;
  Bytes* utf8 = entry.utf8;
  uint64_t mask = forms.capacity - 1;
  auto free = static_cast<uint64_t>(&entry - forms.entries);
  // Close the gap: what probed past the freed place moves into it.
  for (uint64_t at = (free + 1) & mask; forms.entries[at].str != nullptr; at = (at + 1) & mask) {
    if (((at - home_of(forms, forms.entries[at].str)) & mask) < ((at - free) & mask)) continue;
    forms.entries[free] = forms.entries[at];
    free = at;
  }
  forms.entries[free] = {};
  --forms.used;
  s.has_utf8 = false;
  decref(static_cast<Object*>(utf8));
}

}  // namespace pyemb
