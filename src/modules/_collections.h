// SPDX-License-Identifier: MIT
#pragma once

// What the sources of _collections share: the layouts of deque and OrderedDict.

#include "config/module_type_ids.h"
#include "objects/dict.h"
#include "objects/iterators.h"
#include "objects/native.h"
#include "objects/owned_fields.h"
#include "modules/module_type_specs.h"

namespace pyemb {

/// deque: a ring. The item at i stands at places[(head + i) & (capacity - 1)]; capacity is a power of two, or 0.
struct Deque : Object {
  static constexpr TypeId kId = ModuleType::kDeque;
  static constexpr int64_t kUnbounded = -1;

  Value* places;
  int64_t capacity;
  int64_t head;
  int64_t size;
  int64_t most;      ///< maxlen, or kUnbounded
  uint64_t changes;  ///< counts every change of the size or the order

  Value& at(int64_t i) { return places[(head + i) & (capacity - 1)]; }
  Value at(int64_t i) const { return places[(head + i) & (capacity - 1)]; }
};

/// Walks a deque forwards or backwards.
struct DequeIterator : Object {
  static constexpr TypeId kId = ModuleType::kDequeIterator;
  Deque* deque;      ///< owned
  int64_t position;  ///< how many items have been given
  int64_t remaining;
  uint64_t changes;  ///< of the deque, when the iterator was made
};
struct DequeReverseIterator : DequeIterator {
  static constexpr TypeId kId = ModuleType::kDequeReverseIterator;
};

[[nodiscard]] Result<Ref> deque_iter(ThreadState& ts, Value deque);
[[nodiscard]] Result<Ref> deque_reverse_iter(ThreadState& ts, Deque& deque);

/// OrderedDict: a dict, whose order is its own already; `changes` tells iterators of every change of the keys or their order.
struct OrderedDict : Dict {
  static constexpr TypeId kId = ModuleType::kOrderedDict;
  Value attributes;  ///< owned: __dict__, null until asked for
};

enum class Direction : uint8_t { kForward, kBackward };
enum class Shown : uint8_t { kKeys, kValues, kItems };

[[nodiscard]] Result<Ref> ordered_dict_iter(ThreadState& ts, OrderedDict& dict, Shown shown, Direction direction);
[[nodiscard]] Result<Ref> ordered_dict_view(ThreadState& ts, OrderedDict& dict, TypeId view);

}  // namespace pyemb
