// SPDX-License-Identifier: MIT
#pragma once

// itertools: what its sources share. Each iterator is a small struct beside its next function:
//
//     itertools_select.cpp    compress, dropwhile, takewhile, filterfalse, islice
//     itertools_endless.cpp   count, cycle, repeat
//     itertools_chain.cpp     chain, starmap, pairwise, zip_longest, accumulate
//     itertools_combine.cpp   product, permutations, combinations, combinations_with_replacement
//     itertools_group.cpp     groupby
//     itertools_tee.cpp       tee

#include "objects/iterators.h"
#include "objects/native.h"
#include "objects/owned_fields.h"
#include "modules/module_type_specs.h"

namespace pyemb::itertools {

constexpr uint32_t kIteratorFlags = Type::kCollected | Type::kSubclassable;
constexpr const char* kReduceDoc = "The type, its arguments and the state, for pickling.";
constexpr const char* kSetStateDoc = "Brings the iterator to a state that __reduce__ has told.";

/// What __reduce__ answers: (type, args) or (type, args, state).
[[nodiscard]] inline Result<Ref> reduced(ThreadState& ts, const Object& self, Value args, Value state = Value::null()) {
  if (state.is_null()) return new_tuple_of(ts, Value::from_object(self.type), args);
  return new_tuple_of(ts, Value::from_object(self.type), args, state);
}

/// itertools.tee(iterable, n)
[[nodiscard]] Result<Ref> tee(ThreadState& ts, Value iterable, std::optional<int64_t> count);

}  // namespace pyemb::itertools
