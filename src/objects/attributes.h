// SPDX-License-Identifier: MIT
#pragma once

// Attribute access: the general protocol, the ordinary rules for instances, and look-up of special methods.
// Names must be str; interned ones are fast (literals in code and ts.names() are).

#include <span>

#include "objects/type.h"

namespace pyemb {

// -- the protocol ----------------------------------------------------------------------------------------------------
[[nodiscard]] Result<Ref> get_attr(ThreadState& ts, Value object, Value name);
[[nodiscard]] Result<Ref> get_attr(ThreadState& ts, Value object, const char* name);
/// Absent instead of AttributeError.
[[nodiscard]] Result<Ref> find_attr(ThreadState& ts, Value object, Value name);
[[nodiscard]] Result<Ref> find_attr(ThreadState& ts, Value object, const char* name);
[[nodiscard]] Status set_attr(ThreadState& ts, Value object, Value name, Value value);  ///< value null: delete
[[nodiscard]] Status set_attr(ThreadState& ts, Value object, const char* name, Value value);
/// The same with an interned name, such as ts.names().append.
[[nodiscard]] inline Result<Ref> get_attr(ThreadState& ts, Value object, Str* name) { return get_attr(ts, object, Value::from_object(reinterpret_cast<Object*>(name))); }
[[nodiscard]] inline Result<Ref> find_attr(ThreadState& ts, Value object, Str* name) { return find_attr(ts, object, Value::from_object(reinterpret_cast<Object*>(name))); }
[[nodiscard]] inline Status set_attr(ThreadState& ts, Value object, Str* name, Value value) { return set_attr(ts, object, Value::from_object(reinterpret_cast<Object*>(name)), value); }

// -- the ordinary rules (object.__getattribute__, object.__setattr__) -------------------------------------------------
[[nodiscard]] Result<Ref> generic_get_attr(ThreadState& ts, Value object, Value name);
/// The same, absent instead of raising AttributeError for a missing attribute (descriptors may still raise one).
[[nodiscard]] Result<Ref> generic_find_attr(ThreadState& ts, Value object, Value name);
[[nodiscard]] Status generic_set_attr(ThreadState& ts, Value object, Value name, Value value);

// -- what an instance itself keeps ------------------------------------------------------------------------------------
/// The instance's own attribute: borrowed, null if absent. Does not look at the type.
[[nodiscard]] Value instance_find(ThreadState& ts, Object* object, Str* name);
/// Sets an attribute of the instance (slots or dict); value null deletes, false: it was not there.
[[nodiscard]] Result<bool> instance_set(ThreadState& ts, Object* object, Value name, Value value);
/// The instance's __dict__, made if need be: borrowed. Null (nothing raised) if instances of its type have none.
[[nodiscard]] Result<Value> instance_dict(ThreadState& ts, Object* object);
/// Replaces the __dict__ (`dict` null: a fresh one).
[[nodiscard]] Status set_instance_dict(ThreadState& ts, Object* object, Value dict);

// -- special methods: looked up on the type, not on the instance --------------------------------------------------------
/// The method bound to the object, or absent.
[[nodiscard]] Result<Ref> find_special(ThreadState& ts, Value object, Str* name);
/// Calls type(object).name(object, args...); TypeError/AttributeError is the caller's matter: absent if there is no such method.
[[nodiscard]] Result<Ref> call_special(ThreadState& ts, Value object, Str* name, std::span<const Value> args = {});

/// type(object).name(object, args...) through a method that is already found on the type.
[[nodiscard]] Result<Ref> call_found(ThreadState& ts, Value method, Value object, std::span<const Value> args);

/// For method calls without a bound method: on return *self_needed tells whether the result is a plain function that takes `object`
/// as its first argument.
[[nodiscard]] Result<Ref> get_method(ThreadState& ts, Value object, Value name, bool* self_needed);

}  // namespace pyemb
