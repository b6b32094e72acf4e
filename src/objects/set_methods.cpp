// SPDX-License-Identifier: MIT
#include <algorithm>

#include "objects/arguments.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/container_repr.h"
#include "objects/generic_alias.h"
#include "objects/iterators.h"
#include "objects/native.h"
#include "objects/set.h"
#include "objects/set_operations.h"
#include "objects/type_specs.h"
#include "state/names.h"

// The types `set`, `frozenset` and `set_iterator`.

namespace pyemb {

namespace {

// -- construction --------------------------------------------------------------------------------------------------------

Result<Ref> set_new(ThreadState& ts, Type& type, CallArgs) { return new_set_of_type(ts, type); }

Status set_init(ThreadState& ts, Value self, CallArgs args) {
  TRY(require_no_keywords(ts, "set", args));
  TRY(require_positional(ts, "set", args, 0, 1));
  Set& set = as<Set>(self);
  set_clear(ts, set);
  set.hash = -1;
  return args.count == 0 ? Status() : set_update(ts, set, args.values[0]);
}

Result<Ref> frozenset_new(ThreadState& ts, Type& type, CallArgs args) {
  bool exact = type.id == TypeId::kFrozenSet;
  if (exact || type.slots.init == core_type(ts, TypeId::kObject).slots.init) TRY(require_no_keywords(ts, "frozenset", args));
  TRY(require_positional(ts, "frozenset", args, 0, 1));
  if (exact && args.count == 1 && is_frozenset(args.values[0])) return Ref::copy(args.values[0]);
  Own<Set> set = TRY(new_set_of_type(ts, type));
  if (args.count == 1) TRY(set_update(ts, *set, args.values[0]));
  return set;
}

// -- comparison, hash, repr ----------------------------------------------------------------------------------------------

Result<Ref> set_compare(ThreadState& ts, Value left, Value right, Compare op) {
  if (!is_any_set(left) || !is_any_set(right)) return Result<Ref>::not_implemented();
  Set& a = as<Set>(left);
  Set& b = as<Set>(right);
  bool answer = false;
  switch (op) {
    case Compare::kEq:
    case Compare::kNe: {
      bool may_be_equal = a.size == b.size && (a.hash == -1 || b.hash == -1 || a.hash == b.hash);
      bool same = may_be_equal;
      if (may_be_equal) same = TRY(set_is_subset(ts, a, b));
      answer = same == (op == Compare::kEq);
      break;
    }
    case Compare::kLe: answer = TRY(set_is_subset(ts, a, b)); break;
    case Compare::kGe: answer = TRY(set_is_subset(ts, b, a)); break;
    case Compare::kLt:
      if (a.size < b.size) answer = TRY(set_is_subset(ts, a, b));
      break;
    case Compare::kGt:
      if (a.size > b.size) answer = TRY(set_is_subset(ts, b, a));
      break;
  }
  return Result<Ref>::boolean(answer);
}

/// Spreads the bits of one key's hash, so that the xor of small ints is not small.
uint64_t shuffle(uint64_t hash) { return ((hash ^ 89869747u) ^ (hash << 16)) * 3644798167u; }

/// The same for every order of the keys, and the same as in CPython.
Result<int64_t> frozenset_hash(ThreadState&, Value self) {
  Set& set = as<Set>(self);
  if (set.hash != -1) return set.hash;
  uint64_t sum = 0;
  for (size_t position = 0; SetEntry* entry = set_next(set, &position);) sum ^= shuffle(entry->hash);
  sum ^= (static_cast<uint64_t>(set.size) + 1) * 1927868237u;
  sum ^= (sum >> 11) ^ (sum >> 25);
  sum = sum * 69069u + 907133923u;
  set.hash = static_cast<int64_t>(sum == UINT64_MAX ? 590923713u : sum);
  return set.hash;
}

Result<Ref> set_repr(ThreadState& ts, Value self) {
  Set& set = as<Set>(self);
  const char* name = type_name(ts, self);
  ReprGuard guard(ts, self);
  if (guard.raised()) return Raised{};
  if (!guard.entered()) return new_str_format(ts, "%s(...)", name);
  if (set.size == 0) return new_str_format(ts, "%s()", name);
  Own<List> keys = TRY(to_list(ts, self));
  bool plain = is_set(self);
  ReprWriter out(ts);
  if (!plain) {
    out.text(name);
    out.text("(");
  }
  out.text("{");
  for (Value key : keys->span()) {
    out.separator();
    TRY(out.item(key));
  }
  out.text(plain ? "}" : "})");
  return out.finish();
}

// -- operators: only between sets ----------------------------------------------------------------------------------------

using Operation = Result<Own<Set>> (*)(ThreadState&, Set&, Value);
using Update = Status (*)(ThreadState&, Set&, Value);

Result<Own<Set>> set_union_of_two(ThreadState& ts, Set& set, Value other) {
  Own<Set> result = TRY(set_copy(ts, set));
  TRY(set_update(ts, *result, other));
  return result;
}

Status set_intersection_update(ThreadState& ts, Set& set, Value other) {
  Own<Set> shared = TRY(set_intersection(ts, set, other));
  set_swap(set, *shared);
  return {};
}

template <Operation operation>
Result<Ref> set_operator(ThreadState& ts, Value left, Value right) {
  if (!is_any_set(left) || !is_any_set(right)) return Result<Ref>::not_implemented();
  return operation(ts, as<Set>(left), right);
}

template <Update update>
Result<Ref> set_inplace_operator(ThreadState& ts, Value left, Value right) {
  if (!is_any_set(right)) return Result<Ref>::not_implemented();
  TRY(update(ts, as<Set>(left), right));
  return Ref::copy(left);
}

// -- the container protocol ----------------------------------------------------------------------------------------------

Result<int64_t> set_length(ThreadState&, Value self) { return as<Set>(self).size; }

/// Calls f(key); for a set, which cannot be hashed, once more with an equal frozenset.
template <class F>
Result<bool> with_hashable(ThreadState& ts, Value key, F f) {
  Result<bool> answer = f(key);
  if (LIKELY(!answer.raised()) || !is<Set>(key) || !clear_pending_if(ts, Exc::kTypeError)) return answer;
  Type* type = TRY(find_type(ts, TypeId::kFrozenSet));
  Own<Set> frozen = TRY(new_set_of_type(ts, *type));
  TRY(set_update(ts, *frozen, key));
  return f(frozen);
}

Result<bool> set_contains_slot(ThreadState& ts, Value self, Value key) {
  return with_hashable(ts, key, [&](Value k) { return set_contains(ts, as<Set>(self), k); });
}

Result<bool> set_method_contains(ThreadState& ts, Set& self, Value key) {
  return set_contains_slot(ts, Value::from_object(&self), key);
}

// -- methods that change -------------------------------------------------------------------------------------------------

Status set_method_add(ThreadState& ts, Set& self, Value key) { return set_add(ts, self, key); }

Status set_method_discard(ThreadState& ts, Set& self, Value key) {
  bool removed = TRY(with_hashable(ts, key, [&](Value k) { return set_discard(ts, self, k); }));
  static_cast<void>(removed);
  return {};
}

Status set_method_remove(ThreadState& ts, Set& self, Value key) {
  bool removed = TRY(with_hashable(ts, key, [&](Value k) { return set_discard(ts, self, k); }));
  if (removed) return {};
  return raise_key_error(ts, key);
}

Result<Ref> set_method_pop(ThreadState& ts, Set& self) {
  if (self.size == 0) return raise(ts, Exc::kKeyError, "pop from an empty set");
  size_t at = static_cast<size_t>(self.finger) & self.mask;
  while (self.table[at].key.is_null() || self.table[at].key == Value::dummy()) at = (at + 1) & self.mask;
  Ref key = Ref::steal(self.table[at].key);
  self.table[at] = {Value::dummy(), UINT64_MAX};
  --self.size;
  ++self.changes;
  self.finger = static_cast<int64_t>(at) + 1;
  return key;
}

Status set_method_clear(ThreadState& ts, Set& self) {
  set_clear(ts, self);
  return {};
}

template <Update update>
Status update_by_each(ThreadState& ts, Set& self, Rest others) {
  for (Value other : others) TRY(update(ts, self, other));
  return {};
}

Status set_method_intersection_update(ThreadState& ts, Set& self, Rest others) {
  Own<Set> shared = TRY(set_copy(ts, self));
  for (Value other : others) shared = TRY(set_intersection(ts, *shared, other));
  set_swap(self, *shared);
  return {};
}

// -- methods that make new sets, or ask ----------------------------------------------------------------------------------

Result<Ref> set_method_copy(ThreadState& ts, Set& self) { return set_copy(ts, self); }
Result<Ref> frozenset_method_copy(ThreadState& ts, Set& self) {
  if (self.is_exactly(TypeId::kFrozenSet)) return Ref::copy(&self);
  return set_copy(ts, self);
}

Result<Ref> set_method_union(ThreadState& ts, Set& self, Rest others) {
  Own<Set> result = TRY(set_copy(ts, self));
  for (Value other : others) {
    if (!(Value::from_object(&self) == other)) TRY(set_update(ts, *result, other));
  }
  return result;
}

Result<Ref> set_method_intersection(ThreadState& ts, Set& self, Rest others) {
  if (others.empty()) return set_copy(ts, self);
  Own<Set> result = Own<Set>::copy(&self);
  for (Value other : others) result = TRY(set_intersection(ts, *result, other));
  return result;
}

Result<Ref> set_method_difference(ThreadState& ts, Set& self, Rest others) {
  if (others.empty()) return set_copy(ts, self);
  Own<Set> result = TRY(set_difference(ts, self, others[0]));
  for (Value other : others.subspan(1)) TRY(set_difference_update(ts, *result, other));
  return result;
}

Result<Ref> set_method_symmetric_difference(ThreadState& ts, Set& self, Value other) {
  return set_symmetric_difference(ts, self, other);
}

Status set_method_symmetric_difference_update(ThreadState& ts, Set& self, Value other) {
  return set_symmetric_difference_update(ts, self, other);
}

Result<bool> set_method_issubset(ThreadState& ts, Set& self, Value other) {
  if (is_any_set(other)) return set_is_subset(ts, self, as<Set>(other));
  Own<Set> others = TRY(to_set(ts, other));
  return set_is_subset(ts, self, *others);
}

Result<bool> set_method_issuperset(ThreadState& ts, Set& self, Value other) {
  if (is_any_set(other)) return set_is_subset(ts, as<Set>(other), self);
  Ref iterator = TRY(get_iter(ts, other));
  for (;;) {
    Ref key = TRY(next_item(ts, iterator));
    if (key.is_absent()) return true;
    bool there = TRY(set_contains(ts, self, key));
    if (!there) return false;
  }
}

Result<bool> set_method_isdisjoint(ThreadState& ts, Set& self, Value other) { return set_is_disjoint(ts, self, other); }

Result<Ref> set_method_reduce(ThreadState& ts, Set& self) {
  Own<List> keys = TRY(to_list(ts, Value::from_object(&self)));
  Own<Tuple> args = TRY(new_tuple_of(ts, keys));
  Ref state = TRY(call_method_of(ts, Value::from_object(&self), Value::from_object(ts.names().dunder_getstate)));
  return new_tuple_of(ts, Value::from_object(self.type), args, state);
}

int64_t set_method_sizeof(ThreadState&, Set& self) {
  size_t table = self.table == self.small ? 0 : (self.mask + 1) * sizeof(SetEntry);
  return static_cast<int64_t>(sizeof(Set) + table);
}

// -- the iterator --------------------------------------------------------------------------------------------------------

Result<Ref> set_iter(ThreadState& ts, Value self) {
  Own<SetIterator> it = TRY(new_native<SetIterator>(ts));
  it->set = Own<Set>::copy(&as<Set>(self)).release();
  it->expected_size = it->remaining = it->set->size;
  gc_track(ts, it.get());
  return it;
}

Result<Ref> set_iterator_next(ThreadState& ts, Value self) {
  auto& it = as<SetIterator>(self);
  if (it.set == nullptr) return Result<Ref>::absent();
  if (it.set->size != it.expected_size) {
    it.expected_size = -1;  // for ever
    return raise(ts, Exc::kRuntimeError, "Set changed size during iteration");
  }
  if (SetEntry* entry = set_next(*it.set, &it.position)) {
    --it.remaining;
    return Ref::copy(entry->key);
  }
  release_walked(it.set);
  return Result<Ref>::absent();
}

int64_t set_iterator_length_hint(ThreadState&, SetIterator& self) {
  return self.set != nullptr && self.set->size == self.expected_size ? self.remaining : 0;
}

Result<Ref> set_iterator_reduce(ThreadState& ts, SetIterator& self) {
  Own<List> left = TRY(new_list(ts));
  if (self.set != nullptr) {
    Own<SetIterator> copy = TRY(new_native<SetIterator>(ts));
    copy->set = Own<Set>::copy(self.set).release();
    copy->expected_size = self.expected_size;
    copy->position = self.position;
    copy->remaining = self.remaining;
    TRY(list_extend(ts, *left, copy));
  }
  return reduce_to_call(ts, "iter", left, Value::null());
}

// -- tables --------------------------------------------------------------------------------------------------------------

void set_traverse(Object* object, GcVisitor& visit) {
  for (size_t position = 0; SetEntry* entry = set_next(*static_cast<Set*>(object), &position);) visit(entry->key);
}
void set_clear_slot(ThreadState& ts, Object* object) { set_clear(ts, *static_cast<Set*>(object)); }
void set_dealloc(ThreadState& ts, Object* object) {
  auto& set = *static_cast<Set*>(object);
  for (size_t i = 0; i <= set.mask && set.filled > 0; ++i) decref(set.table[i].key);
  if (set.table != set.small) ts.interp.heap.release_buffer(set.table, (set.mask + 1) * sizeof(SetEntry));
}

void set_iterator_traverse(Object* object, GcVisitor& visit) { visit(static_cast<Object*>(static_cast<SetIterator*>(object)->set)); }
void set_iterator_dealloc(ThreadState&, Object* object) { release_walked(static_cast<SetIterator*>(object)->set); }

constexpr NativeMethod kSetMethods[] = {
    method<set_method_add>("add", "($self, object, /)", "Put object into the set, if nothing equal is there."),
    method<set_method_clear>("clear", "($self, /)", "Remove everything."),
    method<set_method_contains>("__contains__", "($self, object, /)", "object in self"),
    method<set_method_copy>("copy", "($self, /)", "A new set of the same objects."),
    method<set_method_discard>("discard", "($self, object, /)", "Remove what equals object, if anything does."),
    method<set_method_difference>("difference", "($self, /, *others)", "A new set of what none of the others has."),
    method<update_by_each<set_difference_update>>("difference_update", "($self, /, *others)", "Remove what any of the others has."),
    method<set_method_intersection>("intersection", "($self, /, *others)", "A new set of what all of the others have as well."),
    method<set_method_intersection_update>("intersection_update", "($self, /, *others)", "Remove what one of the others lacks."),
    method<set_method_isdisjoint>("isdisjoint", "($self, other, /)", "Whether nothing is in both."),
    method<set_method_issubset>("issubset", "($self, other, /)", "Whether other has all of this set."),
    method<set_method_issuperset>("issuperset", "($self, other, /)", "Whether this set has all of other."),
    method<set_method_pop>("pop", "($self, /)", "Remove any object and return it; KeyError if the set is empty."),
    method<set_method_reduce>("__reduce__", "($self, /)", "The type, a list of the contents and the attributes, for pickling."),
    method<set_method_remove>("remove", "($self, object, /)", "Remove what equals object; KeyError if nothing does."),
    method<set_method_sizeof>("__sizeof__", "($self, /)", "The memory that the set takes, in bytes."),
    method<set_method_symmetric_difference>("symmetric_difference", "($self, other, /)", "A new set of what only one of the two has."),
    method<set_method_symmetric_difference_update>("symmetric_difference_update", "($self, other, /)",
                                                   "Remove what other has as well, add what only other has."),
    method<set_method_union>("union", "($self, /, *others)", "A new set of what this or any of the others has."),
    method<update_by_each<set_update>>("update", "($self, /, *others)", "Add what any of the others has."),
    class_method<class_getitem_alias>("__class_getitem__", "($cls, item, /)", "The type with its parameters, for annotations."),
};

constexpr NativeMethod kFrozenSetMethods[] = {
    method<set_method_contains>("__contains__", "($self, object, /)", "object in self"),
    method<frozenset_method_copy>("copy", "($self, /)", "The set itself, or a frozenset of the same objects if it is of a subclass."),
    method<set_method_difference>("difference", "($self, /, *others)", "A new set of what none of the others has."),
    method<set_method_intersection>("intersection", "($self, /, *others)", "A new set of what all of the others have as well."),
    method<set_method_isdisjoint>("isdisjoint", "($self, other, /)", "Whether nothing is in both."),
    method<set_method_issubset>("issubset", "($self, other, /)", "Whether other has all of this set."),
    method<set_method_issuperset>("issuperset", "($self, other, /)", "Whether this set has all of other."),
    method<set_method_reduce>("__reduce__", "($self, /)", "The type, a list of the contents and the attributes, for pickling."),
    method<set_method_sizeof>("__sizeof__", "($self, /)", "The memory that the set takes, in bytes."),
    method<set_method_symmetric_difference>("symmetric_difference", "($self, other, /)", "A new set of what only one of the two has."),
    method<set_method_union>("union", "($self, /, *others)", "A new set of what this or any of the others has."),
    class_method<class_getitem_alias>("__class_getitem__", "($cls, item, /)", "The type with its parameters, for annotations."),
};

constexpr NativeMethod kIteratorMethods[] = {
    method<set_iterator_length_hint>("__length_hint__", "($self, /)", "How many objects are left."),
    method<set_iterator_reduce>("__reduce__", "($self, /)", "An iterator over a list of what is left, for pickling."),
};

}  // namespace

constexpr TypeSpec kSetSpec = {
    .name = "set",
    .doc = "set(iterable=(), /)\n--\n\nAn unordered collection of distinct hashable objects.",
    .id = TypeId::kSet,
    .size = sizeof(Set),
    .flags = Type::kCollected | Type::kSubclassable | Type::kMatchSelf | Type::kWeakrefable,
    .methods = kSetMethods,
    .slots = {.repr = set_repr,
              .compare = set_compare,
              .iter = set_iter,
              .init = set_init,
              .new_ = set_new,
              .subtract = set_operator<set_difference>,
              .and_ = set_operator<set_intersection>,
              .xor_ = set_operator<set_symmetric_difference>,
              .or_ = set_operator<set_union_of_two>,
              .inplace_subtract = set_inplace_operator<set_difference_update>,
              .inplace_and = set_inplace_operator<set_intersection_update>,
              .inplace_xor = set_inplace_operator<set_symmetric_difference_update>,
              .inplace_or = set_inplace_operator<set_update>,
              .length = set_length,
              .contains = set_contains_slot},
    .traverse = set_traverse,
    .clear = set_clear_slot,
    .dealloc = set_dealloc,
};

constexpr TypeSpec kFrozenSetSpec = {
    .name = "frozenset",
    .doc = "frozenset(iterable=(), /)\n--\n\nAn immutable, hashable, unordered collection of distinct hashable objects.",
    .id = TypeId::kFrozenSet,
    .size = sizeof(Set),
    .flags = Type::kCollected | Type::kSubclassable | Type::kMatchSelf | Type::kWeakrefable,
    .methods = kFrozenSetMethods,
    .slots = {.repr = set_repr,
              .hash = frozenset_hash,
              .compare = set_compare,
              .iter = set_iter,
              .new_ = frozenset_new,
              .subtract = set_operator<set_difference>,
              .and_ = set_operator<set_intersection>,
              .xor_ = set_operator<set_symmetric_difference>,
              .or_ = set_operator<set_union_of_two>,
              .length = set_length,
              .contains = set_contains_slot},
    .traverse = set_traverse,
    .clear = set_clear_slot,
    .dealloc = set_dealloc,
};

constexpr TypeSpec kSetIteratorSpec = {
    .name = "set_iterator",
    .id = TypeId::kSetIterator,
    .size = sizeof(SetIterator),
    .flags = Type::kCollected | Type::kNoNew,
    .methods = kIteratorMethods,
    .slots = {.iter = self_iter, .next = set_iterator_next},
    .traverse = set_iterator_traverse,
    .dealloc = set_iterator_dealloc,
};

}  // namespace pyemb
