// SPDX-License-Identifier: MIT
#include "vm/frame_stack.h"

#include <new>

#include "objects/raise.h"
#include "state/memory.h"
#include "vm/generator_object.h"

namespace pyemb {
namespace {

FrameStack::Chunk* new_chunk(size_t size) {
  auto* chunk = static_cast<FrameStack::Chunk*>(memory_allocate(Domain::kMem, size));
  if (chunk != nullptr) *chunk = {nullptr, size};
  return chunk;
}

StackSpace whole(FrameStack::Chunk* chunk) {
  return {reinterpret_cast<Value*>(chunk + 1), reinterpret_cast<Frame*>(reinterpret_cast<char*>(chunk) + chunk->size)};
}

/// A chunk of at least `size` bytes on top of the stack. Null: out of memory.
FrameStack::Chunk* push_chunk(FrameStack& stack, size_t size) {
  FrameStack::Chunk* chunk = stack.spare;
  if (chunk != nullptr && chunk->size >= size) {
    stack.spare = nullptr;
  } else {
    chunk = new_chunk(size > FrameStack::kChunkSize ? size : FrameStack::kChunkSize);
    if (chunk == nullptr) return nullptr;
  }
  chunk->previous = stack.current;
  stack.current = chunk;
  return chunk;
}

bool fits(Value* bottom, size_t count, Frame* record) {
  return reinterpret_cast<uintptr_t>(bottom + count) <= reinterpret_cast<uintptr_t>(record - 1);
}

}  // namespace

bool new_frame_stack(ThreadState& ts) {
  void* memory = memory_allocate(Domain::kMem, sizeof(FrameStack));
  if (memory == nullptr) return false;
  auto* stack = new (memory) FrameStack;
  stack->current = new_chunk(FrameStack::kChunkSize);
  if (stack->current == nullptr) {
    memory_release(Domain::kMem, stack);
    return false;
  }
  ts.stack = stack;
  return true;
}

void release_frame_stack(ThreadState& ts) {
  if (ts.stack == nullptr) return;
  memory_release(Domain::kMem, ts.stack->spare);
  for (FrameStack::Chunk* chunk = ts.stack->current; chunk != nullptr;) {
    memory_release(Domain::kMem, std::exchange(chunk, chunk->previous));
  }
  memory_release(Domain::kMem, ts.stack);
  ts.stack = nullptr;
}

StackSpace stack_space(ThreadState& ts, const Frame* frame) {
  if (frame == nullptr) return whole(ts.stack->current);
  if (frame->has(Frame::kGenerator)) return generator_of(*frame).stack;
  return {frame->regs + frame->code->nregs, const_cast<Frame*>(frame)};
}

Frame* stack_reserve(ThreadState& ts, const Frame* frame, size_t count, Value** window) {
  StackSpace space = stack_space(ts, frame);
  uint16_t flags = 0;
  if (UNLIKELY(!fits(space.bottom, count, space.record))) {
    size_t size = sizeof(FrameStack::Chunk) + count * sizeof(Value) + 2 * sizeof(Frame);
    FrameStack::Chunk* chunk = push_chunk(*ts.stack, size);
    if (chunk == nullptr) {
      static_cast<void>(raise_no_memory(ts));
      return nullptr;
    }
    space = whole(chunk);
    flags = Frame::kOwnsChunk;
  }
  *window = space.bottom;
  Frame* record = space.record - 1;
  record->flags = flags;
  return record;
}

void stack_release_chunk(ThreadState& ts) {
  FrameStack& stack = *ts.stack;
  FrameStack::Chunk* chunk = stack.current;
  stack.current = chunk->previous;
  if (stack.spare == nullptr && chunk->size == FrameStack::kChunkSize) {
    stack.spare = chunk;
  } else {
    memory_release(Domain::kMem, chunk);
  }
}

void traverse_frames(ThreadState& ts, GcVisitor& visit) {
  for (const Frame* frame = ts.frame; frame != nullptr; frame = frame->previous) {
    visit(frame->code);
    visit(frame->globals);
    if (frame->has(Frame::kHasLocals)) visit(frame->locals);
    for (int i = -1; i < frame->first_temp; ++i) visit(frame->regs[i]);
  }
}

}  // namespace pyemb
