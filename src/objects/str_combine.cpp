// SPDX-License-Identifier: MIT

// Strings out of strings: concatenation, appending in place, join, repetition, slices.

#include "objects/str_combine.h"

#include <algorithm>
#include <cstring>

#include "objects/list.h"
#include "objects/number.h"
#include "objects/operations.h"
#include "objects/raise.h"
#include "objects/slice.h"
#include "objects/str_state.h"
#include "objects/string_builder.h"
#include "objects/text_view.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

void* end_of(Str& s, int64_t at) { return static_cast<char*>(s.data()) + at * s.kind; }

Result<Own<Str>> concat(ThreadState& ts, const Str& left, const Str& right) {
  int64_t total;
  if (__builtin_add_overflow(left.length, right.length, &total)) return raise_no_memory(ts);
  Own<Str> s = TRY(new_str_buffer(ts, total, std::max(max_char(left), max_char(right))));
  copy_text(s->kind, s->data(), Text(left));
  copy_text(s->kind, end_of(*s, left.length), Text(right));
  return s;
}

COLD Raised raise_concat_type(ThreadState& ts, Value right) {
  return raise(ts, Exc::kTypeError, "can only concatenate str (not \"%s\") to str", type_name(ts, right));
}

/// Whether the block of `left` may be written behind its end: nobody else can see it.
bool can_append(const Str& left, const Str& right) {
  return left.refcount == 1 && !left.interned && !left.has_utf8 && left.is_exactly(TypeId::kStr) && left.kind >= right.kind && left.length > 0;
}

}  // namespace

Result<Ref> str_concat(ThreadState& ts, Value left, Value right) {
  Str* added = as_if<Str>(right);
  if (added == nullptr) return raise_concat_type(ts, right);
  Str& s = as<Str>(left);
  if (s.length == 0 && is_str(right)) return Ref::copy(right);
  if (added->length == 0 && is_str(left)) return Ref::copy(left);
  return concat(ts, s, *added);
}

Result<Ref> str_append(ThreadState& ts, Ref left, Value right) {
  Str* added = as_if<Str>(right);
  if (added == nullptr) return raise_concat_type(ts, right);
  Str* s = left.as<Str>();
  if (!can_append(*s, *added) || added == s) return str_concat(ts, left, right);
  if (added->length == 0) return left;
  int64_t total;
  if (__builtin_add_overflow(s->length, added->length, &total)) return raise_no_memory(ts);
  if (total > static_cast<int64_t>(s->capacity)) {
    Str* moved = resize_str(ts, s, total + total / 4 + 16);
    if (moved == nullptr) return raise_no_memory(ts);
    static_cast<void>(left.release());
    left = Ref::steal(moved);
    s = moved;
  }
  copy_text(s->kind, end_of(*s, s->length), Text(*added));
  s->length = total;
  s->hash = 0;
  s->ascii = s->ascii && added->ascii;
  std::memset(end_of(*s, total), 0, s->kind);
  return left;
}

Result<Ref> str_join(ThreadState& ts, Str& separator, Value iterable) {
  Ref sequence;
  if (is_list(iterable) || is_tuple(iterable)) {
    sequence = Ref::copy(iterable);
  } else if (!is_iterable(ts, iterable)) {
    return raise(ts, Exc::kTypeError, "can only join an iterable");
  } else {
    Own<List> list = TRY(to_list(ts, iterable));
    sequence = Ref(std::move(list));
  }
  // Nothing below runs Python code, so the items stay where they are.
  std::span<const Value> items = is_list(sequence) ? as<List>(sequence).span() : as<Tuple>(sequence).span();
  if (items.empty()) return empty_str(ts);
  int64_t total = 0;
  char32_t widest = items.size() > 1 ? max_char(separator) : 0;
  bool overflow = __builtin_mul_overflow(separator.length, static_cast<int64_t>(items.size()) - 1, &total);
  for (size_t i = 0; i < items.size(); ++i) {
    Str* item = as_if<Str>(items[i]);
    if (item == nullptr) {
      return raise(ts, Exc::kTypeError, "sequence item %zu: expected str instance, %s found", i, type_name(ts, items[i]));
    }
    overflow |= __builtin_add_overflow(total, item->length, &total);
    widest = std::max(widest, max_char(*item));
  }
  if (items.size() == 1 && is_str(items[0])) return Ref::copy(items[0]);
  if (overflow) return raise(ts, Exc::kOverflowError, "join() result is too long for a Python string");

  Own<Str> s = TRY(new_str_buffer(ts, total, widest));
  int64_t at = 0;
  for (size_t i = 0; i < items.size(); ++i) {
    if (i > 0 && separator.length > 0) {
      copy_text(s->kind, end_of(*s, at), Text(separator));
      at += separator.length;
    }
    const Str& item = as<Str>(items[i]);
    copy_text(s->kind, end_of(*s, at), Text(item));
    at += item.length;
  }
  return s;
}

Result<Ref> str_repeat(ThreadState& ts, Value self, int64_t count) {
  Str& s = as<Str>(self);
  if (count <= 0 || s.length == 0) return empty_str(ts);
  if (count == 1 && is_str(self)) return Ref::copy(self);
  int64_t total;
  if (__builtin_mul_overflow(s.length, count, &total)) return raise(ts, Exc::kOverflowError, "repeated string is too long");
  Own<Str> made = TRY(new_str_buffer(ts, total, max_char(s)));
  char* data = static_cast<char*>(made->data());
  size_t unit = static_cast<size_t>(s.length) * s.kind;
  size_t size = static_cast<size_t>(total) * s.kind;
  if (unit == 1) {
    std::memset(data, *s.latin1(), size);
    return made;
  }
  std::memcpy(data, s.data(), unit);
  for (size_t done = unit; done < size;) {  // what is there doubles
    size_t more = std::min(done, size - done);
    std::memcpy(data + done, data, more);
    done += more;
  }
  return made;
}

Result<Ref> str_slice(ThreadState& ts, Str& s, int64_t start, int64_t stop) {
  if (start == 0 && stop == s.length && s.is_exactly(TypeId::kStr)) return Ref::copy(&s);
  Text part = Text(s).part(start, stop);
  if (!s.ascii || part.length < 2) return new_str(ts, part);
  Own<Str> made = TRY(new_str_buffer(ts, part.length, 0x7f));
  std::memcpy(made->data(), part.data, static_cast<size_t>(part.length));
  return made;
}

Result<Ref> str_get_item(ThreadState& ts, Value self, Value key) {
  Str& s = as<Str>(self);
  if (is_slice(key)) {
    SliceBounds bounds = TRY(slice_bounds(ts, as<Slice>(key)));
    SliceRange range = slice_range(bounds, s.length);
    if (range.step == 1) return str_slice(ts, s, range.start, range.start + range.count);
    StringBuilder out(ts);
    out.reserve(range.count);
    for (int64_t i = 0, at = range.start; i < range.count; ++i, at += range.step) out.append(s.at(at));
    return out.finish();
  }
  int64_t index;
  if (LIKELY(key.is_int())) {
    index = key.as_int();
  } else {
    if (type_of(ts, key).slots.index == nullptr) {
      return raise(ts, Exc::kTypeError, "string indices must be integers, not '%s'", type_name(ts, key));
    }
    index = TRY(to_index(ts, key, Exc::kIndexError));
  }
  if (index < 0) index += s.length;
  if (index < 0 || index >= s.length) return raise(ts, Exc::kIndexError, "string index out of range");
  return new_str_char(ts, s.at(index));
}

}  // namespace pyemb
