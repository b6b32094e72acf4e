// SPDX-License-Identifier: MIT
#pragma once

// The traverse, clear and dealloc slots of an object whose owned fields can be listed. A field is a Value or a pointer to an
// object type.
//
//     using Owned = OwnedFields<Filter, &Filter::function, &Filter::iterator>;
//     ... .traverse = Owned::traverse, .dealloc = Owned::dealloc

#include "objects/type.h"

namespace pyemb {

/// Lets go of what a field owns; the field is null before that can run any code.
inline void drop_field(Value& field) { decref(std::exchange(field, Value::null())); }
template <class T>
inline void drop_field(T*& field) {
  T* old = std::exchange(field, nullptr);
  if (old != nullptr) decref(static_cast<Object*>(old));
}
/// Replaces what a field owns.
inline void set_field(Value& field, Ref value) { decref(std::exchange(field, value.release())); }

template <class T, auto... kFields>
struct OwnedFields {
  static void traverse(Object* object, GcVisitor& visit) { (show(visit, static_cast<T*>(object)->*kFields), ...); }
  static void clear(ThreadState&, Object* object) { (drop_field(static_cast<T*>(object)->*kFields), ...); }
  static void dealloc(ThreadState&, Object* object) { (drop_field(static_cast<T*>(object)->*kFields), ...); }

 private:
  static void show(GcVisitor& visit, Value field) { visit(field); }
  template <class F>
  static void show(GcVisitor& visit, F* field) {
    visit(static_cast<Object*>(field));
  }
};

}  // namespace pyemb
