// SPDX-License-Identifier: MIT
// The frozen standard library as data: the index that the freeze tool wrote, and its blob, which frozen_blob.S brings in.
#include "modules/imp/frozen.h"

extern "C" const unsigned char pyemb_frozen_blob[];

namespace pyemb {
namespace {

constexpr FrozenModule kRows[] = {
#include "frozen_index.inc"
};

}  // namespace

constexpr FrozenLibrary kFrozenLibrary = {kRows, pyemb_frozen_blob};

}  // namespace pyemb
