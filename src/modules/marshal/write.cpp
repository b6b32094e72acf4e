// SPDX-License-Identifier: MIT
#include <algorithm>

#include "modules/marshal/marshal.h"
#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/code.h"
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
#include "state/memory.h"
#include "state/native_stack.h"

namespace pyemb::marshal {

// -- numbers of objects ---------------------------------------------------------------------------------------------------

ObjectNumbers::~ObjectNumbers() {
  for (uint32_t i = 0; i < capacity_; ++i) {
    if (places_[i].object != nullptr) decref(places_[i].object);
  }
  memory_release(Domain::kMem, places_);
}

ObjectNumbers::Place* ObjectNumbers::find(Object* object) const {
  uint32_t mask = capacity_ - 1;
  auto at = static_cast<uint32_t>((reinterpret_cast<uintptr_t>(object) >> 4) * 0x9e3779b1u);
  while (places_[at & mask].object != nullptr && places_[at & mask].object != object) ++at;
  return &places_[at & mask];
}

bool ObjectNumbers::grow() {
  Place* old = places_;
  uint32_t old_capacity = capacity_;
  uint32_t capacity = old_capacity == 0 ? 64 : old_capacity * 2;
  auto* places = static_cast<Place*>(memory_allocate_zeroed(Domain::kMem, capacity, sizeof(Place)));
  if (places == nullptr) return false;
  places_ = places;
  capacity_ = capacity;
  for (uint32_t i = 0; i < old_capacity; ++i) {
    if (old[i].object != nullptr) *find(old[i].object) = old[i];
  }
  memory_release(Domain::kMem, old);
  return true;
}

int64_t ObjectNumbers::find_or_add(Object* object) {
  if (size_ * 2 >= capacity_ && !grow()) return kNoMemory;
  Place* place = find(object);
  if (place->object != nullptr) return place->number;
  incref(object);
  *place = {object, size_++};
  return kNew;
}

bool Writer::is_numbered_name(Value value) const {
  return names_ != nullptr && is_str(value) && as<Str>(value).interned && as<Str>(value).ascii;
}

// -- values ---------------------------------------------------------------------------------------------------------------

void Writer::int32(int64_t i) {
  const char bytes[] = {static_cast<char>(i), static_cast<char>(i >> 8), static_cast<char>(i >> 16), static_cast<char>(i >> 24)};
  raw({bytes, sizeof bytes});
}

Status Writer::write(Value value) {
  if (value.is_null() || value.is_absent()) return byte(kNull), Status();
  if (value.is_none()) return byte(kNone), Status();
  if (value.is_true()) return byte(kTrue), Status();
  if (value.is_false()) return byte(kFalse), Status();
  if (value.is_ellipsis()) return byte(kEllipsis), Status();
  if (value == Value::from_object(&core_type(ts_, Exc::kStopIteration))) return byte(kStopIteration), Status();
  if (depth_ >= kMaxDepth || native_stack_spent(ts_)) {
    return raise(ts_, Exc::kValueError, "object too deeply nested to marshal");
  }
  uint8_t flag = 0;
  // An object that only its container holds cannot come a second time. Frozen code is no object that others refer to.
  const bool may_come_again = form_ == CodeForm::kRecord || (!is<Code>(value) && !is_numbered_name(value));
  if (may_come_again && version_ >= 3 && value.is_heap() && value.as_object()->refcount > 1) {
    int64_t number = numbers_.find_or_add(value.as_object());
    if (number == ObjectNumbers::kNoMemory) return raise_no_memory(ts_);
    if (number >= 0) return byte(kReference), int32(number), Status();
    flag = kNumbered;
  }
  ++depth_;
  Status status = write_object(value, flag);
  --depth_;
  return status;
}

Status Writer::write_object(Value value, uint8_t flag) {
  if (value.is_int() || is_exactly(value, TypeId::kInt)) return write_int(value, flag), Status();
  if (value.is_float() || is_exactly(value, TypeId::kFloat)) {
    byte((version_ > 1 ? kBinaryFloat : kFloat) | flag);
    return write_float(float_value(value)), Status();
  }
  if (is_exactly(value, TypeId::kComplex)) {
    byte((version_ > 1 ? kBinaryComplex : kComplex) | flag);
    write_float(as<Complex>(value).value.real);
    return write_float(as<Complex>(value).value.imag), Status();
  }
  if (is_bytes(value)) return sized(kBytes | flag, as<Bytes>(value).view());
  if (is_str(value)) return write_text(value, flag), Status();
  if (is_tuple(value)) {
    auto& tuple = as<Tuple>(value);
    if (tuple.size > INT32_MAX) return raise(ts_, Exc::kValueError, "unmarshallable object");
    bool small = version_ >= 4 && tuple.size < 256;
    byte((small ? kSmallTuple : kTuple) | flag);
    small ? byte(static_cast<uint8_t>(tuple.size)) : int32(tuple.size);
    return write_items(tuple.span());
  }
  if (is_list(value)) {
    if (as<List>(value).size > INT32_MAX) return raise(ts_, Exc::kValueError, "unmarshallable object");
    byte(kList | flag);
    int32(as<List>(value).size);
    return write_items(as<List>(value).span());
  }
  if (is_dict(value)) return byte(kDict | flag), write_dict(value);
  if (is_set(value) || is_frozenset(value)) return write_set(value, flag);
  if (is<Code>(value) && form_ == CodeForm::kFrozen) return write_frozen_code(as<Code>(value));
  if (is<Code>(value)) return byte(kCode | flag), write_code(as<Code>(value));
  if (has_buffer(ts_, value)) {
    Buffer buffer(ts_);
    TRY(buffer.open(value));
    return sized(kBytes | flag, buffer.view());
  }
  return raise(ts_, Exc::kValueError, "unmarshallable object");
}

Status Writer::sized(uint8_t kind, std::string_view bytes) {
  if (bytes.size() > INT32_MAX) return raise(ts_, Exc::kValueError, "unmarshallable object");
  byte(kind);
  int32(static_cast<int64_t>(bytes.size()));
  raw(bytes);
  return {};
}

/// No code but ours runs while items are written, so a borrowed span is safe.
Status Writer::write_items(std::span<const Value> items) {
  for (Value item : items) TRY(write(item));
  return {};
}

void Writer::write_int(Value value, uint8_t flag) {
  int64_t small;
  if (int_fits_int64(value, small) && small >= INT32_MIN && small <= INT32_MAX) {
    byte(kInt | flag);
    return int32(small);
  }
  byte(kLong | flag);
  IntView view(value);
  size_t digits = (int_bit_length(value) + 14) / 15;
  auto count = static_cast<int64_t>(digits);
  int32(view.negative() ? -count : count);
  for (size_t i = 0; i < digits; ++i) {
    size_t bit = i * 15;
    size_t limb = bit / 64;
    uint64_t bits = view.magnitude()[limb] >> bit % 64;
    if (bit % 64 > 49 && limb + 1 < view.size()) bits |= view.magnitude()[limb + 1] << (64 - bit % 64);
    byte(static_cast<uint8_t>(bits));
    byte(static_cast<uint8_t>(bits >> 8 & 0x7f));
  }
}

void Writer::write_float(double value) {
  if (version_ > 1) {
    auto bits = std::bit_cast<uint64_t>(value);
    int32(static_cast<int64_t>(bits));
    return int32(static_cast<int64_t>(bits >> 32));
  }
  TextBuffer text;
  float_write(text, value, {.kind = FloatStyle::kGeneral, .precision = 17});
  byte(static_cast<uint8_t>(text.size()));
  raw(text.view());
}

void Writer::write_text(Value value, uint8_t flag) {
  auto& text = as<Str>(value);
  if (is_numbered_name(value)) {
    const int32_t number = names_->number(names_->context, text.ascii_view());
    if (number < 0) return out_.fail();
    byte(kFrozenName);
    byte(static_cast<uint8_t>(number));
    return byte(static_cast<uint8_t>(number >> 8));
  }
  if (version_ >= 4 && text.ascii && text.length <= INT32_MAX) {
    bool is_short = text.length < 256;
    byte((is_short ? (text.interned ? kShortInternedAscii : kShortAscii) : (text.interned ? kInternedAscii : kAscii)) | flag);
    is_short ? byte(static_cast<uint8_t>(text.length)) : int32(text.length);
    return raw(text.ascii_view());
  }
  Utf8 utf8(ts_, value);
  if (!utf8.ok() || utf8.view().size() > INT32_MAX) return out_.fail();
  byte((version_ >= 3 && text.interned ? kInternedText : kText) | flag);
  int32(static_cast<int64_t>(utf8.view().size()));
  raw(utf8.view());
}

Status Writer::write_dict(Value dict) {
  Value key, value;
  for (int64_t position = 0; dict_next(as<Dict>(dict), &position, &key, &value);) {
    TRY(write(key));
    TRY(write(value));
  }
  byte(kNull);
  return {};
}

/// Items go in the order of their own bytes, so that equal sets look the same in files.
Status Writer::write_set(Value set, uint8_t flag) {
  byte((is_set(set) ? kSet : kFrozenSet) | flag);
  int32(as<Set>(set).size);
  Own<List> pairs = TRY(new_list(ts_));
  Ref keep = Ref::copy(set);
  size_t position = 0;
  while (SetEntry* entry = set_next(as<Set>(set), &position)) {
    Writer alone(ts_, version_);
    alone.depth_ = depth_;
    TRY(alone.write(entry->key));
    if (!alone.ok()) return raise_no_memory(ts_);
    Own<Bytes> image = TRY(new_bytes(ts_, alone.view()));
    Own<Tuple> pair = TRY(new_tuple_of(ts_, image, entry->key));
    TRY(list_append(ts_, *pairs, std::move(pair)));
  }
  std::stable_sort(pairs->items, pairs->items + pairs->size, [](Value a, Value b) {
    return as<Bytes>(as<Tuple>(a).at(0)).view() < as<Bytes>(as<Tuple>(b).at(0)).view();
  });
  for (Value pair : pairs->span()) {
    Value item = as<Tuple>(pair).at(1);
    // The pair's reference is not one that the value will be met by again.
    decref(std::exchange(as<Tuple>(pair).items()[1], Value::none()));
    TRY(write(item));
  }
  return {};
}

}  // namespace pyemb::marshal
