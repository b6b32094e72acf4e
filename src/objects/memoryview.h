// SPDX-License-Identifier: MIT
#pragma once

// memoryview: a view of another object's memory. The view that was made from the object (the root) holds the buffer; slices and
// casts refer to the root. The buffer goes back when the last of them is released or dies.

#include "objects/buffer.h"
#include "objects/item_format.h"

namespace pyemb {

struct MemoryView : Object {
  static constexpr TypeId kId = TypeId::kMemoryView;

  BufferView lent;      ///< what the object lent; only of a root
  Value root;           ///< owned; null: this view is a root itself
  int32_t views;        ///< of a root: unreleased views of this buffer, itself included
  int32_t exports;      ///< buffers that this view has lent itself
  bool released;
  bool read_only;
  bool hashed;          ///< `hash` is known, and stays so when the view is released
  const char* format;   ///< "B", "@i", "<i", "T{<i:x:}": what the lender says, while it lends, or `short_format`
  char short_format[4];
  bool readable_format; ///< whether items can be loaded and stored
  char* data;
  int64_t size;         ///< bytes, item_size * product of the shape
  int64_t item_size;
  int64_t hash;
  int dimensions;
  int64_t* shape;       ///< buffer of 2 * dimensions: the shape, then the strides; null when dimensions is 0
  int64_t* strides() { return shape + dimensions; }
  const ItemFormat* item;  ///< null unless readable_format
  void* shown;             ///< what the C ABI shows of it, kShownBufferSize bytes; null: nothing yet
};

/// memoryview(object)
[[nodiscard]] Result<Own<MemoryView>> new_memory_view(ThreadState& ts, Value object);
/// One of the bytes of an object that lends contiguous memory, whatever its items and in whatever order. BufferError for other memory.
[[nodiscard]] Result<Own<MemoryView>> new_raw_memory_view(ThreadState& ts, Value object);
/// One of memory that nobody lends and nobody wants back: `memory.object` is null. Shape and strides are copied.
[[nodiscard]] Result<Own<MemoryView>> new_memory_view_of(ThreadState& ts, const BufferView& memory);

}  // namespace pyemb
