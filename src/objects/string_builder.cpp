// SPDX-License-Identifier: MIT
#include "objects/string_builder.h"

#include <charconv>

#include "objects/raise.h"
#include "objects/str_state.h"
#include "objects/utf8.h"

namespace pyemb {

bool StringBuilder::grow(int64_t extra, Str::Kind kind) {
  constexpr int64_t kMost = INT64_MAX / 16;  // half as much again, four bytes each, still is a size
  if (failed_ || extra > kMost - length_) return failed_ = true, false;
  kind = std::max(kind, kind_);
  int64_t wanted = length_ + extra;
  if (kind == kind_ && block_ != nullptr) {
    block_->length = length_;
    Str* moved = resize_str(ts_, block_, wanted + wanted / 2);
    if (moved == nullptr) return failed_ = true, false;
    block_ = moved;
    data_ = moved->data();
    capacity_ = wanted + wanted / 2;
    return true;
  }
  int64_t room = std::max(wanted + (length_ > 0 ? wanted / 2 : 0), kInlineBytes / kind);
  if (block_ == nullptr && wanted * kind <= kInlineBytes) {  // widen in place, from the end
    for (int64_t i = length_; i-- > 0;) {
      char32_t c = at(i);
      copy_text(kind, inline_ + i * kind, Text(&c, 1, Str::kFourBytes));
    }
    kind_ = kind;
    capacity_ = kInlineBytes / kind;
    return true;
  }
  Str* wider = allocate_str(ts_, 0, kind, false, room);
  if (wider == nullptr) return failed_ = true, false;
  copy_text(kind, wider->data(), Text(data_, length_, kind_));
  if (block_ != nullptr) decref(static_cast<Object*>(block_));
  block_ = wider;
  data_ = wider->data();
  kind_ = kind;
  capacity_ = room;
  return true;
}

void StringBuilder::append(const Text& text, char32_t bits) {
  if (!make_room(text.length, bits)) return;
  copy_text(kind_, static_cast<char*>(data_) + length_ * kind_, text);
  length_ += text.length;
}

void StringBuilder::append_utf8(std::string_view utf8) {
  const auto* bytes = reinterpret_cast<const uint8_t*>(utf8.data());
  Utf8Run run = utf8_scan(bytes, utf8.size(), Surrogates::kPass);
  if (!make_room(run.chars, run.bits)) return;
  visit(kind_, data_, [&](const auto* units) {
    using Unit = std::remove_cvref_t<decltype(*units)>;
    utf8_decode(bytes, run.bytes, static_cast<Unit*>(data_) + length_);
  });
  length_ += run.chars;
}

void StringBuilder::append_int(int64_t value) {
  char digits[24];
  char* end = std::to_chars(digits, digits + sizeof digits, value).ptr;
  append(std::string_view(digits, static_cast<size_t>(end - digits)));
}

void StringBuilder::append_repeated(char32_t c, int64_t count) {
  if (count <= 0 || !make_room(count, c)) return;
  visit(kind_, data_, [&](const auto* units) {
    using Unit = std::remove_cvref_t<decltype(*units)>;
    std::fill_n(static_cast<Unit*>(data_) + length_, count, static_cast<Unit>(c));
  });
  length_ += count;
}

Result<Own<Str>> StringBuilder::finish() {
  if (failed_) return raise_no_memory(ts_);
  Text text(data_, length_, kind_);
  if (narrowed_) bits_ = or_units(text);
  bool hand_over = block_ != nullptr && kind_for(bits_) == kind_ && length_ + length_ / 8 + 64 >= capacity_;
  if (!hand_over) {  // the block, if there is one, serves the next str
    char32_t bits = std::exchange(bits_, 0);
    length_ = 0;
    narrowed_ = false;
    if (text.length < 2) return new_str(ts_, text);
    Own<Str> s = TRY(new_str_buffer(ts_, text.length, bits));
    copy_text(s->kind, s->data(), text);
    return s;
  }
  Str* s = std::exchange(block_, nullptr);
  s->length = length_;
  s->ascii = bits_ < 0x80;
  std::memset(static_cast<char*>(s->data()) + length_ * kind_, 0, kind_);
  data_ = inline_;
  length_ = 0;
  capacity_ = kInlineBytes;
  bits_ = 0;
  kind_ = Str::kOneByte;
  narrowed_ = false;
  return Own<Str>::steal(s);
}

}  // namespace pyemb
