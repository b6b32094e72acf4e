// SPDX-License-Identifier: MIT
#pragma once

// Single items of binary data, as the struct module's format characters describe them: memoryview and struct load and store
// through here. Native items have the machine's sizes and alignment, standard ones those that the struct documentation lists.

#include <cstdint>

#include "objects/int.h"

namespace pyemb {

struct ItemFormat {
  enum Kind : uint8_t { kPad, kChar, kSigned, kUnsigned, kBool, kFloat, kString, kPascalString, kPointer };
  char code;
  Kind kind;
  uint8_t size;       ///< bytes
  uint8_t alignment;  ///< of native items; 1: none
};

inline constexpr ByteOrder kNativeOrder = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__ ? ByteOrder::kBig : ByteOrder::kLittle;

/// The description of a format character; null: there is none.
const ItemFormat* native_item(char code);
const ItemFormat* standard_item(char code);

/// The item at `from` as an object. Not for pads and strings.
[[nodiscard]] Result<Ref> load_item(ThreadState& ts, const ItemFormat& format, ByteOrder order, const uint8_t* from);

/// What became of storing an object. Only kRaised leaves an exception; the caller words the others.
enum class Stored : uint8_t { kDone, kWrongType, kOutOfRange, kRaised };
[[nodiscard]] Stored store_item(ThreadState& ts, const ItemFormat& format, ByteOrder order, Value value, uint8_t* to);

}  // namespace pyemb
