// SPDX-License-Identifier: MIT
#pragma once

// What keys(), values() and items() give, and the iterators of dicts and of those views. A view shows its dict as it is at
// the time; an iterator notices when the number of keys changes.

#include "objects/dict.h"
#include "objects/tuple.h"

namespace pyemb {

/// dict_keys, dict_values and dict_items have one layout.
struct DictView : Object {
  Dict* dict;  ///< owned
};
struct DictKeys : DictView {
  static constexpr TypeId kId = TypeId::kDictKeys;
};
struct DictValues : DictView {
  static constexpr TypeId kId = TypeId::kDictValues;
};
struct DictItems : DictView {
  static constexpr TypeId kId = TypeId::kDictItems;
};

/// All six iterators have one layout.
struct DictIterator : Object {
  Dict* dict;             ///< owned; null at the end
  int64_t expected_size;  ///< of the dict; -1 once it has changed
  int64_t position;       ///< of the next entry to look at
  int64_t remaining;      ///< items still to come
  Tuple* pair;            ///< owned; the last pair given out by an items iterator, used again if nobody kept it
};

[[nodiscard]] Result<Ref> new_dict_view(ThreadState& ts, Dict& dict, TypeId view);
/// One of the six iterator types.
[[nodiscard]] Result<Ref> new_dict_iterator(ThreadState& ts, Dict& dict, TypeId iterator);
/// iter(dict)
[[nodiscard]] Result<Ref> dict_iter(ThreadState& ts, Value dict);
/// Whether `value` is a dict_keys or dict_items, or derives from one: a view that is like a set.
inline bool is_set_view(Value value) { return is<DictKeys>(value) || is<DictItems>(value); }

/// Ends the iterator, or raises RuntimeError because the dict's size has changed.
[[nodiscard]] NOINLINE Result<DictEntry> dict_iterator_stop(ThreadState& ts, DictIterator& it);
/// There is an entry more than there were when the iterator was made, though the size is the same.
[[nodiscard]] COLD Raised dict_iterator_surplus(ThreadState& ts, DictIterator& it);

/// For the eval loop: the next entry of a forward iterator, borrowed; a null key at the end.
ALWAYS_INLINE Result<DictEntry> dict_iterator_next(ThreadState& ts, DictIterator& it) {
  if (LIKELY(it.dict != nullptr && it.dict->size == it.expected_size)) {
    for (const Dict& dict = *it.dict; it.position < dict.used;) {
      const DictEntry& entry = dict.entries[it.position++];
      if (UNLIKELY(entry.key.is_null())) continue;
      if (UNLIKELY(it.remaining == 0)) return dict_iterator_surplus(ts, it);
      --it.remaining;
      return entry;
    }
  }
  return dict_iterator_stop(ts, it);
}

}  // namespace pyemb
