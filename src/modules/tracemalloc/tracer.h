// SPDX-License-Identifier: MIT
#pragma once

// MemoryTracer: remembers for each block of an interpreter's heap where in Python it was taken.
//
// Two hash tables: the blocks, and the places (tracebacks) that they share. Both take their memory from Domain::kRaw, since the heap is
// what is watched. A place keeps the names of its files alive, and stays until the traces are cleared. Where there is no memory for a
// trace, the block goes unseen.

#include <cstddef>
#include <cstdint>

#include "objects/type.h"
#include "state/heap.h"

namespace pyemb {

struct Str;

struct TracedFrame {
  Str* filename;  ///< owned
  int32_t line;   ///< 0: unknown
};

/// Where blocks were taken: frames, the most recent first.
struct TracedPlace {
  uint64_t hash;
  uint32_t count;  ///< frames that are kept
  uint32_t total;  ///< frames that there were, at most MemoryTracer::kMostFrames
  TracedFrame frames[1];

  static size_t bytes_for(uint32_t count) { return offsetof(TracedPlace, frames) + count * sizeof(TracedFrame); }
};

struct TracedBlock {
  const void* block;  ///< null: an empty slot of the table
  size_t size;
  const TracedPlace* place;
  uint32_t domain;    ///< 0: the interpreter's heap; else the number that C code gave its own memory
};

/// Open addressing, linear; a block that goes pulls those behind it forward.
class BlockTable {
 public:
  ~BlockTable() { clear(); }
  /// The row of a block, or null.
  TracedBlock* find(const void* block, uint32_t domain) const;
  /// An empty row to fill, or the row that the block has already; null: no memory.
  TracedBlock* insert(const void* block, uint32_t domain);
  void remove(TracedBlock* row);
  void clear();

  size_t count() const { return count_; }
  size_t bytes() const { return capacity_ * sizeof(TracedBlock); }
  /// Walks the rows: *position starts at 0; null at the end.
  const TracedBlock* next(size_t* position) const;

 private:
  size_t home(const void* block) const;
  bool grow();

  TracedBlock* rows_ = nullptr;
  size_t capacity_ = 0;  ///< a power of two, or 0
  size_t count_ = 0;
};

/// The set of places.
class PlaceTable {
 public:
  /// The place equal to `wanted`, made if need be (then it owns the names); null: no memory.
  const TracedPlace* intern(const TracedPlace& wanted);
  /// Moves all places out of the table into a list linked through `hash`. The caller drops what they own.
  TracedPlace* take_all();

  size_t bytes() const { return capacity_ * sizeof(TracedPlace*) + place_bytes_; }

 private:
  bool grow();

  TracedPlace** places_ = nullptr;
  size_t capacity_ = 0;
  size_t count_ = 0;
  size_t place_bytes_ = 0;
};

struct MemoryTracer : HeapTracer {
  static constexpr uint32_t kMostFrames = 65535;

  explicit MemoryTracer(Interpreter& owner);

  Interpreter& interp;
  uint32_t frame_limit = 1;
  bool tracing = false;
  bool paused = false;            ///< blocks are given back, but none is added
  size_t traced = 0;              ///< bytes of all rows
  size_t peak = 0;
  Str* unknown = nullptr;         ///< "<unknown>": the file where no Python code runs; owned
  TracedPlace* scratch = nullptr; ///< room for frame_limit frames
  BlockTable blocks;
  PlaceTable places;
};

/// The interpreter's tracer, made on first use. Null: no memory.
MemoryTracer* memory_tracer_of(Interpreter& interp);
/// ValueError for a limit out of range; nothing happens if memory is traced already.
[[nodiscard]] Status start_tracing(ThreadState& ts, int64_t frame_limit);
void stop_tracing(ThreadState& ts);
void clear_traces(ThreadState& ts, MemoryTracer& tracer);
/// A block of C code's own was taken, or has another size. False: no memory for the trace; what there was is forgotten.
[[nodiscard]] bool trace_block(MemoryTracer& tracer, uint32_t domain, const void* block, size_t size);
void untrace_block(MemoryTracer& tracer, uint32_t domain, const void* block);
/// When the interpreter ends.
void release_memory_tracer(ThreadState& ts);

}  // namespace pyemb
