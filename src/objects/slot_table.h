// SPDX-License-Identifier: MIT
#pragma once

// slots.def as a table at run time: for each special method the slot that it belongs to, how a filled slot is called as a
// method, and the function that fills the slot of a class that defines the method in Python.

#include <cstddef>
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
  /// What fills the slot when a class defines the method in Python.
  SlotFunction generic;
  uint16_t number;  ///< of the row
  /// What fills the slot where a wrapper of this row is found whose function is no slot function itself (one of C code); else null.
  SlotFunction adapter;
};

std::span<const SlotRow> slot_rows();

inline SlotFunction& slot_at(Slots& slots, uint16_t offset) {
  return *reinterpret_cast<SlotFunction*>(reinterpret_cast<char*>(&slots) + offset);
}
inline SlotFunction slot_at(const Slots& slots, uint16_t offset) {
  return *reinterpret_cast<const SlotFunction*>(reinterpret_cast<const char*>(&slots) + offset);
}

}  // namespace pyemb
