// SPDX-License-Identifier: MIT
#pragma once

// The constants of one compilation, each (type, value) once: 1, 1.0 and True are three, as are 0.0 and -0.0. A constant is
// known by its number here; a code object then lists those that it uses in its own co_consts.
//
// Strings that look like identifiers are interned, as they are in CPython. Items of a constant tuple are constants themselves, so
// equal tuples have the same words in them.

#include <cstdint>

#include "frontend/arena.h"
#include "frontend/ast.h"
#include "state/ref.h"
#include "state/result.h"

namespace pyemb {

struct ThreadState;

class ConstantPool {
 public:
  ConstantPool(ThreadState& ts, Arena& arena) : ts_(ts), arena_(arena) {}
  ConstantPool(const ConstantPool&) = delete;
  ConstantPool& operator=(const ConstantPool&) = delete;
  ~ConstantPool();

  /// The number of a literal's value.
  [[nodiscard]] Result<uint32_t> add(const ast::constant& literal);
  /// The number of a value: one that is there already, or this one.
  [[nodiscard]] Result<uint32_t> add(Ref value);
  /// The number of a value that is kept apart from equal ones.
  [[nodiscard]] Result<uint32_t> add_unshared(Ref value);

  /// Borrowed.
  Value at(uint32_t number) const { return entries_[number].value; }

 private:
  struct Entry {
    Value value;
    uint32_t hash;
  };
  static constexpr uint32_t kFree = UINT32_MAX;

  template <class Same>
  uint32_t find(uint32_t hash, Same same) const;
  Result<uint32_t> append(uint32_t hash, Ref value);
  Result<uint32_t> add_text(const ast::constant& literal);
  Result<uint32_t> add_hashed(uint32_t hash, Ref value);
  Result<uint32_t> add_tuple(Ref value);
  bool grow_table();

  ThreadState& ts_;
  Arena& arena_;
  Entry* entries_ = nullptr;
  uint32_t* table_ = nullptr;  ///< open addressing: numbers of entries
  uint32_t size_ = 0;
  uint32_t capacity_ = 0;      ///< of entries_; table_ has twice as many places
};

/// The value of a literal, made afresh. A number of the pool (Kind::kValue) is not asked for here.
[[nodiscard]] Result<Ref> new_literal(ThreadState& ts, const ast::constant& literal);

}  // namespace pyemb
