// SPDX-License-Identifier: MIT
#pragma once

// array.array: numbers of one kind, packed in a buffer. The kind is a row of a table with the functions that load and store an item.
//
// Storing may run Python code (__index__, __float__), which may change the array: an item is converted into a word of its own first and
// copied to its place after the bounds have been looked at again.

#include <cstring>
#include <span>

#include "config/module_type_ids.h"
#include "objects/native.h"

namespace pyemb {

struct ArrayKind {
  char code;
  uint8_t item_size;
  bool is_int, is_signed;
  char format[2];  ///< for the buffer protocol
  Result<Ref> (*load)(ThreadState&, const char* from);
  Status (*store)(ThreadState&, Value, char* to);
  int (*compare)(const char* left, const char* right);  ///< three-way; null where equality is not that of the bits
};

struct Array : Object {
  static constexpr TypeId kId = ModuleType::kArray;

  int64_t size;      ///< items
  int64_t capacity;  ///< items that the buffer has room for
  char* items;       ///< buffer, null while capacity is 0
  const ArrayKind* kind;
  int64_t exports;   ///< views lent: the size cannot change while there are any

  char* at(int64_t i) const { return items + i * kind->item_size; }
  int64_t bytes() const { return size * kind->item_size; }
  std::string_view view() const { return {items, static_cast<size_t>(bytes())}; }
};

/// One item, converted but not in its place yet.
struct ArrayItem {
  alignas(8) char bytes[8];
};

// -- kinds -------------------------------------------------------------------------------------------------------------------------

extern const std::span<const ArrayKind> kArrayKinds;
/// The kind of a type code; null: there is none.
const ArrayKind* find_array_kind(char32_t code);
inline constexpr const char* kArrayTypeCodes = "bBuhHiIlLqQfd";

// -- operations ---------------------------------------------------------------------------------------------------------------------

/// `size` uninitialized items.
[[nodiscard]] Result<Own<Array>> new_array(ThreadState& ts, Type& type, const ArrayKind& kind, int64_t size);
/// array.array(code, initial) or of a subclass; `initial` may be null.
[[nodiscard]] Result<Ref> make_array(ThreadState& ts, Type& type, char32_t code, Value initial);
/// Makes it `size` items long; new ones are uninitialized. BufferError while views are lent.
[[nodiscard]] Status array_resize(ThreadState& ts, Array& array, int64_t size);
/// Replaces [start, stop) by the items at `from`, which must not be the array's own; `count` of them.
[[nodiscard]] Status array_splice(ThreadState& ts, Array& array, int64_t start, int64_t stop, const char* from, int64_t count);
[[nodiscard]] Status array_append(ThreadState& ts, Array& array, Value item);
[[nodiscard]] Status array_extend(ThreadState& ts, Array& array, Value iterable);
/// Appends items given as bytes; ValueError where they are no whole number of items.
[[nodiscard]] Status array_append_bytes(ThreadState& ts, Array& array, std::string_view bytes);
[[nodiscard]] Status array_append_text(ThreadState& ts, Array& array, Str& text);
/// The text of an array of characters: ValueError for one beyond U+10FFFF.
[[nodiscard]] Result<Own<Str>> array_text(ThreadState& ts, Array& array);
[[nodiscard]] Result<Ref> array_to_list(ThreadState& ts, Array& array);
[[nodiscard]] Result<Own<Array>> array_copy(ThreadState& ts, Array& array, int64_t start, int64_t stop);

inline Result<Ref> array_load(ThreadState& ts, Array& array, int64_t i) { return array.kind->load(ts, array.at(i)); }

/// item == value, without the short cut for identity: each item is loaded anew, so that a NaN equals nothing.
[[nodiscard]] Result<bool> array_item_equals(ThreadState& ts, Array& array, int64_t i, Value value);

// -- pickling -----------------------------------------------------------------------------------------------------------------------

/// _array_reconstructor(arraytype, typecode, mformat_code, items)
[[nodiscard]] Result<Ref> array_reconstruct(ThreadState& ts, Value type, Char code, int format, Value items);
/// The number of the machine format of a kind, for pickles.
int array_machine_format(const ArrayKind& kind);

struct ArrayState {
  Value reconstruct;  ///< owned: the module's function _array_reconstructor
};

}  // namespace pyemb
