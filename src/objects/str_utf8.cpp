// SPDX-License-Identifier: MIT
// Forms that live as long as their strings: UTF-8 and UTF-32.
#include <algorithm>
#include <cstring>

#include "objects/bytes.h"
#include "objects/codec_native.h"
#include "objects/raise.h"
#include "objects/str_state.h"
#include "objects/text_view.h"

namespace pyemb {
namespace {

uint64_t home_of(const StrForms& forms, const Str* s) { return (reinterpret_cast<uintptr_t>(s) >> 4) * 0x9e3779b97f4a7c15u & (forms.capacity - 1); }

/// Where the string stands, or a free place.
StrForms::Entry& place_of(StrForms& forms, const Str* s) {
  uint64_t at = home_of(forms, s);
  while (forms.entries[at].str != nullptr && forms.entries[at].str != s) at = (at + 1) & (forms.capacity - 1);
  return forms.entries[at];
}

bool grow(Heap& heap, StrForms& forms) {
  uint64_t capacity = forms.capacity == 0 ? 32 : forms.capacity * 2;
  auto* entries = static_cast<StrForms::Entry*>(heap.allocate_buffer(capacity * sizeof(StrForms::Entry)));
  if (entries == nullptr) return false;
  std::memset(static_cast<void*>(entries), 0, capacity * sizeof(StrForms::Entry));
  StrForms old = std::exchange(forms, StrForms{entries, capacity, forms.used});
  for (uint64_t i = 0; i < old.capacity; ++i) {
    if (old.entries[i].str != nullptr) place_of(forms, old.entries[i].str) = old.entries[i];
  }
  heap.release_buffer(old.entries, old.capacity * sizeof(StrForms::Entry));
  return true;
}

/// The entry of a string, which is new where it has none. Null: no memory.
StrForms::Entry* entry_of(ThreadState& ts, Str& s) {
  StrForms& forms = ts.interp.strings->forms;
  if (!s.has_utf8) {
    if (forms.used * 2 >= forms.capacity && !grow(ts.interp.heap, forms)) return nullptr;
    place_of(forms, &s) = {.str = &s, .utf8 = nullptr, .utf32 = nullptr};
    ++forms.used;
    s.has_utf8 = true;
  }
  return &place_of(forms, &s);
}

}  // namespace

Result<std::string_view> str_utf8(ThreadState& ts, Str& s) {
  if (LIKELY(s.ascii)) return s.ascii_view();
  if (s.has_utf8) {
    const Bytes* known = place_of(ts.interp.strings->forms, &s).utf8;
    if (LIKELY(known != nullptr)) return known->view();
  }
  Own<Bytes> utf8 = TRY(encode_utf8(ts, s, nullptr));
  StrForms::Entry* entry = entry_of(ts, s);
  if (entry == nullptr) return raise_no_memory(ts);
  entry->utf8 = utf8.release();
  return entry->utf8->view();
}

Result<const char32_t*> str_utf32(ThreadState& ts, Str& s) {
  if (s.kind == Str::kFourBytes) return s.utf32();
  if (s.has_utf8) {
    const Bytes* known = place_of(ts.interp.strings->forms, &s).utf32;
    if (known != nullptr) return reinterpret_cast<const char32_t*>(known->data());
  }
  Own<Bytes> utf32 = TRY(new_bytes_buffer(ts, (s.length + 1) * static_cast<int64_t>(sizeof(char32_t))));
  auto* out = reinterpret_cast<char32_t*>(utf32->data());
  visit(Text(s), [&](const auto* units) { std::copy_n(units, s.length, out); });
  out[s.length] = 0;
  StrForms::Entry* entry = entry_of(ts, s);
  if (entry == nullptr) return raise_no_memory(ts);
  entry->utf32 = utf32.release();
  return out;
}

void forget_forms(ThreadState& ts, Str& s) {
  if (ts.interp.strings == nullptr) return;
  StrForms& forms = ts.interp.strings->forms;
  StrForms::Entry& entry = place_of(forms, &s);
  if (entry.str == nullptr) return;
  const StrForms::Entry dropped = entry;
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
  if (dropped.utf8 != nullptr) decref(static_cast<Object*>(dropped.utf8));
  if (dropped.utf32 != nullptr) decref(static_cast<Object*>(dropped.utf32));
}

}  // namespace pyemb
