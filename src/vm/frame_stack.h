// SPDX-License-Identifier: MIT
#pragma once

// FrameStack: where the windows and records of a thread's frames live. A chunk is one block of the mem domain; windows of
// registers grow up from its start, frame records grow down from its end:
//
//     +-- Chunk --+-----------+-----------+--     --+---------+---------+
//     | previous  | window 0  | window 1  | ...     | frame 1 | frame 0 |
//     +-----------+-----------+-----------+--     --+---------+---------+
//
// So one compare of the two ends tells whether a call fits, and the record of a callee stands right before its
// caller's. A window may start inside its caller's: at the row of outgoing arguments. When a call does not fit, the row moves
// to a new chunk, which the callee's frame owns (kOwnsChunk) and gives back when it is popped; one spare is kept.
//
// Words that belong to no live window are garbage: a window is cleared when its frame is pushed.
//
// The frame of a generator lives in the generator, before its registers. The compare above therefore fails for each call that
// it makes, and the row moves to the thread's stack, above the window of whoever resumed the generator.

#include <cstddef>

#include "vm/frame.h"

namespace pyemb {

/// The free part of a thread's stack: from `bottom` up to `record`, the end of the space for records.
struct StackSpace {
  Value* bottom;
  Frame* record;   ///< the next record is record - 1
};

struct FrameStack {
  struct Chunk {
    Chunk* previous;
    size_t size;
  };
  static constexpr size_t kChunkSize = 256 * 1024;

  Chunk* current = nullptr;
  Chunk* spare = nullptr;
};

/// Makes the thread's stack with its first chunk. False: out of memory.
[[nodiscard]] bool new_frame_stack(ThreadState& ts);
void release_frame_stack(ThreadState& ts);

/// The space above `frame` (null: the whole first chunk).
StackSpace stack_space(ThreadState& ts, const Frame* frame);

/// Room above `frame` for a window of `count` words (the function's place included) and a record; a new chunk if need be.
/// Returns the place of the record, whose flags are 0 or kOwnsChunk, and sets *window to the first of the words. Null: raised MemoryError.
[[nodiscard]] Frame* stack_reserve(ThreadState& ts, const Frame* frame, size_t count, Value** window);

/// Shows what the frames of a thread refer to, for the collector: functions, locals, namespaces. Temporaries are left out.
void traverse_frames(ThreadState& ts, GcVisitor& visit);

/// Gives the chunk of a frame with kOwnsChunk back.
void stack_release_chunk(ThreadState& ts);

}  // namespace pyemb
