// SPDX-License-Identifier: MIT
#include "config/module_type_ids.h"
#include "modules/_collections.h"
#include "objects/arguments.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/container_repr.h"
#include "objects/dict_slots.h"
#include "objects/generic_alias.h"
#include "state/names.h"

// collections.defaultdict: a dict that makes the values of missing keys.

namespace pyemb {

namespace {

struct DefaultDict : Dict {
  static constexpr TypeId kId = ModuleType::kDefaultDict;
  Value factory;  ///< owned; null: None
};

Value factory_of(const DefaultDict& dict) { return dict.factory.is_null() ? Value::none() : dict.factory; }

Status defaultdict_init(ThreadState& ts, Value self, CallArgs args) {
  DefaultDict& dict = as<DefaultDict>(self);
  Value factory = args.count > 0 ? args.values[0] : Value::none();
  if (!factory.is_none() && !is_callable(ts, factory)) {
    return raise(ts, Exc::kTypeError, "first argument must be callable or None");
  }
  set_field(dict.factory, Ref::copy(factory));
  return dict_init(ts, self, args.count > 0 ? CallArgs{args.values + 1, args.count - 1, args.names} : args);
}

/// __missing__: puts what the factory makes under the key.
Result<Ref> defaultdict_missing(ThreadState& ts, DefaultDict& self, Value key) {
  if (factory_of(self).is_none()) return raise_key_error(ts, key);
  Ref factory = Ref::copy(self.factory);
  Ref value = TRY(call(ts, factory));
  if (self.is_exactly(ModuleType::kDefaultDict)) {
    TRY(dict_set(ts, self, key, value));
  } else {
    TRY(set_item(ts, Value::from_object(&self), key, value));
  }
  return value;
}

Result<Ref> defaultdict_getitem(ThreadState& ts, Value self, Value key) {
  if (!is_exactly(self, ModuleType::kDefaultDict)) return dict_getitem(ts, self, key);  // it may have a __missing__ of its own
  Ref value = TRY(dict_find(ts, as<Dict>(self), key));
  return value.is_absent() ? defaultdict_missing(ts, as<DefaultDict>(self), key) : Result<Ref>(std::move(value));
}

/// type(self)(factory, contents)
Result<Ref> made_from(ThreadState& ts, const DefaultDict& self, Value contents) {
  return call(ts, Value::from_object(self.type), factory_of(self), contents);
}

Result<Ref> defaultdict_copy(ThreadState& ts, DefaultDict& self) { return made_from(ts, self, Value::from_object(&self)); }

Result<Ref> defaultdict_or(ThreadState& ts, Value left, Value right) {
  if (!is<Dict>(left) || !is<Dict>(right)) return Result<Ref>::not_implemented();
  const DefaultDict& self = is<DefaultDict>(left) ? as<DefaultDict>(left) : as<DefaultDict>(right);
  Ref result = TRY(made_from(ts, self, left));
  if (!is<Dict>(result)) {
    Ref nothing = TRY(call_method_of(ts, result, Value::from_object(ts.names().update), right));
    return result;
  }
  TRY(dict_update(ts, *result.as<Dict>(), right));
  return result;
}

Result<Ref> defaultdict_repr(ThreadState& ts, Value self) {
  auto& dict = as<DefaultDict>(self);
  Ref contents = TRY(dict_repr(ts, self));
  ReprWriter out(ts);
  out.text(short_type_name(ts, self));
  out.text("(");
  {
    ReprGuard guard(ts, self);  // against a factory that refers to the dict
    if (guard.raised()) return Raised{};
    if (guard.entered()) {
      TRY(out.item(factory_of(dict)));
    } else {
      out.text("...");
    }
  }
  out.text(", ");
  out.string(*contents.as<Str>());
  out.text(")");
  return out.finish();
}

Result<Ref> defaultdict_reduce(ThreadState& ts, DefaultDict& self) {
  Ref args = Ref::copy(ts.interp.empty_tuple);
  if (!factory_of(self).is_none()) args = TRY(new_tuple_of(ts, self.factory));
  Ref items = TRY(call_method_of(ts, Value::from_object(&self), Value::from_object(ts.names().items)));
  Ref iterator = TRY(get_iter(ts, items));
  return new_tuple_of(ts, Value::from_object(self.type), args, Value::none(), Value::none(), iterator);
}

void defaultdict_traverse(Object* object, GcVisitor& visit) {
  visit(static_cast<DefaultDict*>(object)->factory);
  dict_traverse(object, visit);
}
void defaultdict_clear(ThreadState& ts, Object* object) {
  drop_field(static_cast<DefaultDict*>(object)->factory);
  dict_clear_slot(ts, object);
}

constexpr NativeMethod kMethods[] = {
    method<defaultdict_missing>("__missing__", "($self, key, /)",
                                "Put what default_factory() makes under the key, and return it; KeyError without a factory."),
    method<defaultdict_copy>("copy", "($self, /)", "A new defaultdict with the same contents and factory."),
    method<defaultdict_copy>("__copy__", "($self, /)", "A new defaultdict with the same contents and factory."),
    method<defaultdict_reduce>("__reduce__", "($self, /)", "The type, its arguments and the contents, for pickling."),
    class_method<class_getitem_alias>("__class_getitem__", "($cls, item, /)", "The type with its parameters, for annotations."),
};

constexpr Member kMembers[] = {
    {"default_factory", Member::kValueOrNone, offsetof(DefaultDict, factory), Member::kReadWrite,
     "What makes the values of missing keys; None: they are errors."},
};

}  // namespace

constexpr TypeSpec kDefaultDictSpec = {
    .name = "collections.defaultdict",
    .doc = "defaultdict(default_factory=None, /, [...]) --> dict with default factory\n\n"
           "A dict that puts default_factory() under a key which is looked up with [] and is not there.\n"
           "The other arguments are those of dict.",
    .id = ModuleType::kDefaultDict,
    .base = TypeId::kDict,
    .size = sizeof(DefaultDict),
    .flags = Type::kCollected | Type::kSubclassable,
    .methods = kMethods,
    .members = kMembers,
    .slots = {.repr = defaultdict_repr, .init = defaultdict_init, .or_ = defaultdict_or, .getitem = defaultdict_getitem},
    .traverse = defaultdict_traverse,
    .clear = defaultdict_clear,
    .dealloc = defaultdict_clear,
};

}  // namespace pyemb
