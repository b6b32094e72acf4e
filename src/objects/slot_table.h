// SPDX-License-Identifier: MIT
#pragma once

// slots.def as a table at run time: for each special method the slot that it belongs to, how a filled slot is called as a
// method, and the function that fills the slot of a class that defines the method in Python.

#include <cstddef>
#include <cstdint>
#include <span>

#include "objects/slots.h"
#include "objects/type.h"

namespace pyemb {

using SlotFunction = void (*)();

struct SlotRow {
  const char* name;       ///< "__add__"
  uint16_t offset;        ///< of the field in Slots
  const char* signature;
  const char* doc;
  /// Calls the slot as a method of `self`; null: this row makes no wrapper.
  Result<Ref> (*wrapper)(ThreadState&, const SlotRow& row, SlotFunction slot, Value self, CallArgs args);
  /// Gives what fills the slot when a class defines the method in Python; null: nothing does.
  SlotFunction (*generic)();
  uint16_t number;  ///< of the row
  /// What fills the slot where a wrapper of this row is found whose function is no slot function itself (one of C code); else null.
  SlotFunction adapter;
};

std::span<const SlotRow> slot_rows();

/// The numbers of the rows whose names have `length` characters, so that few names have to be compared.
std::span<const uint8_t> slot_rows_of_length(int64_t length);

inline SlotFunction& slot_at(Slots& slots, uint16_t offset) {
  return *reinterpret_cast<SlotFunction*>(reinterpret_cast<char*>(&slots) + offset);
}
inline SlotFunction slot_at(const Slots& slots, uint16_t offset) {
  return *reinterpret_cast<const SlotFunction*>(reinterpret_cast<const char*>(&slots) + offset);
}

}  // namespace pyemb
