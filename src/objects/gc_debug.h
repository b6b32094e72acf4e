// SPDX-License-Identifier: MIT
#pragma once

// What gc.set_debug() asks of the collector: messages on the C stderr, and garbage that is kept in gc.garbage.

#include <time.h>

#include "objects/type.h"

namespace pyemb {

inline constexpr int kGcDebugStats = 1;
inline constexpr int kGcCollectable = 2;
inline constexpr int kGcUncollectable = 4;
inline constexpr int kGcSaveAll = 32;

[[nodiscard]] timespec gc_debug_begin(ThreadState& ts, int generation);
void gc_debug_end(ThreadState& ts, const timespec& begin, int64_t found);
void gc_debug_collectable(Object* object);
/// Appends the object to gc.garbage.
void gc_save(ThreadState& ts, Value object);

}  // namespace pyemb
