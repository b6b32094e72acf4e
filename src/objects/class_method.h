// SPDX-License-Identifier: MIT
#pragma once

// classmethod, staticmethod, property.

#include "objects/type.h"

namespace pyemb {

struct ClassMethod : Object {
  static constexpr TypeId kId = TypeId::kClassMethod;
  Value callable;  ///< owned
  Value dict;
};
struct StaticMethod : Object {
  static constexpr TypeId kId = TypeId::kStaticMethod;
  Value callable;  ///< owned
  Value dict;
};
struct Property : Object {
  static constexpr TypeId kId = TypeId::kProperty;
  Value fget;  ///< owned, each None or null if absent
  Value fset;
  Value fdel;
  Value doc;
  Value name;        ///< from __set_name__, for messages
  bool doc_from_getter;
};

[[nodiscard]] Result<Ref> new_class_method(ThreadState& ts, Value callable);
[[nodiscard]] Result<Ref> new_static_method(ThreadState& ts, Value callable);

}  // namespace pyemb
