// SPDX-License-Identifier: MIT
// The type `object`: what every object can do, and how objects are pickled and copied.
#include "objects/attributes.h"
#include "objects/audit.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/native.h"
#include "objects/raise.h"
#include "objects/shape.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type_specs.h"
#include "state/names.h"

namespace pyemb {
namespace {

// -- making ----------------------------------------------------------------------------------------------------------------------

bool has_arguments(CallArgs args) { return args.count > 0 || (!args.names.is_null() && as<Tuple>(args.names).size > 0); }

COLD Raised raise_abstract(ThreadState& ts, Type& type) {
  Ref methods = TRY(get_attr(ts, Value::from_object(&type), ts.names().dunder_abstractmethods));
  Own<List> names = TRY(to_list(ts, methods));
  TRY(list_sort(ts, *names, Value::null(), false));
  Own<Str> comma = TRY(new_str(ts, ", "));
  Ref text = TRY(str_join(ts, *comma, names));
  return raise(ts, Exc::kTypeError, "Can't instantiate abstract class %s with abstract method%s %s", type_name(type), names->size > 1 ? "s" : "",
               Utf8(ts, text).c_str());
}

Result<Ref> object_new(ThreadState& ts, Type& type, CallArgs args);
Status object_init(ThreadState& ts, Value self, CallArgs args);

/// Extra arguments are an error unless the class overrides the other of __new__ and __init__.
Result<Ref> object_new(ThreadState& ts, Type& type, CallArgs args) {
  if (UNLIKELY(has_arguments(args))) {
    if (type.slots.new_ != &object_new) return raise(ts, Exc::kTypeError, "object.__new__() takes exactly one argument (the type to instantiate)");
    if (type.slots.init == &object_init) return raise(ts, Exc::kTypeError, "%s() takes no arguments", type_name(type));
  }
  if (UNLIKELY(type.has_flag(Type::kAbstract))) return raise_abstract(ts, type);
  Ref made = TRY(new_object(ts, type));
  // A class over a collected native type without a constructor of its own: nobody else tracks the instance.
  if (UNLIKELY((type.spec->flags & Type::kCollected) != 0)) gc_track(ts, made.object());
  return made;
}

Status object_init(ThreadState& ts, Value self, CallArgs args) {
  if (LIKELY(!has_arguments(args))) return {};
  Type& type = type_of(ts, self);
  if (type.slots.init != &object_init) {
    return raise(ts, Exc::kTypeError, "object.__init__() takes exactly one argument (the instance to initialize)");
  }
  if (type.slots.new_ == &object_new) {
    return raise(ts, Exc::kTypeError, "%s.__init__() takes exactly one argument (the instance to initialize)", type_name(type));
  }
  return {};
}

// -- showing -----------------------------------------------------------------------------------------------------------------------

Result<Ref> object_repr(ThreadState& ts, Value self) {
  Type& type = type_of(ts, self);
  TRY(ready_type(ts, type));
  Ref module = TRY(find_attr(ts, Value::from_object(&type), ts.names().dunder_module));
  auto* address = reinterpret_cast<void*>(self.bits());
  Value qualname = Value::from_object(type.qualname);
  if (module.is_absent() || !is<Str>(module) || str_equal(*module.as<Str>(), "builtins")) {
    return new_str_format(ts, "<%s object at %p>", Utf8(ts, qualname).c_str(), address);
  }
  return new_str_format(ts, "<%s.%s object at %p>", Utf8(ts, module).c_str(), Utf8(ts, qualname).c_str(), address);
}

/// Whatever __repr__ answers: str() complains where it is no str.
Result<Ref> object_str(ThreadState& ts, Value self) { return type_of(ts, self).slots.repr(ts, self); }

Result<Ref> object_format(ThreadState& ts, Value self, Str& spec) {
  if (spec.length > 0) {
    return raise(ts, Exc::kTypeError, "unsupported format string passed to %s.__format__", type_name(ts, self));
  }
  return to_str(ts, self);
}

Result<int64_t> object_hash(ThreadState&, Value self) { return hash_address(reinterpret_cast<void*>(self.bits())); }

Result<Ref> object_compare(ThreadState& ts, Value left, Value right, Compare op) {
  if (op == Compare::kEq) return left == right ? Result<Ref>::boolean(true) : Result<Ref>::not_implemented();
  if (op != Compare::kNe) return Result<Ref>::not_implemented();
  CompareFn own = type_of(ts, left).slots.compare;  // != is the inverse of == unless it is defined
  if (own == nullptr) return Result<Ref>::not_implemented();
  Ref equal = TRY(own(ts, left, right, Compare::kEq));
  if (equal.get().is_not_implemented()) return equal;
  bool answer = TRY(truth(ts, equal));
  return Result<Ref>::boolean(!answer);
}

// -- __class__ -----------------------------------------------------------------------------------------------------------------------

Value object_get_class(ThreadState& ts, Value self) { return Value::from_object(&type_of(ts, self)); }

/// Whether instances of one class can become instances of the other: same native part, members and kind of dict.
bool compatible_for_assignment(const Type& a, const Type& b) {
  if (a.spec != b.spec || a.native_size != b.native_size || a.member_count != b.member_count) return false;
  if (a.has_flag(Type::kAttrSlots) != b.has_flag(Type::kAttrSlots) || a.dict_offset != b.dict_offset) return false;
  return a.member_count == 0 || a.base == b.base || is_subtype(a, b) || is_subtype(b, a);
}

Status object_set_class(ThreadState& ts, Value self, Value value) {
  if (value.is_null()) return raise(ts, Exc::kTypeError, "can't delete __class__ attribute");
  if (!is<Type>(value)) return raise(ts, Exc::kTypeError, "__class__ must be set to a class, not '%s' object", type_name(ts, value));
  TRY(audit_attribute(ts, "object.__setattr__", self, "__class__", value));
  Type& to = as<Type>(value);
  Type& from = type_of(ts, self);
  bool both_modules = derives_from(to, TypeId::kModule) && derives_from(from, TypeId::kModule);
  if (!both_modules && (!to.has_flag(Type::kHeapType) || !from.has_flag(Type::kHeapType))) {
    return raise(ts, Exc::kTypeError, "__class__ assignment only supported for mutable types or ModuleType subclasses");
  }
  if (!both_modules && !compatible_for_assignment(from, to)) {
    return raise(ts, Exc::kTypeError, "__class__ assignment: '%s' object layout differs from '%s'", type_name(to), type_name(from));
  }
  Object* object = self.as_object();
  if (from.has_flag(Type::kAttrSlots)) {
    // The attributes move with the object, into the dict form of a shape of the new class with the same capacity.
    Ref dict = Ref::copy(TRY(instance_dict(ts, object)));
    Shape& old = shape_of(ts, object);
    Shape* shape = shape_in_dict_form(ts, to, old.capacity);
    if (shape == nullptr) return raise_no_memory(ts);
    object->set_shape_id(shape->id);
  } else {
    Shape* shape = to.has_flag(Type::kHeapType) ? shape_for_new_instance(ts, to) : nullptr;
    if (shape == nullptr && to.has_flag(Type::kHeapType)) return raise_no_memory(ts);
    object->set_shape_id(shape != nullptr ? shape->id : static_cast<uint32_t>(to.id));
  }
  if (to.has_flag(Type::kHeapType)) incref(static_cast<Object*>(&to));
  object->type = &to;
  if (from.has_flag(Type::kHeapType)) decref(static_cast<Object*>(&from));
  return {};
}

// -- pickling ------------------------------------------------------------------------------------------------------------------------

Result<Ref> copyreg(ThreadState& ts, const char* name) {
  Ref import = TRY(get_item(ts, ts.interp.builtins, Ref(TRY(intern(ts, "__import__"))).get()));
  Own<Str> module_name = TRY(intern(ts, "copyreg"));
  Ref module = TRY(call(ts, import, module_name));
  return get_attr(ts, module, name);
}

/// The `__slots__` names of all classes of the MRO that instances may have values for.
Result<Ref> slot_names_of(ThreadState& ts, Type& type) {
  Ref function = TRY(copyreg(ts, "_slotnames"));
  Ref names = TRY(call(ts, function, Value::from_object(&type)));
  if (names.is_none() || is<List>(names)) return names;
  return raise(ts, Exc::kTypeError, "copyreg._slotnames didn't return a list or None");
}

Result<Ref> object_getstate(ThreadState& ts, Value self) {
  Type& type = type_of(ts, self);
  Ref state = Ref::none();
  if (self.is_heap()) {
    Value dict = TRY(instance_dict(ts, self.as_object()));
    if (!dict.is_null() && as<Dict>(dict).size > 0) state = Ref::copy(dict);
    if (!dict.is_null() && as<Dict>(dict).size == 0 && type.has_flag(Type::kAttrSlots)) state = Ref::none();
  }
  if (type.member_count == 0) return state;
  Ref names = TRY(slot_names_of(ts, type));
  if (names.is_none() || names.as<List>()->size == 0) return state;
  Own<Dict> slots = TRY(new_dict(ts));
  for (int64_t i = 0; i < names.as<List>()->size; ++i) {
    Ref name = Ref::copy(names.as<List>()->at(i));
    Ref value = TRY(find_attr(ts, self, name.get()));
    if (!value.is_absent()) TRY(dict_set(ts, *slots, name, value));
  }
  if (slots->size == 0) return state;
  return new_tuple_of(ts, state, slots);
}

Result<Ref> state_of(ThreadState& ts, Value self) { return call_method(ts, self, Value::from_object(ts.names().dunder_getstate), {}); }

/// Arguments for __new__: from __getnewargs_ex__ or __getnewargs__; both absent if neither is defined.
Status new_arguments(ThreadState& ts, Value self, Ref& args, Ref& kwargs) {
  Ref extended = TRY(call_special(ts, self, ts.names().dunder_getnewargs_ex));
  if (!extended.is_absent()) {
    if (!is<Tuple>(extended)) return raise(ts, Exc::kTypeError, "__getnewargs_ex__ should return a tuple, not '%s'", type_name(ts, extended));
    Tuple& pair = *extended.as<Tuple>();
    if (pair.size != 2) return raise(ts, Exc::kValueError, "__getnewargs_ex__ should return a tuple of length 2, not %lld", static_cast<long long>(pair.size));
    if (!is<Tuple>(pair.at(0))) {
      return raise(ts, Exc::kTypeError, "first item of the tuple returned by __getnewargs_ex__ must be a tuple, not '%s'", type_name(ts, pair.at(0)));
    }
    if (!is<Dict>(pair.at(1))) {
      return raise(ts, Exc::kTypeError, "second item of the tuple returned by __getnewargs_ex__ must be a dict, not '%s'", type_name(ts, pair.at(1)));
    }
    args = Ref::copy(pair.at(0));
    kwargs = Ref::copy(pair.at(1));
    return {};
  }
  args = TRY(call_special(ts, self, ts.names().dunder_getnewargs));
  kwargs = Ref::steal(Value::absent());
  if (!args.is_absent() && !is<Tuple>(args)) return raise(ts, Exc::kTypeError, "__getnewargs__ should return a tuple, not '%s'", type_name(ts, args));
  return {};
}

Result<Ref> list_items_of(ThreadState& ts, Value self) {
  if (!is<List>(self)) return Ref::none();
  return get_iter(ts, self);
}

Result<Ref> dict_items_of(ThreadState& ts, Value self) {
  if (!is<Dict>(self)) return Ref::none();
  Ref items = TRY(call_method(ts, self, Value::from_object(ts.names().items), {}));
  return get_iter(ts, items);
}

Result<Ref> reduce_newobj(ThreadState& ts, Value self) {
  Type& type = type_of(ts, self);
  if (type.slots.new_ == nullptr) return raise(ts, Exc::kTypeError, "cannot pickle '%s' object", type_name(type));
  Ref args, kwargs;
  TRY(new_arguments(ts, self, args, kwargs));
  Value get_state = type_lookup(ts, type, ts.names().dunder_getstate);
  bool own_state = !(get_state == dict_get(ts, *core_type(ts, TypeId::kObject).dict, ts.names().dunder_getstate));
  if (args.is_absent() && !own_state && !type.has_flag(Type::kHeapType) && (type.native_size > sizeof(Object) || type.spec->item_size > 0) && !is<List>(self) &&
      !is<Dict>(self)) {
    return raise(ts, Exc::kTypeError, "cannot pickle '%s' object", type_name(type));
  }
  Ref state = TRY(state_of(ts, self));
  Ref list_items = TRY(list_items_of(ts, self));
  Ref dict_items = TRY(dict_items_of(ts, self));
  Value cls = Value::from_object(&type);
  if (!kwargs.is_absent() && kwargs && as<Dict>(kwargs).size > 0) {
    Ref function = TRY(copyreg(ts, "__newobj_ex__"));
    Own<Tuple> packed = TRY(new_tuple_of(ts, cls, args, kwargs));
    return new_tuple_of(ts, function, packed, state, list_items, dict_items);
  }
  Ref function = TRY(copyreg(ts, "__newobj__"));
  int64_t count = args.is_absent() ? 0 : args.as<Tuple>()->size;
  Own<Tuple> packed = TRY(new_tuple(ts, count + 1));
  packed->set(0, Ref::copy(cls));
  for (int64_t i = 0; i < count; ++i) packed->set(i + 1, Ref::copy(args.as<Tuple>()->at(i)));
  return new_tuple_of(ts, function, packed, state, list_items, dict_items);
}

Result<Ref> reduce_by_protocol(ThreadState& ts, Value self, int64_t protocol) {
  if (protocol >= 2) return reduce_newobj(ts, self);
  Ref function = TRY(copyreg(ts, "_reduce_ex"));
  return call(ts, function, self, Value::from_int(protocol));
}

Result<Ref> object_reduce(ThreadState& ts, Value self) { return reduce_by_protocol(ts, self, 0); }

Result<Ref> object_reduce_ex(ThreadState& ts, Value self, int64_t protocol) {
  TRY(ready_type(ts, type_of(ts, self)));
  Value own = type_lookup(ts, type_of(ts, self), ts.names().dunder_reduce);
  Value plain = dict_get(ts, *core_type(ts, TypeId::kObject).dict, ts.names().dunder_reduce);
  if (!own.is_null() && !(own == plain)) return call_method(ts, self, Value::from_object(ts.names().dunder_reduce), {});
  return reduce_by_protocol(ts, self, protocol);
}

// -- the rest ------------------------------------------------------------------------------------------------------------------------

Result<Ref> object_dir(ThreadState& ts, Value self) {
  Own<Dict> names = TRY(new_dict(ts));
  Ref own = TRY(find_attr(ts, self, ts.names().dunder_dict));
  if (!own.is_absent() && is<Dict>(own)) TRY(dict_update(ts, *names, own));
  Ref cls = TRY(find_attr(ts, self, ts.names().dunder_class));
  if (!cls.is_absent() && is<Type>(cls)) {
    TRY(ready_type(ts, *cls.as<Type>()));
    for (int64_t i = cls.as<Type>()->mro->size - 1; i >= 0; --i) TRY(dict_update(ts, *names, Value::from_object(as<Type>(cls.as<Type>()->mro->at(i)).dict)));
  }
  return to_list(ts, names);
}

Result<int64_t> object_sizeof(ThreadState& ts, Value self) {
  if (!self.is_heap()) return int64_t{static_cast<int64_t>(sizeof(Value))};
  Object* object = self.as_object();
  size_t size = native_size(object) + object->type->member_count * sizeof(Value);
  if (object->type->has_flag(Type::kAttrSlots)) size += shape_of(ts, object).capacity * sizeof(Value);
  return static_cast<int64_t>(size);
}

Status object_init_subclass(ThreadState&, Type&) { return {}; }
Result<Ref> object_subclass_hook(ThreadState&, Type&, Rest) { return Result<Ref>::not_implemented(); }

constexpr NativeMethod kObjectMethods[] = {
    method<object_reduce_ex>("__reduce_ex__", "($self, protocol, /)", "Helper for pickle."),
    method<object_reduce>("__reduce__", "($self, /)", "Helper for pickle."),
    method<object_getstate>("__getstate__", "($self, /)", "Helper for pickle."),
    class_method<object_subclass_hook>("__subclasshook__", "($cls, *args)",
                                       "Abstract classes can override this to customize issubclass()."),
    class_method<object_init_subclass>("__init_subclass__", "($cls, /)", "This method is called when a class is subclassed."),
    method<object_format>("__format__", "($self, format_spec, /)", "Default object formatter."),
    method<object_sizeof>("__sizeof__", "($self, /)", "Size of object in memory, in bytes."),
    method<object_dir>("__dir__", "($self, /)", "Default dir() implementation."),
};
constexpr GetSet kObjectGetSets[] = {
    getset<object_get_class, object_set_class>("__class__", "the object's class"),
};

}  // namespace

constexpr TypeSpec kObjectSpec = {
    .name = "object",
    .doc = "object()\n--\n\nThe base class of the class hierarchy: its instances have no attributes and cannot be given any.",
    .id = TypeId::kObject,
    .size = sizeof(Object),
    .flags = Type::kSubclassable,
    .methods = kObjectMethods,
    .getsets = kObjectGetSets,
    .slots = {.repr = object_repr,
              .str = object_str,
              .hash = object_hash,
              .getattr = generic_get_attr,
              .setattr = generic_set_attr,
              .compare = object_compare,
              .init = object_init,
              .new_ = object_new},
};

}  // namespace pyemb
