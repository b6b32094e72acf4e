// SPDX-License-Identifier: MIT
#include "objects/gc_cycle.h"

#include <algorithm>

#include <time.h>

#include "objects/destroy.h"
#include "objects/gc_debug.h"
#include "objects/gc_roots.h"
#include "objects/gc_trial.h"
#include "objects/raise.h"

namespace pyemb {
namespace {

constexpr int64_t kClockInterval = 128;   ///< objects and references between two looks at the clock
constexpr int64_t kPart = 1024;           ///< values of a large object that are visited at a time
constexpr int64_t kMostBudget = 1'000'000'000'000;  ///< microseconds
constexpr uint32_t kTypesAtOnce = 8;
constexpr int kMostRounds = 16;
constexpr int64_t kLeastGroup = 64;
constexpr int kGrowth = 3;                ///< each round has groups larger by so many bits, so that few rounds find all garbage
constexpr int kMostGrowth = 24;
constexpr int64_t kClearedAtOnce = 8;
constexpr int64_t kLargeGroup = 4;        ///< so many times what fits into a step
constexpr int64_t kGuessedWork = 4;       ///< of an object of a group that was estimated
constexpr double kFirstGuess = 20;        ///< nanoseconds

int64_t now() {
  timespec time;
  clock_gettime(CLOCK_MONOTONIC, &time);
  return int64_t{time.tv_sec} * 1'000'000'000 + time.tv_nsec;
}

/// Brings what is not coloured yet to the front of a list, coloured.
struct Colour : GcVisitor {
  uintptr_t colour;
  GcHead* into;
  int64_t seen = 0;
  static void see(GcVisitor& visitor, Object* object) {
    auto& self = static_cast<Colour&>(visitor);
    ++self.seen;
    if (!has_gc_head(object) || !gc_is_tracked(object)) return;
    GcHead* head = gc_head(object);
    uintptr_t place = head->previous & kGcPlace;
    if (place == self.colour || place == kGcFrozen) return;
    gc_unlink(head);
    gc_prepend(*self.into, head, self.colour);
  }
  Colour(GcCycle& cycle, GcCycle::List list) : GcVisitor{see}, colour(cycle.colour), into(&cycle.lists[list]) {}
};

/// Counts the references to members of the group.
struct Count : GcVisitor {
  GcCounts& counts;
  int64_t seen = 0;
  static void see(GcVisitor& visitor, Object* object) {
    auto& self = static_cast<Count&>(visitor);
    ++self.seen;
    if (!has_gc_head(object)) return;
    if (GcCounts::Entry* entry = self.counts.find(gc_head(object))) ++entry->count;
  }
  explicit Count(GcCounts& table) : GcVisitor{see}, counts(table) {}
};

/// One step: the cycle, and what is left of the time.
class Step {
 public:
  Step(ThreadState& ts, int64_t budget_ns) : ts_(ts), gc_(ts.interp.gc), cycle_(*gc_cycle(ts.interp)), begin_(now()), budget_(budget_ns) {}

  /// Works until the time is up (false) or the cycle is complete (true).
  bool run();
  int64_t elapsed() const { return now() - begin_; }

 private:
  using C = GcCycle;
  GcHead& list(C::List number) { return cycle_.lists[number]; }
  GcHead* take(C::List number) {
    GcHead* head = list(number).next;
    gc_unlink(head);
    return head;
  }
  /// Counts work; true now and then, when the time is up.
  bool is_spent(int64_t work) {
    has_worked_ = true;
    work_ += work;
    if (work_ < kClockInterval) return false;
    work_ = 0;
    return elapsed() >= budget_;
  }

  void begin_cycle();
  bool visit_first_roots();
  void visit_last_roots();
  bool mark(C::List done);
  bool mark_large(Colour& colour, C::List done);
  bool examine();
  bool reach();
  bool estimate();
  bool enter_members();
  bool count_members();
  bool sort_members();
  bool gather_suspects();
  int64_t most_work() const;
  bool try_group();
  void split_group();
  bool finalize();
  void try_finalized();
  bool clear();
  bool end_round();
  bool whiten();
  void doom(GcHead& dead);
  void survive(GcHead& alive);
  void end_cycle();

  ThreadState& ts_;
  GcState& gc_;
  GcCycle& cycle_;
  int64_t begin_;
  int64_t budget_;
  int64_t work_ = 0;
  bool has_worked_ = false;
};

void Step::begin_cycle() {
  for (GcHead& list : cycle_.lists) gc_init_list(list);
  for (GcHead& generation : gc_.generations) gc_merge(generation, list(C::kWhite));
  for (int64_t& count : gc_.counts) count = 0;
  gc_merge(gc_.frozen, list(C::kFrozen));
  cycle_.colour = cycle_.colour == kGcFirstColour ? kGcSecondColour : kGcFirstColour;
  if (cycle_.trial_ns == 0) cycle_.trial_ns = kFirstGuess;
  cycle_.next_type = 0;
  cycle_.rounds = 0;
  cycle_.kept = cycle_.found = cycle_.found_before = 0;
  cycle_.group_size = cycle_.group_work = 0;
  cycle_.estimate = C::kNotYet;
  cycle_.phase = C::kRoots;
}

// -- marking: answers true when it is through --------------------------------------------------------------------------------------------

bool Step::visit_first_roots() {
  Colour gray(cycle_, C::kGray);
  if (cycle_.next_type == 0) gc_visit_roots(ts_, gray);
  while (cycle_.next_type < kTypeCount) {
    gray.seen = 0;
    uint32_t last = std::min<uint32_t>(cycle_.next_type + kTypesAtOnce, kTypeCount);
    gc_visit_types(ts_.interp, std::exchange(cycle_.next_type, last), last, gray);
    if (is_spent(gray.seen)) return false;
  }
  return true;
}

/// Frames, and the namespaces of modules, are where programs change what the first look at the roots has found.
void Step::visit_last_roots() {
  Colour gray(cycle_, C::kGray);
  gc_visit_roots(ts_, gray);
  struct Again : GcVisitor {
    Colour* gray;
  } again;
  again.visit = [](GcVisitor& visitor, Object* object) { traverse_object(object, *static_cast<Again&>(visitor).gray); };
  again.gray = &gray;
  gc_visit_modules(ts_, again);
}

/// What is done with goes to the list `done`.
bool Step::mark(C::List done) {
  Colour gray(cycle_, C::kGray);
  for (;;) {
    gray.seen = 1;
    if (!cycle_.is_empty(C::kGray)) {
      GcHead* head = take(C::kGray);
      if (gc_part_count(gc_object(head)) > kPart) {
        gc_append(list(C::kLarge), head, cycle_.colour);
      } else {
        gc_append(list(done), head, cycle_.colour);
        ++cycle_.kept;
        traverse_object(gc_object(head), gray);
      }
    } else if (!cycle_.is_empty(C::kFrozen)) {
      GcHead* head = take(C::kFrozen);
      gc_append(gc_.frozen, head, kGcFrozen);
      traverse_object(gc_object(head), gray);
    } else if (!mark_large(gray, done)) {
      return true;
    }
    if (is_spent(gray.seen)) return false;
  }
}

/// Visits a part of the first large object. False: there is none.
bool Step::mark_large(Colour& colour, C::List done) {
  if (cycle_.is_empty(C::kLarge)) return false;
  GcHead* head = list(C::kLarge).next;
  if (cycle_.part_of != head) {
    cycle_.part_of = head;
    cycle_.part = 0;
  }
  Object* object = gc_object(head);
  if (gc_visit_part(object, &cycle_.part, kPart, colour) && cycle_.part < gc_part_count(object)) return true;
  cycle_.part_of = nullptr;
  gc_unlink(head);
  gc_append(list(done), head, cycle_.colour);
  ++cycle_.kept;
  return true;
}

// -- examining ---------------------------------------------------------------------------------------------------------------------------

/// True: nothing is left to examine in this round. Garbage that is known goes first, as it holds memory.
bool Step::examine() {
  for (;;) {
    if (!cycle_.is_empty(C::kDoomed)) {
      if (!clear()) return false;
    } else if (!cycle_.is_empty(C::kFinalizing)) {
      if (!finalize()) return false;
    } else if (!cycle_.is_empty(C::kFinalized)) {
      try_finalized();
    } else if (!cycle_.is_empty(C::kReaching)) {
      if (!reach()) return false;
    } else if (cycle_.estimate != C::kNotYet && cycle_.estimate != C::kEstimated) {
      if (!estimate()) return false;
    } else if (!cycle_.is_empty(C::kGroup)) {
      bool is_large = cycle_.estimate == C::kNotYet && cycle_.group_work > kLargeGroup * most_work();
      if (is_large && cycle_.counts.make(ts_.interp.heap, cycle_.group_size)) {
        cycle_.estimate = C::kEntering;
      } else if (!try_group()) {
        return false;
      }
    } else if (!cycle_.is_empty(C::kWhite)) {
      gc_prepend(list(C::kReaching), take(C::kWhite), cycle_.colour);
    } else {
      return true;
    }
  }
}

/// Takes what the members of the group reach into it. Small groups are made larger, to what the budget allows.
bool Step::reach() {
  const int64_t enough = most_work() << std::min(cycle_.rounds * kGrowth, kMostGrowth);
  Colour reached(cycle_, C::kReaching);
  for (;;) {
    if (cycle_.is_empty(C::kReaching)) {
      if (cycle_.is_empty(C::kWhite) || cycle_.group_work >= enough) return true;
      gc_prepend(list(C::kReaching), take(C::kWhite), cycle_.colour);
    }
    GcHead* head = take(C::kReaching);
    gc_append(list(C::kGroup), head, cycle_.colour);
    reached.seen = 1;
    traverse_object(gc_object(head), reached);
    ++cycle_.group_size;
    cycle_.group_work += reached.seen;
    if (is_spent(reached.seen)) return false;
  }
}

/// What a group may have of objects and references so that its trial fits well into a step.
int64_t Step::most_work() const {
  return std::max(static_cast<int64_t>(static_cast<double>(budget_) / (3 * cycle_.trial_ns)), kLeastGroup);
}

/// Takes out of a large group what seems to live. True: it may be tried now.
bool Step::estimate() {
  switch (cycle_.estimate) {
    case C::kEntering:
      if (!enter_members()) return false;
      cycle_.estimate = C::kCounting;
      [[fallthrough]];
    case C::kCounting:
      if (!count_members()) return false;
      cycle_.estimate = C::kSorting;
      [[fallthrough]];
    case C::kSorting:
      if (!sort_members()) return false;
      cycle_.counts.release(ts_.interp.heap);
      cycle_.estimate = C::kSpreading;
      [[fallthrough]];
    case C::kSpreading:
      if (!mark(C::kSurvivors)) return false;  // garbage outside of the group may have referred to them
      cycle_.group_work = 0;
      cycle_.estimate = C::kGathering;
      [[fallthrough]];
    default:
      if (!gather_suspects()) return false;
      cycle_.estimate = cycle_.is_empty(C::kGroup) ? C::kNotYet : C::kEstimated;
      return true;
  }
}

bool Step::enter_members() {
  while (!cycle_.is_empty(C::kGroup)) {
    GcHead* head = take(C::kGroup);
    gc_append(list(C::kEntered), head);
    cycle_.counts.enter(head);
    if (is_spent(3)) return false;
  }
  cycle_.group_size = 0;
  return true;
}

bool Step::count_members() {
  Count count(cycle_.counts);
  while (!cycle_.is_empty(C::kEntered)) {
    GcHead* head = take(C::kEntered);
    gc_append(list(C::kCounted), head);
    count.seen = 1;
    traverse_object(gc_object(head), count);
    if (is_spent(count.seen)) return false;
  }
  return true;
}

/// Who is referred to from elsewhere begins another marking.
bool Step::sort_members() {
  while (!cycle_.is_empty(C::kCounted)) {
    GcHead* head = take(C::kCounted);
    const GcCounts::Entry* entry = cycle_.counts.find(head);
    if (entry == nullptr || gc_object(head)->refcount > entry->count) {
      gc_prepend(list(C::kGray), head, cycle_.colour);
    } else {
      gc_append(list(C::kSuspects), head);
    }
    if (is_spent(3)) return false;
  }
  return true;
}

bool Step::gather_suspects() {
  while (!cycle_.is_empty(C::kSuspects)) {
    gc_append(list(C::kGroup), take(C::kSuspects), cycle_.colour);
    cycle_.group_work += kGuessedWork;
    if (is_spent(2)) return false;
  }
  return true;
}

/// Examines the group, if that fits into what is left of the step, or the step has only begun.
bool Step::try_group() {
  int64_t before = elapsed();
  auto expected = static_cast<int64_t>(static_cast<double>(cycle_.group_work) * cycle_.trial_ns);
  if (has_worked_ && before + expected > budget_ && before > budget_ / 8) return false;
  has_worked_ = true;
  int64_t work = std::exchange(cycle_.group_work, 0);
  cycle_.group_size = 0;
  cycle_.estimate = C::kNotYet;
  split_group();
  int64_t took = elapsed() - before;
  cycle_.longest_trial_ns = std::max(cycle_.longest_trial_ns, took);
  if (work >= kLeastGroup) {
    double each = static_cast<double>(took) / static_cast<double>(work);
    cycle_.trial_ns = each > cycle_.trial_ns ? each : cycle_.trial_ns * 0.75 + each * 0.25;  // careful rather than fast
  }
  return elapsed() < budget_;
}

void Step::split_group() {
  GcHead garbage;
  gc_init_list(garbage);
  gc_find_garbage(list(C::kGroup), garbage);
  survive(list(C::kGroup));
  if (gc_is_empty(garbage)) return;
  if ((gc_.debug_flags & kGcCollectable) != 0) {
    for (GcHead* head = garbage.next; head != &garbage; head = head->next) gc_debug_collectable(gc_object(head));
  }
  bool has_finalizers = gc_has_finalizers(garbage);
  gc_kill_weakrefs(ts_, garbage);
  gc_unmark(garbage);
  if (!has_finalizers) return doom(garbage);
  gc_set_bits(garbage, cycle_.colour);
  gc_merge(garbage, list(C::kFinalizing));
}

void Step::survive(GcHead& alive) {
  cycle_.kept += gc_set_bits(alive, cycle_.colour);
  gc_merge(alive, list(C::kSurvivors));
}

void Step::doom(GcHead& dead) {
  cycle_.found += gc_set_bits(dead, cycle_.colour);
  gc_merge(dead, list(C::kDoomed));
}

/// Calls the finalizers of all garbage of a group.
bool Step::finalize() {
  while (!cycle_.is_empty(C::kFinalizing)) {
    GcHead* head = take(C::kFinalizing);
    gc_append(list(C::kFinalized), head, cycle_.colour);
    Ref object = Ref::copy(gc_object(head));
    bool runs = object.object()->type->slots.finalize != nullptr && !object.object()->has(Object::kFinalized);
    finalize_object(ts_, object.object());
    if (is_spent(runs ? kClockInterval : 1)) return false;
  }
  return true;
}

/// What no finalizer has brought back is broken up.
void Step::try_finalized() {
  GcHead dead;
  gc_init_list(dead);
  gc_find_garbage(list(C::kFinalized), dead);
  survive(list(C::kFinalized));
  gc_kill_weakrefs(ts_, dead);  // which the finalizers made
  gc_unmark(dead);
  doom(dead);
}

/// Breaks garbage up from the end: what was reached last refers to least, so that no object takes a whole tree with it.
bool Step::clear() {
  while (!cycle_.is_empty(C::kDoomed)) {
    gc_clear_object(ts_, gc_previous(&list(C::kDoomed)), list(C::kSurvivors), cycle_.colour);
    if (is_spent(kClockInterval / kClearedAtOnce)) return false;
  }
  return true;
}

/// True: another round would find nothing new.
bool Step::end_round() {
  bool found_some = cycle_.found > cycle_.found_before;
  cycle_.found_before = cycle_.found;
  return !found_some || cycle_.is_empty(C::kSurvivors) || ++cycle_.rounds >= kMostRounds;
}

/// Makes survivors of a round white again, the last one first.
bool Step::whiten() {
  while (!cycle_.is_empty(C::kSurvivors)) {
    gc_prepend(list(C::kWhite), take(C::kSurvivors));
    --cycle_.kept;
    if (is_spent(2)) return false;
  }
  return true;
}

void Step::end_cycle() {
  GcHead& old = gc_.generations[kGenerations - 1];
  gc_merge(list(C::kBlack), old);
  gc_merge(list(C::kSurvivors), old);
  gc_.long_lived_total = cycle_.kept;
  gc_.long_lived_pending = 0;
  ++gc_.stats[kGenerations - 1].collections;
  gc_.stats[kGenerations - 1].collected += cycle_.found;
  ++cycle_.cycles;
  cycle_.phase = C::kIdle;
}

bool Step::run() {
  for (;;) {
    switch (cycle_.phase) {
      case C::kIdle:
        begin_cycle();
        break;
      case C::kRoots:
        if (!visit_first_roots()) return false;
        cycle_.phase = C::kMarking;
        break;
      case C::kMarking:
        if (!mark(C::kBlack)) return false;
        cycle_.phase = C::kLastRoots;
        break;
      case C::kLastRoots:
        visit_last_roots();
        cycle_.phase = C::kLastMarking;
        break;
      case C::kLastMarking:
        if (!mark(C::kBlack)) return false;
        cycle_.phase = C::kExamining;
        break;
      case C::kExamining:
        if (!examine()) return false;
        cycle_.phase = C::kAgain;
        if (end_round()) return end_cycle(), true;
        break;
      case C::kAgain:
        if (!whiten()) return false;
        cycle_.phase = C::kExamining;
        break;
    }
  }
}

}  // namespace

bool new_gc_cycle(Interpreter& interp) {
  interp.gc.cycle = static_cast<GcCycle*>(interp.heap.allocate_zeroed_buffer(sizeof(GcCycle)));
  return interp.gc.cycle != nullptr;
}

Result<bool> gc_step(ThreadState& ts, int64_t budget_microseconds) {
  if (budget_microseconds < 0) return raise(ts, Exc::kValueError, "the budget of a collection cannot be negative");
  GcState& gc = ts.interp.gc;
  if (gc.collecting) return false;
  gc.collecting = true;
  GcCycle& cycle = *gc_cycle(ts.interp);
  Ref pending = ts.take_pending();
  Step step(ts, std::min(budget_microseconds, kMostBudget) * 1000);
  if (cycle.phase == GcCycle::kIdle) gc_call_callbacks(ts, "start", kGenerations - 1, 0);
  bool complete = step.run();
  if (complete) gc_call_callbacks(ts, "stop", kGenerations - 1, cycle.found);
  ++cycle.steps;
  cycle.longest_step_ns = std::max(cycle.longest_step_ns, step.elapsed());
  ts.clear_pending();
  ts.pending = pending.release();
  gc.collecting = false;
  return complete;
}

void gc_abandon_cycle(ThreadState& ts) {
  GcState& gc = ts.interp.gc;
  if (!gc_cycle_is_open(ts.interp)) return;
  GcCycle& cycle = *gc_cycle(ts.interp);
  GcHead& old = gc.generations[kGenerations - 1];
  bool was_collecting = std::exchange(gc.collecting, true);
  while (!cycle.is_empty(GcCycle::kDoomed)) gc_clear_object(ts, gc_previous(&cycle.lists[GcCycle::kDoomed]), cycle.lists[GcCycle::kSurvivors]);
  gc_merge(cycle.lists[GcCycle::kFrozen], gc.frozen);
  for (GcHead& list : cycle.lists) gc_merge(list, old);
  for (GcHead& generation : gc.generations) gc_set_bits(generation, 0);
  cycle.part_of = nullptr;
  cycle.counts.release(ts.interp.heap);
  cycle.phase = GcCycle::kIdle;
  gc.collecting = was_collecting;
}

}  // namespace pyemb
