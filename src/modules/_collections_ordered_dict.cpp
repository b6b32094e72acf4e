// SPDX-License-Identifier: MIT
#include "config/module_type_ids.h"
#include "modules/_collections.h"
#include "objects/arguments.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/container_repr.h"
#include "objects/dict_slots.h"
#include "objects/dict_update.h"
#include "objects/dict_views.h"
#include "objects/generic_alias.h"
#include "state/names.h"

// collections.OrderedDict: a dict that can be rearranged. Methods of a subclass go through what it overrides ([], del, in), those
// of OrderedDict itself straight to the table.

namespace pyemb {

namespace {

bool is_plain(const OrderedDict& dict) { return dict.is_exactly(ModuleType::kOrderedDict); }
Value value_of(OrderedDict& dict) { return Value::from_object(&dict); }

// -- updating: always through self[key] = value --------------------------------------------------------------------------

Status put(ThreadState& ts, OrderedDict& dict, Value key, Value value) {
  return is_plain(dict) ? dict_set(ts, dict, key, value) : set_item(ts, value_of(dict), key, value);
}

/// From a mapping: what `keys` yields, and [] for each.
Status update_from_keys(ThreadState& ts, OrderedDict& dict, Value mapping, Value keys) {
  Ref iterator = TRY(get_iter(ts, keys));
  for (;;) {
    Ref key = TRY(next_item(ts, iterator));
    if (key.is_absent()) return {};
    Ref value = TRY(get_item(ts, mapping, key));
    TRY(put(ts, dict, key, value));
  }
}

/// From an iterable of pairs.
Status update_from_pairs(ThreadState& ts, OrderedDict& dict, Value pairs) {
  Ref iterator = TRY(get_iter(ts, pairs));
  for (;;) {
    Ref element = TRY(next_item(ts, iterator));
    if (element.is_absent()) return {};
    Ref parts = TRY(get_iter(ts, element));
    Ref key = TRY(next_item(ts, parts));
    if (key.is_absent()) return raise(ts, Exc::kValueError, "need more than 0 values to unpack");
    Ref value = TRY(next_item(ts, parts));
    if (value.is_absent()) return raise(ts, Exc::kValueError, "need more than 1 value to unpack");
    Ref more = TRY(next_item(ts, parts));
    if (!more.is_absent()) return raise(ts, Exc::kValueError, "too many values to unpack (expected 2)");
    TRY(put(ts, dict, key, value));
  }
}

Status update_from(ThreadState& ts, OrderedDict& dict, Value other) {
  if (is_dict(other)) {
    Ref items = TRY(new_dict_view(ts, as<Dict>(other), TypeId::kDictItems));
    return update_from_pairs(ts, dict, items);
  }
  Ref method = TRY(find_attr(ts, other, ts.names().keys));
  if (!method.is_absent()) {
    Ref keys = TRY(call(ts, method));
    return update_from_keys(ts, dict, other, keys);
  }
  method = TRY(find_attr(ts, other, ts.names().items));
  if (!method.is_absent()) {
    Ref items = TRY(call(ts, method));
    return update_from_pairs(ts, dict, items);
  }
  return update_from_pairs(ts, dict, other);
}

Status update_with_arguments(ThreadState& ts, OrderedDict& dict, CallArgs args) {
  if (args.count == 1) TRY(update_from(ts, dict, args.values[0]));
  for (size_t i = 0; i < keyword_count(args); ++i) {
    TRY(put(ts, dict, as<Tuple>(args.names).at(static_cast<int64_t>(i)), args.values[args.count + i]));
  }
  return {};
}

Status ordered_dict_init(ThreadState& ts, Value self, CallArgs args) {
  if (args.count > 1) return raise(ts, Exc::kTypeError, "expected at most 1 arguments, got %zu", args.count);
  return update_with_arguments(ts, as<OrderedDict>(self), args);
}

Status ordered_dict_update(ThreadState& ts, OrderedDict& self, CallArgs args) {
  if (args.count > 1) {
    return raise(ts, Exc::kTypeError, "update() takes at most 1 positional argument (%zu given)", args.count);
  }
  return update_with_arguments(ts, self, args);
}

// -- the order -----------------------------------------------------------------------------------------------------------

Status ordered_dict_move_to_end(ThreadState& ts, OrderedDict& self, Value key, std::optional<bool> last) {
  auto hash = static_cast<uint64_t>(TRY(hash_inline(ts, key)));
  int64_t entry = TRY(dict_find_entry(ts, self, key, hash));
  if (entry < 0) return raise_key_error(ts, key);
  return last.value_or(true) ? dict_move_to_end(ts, self, entry) : dict_move_to_front(ts, self, entry);
}

Result<Ref> ordered_dict_popitem(ThreadState& ts, OrderedDict& self, std::optional<bool> last) {
  if (self.size == 0) return raise(ts, Exc::kKeyError, "dictionary is empty");
  Own<Tuple> pair = TRY(new_tuple(ts, 2));
  DictEntry taken = last.value_or(true) ? dict_take_last(self) : dict_take_entry(self, dict_first_entry(self));
  pair->set(0, Ref::steal(taken.key));
  pair->set(1, Ref::steal(taken.value));
  return pair;
}

// -- methods that a subclass can steer -----------------------------------------------------------------------------------

Result<Ref> ordered_dict_pop(ThreadState& ts, OrderedDict& self, Value key, Value fallback) {
  Ref value = TRY(dict_pop(ts, self, key));
  if (!value.is_absent()) return value;
  if (fallback.is_null()) return raise_key_error(ts, key);
  return Ref::copy(fallback);
}

Result<Ref> ordered_dict_setdefault(ThreadState& ts, OrderedDict& self, Value key, Value fallback) {
  Value value = fallback.is_null() ? Value::none() : fallback;
  if (is_plain(self)) return dict_set_default(ts, self, key, value);
  bool there = TRY(contains(ts, value_of(self), key));
  if (there) return get_item(ts, value_of(self), key);
  TRY(set_item(ts, value_of(self), key, value));
  return Ref::copy(value);
}

Status ordered_dict_clear(ThreadState& ts, OrderedDict& self) {
  dict_clear(ts, self);
  return {};
}

Result<Ref> ordered_dict_copy(ThreadState& ts, OrderedDict& self) {
  Ref made = TRY(call(ts, Value::from_object(self.type)));
  if (is_plain(self)) {
    TRY(dict_merge_entries(ts, *made.as<Dict>(), self));
    return made;
  }
  for (int64_t i = 0; i < self.used; ++i) {
    if (self.entries[i].key.is_null()) continue;
    uint64_t changes = self.changes;
    Ref key = Ref::copy(self.entries[i].key);
    Ref value = TRY(get_item(ts, value_of(self), key));
    TRY(set_item(ts, made, key, value));
    if (self.changes != changes) return raise(ts, Exc::kRuntimeError, "OrderedDict mutated during iteration");
  }
  return made;
}

Result<Ref> ordered_dict_fromkeys(ThreadState& ts, Type& type, Value iterable, Value given) {
  Ref made = TRY(call(ts, Value::from_object(&type)));
  Ref iterator = TRY(get_iter(ts, iterable));
  for (;;) {
    Ref key = TRY(next_item(ts, iterator));
    if (key.is_absent()) return made;
    TRY(set_item(ts, made, key, given.is_null() ? Value::none() : given));
  }
}

// -- comparison, repr, operators -----------------------------------------------------------------------------------------

/// Whether the keys come in the same order; the contents are known to be equal.
Result<bool> same_order(ThreadState& ts, OrderedDict& a, OrderedDict& b) {
  int64_t i = 0, j = 0;
  Value x, y, ignored;
  while (dict_next(a, &i, &x, &ignored) && dict_next(b, &j, &y, &ignored)) {
    Ref first = Ref::copy(x);
    Ref second = Ref::copy(y);
    bool same = TRY(equal_inline(ts, first, second));
    if (!same) return false;
  }
  return true;
}

Result<Ref> ordered_dict_compare(ThreadState& ts, Value left, Value right, Compare op) {
  if ((op != Compare::kEq && op != Compare::kNe) || !is<Dict>(left) || !is<Dict>(right)) return Result<Ref>::not_implemented();
  RecursionGuard guard(ts, " in comparison");
  if (guard.exceeded()) return guard.raise();
  bool same = TRY(dict_equal(ts, as<Dict>(left), as<Dict>(right)));
  if (same && is<OrderedDict>(left) && is<OrderedDict>(right)) {
    same = TRY(same_order(ts, as<OrderedDict>(left), as<OrderedDict>(right)));
  }
  return Result<Ref>::boolean(same == (op == Compare::kEq));
}

Result<Ref> ordered_dict_repr(ThreadState& ts, Value self) {
  auto& dict = as<OrderedDict>(self);
  if (dict.size == 0) return new_str_format(ts, "%s()", short_type_name(ts, self));
  ReprGuard guard(ts, self);
  if (guard.raised()) return Raised{};
  if (!guard.entered()) return new_str(ts, "...");
  Ref items;
  if (is_plain(dict)) {
    items = TRY(new_dict_view(ts, dict, TypeId::kDictItems));
  } else {
    items = TRY(call_method_of(ts, self, Value::from_object(ts.names().items)));
  }
  Own<List> pairs = TRY(to_list(ts, items));
  ReprWriter out(ts);
  out.text(short_type_name(ts, self));
  out.text("(");
  TRY(out.item(pairs));
  out.text(")");
  return out.finish();
}

Result<Ref> ordered_dict_or(ThreadState& ts, Value left, Value right) {
  if (!is<Dict>(left) || !is<Dict>(right)) return Result<Ref>::not_implemented();
  Value type = Value::from_object(&type_of(ts, is<OrderedDict>(left) ? left : right));
  Ref made = TRY(call(ts, type, left));
  TRY(update_from(ts, *made.as<OrderedDict>(), right));
  return made;
}

Result<Ref> ordered_dict_inplace_or(ThreadState& ts, Value left, Value right) {
  TRY(update_from(ts, as<OrderedDict>(left), right));
  return Ref::copy(left);
}

// -- iteration -----------------------------------------------------------------------------------------------------------

Result<Ref> ordered_dict_iter_slot(ThreadState& ts, Value self) {
  return ordered_dict_iter(ts, as<OrderedDict>(self), Shown::kKeys, Direction::kForward);
}
Result<Ref> ordered_dict_reversed(ThreadState& ts, OrderedDict& self) {
  return ordered_dict_iter(ts, self, Shown::kKeys, Direction::kBackward);
}
Result<Ref> ordered_dict_keys(ThreadState& ts, OrderedDict& self) { return ordered_dict_view(ts, self, ModuleType::kOrderedDictKeys); }
Result<Ref> ordered_dict_values(ThreadState& ts, OrderedDict& self) { return ordered_dict_view(ts, self, ModuleType::kOrderedDictValues); }
Result<Ref> ordered_dict_items(ThreadState& ts, OrderedDict& self) { return ordered_dict_view(ts, self, ModuleType::kOrderedDictItems); }

Result<Ref> ordered_dict_reduce(ThreadState& ts, OrderedDict& self) {
  Ref state = TRY(call_method_of(ts, value_of(self), Value::from_object(ts.names().dunder_getstate)));
  Ref items = TRY(call_method_of(ts, value_of(self), Value::from_object(ts.names().items)));
  Ref iterator = TRY(get_iter(ts, items));
  return new_tuple_of(ts, Value::from_object(self.type), ts.interp.empty_tuple, state, Value::none(), iterator);
}

void ordered_dict_traverse(Object* object, GcVisitor& visit) {
  visit(static_cast<OrderedDict*>(object)->attributes);
  dict_traverse(object, visit);
}
void ordered_dict_gc_clear(ThreadState& ts, Object* object) {
  drop_field(static_cast<OrderedDict*>(object)->attributes);
  dict_clear_slot(ts, object);
}

constexpr NativeMethod kMethods[] = {
    class_method<ordered_dict_fromkeys>("fromkeys", "($type, /, iterable, value=None)",
                                        "A new dict with the keys that the iterable yields, all with the same value."),
    method<ordered_dict_reduce>("__reduce__", "($self, /)", "The type, the attributes and the contents, for pickling."),
    method<ordered_dict_setdefault>("setdefault", "($self, /, key, default=None)",
                                    "The value at key, after putting default there if there was none."),
    method<ordered_dict_pop>("pop", "($self, /, key, default=<unrepresentable>)",
                             "Remove the key and return its value, or default, if given, when it is not there; else KeyError."),
    method<ordered_dict_popitem>("popitem", "($self, /, last=True)",
                                 "Remove the last key, or the first one, and return it with its value; KeyError if the dict is empty."),
    method<ordered_dict_keys>("keys", "($self, /)", "A view of the keys, like a set."),
    method<ordered_dict_values>("values", "($self, /)", "A view of the values."),
    method<ordered_dict_items>("items", "($self, /)", "A view of the (key, value) pairs, like a set."),
    method<ordered_dict_update>("update", "($self, other=(), /, **kwargs)",
                                "Take over the keys and values of a mapping or of an iterable of pairs, then the keyword arguments."),
    method<ordered_dict_clear>("clear", "($self, /)", "Remove everything."),
    method<ordered_dict_copy>("copy", "($self, /)", "A new dict with the same keys and values, in the same order."),
    method<ordered_dict_reversed>("__reversed__", "($self, /)", "An iterator over the keys, the last one first."),
    method<ordered_dict_move_to_end>("move_to_end", "($self, /, key, last=True)",
                                     "Move a key to the end, or to the beginning if last is false; KeyError if it is not there."),
    class_method<class_getitem_alias>("__class_getitem__", "($cls, item, /)", "The type with its parameters, for annotations."),
};

}  // namespace

constexpr TypeSpec kOrderedDictSpec = {
    .name = "collections.OrderedDict",
    .doc = "A dict whose order can be changed, and is part of its equality with another one.",
    .id = ModuleType::kOrderedDict,
    .base = TypeId::kDict,
    .size = sizeof(OrderedDict),
    .flags = Type::kCollected | Type::kSubclassable | Type::kWeakrefable,
    .dict_offset = offsetof(OrderedDict, attributes),
    .methods = kMethods,
    .slots = {.repr = ordered_dict_repr,
              .compare = ordered_dict_compare,
              .iter = ordered_dict_iter_slot,
              .init = ordered_dict_init,
              .or_ = ordered_dict_or,
              .inplace_or = ordered_dict_inplace_or,
              .setitem = dict_setitem},
    .traverse = ordered_dict_traverse,
    .clear = ordered_dict_gc_clear,
    .dealloc = ordered_dict_gc_clear,
};

}  // namespace pyemb
