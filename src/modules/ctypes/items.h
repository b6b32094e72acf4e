// SPDX-License-Identifier: MIT
#pragma once

// Items of arrays and of what pointers point to.

#include "modules/ctypes/ctypes.h"
#include "objects/slice.h"

namespace pyemb::ctypes {

struct ItemPlace {
  Type* type;     ///< of the items, borrowed from the class
  int64_t size;   ///< of one
  char* memory;

  /// Where the item stands that is so many behind this one.
  char* at(int64_t index) const { return moved(memory, static_cast<int64_t>(static_cast<uint64_t>(index) * static_cast<uint64_t>(size))); }
};

/// The items of a slice: bytes or a str of characters, else a list. `first` is the place of item 0.
[[nodiscard]] Result<Ref> load_items(ThreadState& ts, CData& data, const ItemPlace& first, const SliceRange& range);

}  // namespace pyemb::ctypes
