// SPDX-License-Identifier: MIT
#include "modules/itertools.h"

#include "modules/native_modules.h"

namespace pyemb {

namespace {

constexpr NativeMethod kFunctions[] = {
    function<itertools::tee>("tee", "(iterable, n=2, /)", "A tuple of n iterators that each give all items of one iterable."),
};

constexpr TypeId kTypes[] = {
    TypeId::kAccumulate, TypeId::kChain,    TypeId::kCombinations, TypeId::kCombinationsWithReplacement,
    TypeId::kCompress,   TypeId::kCount,    TypeId::kCycle,        TypeId::kDropWhile,
    TypeId::kFilterFalse, TypeId::kGroupBy, TypeId::kGrouper,      TypeId::kISlice,
    TypeId::kPairwise,   TypeId::kPermutations, TypeId::kProduct,  TypeId::kRepeat,
    TypeId::kStarMap,    TypeId::kTakeWhile, TypeId::kTee,         TypeId::kTeeData,
    TypeId::kZipLongest,
};

}  // namespace

constexpr NativeModule kItertoolsModule = {
    .name = "itertools",
    .doc = "Building blocks for iterators.\n\n"
           "Endless: count, cycle, repeat. Of one or more iterables: accumulate, chain, compress, dropwhile, filterfalse, groupby,\n"
           "islice, pairwise, starmap, takewhile, tee, zip_longest. Choices: product, permutations, combinations,\n"
           "combinations_with_replacement.",
    .functions = kFunctions,
    .types = kTypes,
};

}  // namespace pyemb
