// SPDX-License-Identifier: MIT
#include "objects/arguments.h"
#include "objects/super.h"

#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/native.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type_specs.h"
#include "state/names.h"

namespace pyemb {
namespace {

/// The class from whose MRO super(type, object) searches: object itself if it is a class below `type`, else its class.
Result<Type*> super_check(ThreadState& ts, Type& type, Value object) {
  if (is<Type>(object) && is_subtype(as<Type>(object), type)) return &as<Type>(object);
  Type& own = type_of(ts, object);
  if (is_subtype(own, type)) return &own;
  Ref claimed = TRY(find_attr(ts, object, ts.names().dunder_class));
  if (!claimed.is_absent() && is<Type>(claimed) && is_subtype(*claimed.as<Type>(), type)) return claimed.as<Type>();
  return raise(ts, Exc::kTypeError, "super(type, obj): obj must be an instance or subtype of type");
}

void assign(Value& field, Value value) { decref(std::exchange(field, Ref::copy(value).release())); }

/// super(), super(type), super(type, object_or_type)
Status super_init(ThreadState& ts, Super& self, CallArgs args) {
  TRY(require_no_keywords(ts, "super", args));
  if (args.count > 2) return raise(ts, Exc::kTypeError, "super() expected at most 2 arguments, got %zu", args.count);
  Value type = args.count > 0 ? args.values[0] : Value::null();
  Value object = args.count > 1 ? args.values[1] : Value::null();
  Ref found_type, found_object;
  if (type.is_null()) {
    TRY(ts.interp.hooks.super_arguments(ts, found_type, found_object));
    type = found_type;
    object = found_object;
  }
  if (!is<Type>(type)) return raise(ts, Exc::kTypeError, "super() argument 1 must be a type, not %s", type_name(ts, type));
  if (object.is_none()) object = Value::null();
  Value start = Value::null();
  if (!object.is_null()) start = Value::from_object(TRY(super_check(ts, as<Type>(type), object)));
  assign(self.type_, type);
  assign(self.object, object);
  assign(self.start, start);
  return {};
}

Result<Ref> super_new(ThreadState& ts, Type& type, CallArgs) {
  Own<Super> super = TRY(new_native<Super>(ts, type));
  gc_track(ts, super.get());
  return super;
}

}  // namespace

Result<Ref> super_find(ThreadState& ts, Type& type, Type& start, Value object, Str* name) {
  TRY(ready_type(ts, start));
  if (start.mro == nullptr) return Result<Ref>::absent();
  Own<Tuple> mro = Own<Tuple>::copy(start.mro);
  int64_t i = 0;
  while (i < mro->size && !(mro->at(i) == Value::from_object(&type))) ++i;
  for (++i; i < mro->size; ++i) {
    Value found = dict_get(ts, *as<Type>(mro->at(i)).dict, name);
    if (found.is_null()) continue;
    Ref result = Ref::copy(found);
    DescrGetFn get = type_of(ts, result).slots.descr_get;
    if (get == nullptr) return result;
    bool on_class = object == Value::from_object(&start);
    return get(ts, result, on_class ? Value::null() : object, Value::from_object(&start));
  }
  return Result<Ref>::absent();
}

namespace {

Result<Ref> super_get_attr(ThreadState& ts, Value self, Value name_value) {
  Super& super = as<Super>(self);
  if (super.start.is_null() || !is<Str>(name_value)) return generic_get_attr(ts, self, name_value);
  Own<Str> name = TRY(intern(ts, as<Str>(name_value)));
  if (name.get() == ts.names().dunder_class) return generic_get_attr(ts, self, name);
  Ref start = Ref::copy(super.start);
  Ref result = TRY(super_find(ts, as<Type>(super.type_), *start.as<Type>(), super.object, name.get()));
  if (!result.is_absent()) return result;
  return generic_get_attr(ts, self, name);
}

Result<Ref> super_descr_get(ThreadState& ts, Value self, Value instance, Value) {
  Super& super = as<Super>(self);
  if (instance.is_null() || instance.is_none() || !super.object.is_null()) return Ref::copy(self);
  return call(ts, Value::from_object(super.type), super.type_, instance);
}

Result<Ref> super_repr(ThreadState& ts, Value self) {
  Super& super = as<Super>(self);
  const char* type = super.type_.is_null() ? "NULL" : type_name(as<Type>(super.type_));
  if (super.start.is_null()) return new_str_format(ts, "<super: <class '%s'>, NULL>", type);
  return new_str_format(ts, "<super: <class '%s'>, <%s object>>", type, type_name(as<Type>(super.start)));
}

void super_traverse(Object* object, GcVisitor& visit) {
  auto* super = static_cast<Super*>(object);
  visit(super->type_);
  visit(super->object);
  visit(super->start);
}
void super_clear(ThreadState&, Object* object) {
  auto* super = static_cast<Super*>(object);
  decref(std::exchange(super->start, Value::null()));
  decref(std::exchange(super->object, Value::null()));
  decref(std::exchange(super->type_, Value::null()));
}

constexpr NativeMethod kInit = method<super_init>("super", "", "");
constexpr Member kMembers[] = {
    {"__thisclass__", Member::kValueOrNone, offsetof(Super, type_), Member::kReadOnly, "The class behind which the search starts."},
    {"__self__", Member::kValueOrNone, offsetof(Super, object), Member::kReadOnly, "The object or class whose attributes are searched, or None."},
    {"__self_class__", Member::kValueOrNone, offsetof(Super, start), Member::kReadOnly, "The class whose method resolution order is searched, or None."},
};

}  // namespace

constexpr TypeSpec kSuperSpec = {
    .name = "super",
    .doc = "super(), super(type) or super(type, obj)\n\n"
           "Looks attributes up in the classes after `type` in the method resolution order of the object.",
    .id = TypeId::kSuper,
    .size = sizeof(Super),
    .flags = Type::kCollected | Type::kSubclassable,
    .members = kMembers,
    .slots = {.repr = super_repr, .getattr = super_get_attr, .descr_get = super_descr_get, .init = init_from<kInit>, .new_ = super_new},
    .traverse = super_traverse,
    .clear = super_clear,
    .dealloc = super_clear,
};

}  // namespace pyemb
