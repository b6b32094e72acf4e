// SPDX-License-Identifier: MIT
#pragma once

// Iterators that walk something by position. Each owns what it walks and lets go of it at the end, for ever: a list that grows
// after its iterator was exhausted does not wake it.
//
// The eval loop reads TupleIterator and ListIterator directly (next_of_tuple, next_of_list).

#include "objects/list.h"
#include "objects/tuple.h"

namespace pyemb {

struct TupleIterator : Object {
  static constexpr TypeId kId = TypeId::kTupleIterator;
  Tuple* tuple;  ///< owned; null at the end
  int64_t position;
};

struct ListIterator : Object {
  static constexpr TypeId kId = TypeId::kListIterator;
  List* list;  ///< owned; null at the end
  int64_t position;
};

struct ListReverseIterator : Object {
  static constexpr TypeId kId = TypeId::kListReverseIterator;
  List* list;        ///< owned; null at the end
  int64_t position;  ///< of the next item; -1 at the end
};

/// Walks any object that has __getitem__: 0, 1, 2, ... until IndexError or StopIteration.
struct SequenceIterator : Object {
  static constexpr TypeId kId = TypeId::kSequenceIterator;
  Value sequence;  ///< owned; null at the end
  int64_t position;
};

/// iter(callable, sentinel)
struct CallableIterator : Object {
  static constexpr TypeId kId = TypeId::kCallableIterator;
  Value callable;  ///< owned; null at the end
  Value sentinel;  ///< owned; null at the end
};

[[nodiscard]] Result<Ref> tuple_iter(ThreadState& ts, Value tuple);
[[nodiscard]] Result<Ref> list_iter(ThreadState& ts, Value list);
[[nodiscard]] Result<Ref> list_reverse_iter(ThreadState& ts, List& list);
[[nodiscard]] Result<Ref> new_sequence_iterator(ThreadState& ts, Value sequence);
[[nodiscard]] Result<Ref> new_callable_iterator(ThreadState& ts, Value callable, Value sentinel);

/// The `iter` slot of every iterator.
[[nodiscard]] Result<Ref> self_iter(ThreadState& ts, Value self);
/// What __reduce__ of an iterator answers: builtin(argument), and a state for __setstate__ unless null.
[[nodiscard]] Result<Ref> reduce_to_call(ThreadState& ts, const char* builtin, Value argument, Value state);

/// A tuple of iter(iterable) for each.
[[nodiscard]] Result<Own<Tuple>> iterators_of(ThreadState& ts, std::span<const Value> iterables);
/// (first, second), in the tuple that `pair` owns if nobody else holds it, else in a new one that `pair` then owns too.
[[nodiscard]] inline Result<Ref> fill_or_make_pair(ThreadState& ts, Tuple*& pair, Ref first, Ref second) {
  if (LIKELY(pair != nullptr && pair->refcount == 1)) {
    Ref answer = Ref::copy(pair);
    answer.as<Tuple>()->set(0, std::move(first));  // may run __del__, but then the pair is ours alone
    answer.as<Tuple>()->set(1, std::move(second));
    return answer;
  }
  Own<Tuple> made = TRY(new_tuple(ts, 2));
  made->set(0, std::move(first));
  made->set(1, std::move(second));
  Own<Tuple> old = Own<Tuple>::steal(std::exchange(pair, Own<Tuple>::copy(made.get()).release()));
  return made;
}

/// Ends an iterator: it lets go of what it walks.
template <class T>
inline void release_walked(T*& walked) {
  T* old = std::exchange(walked, nullptr);
  if (old != nullptr) decref(static_cast<Object*>(old));
}

/// The next item, borrowed from the sequence, or null at the end.
ALWAYS_INLINE Value next_of_tuple(TupleIterator& it) {
  if (LIKELY(it.tuple != nullptr)) {
    if (LIKELY(it.position < it.tuple->size)) return it.tuple->at(it.position++);
    release_walked(it.tuple);
  }
  return Value::null();
}
ALWAYS_INLINE Value next_of_list(ListIterator& it) {
  if (LIKELY(it.list != nullptr)) {
    if (LIKELY(it.position < it.list->size)) return it.list->at(it.position++);
    release_walked(it.list);
  }
  return Value::null();
}

}  // namespace pyemb
