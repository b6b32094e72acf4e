// SPDX-License-Identifier: MIT
#pragma once

// Structures and unions: their fields, and how these are laid out.

#include "modules/ctypes/ctypes.h"

namespace pyemb::ctypes {

/// The descriptor of a field, in the dict of its class.
struct CField : Object {
  static constexpr TypeId kId = ModuleType::kCField;

  int64_t offset;
  int64_t size;            ///< as in Extent
  int64_t index;           ///< of the field in its structure
  Value proto;             ///< its class, owned
  const SimpleKind* kind;  ///< of fields that are read as text; null: by the class
  bool anonymous;          ///< named in _anonymous_
};

/// Lays out the fields of a class, makes their descriptors and its description: what setting _fields_ does.
[[nodiscard]] Status set_fields(ThreadState& ts, Type& type, Category category, Value fields);
/// Makes the fields of anonymous members fields of the class itself (_anonymous_).
[[nodiscard]] Status add_anonymous(ThreadState& ts, Type& type);

}  // namespace pyemb::ctypes
