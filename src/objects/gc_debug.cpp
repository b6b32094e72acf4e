// SPDX-License-Identifier: MIT
#include "objects/gc_debug.h"

#include <cstdio>

#include "objects/gc_lists.h"
#include "objects/list.h"

namespace pyemb {
timespec gc_debug_begin(ThreadState& ts, int generation) {
  timespec now = {};
  GcState& gc = ts.interp.gc;
  if ((gc.debug_flags & kGcDebugStats) == 0) return now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  std::fprintf(stderr, "gc: collecting generation %d...\n", generation);
  std::fprintf(stderr, "gc: objects in each generation:");
  for (const GcHead& list : gc.generations) std::fprintf(stderr, " %lld", static_cast<long long>(gc_size(list)));
  std::fprintf(stderr, "\ngc: objects in permanent generation: %lld\n", static_cast<long long>(gc_size(gc.frozen)));
  return now;
}

void gc_debug_end(ThreadState& ts, const timespec& begin, int64_t found) {
  if ((ts.interp.gc.debug_flags & kGcDebugStats) == 0) return;
  timespec now;
  clock_gettime(CLOCK_MONOTONIC, &now);
  double elapsed = static_cast<double>(now.tv_sec - begin.tv_sec) + static_cast<double>(now.tv_nsec - begin.tv_nsec) * 1e-9;
  std::fprintf(stderr, "gc: done, %lld unreachable, 0 uncollectable, %.4fs elapsed\n", static_cast<long long>(found), elapsed);
}

void gc_debug_collectable(Object* object) {
  std::fprintf(stderr, "gc: collectable <%s %p>\n", type_name(*object->type), static_cast<void*>(object));
}

void gc_save(ThreadState& ts, Value object) {
  Value garbage = ts.interp.gc.garbage;
  if (garbage.is_null()) return;
  if (list_append(ts, as<List>(garbage), Ref::copy(object)).raised()) ts.clear_pending();
}

}  // namespace pyemb
