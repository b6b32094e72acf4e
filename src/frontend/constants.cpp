// SPDX-License-Identifier: MIT
#include "frontend/constants.h"

#include "frontend/ast_names.h"
#include "objects/bytes.h"
#include "objects/complex.h"
#include "objects/int.h"
#include "objects/number.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

using Kind = ast::constant::Kind;

constexpr uint32_t kStrSalt = 0x51ab3e0du;
constexpr uint32_t kBytesSalt = 0xb1a7e5edu;

/// The finalizer of MurmurHash3: every bit of the word counts, also where numbers differ in a few high bits only.
uint32_t mix(uint64_t bits) {
  bits = (bits ^ bits >> 33) * 0xff51afd7ed558ccdu;
  bits = (bits ^ bits >> 33) * 0xc4ceb9fe1a85ec53u;
  return static_cast<uint32_t>(bits ^ bits >> 33);
}

/// Only letters, digits and underscores: such a string is interned.
bool is_name_like(std::string_view text) {
  for (char c : text) {
    bool word = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
    if (!word) return false;
  }
  return true;
}

bool same_bytes(Value value, std::string_view text) {
  return is_exactly(value, TypeId::kBytes) && as<Bytes>(value).view() == text;
}

bool same_text(ThreadState& ts, Value value, std::string_view text) {
  if (!is_str(value)) return false;
  const Str& s = as<Str>(value);
  if (s.ascii) return s.ascii_view() == text;
  return Utf8(ts, s).view() == text;
}

uint32_t hash_of_float(double d) { return mix(std::bit_cast<uint64_t>(d) ^ 0xf1u); }

Result<Ref> new_str_literal(ThreadState& ts, std::string_view text) {
  return is_name_like(text) ? Result<Ref>(intern(ts, text)) : Result<Ref>(new_str(ts, text));
}

}  // namespace

Result<Ref> new_literal(ThreadState& ts, const ast::constant& literal) {
  switch (literal.kind) {
    case Kind::kNone: return Ref::none();
    case Kind::kTrue: return Ref::steal(Value::true_());
    case Kind::kFalse: return Ref::steal(Value::false_());
    case Kind::kEllipsis: return Ref::steal(Value::ellipsis());
    case Kind::kInt: return new_int(ts, literal.integer);
    case Kind::kBigInt: return find_int_in_text(ts, literal.text, literal.base);
    case Kind::kFloat: return new_float(ts, literal.real);
    case Kind::kImaginary: return new_complex(ts, ComplexValue{0.0, literal.real});
    case Kind::kStr: return new_str_literal(ts, literal.text);
    case Kind::kBytes: return new_bytes(ts, literal.text);
    case Kind::kValue: break;
  }
  return raise(ts, Exc::kSystemError, "a pooled constant is no literal");
}

ConstantPool::~ConstantPool() {
  for (uint32_t i = 0; i < size_; ++i) decref(entries_[i].value);
}

bool ConstantPool::grow_table() {
  uint32_t capacity = capacity_ == 0 ? 64 : capacity_ * 2;
  auto* entries = arena_.make_array<Entry>(capacity);
  auto* table = arena_.make_array<uint32_t>(capacity * 2);
  if (entries == nullptr || table == nullptr) return false;
  for (uint32_t i = 0; i < capacity * 2; ++i) table[i] = kFree;
  for (uint32_t i = 0; i < size_; ++i) {
    entries[i] = entries_[i];
    uint32_t place = entries[i].hash & (capacity * 2 - 1);
    while (table[place] != kFree) place = (place + 1) & (capacity * 2 - 1);
    table[place] = i;
  }
  entries_ = entries;
  table_ = table;
  capacity_ = capacity;
  return true;
}

/// The number of the entry with this hash that `same` accepts, or kFree.
template <class Same>
uint32_t ConstantPool::find(uint32_t hash, Same same) const {
  if (capacity_ == 0) return kFree;
  uint32_t mask = capacity_ * 2 - 1;
  for (uint32_t place = hash & mask; table_[place] != kFree; place = (place + 1) & mask) {
    const Entry& entry = entries_[table_[place]];
    if (entry.hash == hash && same(entry.value)) return table_[place];
  }
  return kFree;
}

Result<uint32_t> ConstantPool::append(uint32_t hash, Ref value) {
  if (size_ == capacity_ && !grow_table()) return raise_no_memory(ts_);
  uint32_t mask = capacity_ * 2 - 1;
  uint32_t place = hash & mask;
  while (table_[place] != kFree) place = (place + 1) & mask;
  table_[place] = size_;
  entries_[size_] = {value.release(), hash};
  return size_++;
}

Result<uint32_t> ConstantPool::add(const ast::constant& literal) {
  switch (literal.kind) {
    case Kind::kValue: return static_cast<uint32_t>(literal.integer);
    case Kind::kStr:
    case Kind::kBytes: return add_text(literal);
    default: break;
  }
  Ref value = TRY(new_literal(ts_, literal));
  return add(std::move(value));
}

/// Text is looked up before an object is made of it.
Result<uint32_t> ConstantPool::add_text(const ast::constant& literal) {
  bool is_text = literal.kind == Kind::kStr;
  uint32_t hash = NameTable::hash(literal.text) ^ (is_text ? kStrSalt : kBytesSalt);
  uint32_t found = find(hash, [&](Value value) {
    return is_text ? same_text(ts_, value, literal.text) : same_bytes(value, literal.text);
  });
  if (found != kFree) return found;
  Ref value = TRY(new_literal(ts_, literal));
  return append(hash, std::move(value));
}

Result<uint32_t> ConstantPool::add_hashed(uint32_t hash, Ref value) {
  Value key = value;
  uint32_t found = find(hash, [key](Value other) { return other == key; });
  if (found != kFree) return found;
  return append(hash, std::move(value));
}

Result<uint32_t> ConstantPool::add(Ref value) {
  if (!value.get().is_heap()) {
    uint32_t hash = mix(value.get().bits());
    return add_hashed(hash, std::move(value));
  }
  if (is_str(value)) {
    uint32_t hash;
    {
      Utf8 text(ts_, value.get());
      if (!text.ok()) return raise_no_memory(ts_);
      hash = NameTable::hash(text.view()) ^ kStrSalt;
      uint32_t found = find(hash, [&](Value other) { return same_text(ts_, other, text.view()); });
      if (found != kFree) return found;
      if (is_name_like(text.view())) value = TRY(intern(ts_, *value.as<Str>()));
    }
    return append(hash, std::move(value));
  }
  if (is_exactly(value, TypeId::kInt)) {
    Value key = value;
    uint32_t hash = mix(static_cast<uint64_t>(int_hash(value)));
    uint32_t found = find(hash, [key](Value other) { return is_exactly(other, TypeId::kInt) && int_compare(key, other) == 0; });
    return found != kFree ? Result<uint32_t>(found) : append(hash, std::move(value));
  }
  if (is_exactly(value, TypeId::kFloat)) {
    double d = TRY(to_double(ts_, value));
    uint32_t hash = hash_of_float(d);
    ThreadState& ts = ts_;
    uint32_t found = find(hash, [&ts, d](Value other) {
      if (!is_exactly(other, TypeId::kFloat)) return false;
      Result<double> number = to_double(ts, other);
      return !number.raised() && std::bit_cast<uint64_t>(number.take()) == std::bit_cast<uint64_t>(d);
    });
    return found != kFree ? Result<uint32_t>(found) : append(hash, std::move(value));
  }
  if (is_tuple(value)) return add_tuple(std::move(value));
  return add_unshared(std::move(value));
}

/// A tuple's items become constants first; two tuples of the same words are the same constant.
Result<uint32_t> ConstantPool::add_tuple(Ref value) {
  Tuple& given = *value.as<Tuple>();
  Own<Tuple> items = TRY(new_tuple(ts_, given.size));
  uint32_t hash = 0x7091eu;
  for (int64_t i = 0; i < given.size; ++i) {
    Ref item = Ref::copy(given.at(i));
    uint32_t number = TRY(add(std::move(item)));
    items->set(i, Ref::copy(at(number)));
    hash = mix((uint64_t{hash} << 32 | hash) ^ at(number).bits() * 31);
  }
  Tuple* key = items.get();
  uint32_t found = find(hash, [key](Value other) {
    if (!is_tuple(other)) return false;
    const Tuple& tuple = as<Tuple>(other);
    if (tuple.size != key->size) return false;
    for (int64_t i = 0; i < key->size; ++i) {
      if (tuple.at(i) != key->at(i)) return false;
    }
    return true;
  });
  if (found != kFree) return found;
  return append(hash, Ref(std::move(items)));
}

Result<uint32_t> ConstantPool::add_unshared(Ref value) {
  uint32_t hash = mix(value.get().bits());
  return append(hash, std::move(value));
}

}  // namespace pyemb
