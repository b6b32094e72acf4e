// SPDX-License-Identifier: MIT
#pragma once

// Shapes (hidden classes): which attribute stands in which slot of an instance.
//
// A shape belongs to one type. The root of a type has no attributes; adding attribute `x` to an instance moves it to the child
// shape "parent + x". All shapes of one tree have the same slot capacity; the capacity of a type's root follows what its first
// instances needed. An instance that outgrows its capacity, or loses an attribute that is not the last one, or whose
// __dict__ was asked for, moves to the type's dict shape: slot 0 then holds a dict with all of its attributes.
//
// Ids below kTypeCount are those of the native types themselves (see state/object.h).

#include <cstdint>

#include "state/interpreter.h"
#include "state/object.h"

namespace pyemb {

struct Shape {
  static constexpr uint32_t kMaxCapacity = 48;
  static constexpr uint32_t kInitialCapacity = 6;
  static constexpr uint32_t kMaxChildren = 64;  ///< beyond it a tree is a dictionary in disguise

  uint32_t id;
  uint16_t count;      ///< attributes
  uint16_t capacity;   ///< slots of an instance
  bool is_dict;        ///< slot 0 holds the attribute dict
  Type* type;          ///< borrowed: shapes die with their interpreter, and only after all instances
  Shape* parent;       ///< borrowed; null: a root
  Shape* dict_shape;   ///< the dict shape of the same capacity (made on demand; borrowed)
  Shape** children;    ///< buffer of child_capacity pointers, borrowed
  uint32_t child_count;
  uint32_t child_capacity;
  Str** names;         ///< `count` owned names, in slot order
  Shape* older_root;   ///< of a root: the one it replaced when the capacity changed (borrowed)

  /// The slot of `name` (interned, compared by address), or -1.
  int find(const Str* name) const {
    for (int i = count - 1; i >= 0; --i) {
      if (names[i] == name) return i;
    }
    return -1;
  }
};

inline Shape& shape_of(ThreadState& ts, Object* object) { return *ts.interp.shapes[object->shape_id()]; }

/// How many slots from the first on may hold a value.
inline int used_slots(const Shape& shape) { return shape.is_dict ? 1 : shape.count; }

/// The root shape for the next instance of a Python class; adapts the capacity (0 without attribute slots). Null: out of memory.
[[nodiscard]] Shape* shape_for_new_instance(ThreadState& ts, Type& type);
/// The child of `shape` with `name` added; null: out of memory, ids or capacity. The caller falls back to a dict.
[[nodiscard]] Shape* shape_with(ThreadState& ts, Shape& shape, Str* name);
/// The shape of instances in dict form; null: out of memory.
[[nodiscard]] Shape* shape_in_dict_form(ThreadState& ts, Shape& shape);
/// The same for instances of `type` that have `capacity` slots; for objects that change their class.
[[nodiscard]] Shape* shape_in_dict_form(ThreadState& ts, Type& type, uint32_t capacity);
/// Releases all shapes; when the interpreter ends.
void release_shapes(Interpreter& interp);
/// Gives the shapes of a dying type back.
void release_type_shapes(Interpreter& interp, Type& type);

}  // namespace pyemb
