// SPDX-License-Identifier: MIT
#include "objects/arguments.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/container_repr.h"
#include "objects/dict.h"
#include "objects/dict_slots.h"
#include "objects/dict_table.h"
#include "objects/dict_update.h"
#include "objects/dict_views.h"
#include "objects/generic_alias.h"
#include "objects/native.h"
#include "objects/set.h"
#include "objects/type_specs.h"
#include "state/names.h"

// The type `dict`: construction, [], operators, methods.

namespace pyemb {

// -- construction --------------------------------------------------------------------------------------------------------

Result<Ref> dict_new(ThreadState& ts, Type& type, CallArgs) { return new_dict_of_type(ts, type); }

Status dict_init(ThreadState& ts, Value self, CallArgs args) {
  TRY(require_positional(ts, "dict", args, 0, 1));
  if (args.count == 1) TRY(dict_update(ts, as<Dict>(self), args.values[0]));
  return dict_update_from_keywords(ts, as<Dict>(self), args);
}

// -- [] ------------------------------------------------------------------------------------------------------------------

Result<Ref> dict_getitem(ThreadState& ts, Value self, Value key) {
  Ref value = TRY(dict_find(ts, as<Dict>(self), key));
  if (LIKELY(!value.is_absent())) return value;
  if (!is_dict(self)) {
    Ref answer = TRY(call_special(ts, self, ts.names().dunder_missing, std::span(&key, 1)));
    if (!answer.is_absent()) return answer;
  }
  return raise_key_error(ts, key);
}

Status dict_setitem(ThreadState& ts, Value self, Value key, Value value) {
  if (!value.is_null()) return dict_set(ts, as<Dict>(self), key, value);
  bool was_there = TRY(dict_delete(ts, as<Dict>(self), key));
  if (was_there) return {};
  return raise_key_error(ts, key);
}

Result<bool> dict_contains_slot(ThreadState& ts, Value self, Value key) { return dict_contains(ts, as<Dict>(self), key); }
Result<int64_t> dict_length(ThreadState&, Value self) { return as<Dict>(self).size; }

// -- comparison, repr, operators -----------------------------------------------------------------------------------------

Result<Ref> dict_compare(ThreadState& ts, Value left, Value right, Compare op) {
  if ((op != Compare::kEq && op != Compare::kNe) || !is<Dict>(left) || !is<Dict>(right)) return Result<Ref>::not_implemented();
  RecursionGuard guard(ts, " in comparison");
  if (guard.exceeded()) return guard.raise();
  bool same = TRY(dict_equal(ts, as<Dict>(left), as<Dict>(right)));
  return Result<Ref>::boolean(same == (op == Compare::kEq));
}

Result<Ref> dict_repr(ThreadState& ts, Value self) {
  Dict& dict = as<Dict>(self);
  if (dict.size == 0) return new_str(ts, "{}");
  ReprGuard guard(ts, self);
  if (guard.raised()) return Raised{};
  if (!guard.entered()) return new_str(ts, "{...}");
  ReprWriter out(ts);
  out.text("{");
  Value key, value;
  for (int64_t position = 0; dict_next(dict, &position, &key, &value);) {
    Ref kept = Ref::copy(value);  // repr(key) may drop it
    out.separator();
    TRY(out.item(key));
    out.text(": ");
    TRY(out.item(kept));
  }
  out.text("}");
  return out.finish();
}

Result<Ref> dict_or(ThreadState& ts, Value left, Value right) {
  if (!is<Dict>(left) || !is<Dict>(right)) return Result<Ref>::not_implemented();
  Own<Dict> result = TRY(dict_copy(ts, as<Dict>(left)));
  TRY(dict_update(ts, *result, right));
  return result;
}

Result<Ref> dict_inplace_or(ThreadState& ts, Value left, Value right) {
  TRY(dict_update(ts, as<Dict>(left), right));
  return Ref::copy(left);
}

// -- methods -------------------------------------------------------------------------------------------------------------

namespace {

Result<Ref> dict_method_get(ThreadState& ts, Dict& self, Value key, Value fallback) {
  Ref value = TRY(dict_find(ts, self, key));
  if (!value.is_absent()) return value;
  return Ref::copy(fallback.is_null() ? Value::none() : fallback);
}

Result<Ref> dict_method_setdefault(ThreadState& ts, Dict& self, Value key, Value fallback) {
  return dict_set_default(ts, self, key, fallback.is_null() ? Value::none() : fallback);
}

Result<Ref> dict_method_pop(ThreadState& ts, Dict& self, Value key, Value fallback) {
  Ref value = TRY(dict_pop(ts, self, key));
  if (!value.is_absent()) return value;
  if (fallback.is_null()) return raise_key_error(ts, key);
  return Ref::copy(fallback);
}

Result<Ref> dict_method_popitem(ThreadState& ts, Dict& self) {
  if (self.size == 0) return raise(ts, Exc::kKeyError, "popitem(): dictionary is empty");
  Own<Tuple> pair = TRY(new_tuple(ts, 2));
  DictEntry taken = dict_take_last(self);
  pair->set(0, Ref::steal(taken.key));
  pair->set(1, Ref::steal(taken.value));
  return pair;
}

Status dict_method_update(ThreadState& ts, Dict& self, CallArgs args) {
  TRY(require_positional(ts, "update", args, 0, 1));
  if (args.count == 1) TRY(dict_update(ts, self, args.values[0]));
  return dict_update_from_keywords(ts, self, args);
}

Status dict_method_clear(ThreadState& ts, Dict& self) {
  dict_clear(ts, self);
  return {};
}

Result<Ref> dict_method_copy(ThreadState& ts, Dict& self) { return dict_copy(ts, self); }
Result<bool> dict_method_contains(ThreadState& ts, Dict& self, Value key) { return dict_contains(ts, self, key); }
Result<Ref> dict_method_getitem(ThreadState& ts, Dict& self, Value key) { return dict_getitem(ts, Value::from_object(&self), key); }
Result<Ref> dict_method_keys(ThreadState& ts, Dict& self) { return new_dict_view(ts, self, TypeId::kDictKeys); }
Result<Ref> dict_method_values(ThreadState& ts, Dict& self) { return new_dict_view(ts, self, TypeId::kDictValues); }
Result<Ref> dict_method_items(ThreadState& ts, Dict& self) { return new_dict_view(ts, self, TypeId::kDictItems); }
Result<Ref> dict_method_reversed(ThreadState& ts, Dict& self) {
  return new_dict_iterator(ts, self, TypeId::kDictReverseKeyIterator);
}

/// The keys of a set or dict come with their hashes; those of anything else are hashed here.
Status dict_fill(ThreadState& ts, Dict& dict, Value keys, Value value) {
  if (is_dict(keys)) {
    Dict& source = as<Dict>(keys);
    TRY(dict_reserve(ts, dict, source.size));
    Value key, ignored;
    for (int64_t position = 0; dict_next(source, &position, &key, &ignored);) {
      Ref kept = Ref::copy(key);
      TRY(dict_set_hashed(ts, dict, kept, source.entries[position - 1].hash, value));
    }
    return {};
  }
  if (is_set(keys) || is_frozenset(keys)) {
    Set& source = as<Set>(keys);
    TRY(dict_reserve(ts, dict, source.size));
    for (size_t position = 0; SetEntry* entry = set_next(source, &position);) {
      Ref kept = Ref::copy(entry->key);
      TRY(dict_set_hashed(ts, dict, kept, entry->hash, value));
    }
    return {};
  }
  Ref iterator = TRY(get_iter(ts, keys));
  for (;;) {
    Ref key = TRY(next_item(ts, iterator));
    if (key.is_absent()) return {};
    TRY(dict_set(ts, dict, key, value));
  }
}

Result<Ref> dict_method_fromkeys(ThreadState& ts, Type& type, Value iterable, Value given) {
  Value value = given.is_null() ? Value::none() : given;
  Ref made = TRY(call(ts, Value::from_object(&type)));
  if (is_dict(made)) {
    TRY(dict_fill(ts, *made.as<Dict>(), iterable, value));
    return made;
  }
  Ref iterator = TRY(get_iter(ts, iterable));
  for (;;) {
    Ref key = TRY(next_item(ts, iterator));
    if (key.is_absent()) return made;
    TRY(set_item(ts, made, key, value));
  }
}

int64_t dict_method_sizeof(ThreadState&, Dict& self) {
  return static_cast<int64_t>(sizeof(Dict) + (self.entries == nullptr ? 0 : table_bytes(self.log2_places)));
}

constexpr NativeMethod kMethods[] = {
    method<dict_method_contains>("__contains__", "($self, key, /)", "Whether the dict has the key."),
    method<dict_method_getitem>("__getitem__", "($self, key, /)", "self[key]"),
    method<dict_method_sizeof>("__sizeof__", "($self, /)", "The memory that the dict takes, in bytes."),
    method<dict_method_get>("get", "($self, key, default=None, /)", "The value at key, or default if there is none."),
    method<dict_method_setdefault>("setdefault", "($self, key, default=None, /)",
                                   "The value at key, after putting default there if there was none."),
    method<dict_method_pop>("pop", "($self, key, default=<unrepresentable>, /)",
                            "Remove the key and return its value, or default, if given, when it is not there; else KeyError."),
    method<dict_method_popitem>("popitem", "($self, /)",
                                "Remove the key that was put in last, and return it with its value; KeyError if the dict is empty."),
    method<dict_method_keys>("keys", "($self, /)", "A view of the keys, like a set."),
    method<dict_method_items>("items", "($self, /)", "A view of the (key, value) pairs, like a set."),
    method<dict_method_values>("values", "($self, /)", "A view of the values."),
    method<dict_method_update>("update", "($self, other=(), /, **kwargs)",
                               "Take over the keys and values of a mapping or of an iterable of pairs, then the keyword arguments."),
    class_method<dict_method_fromkeys>("fromkeys", "($type, iterable, value=None, /)",
                                       "A new dict with the keys that the iterable yields, all with the same value."),
    method<dict_method_clear>("clear", "($self, /)", "Remove everything."),
    method<dict_method_copy>("copy", "($self, /)", "A new dict with the same keys and values."),
    method<dict_method_reversed>("__reversed__", "($self, /)", "An iterator over the keys, the last one first."),
    class_method<class_getitem_alias>("__class_getitem__", "($cls, item, /)", "The type with its parameters, for annotations."),
};

}  // namespace

// -- what the type owns --------------------------------------------------------------------------------------------------

void dict_traverse(Object* object, GcVisitor& visit) {
  const auto& dict = *static_cast<Dict*>(object);
  for (int64_t i = 0; i < dict.used; ++i) {
    visit(dict.entries[i].key);
    visit(dict.entries[i].value);
  }
}

void dict_clear_slot(ThreadState& ts, Object* object) { dict_clear(ts, *static_cast<Dict*>(object)); }

constexpr TypeSpec kDictSpec = {
    .name = "dict",
    .doc = "dict(**kwargs)\ndict(mapping, **kwargs)\ndict(iterable, **kwargs)\n\n"
           "Values by key, in the order in which the keys were put in.",
    .id = TypeId::kDict,
    .size = sizeof(Dict),
    .flags = Type::kCollected | Type::kSubclassable | Type::kMapping | Type::kMatchSelf,
    .methods = kMethods,
    .slots = {.repr = dict_repr,
              .compare = dict_compare,
              .iter = dict_iter,
              .init = dict_init,
              .new_ = dict_new,
              .or_ = dict_or,
              .inplace_or = dict_inplace_or,
              .length = dict_length,
              .getitem = dict_getitem,
              .setitem = dict_setitem,
              .contains = dict_contains_slot},
    .traverse = dict_traverse,
    .clear = dict_clear_slot,
    .dealloc = dict_clear_slot,
};

}  // namespace pyemb
