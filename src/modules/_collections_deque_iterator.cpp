// SPDX-License-Identifier: MIT
#include "config/module_type_ids.h"
#include "modules/_collections.h"

namespace pyemb {

namespace {

Result<Ref> new_deque_iterator(ThreadState& ts, Type& type, Deque& deque) {
  Ref made = TRY(new_object(ts, type));
  auto& it = *made.as<DequeIterator>();
  it.deque = Own<Deque>::copy(&deque).release();
  it.remaining = deque.size;
  it.changes = deque.changes;
  gc_track(ts, &it);
  return made;
}

template <Direction direction>
Result<Ref> deque_iterator_next(ThreadState& ts, Value self) {
  auto& it = *static_cast<DequeIterator*>(self.as_object());
  if (it.changes != it.deque->changes) {
    it.remaining = 0;
    return raise(ts, Exc::kRuntimeError, "deque mutated during iteration");
  }
  if (it.remaining == 0) return Result<Ref>::absent();
  --it.remaining;
  int64_t i = it.position++;
  return Ref::copy(it.deque->at(direction == Direction::kForward ? i : it.deque->size - 1 - i));
}

/// _deque_iterator(deque, position): as unpickling calls it.
Result<Ref> deque_iterator_new(ThreadState& ts, Type& type, Deque& deque, std::optional<int64_t> position) {
  Ref made = TRY(new_deque_iterator(ts, type, deque));
  auto& it = *made.as<DequeIterator>();
  int64_t skip = std::min(std::max<int64_t>(position.value_or(0), 0), deque.size);
  it.position = skip;
  it.remaining -= skip;
  return made;
}

int64_t deque_iterator_length_hint(ThreadState&, DequeIterator& self) { return self.remaining; }

Result<Ref> deque_iterator_reduce(ThreadState& ts, DequeIterator& self) {
  Own<Tuple> args = TRY(new_tuple_of(ts, Value::from_object(self.deque), Value::from_int(self.deque->size - self.remaining)));
  return new_tuple_of(ts, Value::from_object(self.type), args);
}

constexpr NativeMethod kNew = class_method<deque_iterator_new>("_deque_iterator", "(deque, index=0, /)", "");
constexpr NativeMethod kReverseNew = class_method<deque_iterator_new>("_deque_reverse_iterator", "(deque, index=0, /)", "");
constexpr NativeMethod kMethods[] = {
    method<deque_iterator_length_hint>("__length_hint__", "($self, /)", "How many items are left."),
    method<deque_iterator_reduce>("__reduce__", "($self, /)", "The type and its arguments, for pickling."),
};
using Owned = OwnedFields<DequeIterator, &DequeIterator::deque>;

}  // namespace

Result<Ref> deque_iter(ThreadState& ts, Value deque) {
  Type* type = TRY(find_type(ts, ModuleType::kDequeIterator));
  return new_deque_iterator(ts, *type, as<Deque>(deque));
}

Result<Ref> deque_reverse_iter(ThreadState& ts, Deque& deque) {
  Type* type = TRY(find_type(ts, ModuleType::kDequeReverseIterator));
  return new_deque_iterator(ts, *type, deque);
}

constexpr TypeSpec kDequeIteratorSpec = {
    .name = "_collections._deque_iterator",
    .id = ModuleType::kDequeIterator,
    .size = sizeof(DequeIterator),
    .flags = Type::kCollected,
    .methods = kMethods,
    .slots = {.iter = self_iter, .next = deque_iterator_next<Direction::kForward>, .new_ = new_from<kNew>},
    .traverse = Owned::traverse,
    .dealloc = Owned::dealloc,
};

constexpr TypeSpec kDequeReverseIteratorSpec = {
    .name = "_collections._deque_reverse_iterator",
    .id = ModuleType::kDequeReverseIterator,
    .size = sizeof(DequeReverseIterator),
    .flags = Type::kCollected,
    .methods = kMethods,
    .slots = {.iter = self_iter, .next = deque_iterator_next<Direction::kBackward>, .new_ = new_from<kReverseNew>},
    .traverse = Owned::traverse,
    .dealloc = Owned::dealloc,
};

}  // namespace pyemb
