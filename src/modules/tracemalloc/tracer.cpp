// SPDX-License-Identifier: MIT
#include "modules/tracemalloc/tracer.h"

#include <algorithm>
#include <new>

#include "objects/raise.h"
#include "objects/str.h"
#include "state/memory.h"
#include "vm/frame.h"

namespace pyemb {
namespace {

/// A frame that has not come to its first statement: what it takes is taken by the call.
bool is_entering(const Frame& frame) {
  switch (op_info(frame.pc->op).base) {
    case Op::kMAKE_CELL:
    case Op::kCOPY_FREE_VARS: return true;
    default: return false;
  }
}

uint64_t hash_place(const TracedPlace& place) {
  uint64_t hash = place.total;
  for (uint32_t i = 0; i < place.count; ++i) {
    const TracedFrame& frame = place.frames[i];
    hash = (hash ^ reinterpret_cast<uintptr_t>(frame.filename)) * 0x9e3779b97f4a7c15u;
    hash = (hash ^ static_cast<uint32_t>(frame.line)) * 0x9e3779b97f4a7c15u;
    hash ^= hash >> 32;
  }
  return hash;
}

/// Where the thread that holds the lock is now; in the tracer's scratch.
void find_place(MemoryTracer& tracer) {
  TracedPlace& place = *tracer.scratch;
  place.count = place.total = 0;
  const ThreadState* ts = tracer.interp.current;
  const Frame* frame = ts != nullptr ? current_frame(*ts) : nullptr;
  if (frame != nullptr && is_entering(*frame)) frame = seen_frame(frame->previous);
  for (; frame != nullptr && place.total < MemoryTracer::kMostFrames; frame = seen_frame(frame->previous)) {
    if (place.count < tracer.frame_limit) place.frames[place.count++] = {frame->code->filename, std::max(frame_line(*frame), 0)};
    ++place.total;
  }
  if (place.total == 0) {
    place.frames[0] = {tracer.unknown, 0};
    place.count = place.total = 1;
  }
  place.hash = hash_place(place);
}

constexpr uint32_t kHeapDomain = 0;

void forget(HeapTracer& base, void* block) { untrace_block(static_cast<MemoryTracer&>(base), kHeapDomain, block); }
void remember(HeapTracer& base, void* block, size_t size) { static_cast<void>(trace_block(static_cast<MemoryTracer&>(base), kHeapDomain, block, size)); }

}  // namespace

void untrace_block(MemoryTracer& tracer, uint32_t domain, const void* block) {
  TracedBlock* row = tracer.blocks.find(block, domain);
  if (row == nullptr) return;
  tracer.traced -= row->size;
  tracer.blocks.remove(row);
}

bool trace_block(MemoryTracer& tracer, uint32_t domain, const void* block, size_t size) {
  const TracedPlace* place = nullptr;
  if (!tracer.paused) {
    find_place(tracer);
    place = tracer.places.intern(*tracer.scratch);
  }
  TracedBlock* row = place != nullptr ? tracer.blocks.insert(block, domain) : nullptr;
  if (row == nullptr) {
    untrace_block(tracer, domain, block);
    return tracer.paused;
  }
  tracer.traced += size - row->size;
  tracer.peak = std::max(tracer.peak, tracer.traced);
  row->size = size;
  row->place = place;
  return true;
}

MemoryTracer::MemoryTracer(Interpreter& owner) : HeapTracer{remember, forget}, interp(owner) {}

MemoryTracer* memory_tracer_of(Interpreter& interp) {
  if (interp.memory_tracer == nullptr) {
    void* memory = memory_allocate(Domain::kRaw, sizeof(MemoryTracer));
    if (memory != nullptr) interp.memory_tracer = new (memory) MemoryTracer(interp);
  }
  return interp.memory_tracer;
}

Status start_tracing(ThreadState& ts, int64_t frame_limit) {
  if (frame_limit < 1 || frame_limit > MemoryTracer::kMostFrames) {
    return raise(ts, Exc::kValueError, "the number of frames must be in range [1; %u]", MemoryTracer::kMostFrames);
  }
  MemoryTracer* tracer = memory_tracer_of(ts.interp);
  if (tracer == nullptr) return raise_no_memory(ts);
  if (tracer->tracing) return {};
  Own<Str> unknown = TRY(intern(ts, "<unknown>"));
  tracer->scratch = static_cast<TracedPlace*>(memory_allocate(Domain::kRaw, TracedPlace::bytes_for(static_cast<uint32_t>(frame_limit))));
  if (tracer->scratch == nullptr) return raise_no_memory(ts);
  tracer->unknown = unknown.release();
  tracer->frame_limit = static_cast<uint32_t>(frame_limit);
  tracer->tracing = true;
  ts.interp.heap.set_tracer(tracer);
  return {};
}

void clear_traces(ThreadState&, MemoryTracer& tracer) {
  tracer.blocks.clear();
  tracer.traced = tracer.peak = 0;
  for (TracedPlace* place = tracer.places.take_all(); place != nullptr;) {
    for (uint32_t i = 0; i < place->count; ++i) decref(place->frames[i].filename);
    auto* next = reinterpret_cast<TracedPlace*>(place->hash);
    memory_release(Domain::kRaw, std::exchange(place, next));
  }
}

void stop_tracing(ThreadState& ts) {
  MemoryTracer* tracer = ts.interp.memory_tracer;
  if (tracer == nullptr || !tracer->tracing) return;
  ts.interp.heap.set_tracer(nullptr);
  tracer->tracing = false;
  clear_traces(ts, *tracer);
  memory_release(Domain::kRaw, std::exchange(tracer->scratch, nullptr));
  decref(std::exchange(tracer->unknown, nullptr));
}

void release_memory_tracer(ThreadState& ts) {
  stop_tracing(ts);
  MemoryTracer* tracer = std::exchange(ts.interp.memory_tracer, nullptr);
  if (tracer == nullptr) return;
  tracer->~MemoryTracer();
  memory_release(Domain::kRaw, tracer);
}

}  // namespace pyemb
