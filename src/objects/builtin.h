// SPDX-License-Identifier: MIT
#pragma once

// The objects through which Python sees native code: functions and bound methods (Builtin), the descriptors in the dicts of
// native types, and the wrappers of slots.

#include "objects/native.h"

namespace pyemb {

/// builtin_function_or_method: a native function with the object that it is bound to.
struct Builtin : Object {
  static constexpr TypeId kId = TypeId::kBuiltin;
  const NativeMethod* row;  ///< constant, or owned by `owner`
  Value self;               ///< module of a function, object of a method, type of a class method; null: none. Owned
  Value module;             ///< __module__; owned or null
  Value kept;               ///< what else the row needs alive; owned or null
};

/// method_descriptor, classmethod_descriptor: an unbound native method in a type's dict.
struct MethodDescriptor : Object {
  static constexpr TypeId kId = TypeId::kMethodDescriptor;
  const NativeMethod* row;
  Type* owner;              ///< owned
};
struct ClassMethodDescriptor : MethodDescriptor {
  static constexpr TypeId kId = TypeId::kClassMethodDescriptor;
};

struct SlotRow;

/// slot wrapper: a filled slot of a native type, as a method.
struct WrapperDescriptor : Object {
  static constexpr TypeId kId = TypeId::kWrapperDescriptor;
  const SlotRow* row;
  Type* owner;              ///< owned
  void (*function)();       ///< the slot's function when the wrapper was made
};

/// method-wrapper: a slot wrapper bound to an object.
struct MethodWrapper : Object {
  static constexpr TypeId kId = TypeId::kMethodWrapper;
  WrapperDescriptor* descriptor;  ///< owned
  Value self;                     ///< owned
};

/// member_descriptor: a field of a native struct, or a name in __slots__.
struct MemberDescriptor : Object {
  static constexpr TypeId kId = TypeId::kMemberDescriptor;
  const Member* row;        ///< null for a member of __slots__
  Type* owner;              ///< owned
  Str* name;                ///< owned
  uint32_t index;           ///< which of the member values, for a member of __slots__
};

/// getset_descriptor: a computed attribute of a native type.
struct GetSetDescriptor : Object {
  static constexpr TypeId kId = TypeId::kGetSetDescriptor;
  const GetSet* row;
  Type* owner;              ///< owned
};

/// A function object for a row; `self` and `module` are copied, either may be null.
[[nodiscard]] Result<Ref> new_builtin(ThreadState& ts, const NativeMethod& row, Value self, Value module);
[[nodiscard]] Result<Ref> new_method_descriptor(ThreadState& ts, const NativeMethod& row, Type& owner);
[[nodiscard]] Result<Ref> new_getset_descriptor(ThreadState& ts, const GetSet& row, Type& owner);
[[nodiscard]] Result<Ref> new_member_descriptor(ThreadState& ts, const Member& row, Type& owner);
[[nodiscard]] Result<Ref> new_slot_member(ThreadState& ts, Str& name, Type& owner, uint32_t index);
[[nodiscard]] Result<Ref> new_wrapper_descriptor(ThreadState& ts, const SlotRow& row, Type& owner);

/// What a field of the struct shows, and sets it. `value` null: delete.
[[nodiscard]] Result<Ref> member_load(ThreadState& ts, const Member& row, Object* object);
[[nodiscard]] Status member_store(ThreadState& ts, const Member& row, Object* object, Value value);

/// Calls a native method found on a type: checks self, then runs the row's entry.
[[nodiscard]] Result<Ref> call_method_descriptor(ThreadState& ts, MethodDescriptor& descriptor, CallArgs args);

/// The doc string without its signature line, and the signature; None if there is none.
[[nodiscard]] Result<Ref> native_doc(ThreadState& ts, const char* doc);
[[nodiscard]] Result<Ref> native_signature(ThreadState& ts, const char* signature);
/// The signature of a row; one without looks for it in its doc string.
[[nodiscard]] Result<Ref> native_signature(ThreadState& ts, const NativeMethod& row);

}  // namespace pyemb
