// SPDX-License-Identifier: MIT
#include "objects/iterators.h"

#include <algorithm>

#include "objects/allocate.h"
#include "objects/arguments.h"
#include "objects/call.h"
#include "objects/native.h"
#include "objects/type_specs.h"

namespace pyemb {

Result<Ref> self_iter(ThreadState&, Value self) { return Ref::copy(self); }

Result<Ref> reduce_to_call(ThreadState& ts, const char* builtin, Value argument, Value state) {
  Value callee = TRY(find_builtin(ts, builtin));
  Own<Tuple> args = TRY(new_tuple_of(ts, argument));
  if (state.is_null()) return new_tuple_of(ts, callee, args);
  return new_tuple_of(ts, callee, args, state);
}

Result<Own<Tuple>> iterators_of(ThreadState& ts, std::span<const Value> iterables) {
  Own<Tuple> iterators = TRY(new_tuple(ts, static_cast<int64_t>(iterables.size())));
  for (size_t i = 0; i < iterables.size(); ++i) {
    Ref iterator = TRY(get_iter(ts, iterables[i]));
    iterators->set(static_cast<int64_t>(i), std::move(iterator));
  }
  return iterators;
}

namespace {

// -- tuple ---------------------------------------------------------------------------------------------------------------

Result<Ref> tuple_iterator_next(ThreadState&, Value self) {
  Value item = next_of_tuple(as<TupleIterator>(self));
  return Ref::copy(item.is_null() ? Value::absent() : item);
}

int64_t tuple_iterator_length_hint(ThreadState&, TupleIterator& self) {
  return self.tuple == nullptr ? 0 : self.tuple->size - self.position;
}

Result<Ref> tuple_iterator_reduce(ThreadState& ts, TupleIterator& self) {
  if (self.tuple == nullptr) return reduce_to_call(ts, "iter", ts.interp.empty_tuple, Value::null());
  return reduce_to_call(ts, "iter", Value::from_object(self.tuple), Value::from_int(self.position));
}

Status tuple_iterator_set_position(ThreadState&, TupleIterator& self, int64_t position) {
  if (self.tuple != nullptr) self.position = std::min(std::max<int64_t>(position, 0), self.tuple->size);
  return {};
}

// -- list ----------------------------------------------------------------------------------------------------------------

Result<Ref> list_iterator_next(ThreadState&, Value self) {
  Value item = next_of_list(as<ListIterator>(self));
  return Ref::copy(item.is_null() ? Value::absent() : item);
}

int64_t list_iterator_length_hint(ThreadState&, ListIterator& self) {
  return self.list == nullptr ? 0 : std::max<int64_t>(self.list->size - self.position, 0);
}

Result<Ref> list_iterator_reduce(ThreadState& ts, ListIterator& self) {
  if (self.list != nullptr) {
    return reduce_to_call(ts, "iter", Value::from_object(self.list), Value::from_int(self.position));
  }
  Own<List> nothing = TRY(new_list(ts));
  return reduce_to_call(ts, "iter", nothing, Value::null());
}

Status list_iterator_set_position(ThreadState&, ListIterator& self, int64_t position) {
  if (self.list != nullptr) self.position = std::min(std::max<int64_t>(position, 0), self.list->size);
  return {};
}

// -- list, backwards -----------------------------------------------------------------------------------------------------

Result<Ref> list_reverse_iterator_next(ThreadState&, Value self) {
  auto& it = as<ListReverseIterator>(self);
  if (it.list == nullptr) return Result<Ref>::absent();
  if (it.position >= 0 && it.position < it.list->size) return Ref::copy(it.list->at(it.position--));
  it.position = -1;
  release_walked(it.list);
  return Result<Ref>::absent();
}

int64_t list_reverse_iterator_length_hint(ThreadState&, ListReverseIterator& self) {
  return self.list == nullptr || self.list->size <= self.position ? 0 : self.position + 1;
}

Result<Ref> list_reverse_iterator_reduce(ThreadState& ts, ListReverseIterator& self) {
  if (self.list != nullptr) {
    return reduce_to_call(ts, "reversed", Value::from_object(self.list), Value::from_int(self.position));
  }
  Own<List> nothing = TRY(new_list(ts));
  return reduce_to_call(ts, "iter", nothing, Value::null());
}

Status list_reverse_iterator_set_position(ThreadState&, ListReverseIterator& self, int64_t position) {
  if (self.list != nullptr) self.position = std::min(std::max<int64_t>(position, -1), self.list->size - 1);
  return {};
}

// -- anything with __getitem__ -------------------------------------------------------------------------------------------

Result<Ref> sequence_iterator_next(ThreadState& ts, Value self) {
  auto& it = as<SequenceIterator>(self);
  if (it.sequence.is_null()) return Result<Ref>::absent();
  if (it.position == INT64_MAX) return raise(ts, Exc::kOverflowError, "iter index too large");
  Ref sequence = Ref::copy(it.sequence);  // __getitem__ may exhaust this very iterator
  Ref index = TRY(new_int(ts, it.position));
  Result<Ref> item = get_item(ts, sequence, index);
  if (LIKELY(!item.raised())) {
    ++it.position;
    return item;
  }
  if (!clear_pending_if(ts, Exc::kIndexError) && !clear_pending_if(ts, Exc::kStopIteration)) return Raised{};
  decref(std::exchange(it.sequence, Value::null()));
  return Result<Ref>::absent();
}

Result<Ref> sequence_iterator_length_hint(ThreadState& ts, SequenceIterator& self) {
  if (self.sequence.is_null()) return Ref::steal(Value::from_int(0));
  if (type_of(ts, self.sequence).slots.length == nullptr) return Result<Ref>::not_implemented();
  int64_t size = TRY(length(ts, self.sequence));
  return new_int(ts, std::max<int64_t>(size - self.position, 0));
}

Result<Ref> sequence_iterator_reduce(ThreadState& ts, SequenceIterator& self) {
  if (self.sequence.is_null()) return reduce_to_call(ts, "iter", ts.interp.empty_tuple, Value::null());
  Ref position = TRY(new_int(ts, self.position));
  return reduce_to_call(ts, "iter", self.sequence, position);
}

Status sequence_iterator_set_position(ThreadState&, SequenceIterator& self, int64_t position) {
  if (!self.sequence.is_null()) self.position = std::max<int64_t>(position, 0);
  return {};
}

// -- iter(callable, sentinel) --------------------------------------------------------------------------------------------

void callable_iterator_end(CallableIterator& it) {
  decref(std::exchange(it.callable, Value::null()));
  decref(std::exchange(it.sentinel, Value::null()));
}

Result<Ref> callable_iterator_next(ThreadState& ts, Value self) {
  auto& it = as<CallableIterator>(self);
  if (it.callable.is_null()) return Result<Ref>::absent();
  Ref callable = Ref::copy(it.callable);
  Result<Ref> answer = call(ts, callable);
  if (answer.raised()) {
    if (!clear_pending_if(ts, Exc::kStopIteration)) return Raised{};
    callable_iterator_end(it);
    return Result<Ref>::absent();
  }
  Ref item = answer.take();
  if (it.sentinel.is_null()) return Result<Ref>::absent();  // the call used this very iterator up
  Ref sentinel = Ref::copy(it.sentinel);
  bool done = TRY(equal(ts, sentinel, item));
  if (!done) return item;
  callable_iterator_end(it);
  return Result<Ref>::absent();
}

Result<Ref> callable_iterator_reduce(ThreadState& ts, CallableIterator& self) {
  if (self.callable.is_null()) return reduce_to_call(ts, "iter", ts.interp.empty_tuple, Value::null());
  Value callee = TRY(find_builtin(ts, "iter"));
  Own<Tuple> args = TRY(new_tuple_of(ts, self.callable, self.sentinel));
  return new_tuple_of(ts, callee, args);
}

// -- what they own -------------------------------------------------------------------------------------------------------

Value walked_value(Value walked) { return walked; }
Value walked_value(const Object* walked) { return Value::from_object(walked); }

/// For iterators that own one thing: `Field` is the pointer to that member.
template <class T, auto Field>
void walker_traverse(Object* object, GcVisitor& visit) {
  visit(walked_value(static_cast<T*>(object)->*Field));
}
template <class T, auto Field>
void walker_dealloc(ThreadState&, Object* object) {
  decref(walked_value(static_cast<T*>(object)->*Field));
}

void callable_iterator_traverse(Object* object, GcVisitor& visit) {
  auto& it = *static_cast<CallableIterator*>(object);
  visit(it.callable);
  visit(it.sentinel);
}
void callable_iterator_dealloc(ThreadState&, Object* object) { callable_iterator_end(*static_cast<CallableIterator*>(object)); }

constexpr const char* kHintDoc = "An estimate of how many items are left.";
constexpr const char* kReduceDoc = "A call that makes the same iterator again, and its position.";
constexpr const char* kSetStateDoc = "Moves the iterator to a position.";

constexpr NativeMethod kTupleIteratorMethods[] = {
    method<tuple_iterator_length_hint>("__length_hint__", "($self, /)", kHintDoc),
    method<tuple_iterator_reduce>("__reduce__", "($self, /)", kReduceDoc),
    method<tuple_iterator_set_position>("__setstate__", "($self, state, /)", kSetStateDoc),
};
constexpr NativeMethod kListIteratorMethods[] = {
    method<list_iterator_length_hint>("__length_hint__", "($self, /)", kHintDoc),
    method<list_iterator_reduce>("__reduce__", "($self, /)", kReduceDoc),
    method<list_iterator_set_position>("__setstate__", "($self, state, /)", kSetStateDoc),
};
constexpr NativeMethod kListReverseIteratorMethods[] = {
    method<list_reverse_iterator_length_hint>("__length_hint__", "($self, /)", kHintDoc),
    method<list_reverse_iterator_reduce>("__reduce__", "($self, /)", kReduceDoc),
    method<list_reverse_iterator_set_position>("__setstate__", "($self, state, /)", kSetStateDoc),
};
constexpr NativeMethod kSequenceIteratorMethods[] = {
    method<sequence_iterator_length_hint>("__length_hint__", "($self, /)", kHintDoc),
    method<sequence_iterator_reduce>("__reduce__", "($self, /)", kReduceDoc),
    method<sequence_iterator_set_position>("__setstate__", "($self, state, /)", kSetStateDoc),
};
constexpr NativeMethod kCallableIteratorMethods[] = {
    method<callable_iterator_reduce>("__reduce__", "($self, /)", kReduceDoc),
};

}  // namespace

Result<Ref> tuple_iter(ThreadState& ts, Value tuple) {
  auto* it = allocate_core<TupleIterator>(ts);
  if (UNLIKELY(it == nullptr)) return raise_no_memory(ts);
  it->tuple = Own<Tuple>::copy(&as<Tuple>(tuple)).release();
  it->position = 0;
  gc_track(ts, it);
  return Ref::steal(it);
}

Result<Ref> list_iter(ThreadState& ts, Value list) {
  auto* it = allocate_core<ListIterator>(ts);
  if (UNLIKELY(it == nullptr)) return raise_no_memory(ts);
  it->list = Own<List>::copy(&as<List>(list)).release();
  it->position = 0;
  gc_track(ts, it);
  return Ref::steal(it);
}

Result<Ref> list_reverse_iter(ThreadState& ts, List& list) {
  Own<ListReverseIterator> it = TRY(new_native<ListReverseIterator>(ts));
  it->list = Own<List>::copy(&list).release();
  it->position = list.size - 1;
  gc_track(ts, it.get());
  return it;
}

Result<Ref> new_sequence_iterator(ThreadState& ts, Value sequence) {
  Own<SequenceIterator> it = TRY(new_native<SequenceIterator>(ts));
  it->sequence = Ref::copy(sequence).release();
  gc_track(ts, it.get());
  return it;
}

Result<Ref> new_callable_iterator(ThreadState& ts, Value callable, Value sentinel) {
  Own<CallableIterator> it = TRY(new_native<CallableIterator>(ts));
  it->callable = Ref::copy(callable).release();
  it->sentinel = Ref::copy(sentinel).release();
  gc_track(ts, it.get());
  return it;
}

constexpr TypeSpec kTupleIteratorSpec = {
    .name = "tuple_iterator",
    .id = TypeId::kTupleIterator,
    .size = sizeof(TupleIterator),
    .flags = Type::kCollected | Type::kNoNew,
    .methods = kTupleIteratorMethods,
    .slots = {.iter = self_iter, .next = tuple_iterator_next},
    .traverse = walker_traverse<TupleIterator, &TupleIterator::tuple>,
    .dealloc = walker_dealloc<TupleIterator, &TupleIterator::tuple>,
};

constexpr TypeSpec kListIteratorSpec = {
    .name = "list_iterator",
    .id = TypeId::kListIterator,
    .size = sizeof(ListIterator),
    .flags = Type::kCollected | Type::kNoNew,
    .methods = kListIteratorMethods,
    .slots = {.iter = self_iter, .next = list_iterator_next},
    .traverse = walker_traverse<ListIterator, &ListIterator::list>,
    .dealloc = walker_dealloc<ListIterator, &ListIterator::list>,
};

constexpr TypeSpec kListReverseIteratorSpec = {
    .name = "list_reverseiterator",
    .id = TypeId::kListReverseIterator,
    .size = sizeof(ListReverseIterator),
    .flags = Type::kCollected | Type::kNoNew,
    .methods = kListReverseIteratorMethods,
    .slots = {.iter = self_iter, .next = list_reverse_iterator_next},
    .traverse = walker_traverse<ListReverseIterator, &ListReverseIterator::list>,
    .dealloc = walker_dealloc<ListReverseIterator, &ListReverseIterator::list>,
};

constexpr TypeSpec kSequenceIteratorSpec = {
    .name = "iterator",
    .id = TypeId::kSequenceIterator,
    .size = sizeof(SequenceIterator),
    .flags = Type::kCollected | Type::kNoNew,
    .methods = kSequenceIteratorMethods,
    .slots = {.iter = self_iter, .next = sequence_iterator_next},
    .traverse = walker_traverse<SequenceIterator, &SequenceIterator::sequence>,
    .dealloc = walker_dealloc<SequenceIterator, &SequenceIterator::sequence>,
};

constexpr TypeSpec kCallableIteratorSpec = {
    .name = "callable_iterator",
    .id = TypeId::kCallableIterator,
    .size = sizeof(CallableIterator),
    .flags = Type::kCollected | Type::kNoNew,
    .methods = kCallableIteratorMethods,
    .slots = {.iter = self_iter, .next = callable_iterator_next},
    .traverse = callable_iterator_traverse,
    .dealloc = callable_iterator_dealloc,
};

}  // namespace pyemb
