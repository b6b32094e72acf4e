// SPDX-License-Identifier: MIT
#include "config/module_type_ids.h"
#include "modules/itertools.h"

#include "modules/native_modules.h"

namespace pyemb {

namespace {

constexpr NativeMethod kFunctions[] = {
    function<itertools::tee>("tee", "(iterable, n=2, /)", "A tuple of n iterators that each give all items of one iterable."),
};

constexpr TypeId kTypes[] = {
    ModuleType::kAccumulate, ModuleType::kChain,    ModuleType::kCombinations, ModuleType::kCombinationsWithReplacement,
    ModuleType::kCompress,   ModuleType::kCount,    ModuleType::kCycle,        ModuleType::kDropWhile,
    ModuleType::kFilterFalse, ModuleType::kGroupBy, ModuleType::kGrouper,      ModuleType::kISlice,
    ModuleType::kPairwise,   ModuleType::kPermutations, ModuleType::kProduct,  ModuleType::kRepeat,
    ModuleType::kStarMap,    ModuleType::kTakeWhile, ModuleType::kTee,         ModuleType::kTeeData,
    ModuleType::kZipLongest,
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
