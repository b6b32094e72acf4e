// SPDX-License-Identifier: MIT
#pragma once

// A full collection in steps, each of which keeps to a budget of time. A cycle, from its first step to its last, examines every object that there was
// when it began:
//
//     roots, marking    What is reached from modules, types, frames and the rest of what the interpreter knows gets the cycle's colour. There is no
//                       write barrier: coloured means "was alive at some time in this cycle". What dies later is left to the next cycle.
//     examining         The others (garbage, what is new, what marking has missed) are taken in groups: some objects and all uncoloured ones that they
//                       reach. A group is examined by trial deletion in one go, which is right for any set of objects: whatever is referred to from
//                       outside the group lives. As nobody can reach garbage, what follows may again take its time: finalizers, a second trial, and
//                       breaking up one object after the other.
//     estimates         A group too large for the budget may be something that lives but was not reached, since only native code holds it. So the
//                       references inside it are counted first, step by step (gc_counts.h): who has more than those, and what he reaches, survives.
//     another round     When a round has found garbage, those that lived in it are looked at once more, the other way round: it may have been the
//                       garbage that referred to them.
//
// So the longest part that cannot be cut is the trial of a large group of garbage, one from which everything is reached.
//
// The lists below take the place of the oldest generation; younger generations are collected between the steps as always. A colour is bits of
// GcHead::previous (gc_lists.h), and the next cycle uses the other one, so that nothing has to be wiped off.

#include <cstdint>

#include "objects/gc_counts.h"
#include "state/interpreter.h"
#include "state/result.h"

namespace pyemb {

struct GcCycle {
  enum Phase : uint8_t { kIdle, kRoots, kMarking, kLastRoots, kLastMarking, kExamining, kAgain };
  /// What is done with a large group before its trial.
  enum Estimate : uint8_t { kNotYet, kEntering, kCounting, kSorting, kSpreading, kGathering, kEstimated };
  enum List : uint8_t {
    kWhite,      ///< not reached so far
    kGray,       ///< coloured; what they refer to has still to be
    kLarge,      ///< the same, one part after the other
    kBlack,      ///< coloured, done with
    kReaching,   ///< members of the group that is being made; what they refer to is not in it yet
    kGroup,      ///< members of the group
    kEntered,    ///< members of a large group that is counted: in the table
    kCounted,    ///< what they refer to is counted, too
    kSuspects,   ///< all references to them seem to come from the group
    kSurvivors,  ///< of groups of this round; coloured
    kFrozen,     ///< of gc.freeze(): roots that have not been looked at
    kVisible,    ///< the number of the lists above, which gc.get_objects() sees
    kFinalizing = kVisible,  ///< garbage: the finalizer has still to be called
    kFinalized,              ///< it was
    kDoomed,                 ///< has no finalizers, and breaks up
    kLists,
  };

  GcHead lists[kLists];            ///< made when a cycle begins
  Phase phase;
  uintptr_t colour;
  uint32_t next_type;              ///< of the roots
  int rounds;
  int64_t kept;                    ///< members that turned black or survived
  int64_t found;                   ///< garbage of the cycle
  int64_t found_before;            ///< what of it earlier rounds had found
  int64_t group_size;              ///< objects of the group
  int64_t group_work;              ///< the same and their references
  Estimate estimate;
  GcCounts counts;                 ///< while there is an estimate
  const GcHead* part_of;           ///< the member of kLarge that is begun
  int64_t part;                    ///< how many of its values have been visited
  double trial_ns;                 ///< what one object or reference of a group took; 0: not measured yet
  int64_t cycles;                  ///< that were completed
  int64_t steps;
  int64_t longest_step_ns;
  int64_t longest_trial_ns;        ///< the longest part that was not cut

  bool is_empty(List list) const { return gc_is_empty(lists[list]); }
};

/// Makes the interpreter's, which is zeroed until its first step; false: out of memory.
[[nodiscard]] bool new_gc_cycle(Interpreter& interp);
inline GcCycle* gc_cycle(const Interpreter& interp) { return interp.gc.cycle; }
inline bool gc_cycle_is_open(const Interpreter& interp) { return interp.gc.cycle != nullptr && interp.gc.cycle->phase != GcCycle::kIdle; }

/// Collects for about so many microseconds. True: a cycle was completed, and the next call begins another one. Raises ValueError for a negative budget.
[[nodiscard]] Result<bool> gc_step(ThreadState& ts, int64_t budget_microseconds);

/// Ends a cycle that is under way, without its result: all its objects are in the oldest generation again, without bits. Runs Python code where garbage
/// was found that is not broken up yet.
void gc_abandon_cycle(ThreadState& ts);

/// The calls of gc.callbacks.
void gc_call_callbacks(ThreadState& ts, const char* phase, int generation, int64_t collected);

}  // namespace pyemb
