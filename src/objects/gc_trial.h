// SPDX-License-Identifier: MIT
#pragma once

// Trial deletion, and what happens to garbage: the parts that the collection of a generation and the one in steps are made of. Each of the two
// that run Python code says so; while they do, the objects are on no list that anybody finds.

#include "objects/gc_lists.h"

namespace pyemb {

/// Splits `list`, any set of objects, into what is referred to from outside of it, or reached from there, which stays, and what only refers to itself,
/// which moves to `garbage` and gets kMark. The bits of all members are 0 afterwards.
void gc_find_garbage(GcHead& list, GcHead& garbage);
void gc_unmark(GcHead& list);

/// Kills the weak references to garbage that has kMark, and calls their callbacks. Runs Python code.
void gc_kill_weakrefs(ThreadState& ts, GcHead& garbage);
/// Whether the finalizer of a member has still to be called.
bool gc_has_finalizers(const GcHead& garbage);
/// Calls the finalizers of all members. Runs Python code.
void gc_run_finalizers(ThreadState& ts, GcHead& garbage);
/// Breaks up one object of a list of garbage; what lives on nevertheless moves to `survivors`, with these bits. Runs Python code.
void gc_clear_object(ThreadState& ts, GcHead* head, GcHead& survivors, uintptr_t bits = 0);

}  // namespace pyemb
