// SPDX-License-Identifier: MIT
// _tracemalloc: what lib/tracemalloc.py asks about the blocks of the interpreter's heap.
#include "modules/native_modules.h"
#include "modules/tracemalloc/tracer.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

const MemoryTracer* find_tracer(ThreadState& ts) { return ts.interp.memory_tracer; }
bool is_tracing(ThreadState& ts) { return find_tracer(ts) != nullptr && find_tracer(ts)->tracing; }

Status start(ThreadState& ts, std::optional<int> frames) { return start_tracing(ts, frames.value_or(1)); }
Status stop(ThreadState& ts) {
  stop_tracing(ts);
  return {};
}
Status clear(ThreadState& ts) {
  if (is_tracing(ts)) clear_traces(ts, *ts.interp.memory_tracer);
  return {};
}
Status reset_peak(ThreadState& ts) {
  if (is_tracing(ts)) ts.interp.memory_tracer->peak = ts.interp.memory_tracer->traced;
  return {};
}

int64_t frame_limit(ThreadState& ts) { return find_tracer(ts) != nullptr ? int64_t{find_tracer(ts)->frame_limit} : 1; }
int64_t own_memory(ThreadState& ts) {
  const MemoryTracer* tracer = find_tracer(ts);
  return tracer == nullptr ? 0 : static_cast<int64_t>(sizeof *tracer + tracer->blocks.bytes() + tracer->places.bytes());
}
Result<Ref> traced_memory(ThreadState& ts) {
  const MemoryTracer* tracer = find_tracer(ts);
  const bool on = is_tracing(ts);
  return new_tuple_of(ts, Value::from_int(on ? static_cast<int64_t>(tracer->traced) : 0), Value::from_int(on ? static_cast<int64_t>(tracer->peak) : 0));
}

/// ((filename, line), ...)
Result<Ref> frames_of(ThreadState& ts, const TracedPlace& place) {
  Own<Tuple> frames = TRY(new_tuple(ts, place.count));
  for (uint32_t i = 0; i < place.count; ++i) {
    Own<Tuple> frame = TRY(new_tuple_of(ts, Value::from_object(place.frames[i].filename), Value::from_int(place.frames[i].line)));
    frames->items()[i] = Ref(std::move(frame)).release();
  }
  return frames;
}

/// (domain, size, frames, number of frames); `known` has the frames that were made already, by place.
Result<Ref> trace_of(ThreadState& ts, const TracedBlock& row, Dict& known) {
  Ref key = TRY(new_int_unsigned(ts, reinterpret_cast<uintptr_t>(row.place)));
  Ref frames = TRY(dict_find(ts, known, key));
  if (frames.is_absent()) {
    frames = TRY(frames_of(ts, *row.place));
    TRY(dict_set(ts, known, key, frames));
  }
  return new_tuple_of(ts, Value::from_int(row.domain), Value::from_int(static_cast<int64_t>(row.size)), frames, Value::from_int(row.place->total));
}

/// The tracer must be paused: else the list would grow with itself.
Result<Ref> list_traces(ThreadState& ts, const MemoryTracer& tracer) {
  Own<List> list = TRY(new_list(ts));
  Own<Dict> known = TRY(new_dict(ts));
  size_t position = 0;
  while (const TracedBlock* row = tracer.blocks.next(&position)) {
    Ref trace = TRY(trace_of(ts, *row, *known));
    TRY(list_append(ts, *list, std::move(trace)));
  }
  return list;
}

Result<Ref> get_traces(ThreadState& ts) {
  if (!is_tracing(ts)) return new_list(ts);
  MemoryTracer& tracer = *ts.interp.memory_tracer;
  tracer.paused = true;
  Result<Ref> list = list_traces(ts, tracer);
  tracer.paused = false;
  return list;
}

Result<Ref> object_traceback(ThreadState& ts, Value value) {
  if (!is_tracing(ts) || !value.is_heap()) return Ref::none();
  Object* object = value.as_object();
  const void* block = block_of(object, object->type->is_collected());
  const TracedBlock* row = find_tracer(ts)->blocks.find(block, 0);
  if (row == nullptr) return Ref::none();
  return frames_of(ts, *row->place);
}

constexpr NativeMethod kFunctions[] = {
    function<start>("start", "($module, nframe=1, /)", "Trace where memory is taken from now on, with at most nframe frames for each block."),
    function<stop>("stop", "($module, /)", "Trace no more, and forget the traces."),
    function<is_tracing>("is_tracing", "($module, /)", "Whether memory is traced."),
    function<clear>("clear_traces", "($module, /)", "Forget the traces of all blocks."),
    function<get_traces>("_get_traces", "($module, /)", "A list with a tuple for each block: domain, size, ((filename, line), ...), number of frames."),
    function<object_traceback>("_get_object_traceback", "($module, obj, /)", "Where an object was made: ((filename, line), ...), or None if that is not known."),
    function<frame_limit>("get_traceback_limit", "($module, /)", "How many frames are kept for a block."),
    function<own_memory>("get_tracemalloc_memory", "($module, /)", "How many bytes the traces themselves take."),
    function<traced_memory>("get_traced_memory", "($module, /)", "The bytes of all traced blocks: now, and the most that there were."),
    function<reset_peak>("reset_peak", "($module, /)", "Make the most that there were what there is now."),
};

}  // namespace

constexpr NativeModule kTracemallocModule = {
    .name = "_tracemalloc",
    .doc = "Where in Python each block of memory was taken.",
    .functions = kFunctions,
};

}  // namespace pyemb
