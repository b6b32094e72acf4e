// SPDX-License-Identifier: MIT
#include "objects/str.h"

#include <cstdarg>
#include <cstdio>

#include "objects/operations.h"
#include "objects/raise.h"
#include "objects/str_state.h"
#include "objects/string_builder.h"
#include "objects/text_view.h"
#include "objects/utf8.h"

namespace pyemb {
namespace {

constexpr int64_t kMaxLength = (int64_t{1} << 60) - 64;

size_t block_size(int64_t units, Str::Kind kind) { return sizeof(Str) + (static_cast<size_t>(units) + 1) * kind; }

uint32_t as_capacity(int64_t units) { return units > UINT32_MAX ? 0 : static_cast<uint32_t>(units); }

void write_end(Str* s) {
  visit(s->kind, s->data(), [&](auto* units) { const_cast<std::remove_const_t<std::remove_pointer_t<decltype(units)>>*>(units)[s->length] = 0; });
}

}  // namespace

// -- blocks --------------------------------------------------------------------------------------------------------

Str* allocate_str(ThreadState& ts, int64_t length, Str::Kind kind, bool ascii, int64_t capacity) {
  int64_t room = capacity > length ? capacity : length;
  if (room > kMaxLength) return nullptr;
  bool large;
  void* block = ts.interp.heap.allocate_object(block_size(room, kind), &large);
  if (UNLIKELY(block == nullptr)) return nullptr;
  Str* s = static_cast<Str*>(block);
  s->type = ts.interp.types[static_cast<uint32_t>(TypeId::kStr)];
  s->refcount = 1;
  s->shape_and_flags = large ? Object::kLarge : 0u;
  s->set_shape_id(static_cast<uint32_t>(TypeId::kStr));
  s->length = length;
  s->hash = 0;
  s->kind = kind;
  s->ascii = ascii;
  s->interned = false;
  s->has_utf8 = false;
  s->capacity = room > length ? as_capacity(room) : 0;
  write_end(s);
  return s;
}

Str* resize_str(ThreadState& ts, Str* s, int64_t capacity) {
  if (capacity > kMaxLength) return nullptr;
  size_t size = block_size(capacity, s->kind);
  if (s->has(Object::kLarge) && size > Heap::kSmallLimit) {
    Str* moved = static_cast<Str*>(ts.interp.heap.resize_large(s, size));
    if (moved == nullptr) return nullptr;
    moved->capacity = as_capacity(capacity);
    return moved;
  }
  Str* moved = allocate_str(ts, s->length, s->kind, s->ascii, capacity);
  if (moved == nullptr) return nullptr;
  std::memcpy(moved->data(), s->data(), static_cast<size_t>(s->length) * s->kind);
  decref(static_cast<Object*>(s));
  return moved;
}

// -- making --------------------------------------------------------------------------------------------------------

Result<Own<Str>> new_str_buffer(ThreadState& ts, int64_t length, char32_t max_char) {
  if (length == 0) return empty_str(ts);
  Str* s = allocate_str(ts, length, kind_for(max_char), max_char < 0x80);
  if (UNLIKELY(s == nullptr)) return raise_no_memory(ts);
  return Own<Str>::steal(s);
}

Result<Own<Str>> new_str(ThreadState& ts, const Text& text) {
  if (text.length == 0) return empty_str(ts);
  if (text.length == 1) return new_str_char(ts, text.at(0));
  Own<Str> s = TRY(new_str_buffer(ts, text.length, or_units(text)));
  copy_text(s->kind, s->data(), text);
  return s;
}

Result<Own<Str>> new_str(ThreadState& ts, std::string_view utf8) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(utf8.data());
  Utf8Run run = utf8_scan(bytes, utf8.size(), Surrogates::kPass);
  DCHECK(run.bytes == utf8.size());
  return new_str(ts, bytes, run);
}

Result<Own<Str>> new_str(ThreadState& ts, const uint8_t* bytes, const Utf8Run& run) {
  if (run.chars == 0) return empty_str(ts);
  if (run.chars == 1 && run.bits < 0x80) return shared_char(ts, *bytes);
  Own<Str> s = TRY(new_str_buffer(ts, run.chars, run.bits));
  if (run.bits < 0x80) {
    std::memcpy(s->data(), bytes, run.bytes);
    return s;
  }
  visit(s->kind, s->data(), [&](auto* units) {
    using Unit = std::remove_cvref_t<decltype(*units)>;
    utf8_decode(bytes, run.bytes, const_cast<Unit*>(units));
  });
  return s;
}

Result<Own<Str>> new_str_latin1(ThreadState& ts, const uint8_t* data, int64_t length) {
  return new_str(ts, Text(data, length, Str::kOneByte));
}
Result<Own<Str>> new_str_utf16(ThreadState& ts, const char16_t* data, int64_t length) {
  return new_str(ts, Text(data, length, Str::kTwoBytes));
}
Result<Own<Str>> new_str_utf32(ThreadState& ts, const char32_t* data, int64_t length) {
  return new_str(ts, Text(data, length, Str::kFourBytes));
}

Result<Own<Str>> new_str_char(ThreadState& ts, char32_t c) {
  if (c < 0x100) return shared_char(ts, static_cast<uint8_t>(c));
  Own<Str> s = TRY(new_str_buffer(ts, 1, c));
  copy_text(s->kind, s->data(), Text(&c, 1, Str::kFourBytes));
  return s;
}

namespace {

/// Decodes UTF-8 that may be broken; what is invalid becomes U+FFFD.
Result<Own<Str>> decode_leniently(ThreadState& ts, std::string_view utf8) {
  StringBuilder out(ts);
  for (;;) {
    const auto* bytes = reinterpret_cast<const uint8_t*>(utf8.data());
    size_t valid = utf8_scan(bytes, utf8.size(), Surrogates::kPass).bytes;
    if (valid == utf8.size() && out.length() == 0) return new_str(ts, utf8);
    out.append_utf8(utf8.substr(0, valid));
    if (valid == utf8.size()) return out.finish();
    out.append(char32_t{0xFFFD});
    utf8.remove_prefix(valid + utf8_fault(bytes + valid, utf8.size() - valid).bytes);
  }
}

}  // namespace

Result<Own<Str>> new_str_format(ThreadState& ts, const char* format, ...) {
  char small[512];
  va_list args;
  va_start(args, format);
  va_list again;
  va_copy(again, args);
  int size = std::vsnprintf(small, sizeof small, format, args);
  va_end(args);
  size_t wanted = size < 0 ? 0 : static_cast<size_t>(size);
  if (wanted < sizeof small) {
    va_end(again);
    return decode_leniently(ts, {small, wanted});
  }
  char* large = static_cast<char*>(ts.interp.heap.allocate_buffer(wanted + 1));
  if (large == nullptr) {
    va_end(again);
    return raise_no_memory(ts);
  }
  std::vsnprintf(large, wanted + 1, format, again);
  va_end(again);
  Result<Own<Str>> made = decode_leniently(ts, {large, wanted});
  ts.interp.heap.release_buffer(large, wanted + 1);
  return made;
}

// -- using ---------------------------------------------------------------------------------------------------------

char32_t or_units(const Text& text) {
  return visit(text, [&](const auto* units) { return or_units(units, text.length); });
}

void copy_text(Str::Kind kind, void* to, const Text& text) {
  visit(text, [&](const auto* from) {
    switch (kind) {
      case Str::kOneByte: return copy_units(static_cast<uint8_t*>(to), from, text.length);
      case Str::kTwoBytes: return copy_units(static_cast<char16_t*>(to), from, text.length);
      case Str::kFourBytes: return copy_units(static_cast<char32_t*>(to), from, text.length);
    }
  });
}

bool str_equal(const Str& a, const Str& b) {
  if (&a == &b) return true;
  if (a.length != b.length || a.kind != b.kind) return false;
  if (a.hash != b.hash && a.hash != 0 && b.hash != 0) return false;
  return std::memcmp(a.data(), b.data(), static_cast<size_t>(a.length) * a.kind) == 0;
}

bool str_equal(const Str& a, std::string_view ascii) { return a.ascii && a.ascii_view() == ascii; }

int str_compare(const Str& a, const Str& b) {
  int64_t common = std::min(a.length, b.length);
  int order = visit(Text(a), [&](const auto* left) {
    return visit(Text(b), [&](const auto* right) {
      if constexpr (sizeof(*left) == 1 && sizeof(*right) == 1) {
        return std::memcmp(left, right, static_cast<size_t>(common));
      } else {
        for (int64_t i = 0; i < common; ++i) {
          char32_t x = left[i];
          char32_t y = right[i];
          if (x != y) return x < y ? -1 : 1;
        }
        return 0;
      }
    });
  });
  if (order != 0) return order;
  return a.length < b.length ? -1 : a.length > b.length;
}

bool str_compare_is(const Str& a, const Str& b, Compare op) {
  if (op == Compare::kEq) return str_equal(a, b);
  if (op == Compare::kNe) return !str_equal(a, b);
  if (a.kind == Str::kOneByte && b.kind == Str::kOneByte && a.length > 0 && b.length > 0) {
    uint8_t x = *a.latin1();
    uint8_t y = *b.latin1();
    if (x != y) return order_satisfies(x < y ? -1 : 1, op);
  }
  return order_satisfies(&a == &b ? 0 : str_compare(a, b), op);
}

Utf8::Utf8(ThreadState& ts, const Str& s) : heap_(ts.interp.heap) { init(s); }

Utf8::Utf8(ThreadState& ts, Value s) : heap_(ts.interp.heap) {
  if (Str* str = as_if<Str>(s)) {
    init(*str);
  } else {
    text_ = "?";
    size_ = 1;
  }
}

Utf8::~Utf8() {
  if (buffer_size_ > 0) heap_.release_buffer(const_cast<char*>(text_), buffer_size_);
}

void Utf8::init(const Str& s) {
  if (s.ascii) {
    text_ = s.ascii_view().data();
    size_ = static_cast<size_t>(s.length);
    return;
  }
  size_ = visit(Text(s), [&](const auto* units) { return utf8_size(units, s.length); });
  char* buffer = static_cast<char*>(heap_.allocate_buffer(size_ + 1));
  if (buffer == nullptr) return;
  buffer_size_ = size_ + 1;
  text_ = buffer;
  *visit(Text(s), [&](const auto* units) { return utf8_encode(units, s.length, buffer); }) = 0;
}

}  // namespace pyemb
