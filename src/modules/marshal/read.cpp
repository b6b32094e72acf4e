// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstring>

#include "modules/marshal/marshal.h"
#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/call.h"
#include "objects/codec_native.h"
#include "objects/complex.h"
#include "objects/dict.h"
#include "objects/float.h"
#include "objects/float_text.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/raise.h"
#include "objects/set.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "state/native_stack.h"

namespace pyemb::marshal {

// -- bytes ----------------------------------------------------------------------------------------------------------------

Result<std::string_view> Reader::bytes(size_t count) {
  if (!is_memory()) return from_file(count);
  if (count > static_cast<size_t>(end_ - next_)) return raise(ts_, Exc::kEOFError, "marshal data too short");
  std::string_view data(next_, count);
  next_ += count;
  return data;
}

/// Asks the file for a piece at a time, so that a wrong size does not take memory that no data fills.
/// Fills a piece from the file or stream.
Status Reader::read_piece(std::span<char> piece) {
  if (stream_ != nullptr) {
    if (std::fread(piece.data(), 1, piece.size(), stream_) == piece.size()) return {};
    return raise(ts_, Exc::kEOFError, "EOF read where not expected");
  }
  Own<ByteArray> block = TRY(new_byte_array_buffer(ts_, static_cast<int64_t>(piece.size())));
  std::memset(block->start, 0, piece.size());
  Own<Str> name = TRY(intern(ts_, "readinto"));
  Ref answer = TRY(call_method_of(ts_, file_, name, block));
  int64_t got = TRY(to_ssize(ts_, answer));
  const auto size = static_cast<int64_t>(piece.size());
  if (got > size) {
    return raise(ts_, Exc::kValueError, "read() returned too much data: %zu bytes requested, %lld returned", piece.size(), static_cast<long long>(got));
  }
  if (got < size || block->size != size) return raise(ts_, Exc::kEOFError, "EOF read where not expected");
  std::memcpy(piece.data(), block->start, piece.size());
  return {};
}

Result<std::string_view> Reader::from_file(size_t count) {
  constexpr size_t kPiece = size_t{1} << 20;
  Own<ByteArray> block = TRY(new_byte_array(ts_, {}));
  for (size_t done = 0; done < count;) {
    size_t size = std::min(count - done, kPiece);
    TRY(byte_array_resize(ts_, *block, static_cast<int64_t>(done + size)));
    TRY(read_piece({reinterpret_cast<char*>(block->start) + done, size}));
    done += size;
  }
  if (code_depth_ > 0) record_.append(block->view());
  if (!record_.ok()) return raise_no_memory(ts_);
  std::string_view view = block->view();
  block_ = std::move(block);
  return view;
}

Result<int64_t> Reader::size_of(const char* what) {
  int64_t size = TRY(int32());
  if (size < 0) return raise(ts_, Exc::kValueError, "bad marshal data (%s size out of range)", what);
  return size;
}

// -- numbered objects -------------------------------------------------------------------------------------------------------

Status Reader::number(bool numbered, Value value, int64_t* place) {
  *place = -1;
  if (!numbered) return {};
  if (!numbered_) numbered_ = TRY(new_list(ts_));
  *place = numbered_.as<List>()->size;
  return list_append(ts_, *numbered_.as<List>(), Ref::copy(value));
}

void Reader::fill(int64_t place, Value value) {
  if (place < 0) return;
  incref(value);
  decref(std::exchange(numbered_.as<List>()->items[place], value));
}

// -- values -----------------------------------------------------------------------------------------------------------------

Result<Ref> Reader::read() {
  Ref value = TRY(read_or_null());
  if (value.is_absent()) return raise(ts_, Exc::kTypeError, "NULL object in marshal data for object");
  return value;
}

Result<Ref> Reader::item(const char* container) {
  Ref value = TRY(read_or_null());
  if (value.is_absent()) return raise(ts_, Exc::kTypeError, "NULL object in marshal data for %s", container);
  return value;
}

Result<Ref> Reader::read_or_null() {
  if (UNLIKELY(is_memory() && next_ == end_)) return raise(ts_, Exc::kEOFError, "EOF read where object expected");
  const size_t head = TRY(byte());
  if (depth_ >= kMaxDepth || native_stack_spent(ts_)) {
    return raise(ts_, Exc::kValueError, "recursion limit exceeded");
  }
  ++depth_;
  Result<Ref> value = read_kind(head & 0x7f, (head & kNumbered) != 0);
  --depth_;
  return value;
}

Result<Ref> Reader::read_kind(uint8_t kind, bool numbered) {
  Ref value;
  switch (kind) {
    case kNull: return Result<Ref>::absent();
    case kNone: return Ref::none();
    case kFalse: return Ref::steal(Value::false_());
    case kTrue: return Ref::steal(Value::true_());
    case kEllipsis: return Ref::steal(Value::ellipsis());
    case kStopIteration: return Ref::copy(&core_type(ts_, Exc::kStopIteration));
    case kReference: {
      int64_t place = TRY(int32());
      bool known = numbered_ && place >= 0 && place < numbered_.as<List>()->size && !numbered_.as<List>()->at(place).is_none();
      if (!known) return raise(ts_, Exc::kValueError, "bad marshal data (invalid reference)");
      return Ref::copy(numbered_.as<List>()->at(place));
    }
    case kTuple:
    case kSmallTuple:
    case kList:
    case kDict:
    case kSet:
    case kFrozenSet: return read_container(kind, numbered);
    case kCode: return read_code(numbered);
    case kFrozenCode: return read_frozen_code();
    case kFrozenName: return read_frozen_name();
    case kFrozenNames: return read_frozen_names();
    case kInt:
    case kLong: value = TRY(read_int(kind == kLong)); break;
    case kInt64: {
      std::string_view data = TRY(bytes(8));
      int64_t number;
      std::memcpy(&number, data.data(), sizeof number);
      value = TRY(new_int(ts_, number));
      break;
    }
    case kFloat:
    case kBinaryFloat: {
      double number = TRY(read_float(kind == kBinaryFloat));
      value = TRY(new_float(ts_, number));
      break;
    }
    case kComplex:
    case kBinaryComplex: {
      double real = TRY(read_float(kind == kBinaryComplex));
      double imag = TRY(read_float(kind == kBinaryComplex));
      value = TRY(new_complex(ts_, ComplexValue{real, imag}));
      break;
    }
    case kBytes: {
      int64_t size = TRY(size_of("bytes object"));
      std::string_view data = TRY(bytes(static_cast<size_t>(size)));
      value = TRY(new_bytes(ts_, data));
      break;
    }
    case kText:
    case kInternedText:
    case kAscii:
    case kInternedAscii:
    case kShortAscii:
    case kShortInternedAscii: value = TRY(read_text(kind)); break;
    default: return raise(ts_, Exc::kValueError, "bad marshal data (unknown type code)");
  }
  int64_t place;
  TRY(number(numbered, value, &place));
  return value;
}

Result<Ref> Reader::read_int(bool is_long) {
  int64_t size = TRY(int32());
  if (!is_long) return new_int(ts_, size);
  if (size == INT32_MIN) return raise(ts_, Exc::kValueError, "bad marshal data (long size out of range)");
  size_t digits = static_cast<size_t>(size < 0 ? -size : size);
  std::string_view data = TRY(bytes(digits * 2));
  if (digits == 0) return new_int(ts_, 0);
  Own<Int> made = TRY(new_int_object(ts_, (digits * 15 + 63) / 64));
  std::memset(made->limbs(), 0, static_cast<size_t>(made->size) * sizeof(Limb));
  uint64_t digit = 0;
  for (size_t i = 0; i < digits; ++i) {
    digit = static_cast<uint8_t>(data[2 * i]) | uint64_t{static_cast<uint8_t>(data[2 * i + 1])} << 8;
    if (digit > 0x7fff) return raise(ts_, Exc::kValueError, "bad marshal data (digit out of range in long)");
    size_t bit = i * 15;
    made->limbs()[bit / 64] |= digit << bit % 64;
    if (bit % 64 > 49) made->limbs()[bit / 64 + 1] |= digit >> (64 - bit % 64);
  }
  if (digit == 0) return raise(ts_, Exc::kValueError, "bad marshal data (unnormalized long data)");
  return int_finish(std::move(made), sign_of(size < 0));
}

Result<double> Reader::read_float(bool is_binary) {
  if (is_binary) {
    std::string_view data = TRY(bytes(8));
    double value;
    std::memcpy(&value, data.data(), sizeof value);
    return value;
  }
  const size_t length = TRY(byte());
  std::string_view text = TRY(bytes(length));
  double value = 0;
  FloatParse outcome = float_parse(value, text);
  if (outcome == FloatParse::kNoMemory) return raise_no_memory(ts_);
  if (outcome == FloatParse::kOk) return value;
  Own<Str> shown = TRY(new_str_latin1(ts_, reinterpret_cast<const uint8_t*>(text.data()), static_cast<int64_t>(text.size())));
  return raise_not_a_float(ts_, shown);
}

Result<Ref> Reader::read_text(uint8_t kind) {
  bool is_short = kind == kShortAscii || kind == kShortInternedAscii;
  bool ascii = is_short || kind == kAscii || kind == kInternedAscii;
  bool interned = kind == kInternedText || kind == kInternedAscii || kind == kShortInternedAscii;
  size_t size;
  if (is_short) {
    size = TRY(byte());
  } else {
    size = static_cast<size_t>(TRY(size_of("string")));
  }
  std::string_view data = TRY(bytes(size));
  Own<Str> text;
  if (ascii) {
    if (interned && std::all_of(data.begin(), data.end(), [](char c) { return static_cast<uint8_t>(c) < 0x80; })) return intern(ts_, data);
    text = TRY(new_str_latin1(ts_, reinterpret_cast<const uint8_t*>(data.data()), static_cast<int64_t>(data.size())));
  } else {
    Own<Bytes> source = TRY(new_bytes(ts_, data));
    Own<Str> surrogates = TRY(intern(ts_, "surrogatepass"));
    text = TRY(decode_utf8(ts_, ByteSource{span_of(*source), source}, surrogates.get()));
  }
  if (!interned) return text;
  return intern(ts_, *text);
}

// -- containers ---------------------------------------------------------------------------------------------------------------

Result<Ref> Reader::read_container(uint8_t kind, bool numbered) {
  switch (kind) {
    case kSmallTuple: {
      const size_t size = TRY(byte());
      return read_tuple(static_cast<int64_t>(size), numbered);
    }
    case kTuple: {
      int64_t size = TRY(size_of("tuple"));
      return read_tuple(size, numbered);
    }
    case kList: {
      int64_t size = TRY(size_of("list"));
      return read_list(size, numbered);
    }
    case kDict: return read_dict(numbered);
    default: {
      int64_t size = TRY(size_of("set"));
      return read_set(size, numbered, kind == kFrozenSet);
    }
  }
}

/// A tuple may be met inside itself before it is complete: its items are None until they are read. Where it is not known that so
/// many items can come, they are collected first, and the tuple cannot refer to itself.
Result<Ref> Reader::read_tuple(int64_t size, bool numbered) {
  int64_t place;
  if (!can_hold(size)) {
    TRY(number(numbered, Value::none(), &place));
    Own<List> items = TRY(new_list(ts_));
    for (int64_t i = 0; i < size; ++i) {
      Ref value = TRY(item("tuple"));
      TRY(list_append(ts_, *items, std::move(value)));
    }
    Own<Tuple> made = TRY(new_tuple(ts_, std::span<const Value>(items->span())));
    fill(place, made);
    return made;
  }
  Own<Tuple> made = TRY(new_tuple(ts_, size));
  for (Value& slot : made->span()) slot = Value::none();
  TRY(number(numbered, made, &place));
  for (int64_t i = 0; i < size; ++i) made->set(i, TRY(item("tuple")));
  return made;
}

Result<Ref> Reader::read_list(int64_t size, bool numbered) {
  Own<List> made = TRY(new_list(ts_));
  int64_t place;
  TRY(number(numbered, made, &place));
  for (int64_t i = 0; i < size; ++i) {
    Ref value = TRY(item("list"));
    TRY(list_append(ts_, *made, std::move(value)));
  }
  return made;
}

Result<Ref> Reader::read_dict(bool numbered) {
  Own<Dict> made = TRY(new_dict(ts_));
  int64_t place;
  TRY(number(numbered, made, &place));
  for (;;) {
    Ref key = TRY(read_or_null());
    if (key.is_absent()) return made;
    Ref value = TRY(read_or_null());
    if (value.is_absent()) return made;
    TRY(dict_set(ts_, *made, key, value));
  }
}

Result<Ref> Reader::read_set(int64_t size, bool numbered, bool frozen) {
  Own<Set> made = TRY(new_set(ts_));
  int64_t place;
  TRY(number(numbered, frozen ? Value::none() : Value(made), &place));
  for (int64_t i = 0; i < size; ++i) {
    Ref value = TRY(item("set"));
    TRY(set_add(ts_, *made, value));
  }
  if (!frozen) return made;
  Ref result = TRY(to_frozenset(ts_, made));
  fill(place, result);
  return result;
}

}  // namespace pyemb::marshal
