// SPDX-License-Identifier: MIT
#include "modules/sre/matcher.h"

#include "modules/sre/unit_search.h"
#include "objects/raise.h"

namespace pyemb::sre {

namespace {

constexpr uint32_t kNone = 0xFFFFFFFF;  ///< no repeat, no barrier
constexpr int32_t kFuel = 8192;         ///< steps between two looks at the eval breaker

}  // namespace

template <class Unit>
class Matcher {
 public:
  Matcher(ThreadState& ts, MatchState& state)
      : ts_(ts), state_(state), nodes_(state.program_.nodes.data()), sets_(state.program_.sets.data()),
        alternatives_(state.program_.alternatives.data()), texts_(state.program_.template texts<Unit>()),
        text_(static_cast<const Unit*>(state.text_)), end_(text_ + state.end_), marks_(state.marks_), base_(state.records_),
        top_(state.records_), limit_(state.records_ + state.record_capacity_) {}

  Result<bool> match(const Unit* from, bool whole, bool must_advance);
  Result<bool> search(const Unit* from, bool must_advance);

 private:
  /// Where to go on; a null node: nowhere.
  struct Place {
    const Node* node = nullptr;
    const Unit* at = nullptr;
  };

  bool attempt(const Unit* p);
  const Unit* run(const Unit* p);
  bool search_lines(const Unit* p, const Unit* last);
  bool search_string(const Unit* p, const Unit* last);
  bool search_test(const Unit* p, const Unit* last);
  Result<bool> outcome(bool matched) const {
    if (UNLIKELY(raised_)) return Raised{};
    return matched;
  }

  // -- tests -------------------------------------------------------------------------------------------------------------
  bool in_set(const CharSet& set, Unit c) const {
    if (sizeof(Unit) == 1 || LIKELY(c < 256)) return set.narrow[static_cast<uint8_t>(c)] != 0;
    return set.wide == CharSet::kAsk ? ask(set, c) : set.wide == CharSet::kAll;
  }
  NOINLINE bool ask(const CharSet& set, char32_t c) const { return set_has(set.fold, state_.program_.codes.data() + set.code, c); }
  ALWAYS_INLINE bool passes(Test test, Unit c) const {
    switch (test.kind) {
      case Test::kChar: return c == test.arg;
      case Test::kNotChar: return c != test.arg;
      case Test::kNotLine: return c != '\n';
      case Test::kSet: return in_set(sets_[test.arg], c);
      default: return true;
    }
  }
  /// Whether the way behind a hint is worth a try at `p`.
  ALWAYS_INLINE bool promising(Test hint, const Unit* p) const { return hint.kind == Test::kAlways || (p < end_ && passes(hint, *p)); }
  const Unit* skip(Test test, const Unit* p, const Unit* limit) const;
  const Unit* last_promising(Test hint, const Unit* low, const Unit* p) const;
  bool at(At place, const Unit* p) const;
  bool has_text(const Node& node, const Unit* p) const;
  bool same_as_group(const Node& node, const Unit*& p) const;
  bool group_matched(uint32_t group) const {
    const void* start = marks_[2 * group];
    const void* stop = marks_[2 * group + 1];
    return start != nullptr && stop != nullptr && start <= stop;
  }

  // -- steps: false means that this way fails ------------------------------------------------------------------------------
  bool repeat_one(const Node& node, const Unit*& p);
  bool min_repeat_one(const Node& node, const Unit*& p);
  bool set_mark(uint32_t mark, const Unit* p);
  Place branch(const Node& node, const Unit* p, uint32_t from, bool again);
  bool enter_repeat(const Node& node);
  Place max_until(const Node& node, const Unit* p);
  Place min_until(const Node& node, const Unit* p);
  bool enter_sub(const Node& node, const Unit*& p);
  Place sub_end(const Unit* p);
  Place backtrack();
  Place resume(Record& record);
  Place sub_failed(const Record& sub);

  // -- the stack ---------------------------------------------------------------------------------------------------------
  Record record(Record::Kind kind, const Node& node, const void* at, const void* low = nullptr, uint32_t extra = 0) const {
    return Record{kind, static_cast<uint32_t>(&node - nodes_), repeat_, extra, at, {low}};
  }
  bool push(const Record& record) {
    if (UNLIKELY(top_ == limit_) && !grow()) return false;
    *top_++ = record;
    return true;
  }
  COLD bool grow();
  COLD bool grow_repeats();
  COLD bool poll();
  bool fail_with_memory() {
    static_cast<void>(raise_no_memory(ts_));
    raised_ = true;
    fuel_ = 0;
    return false;
  }
  bool new_repeat(int64_t count) {
    if (UNLIKELY(repeat_count_ == state_.repeat_capacity_) && !grow_repeats()) return false;
    state_.repeats_[repeat_count_++] = {count, nullptr, repeat_};
    return true;
  }
  RepeatState& repeat_state(uint32_t number) { return state_.repeats_[number]; }
  void leave_sub(const Record& sub) {
    barrier_ = sub.extra;
    repeat_ = sub.repeat;
    repeat_count_ = static_cast<uint32_t>(sub.number);
  }

  ThreadState& ts_;
  MatchState& state_;
  const Node* nodes_;
  const CharSet* sets_;
  const Alternative* alternatives_;
  const Unit* texts_;
  const Unit* text_;
  const Unit* end_;
  const void** marks_;
  Record* base_;
  Record* top_;
  Record* limit_;
  uint32_t repeat_ = kNone;
  uint32_t barrier_ = kNone;
  uint32_t repeat_count_ = 0;
  int32_t fuel_ = kFuel;
  int64_t last_index_ = -1;
  const Unit* must_not_end_ = nullptr;  ///< where a match must not end, if not null
  bool whole_ = false;                  ///< a match must end at the end
  bool raised_ = false;
  bool unlogged_marks_ = false;         ///< marks were set that no record restores
};

// -- characters ----------------------------------------------------------------------------------------------------------

/// The end of the run of characters that pass the test, from `p` to `limit` at most.
template <class Unit>
const Unit* Matcher<Unit>::skip(Test test, const Unit* p, const Unit* limit) const {
  switch (test.kind) {
    case Test::kChar:
      while (p < limit && *p == test.arg) ++p;
      return p;
    case Test::kNotChar: return find_unit_or_end(p, limit, test.arg);
    case Test::kNotLine: return find_unit_or_end(p, limit, '\n');
    case Test::kSet: {
      const CharSet& set = sets_[test.arg];
      if constexpr (sizeof(Unit) == 1) {
        while (p < limit && set.narrow[*p] != 0) ++p;
      } else {
        while (p < limit && in_set(set, *p)) ++p;
      }
      return p;
    }
    default: return limit;
  }
}

/// The last place from `low` to `p` where the hint holds, or null.
template <class Unit>
const Unit* Matcher<Unit>::last_promising(Test hint, const Unit* low, const Unit* p) const {
  if (hint.kind == Test::kAlways) return p;
  if (p == end_ && p-- == low) return nullptr;
  if (hint.kind == Test::kChar) return rfind_unit(low, p, hint.arg);
  for (; p >= low; --p) {
    if (passes(hint, *p)) return p;
  }
  return nullptr;
}

template <class Unit>
bool Matcher<Unit>::at(At place, const Unit* p) const {
  switch (place) {
    case At::kBeginning:
    case At::kBeginningString: return p == text_;
    case At::kBeginningLine: return p == text_ || p[-1] == '\n';
    case At::kEnd: return p == end_ || (end_ - p == 1 && *p == '\n');
    case At::kEndLine: return p == end_ || *p == '\n';
    case At::kEndString: return p == end_;
    default: break;
  }
  if (text_ == end_) return false;  // in an empty text there is neither a boundary nor none
  auto is_word = place >= At::kUniBoundary ? is_word_unicode : place >= At::kLocBoundary ? is_word_locale : is_word_ascii;
  bool before = p > text_ && is_word(p[-1]);
  bool behind = p < end_ && is_word(*p);
  bool wants_boundary = place == At::kBoundary || place == At::kLocBoundary || place == At::kUniBoundary;
  return (before != behind) == wants_boundary;
}

template <class Unit>
bool Matcher<Unit>::has_text(const Node& node, const Unit* p) const {
  if (end_ - p < static_cast<int64_t>(node.least) || node.kind > sizeof(Unit)) return false;
  const Unit* wanted = texts_ + node.arg;
  for (uint32_t i = 0; i < node.least; ++i) {
    if (p[i] != wanted[i]) return false;
  }
  return true;
}

/// kGroupRef, kGroupRefFold: what the group has matched stands at `p`, too.
template <class Unit>
bool Matcher<Unit>::same_as_group(const Node& node, const Unit*& p) const {
  if (!group_matched(node.arg)) return false;
  const auto* start = static_cast<const Unit*>(marks_[2 * node.arg]);
  int64_t length = static_cast<const Unit*>(marks_[2 * node.arg + 1]) - start;
  if (end_ - p < length) return false;
  if (node.op == Op::kGroupRef) {
    if (std::memcmp(start, p, static_cast<size_t>(length) * sizeof(Unit)) != 0) return false;
  } else {
    auto fold = static_cast<Fold>(node.least);
    for (int64_t i = 0; i < length; ++i) {
      if (lower(fold, start[i]) != lower(fold, p[i])) return false;
    }
  }
  p += length;
  return true;
}

// -- steps ---------------------------------------------------------------------------------------------------------------

template <class Unit>
ALWAYS_INLINE bool Matcher<Unit>::set_mark(uint32_t mark, const Unit* p) {
  if (top_ == base_) {
    unlogged_marks_ = true;
  } else if (!push(Record{Record::kMark, 0, 0, mark, marks_[mark], {.number = last_index_}})) {
    return false;
  }
  if ((mark & 1) != 0) last_index_ = mark / 2 + 1;
  marks_[mark] = p;
  return true;
}

template <class Unit>
ALWAYS_INLINE bool Matcher<Unit>::repeat_one(const Node& node, const Unit*& p) {
  int64_t room = end_ - p;
  if (room < static_cast<int64_t>(node.least)) return false;
  const Unit* stop = skip(node.test, p, static_cast<int64_t>(node.most) < room ? p + node.most : end_);
  fuel_ -= static_cast<int32_t>((stop - p) >> 6);
  const Unit* low = p + node.least;
  if (stop < low) return false;
  if (sizeof(Unit) == 1 ? node.final_narrow : node.final_wide) {
    p = stop;
    return true;
  }
  stop = last_promising(node.hint, low, stop);
  if (stop == nullptr) return false;
  if (stop > low && !push(record(Record::kRepeatOne, node, stop, low))) return false;
  p = stop;
  return true;
}

template <class Unit>
bool Matcher<Unit>::min_repeat_one(const Node& node, const Unit*& p) {
  int64_t room = end_ - p;
  if (room < static_cast<int64_t>(node.least)) return false;
  const Unit* limit = static_cast<int64_t>(node.most) < room ? p + node.most : end_;
  const Unit* q = p + node.least;
  if (skip(node.test, p, q) != q) return false;
  while (!promising(node.hint, q)) {
    if (q == limit || !passes(node.test, *q)) return false;
    ++q;
  }
  fuel_ -= static_cast<int32_t>((q - p) >> 6);
  if (q < limit && !push(record(Record::kMinRepeatOne, node, q, limit))) return false;
  p = q;
  return true;
}

/// Takes the first alternative from number `from` on that is worth a try, and leaves a record if there is another one.
template <class Unit>
typename Matcher<Unit>::Place Matcher<Unit>::branch(const Node& node, const Unit* p, uint32_t from, bool again) {
  const Alternative* all = alternatives_ + node.arg;
  uint32_t count = node.least;
  while (from < count && !promising(all[from].hint, p)) ++from;
  if (from >= count) {
    if (again) --top_;
    return {};
  }
  uint32_t next = from + 1;
  while (next < count && !promising(all[next].hint, p)) ++next;
  if (again) {
    if (next < count) {
      top_[-1].extra = next;
    } else {
      --top_;
    }
  } else if (next < count && !push(record(Record::kBranch, node, p, nullptr, next))) {
    return {};
  }
  return {nodes_ + all[from].node, p};
}

template <class Unit>
bool Matcher<Unit>::enter_repeat(const Node& node) {
  uint32_t number = repeat_count_;
  if (!push(record(Record::kLeaveRepeat, node, nullptr, nullptr, number)) || !new_repeat(-1)) return false;
  repeat_ = number;
  return true;
}

/// The end of a round of a greedy repeat, or its start when none was made yet.
template <class Unit>
typename Matcher<Unit>::Place Matcher<Unit>::max_until(const Node& node, const Unit* p) {
  RepeatState& repeat = repeat_state(repeat_);
  int64_t count = repeat.count + 1;
  --fuel_;
  if (count < static_cast<int64_t>(node.least)) {
    if (!push(record(Record::kUntil, node, repeat.last))) return {};
    if (UNLIKELY(fuel_ <= 0) && !poll()) return {};
    repeat.count = count;
    return {nodes_ + node.target, p};
  }
  bool more = count < static_cast<int64_t>(node.most) || node.most == kMaxRepeat;
  if (more && repeat.last != p && promising(node.hint, p)) {
    if (!push(record(Record::kMaxUntil, node, p, repeat.last))) return {};
    repeat.count = count;
    repeat.last = p;
    return {nodes_ + node.target, p};
  }
  repeat_ = repeat.previous;
  return {&node + 1, p};
}

template <class Unit>
typename Matcher<Unit>::Place Matcher<Unit>::min_until(const Node& node, const Unit* p) {
  RepeatState& repeat = repeat_state(repeat_);
  int64_t count = repeat.count + 1;
  --fuel_;
  if (count < static_cast<int64_t>(node.least)) {
    if (!push(record(Record::kUntil, node, repeat.last))) return {};
    if (UNLIKELY(fuel_ <= 0) && !poll()) return {};
    repeat.count = count;
    return {nodes_ + node.target, p};
  }
  bool more = count < static_cast<int64_t>(node.most) || node.most == kMaxRepeat;
  if (more && repeat.last != p && !push(record(Record::kMinUntil, node, p))) return {};
  repeat_ = repeat.previous;
  return {&node + 1, p};
}

/// kAtomic, kAssert, kAssertNot, kPossessive: enters the pattern within.
template <class Unit>
bool Matcher<Unit>::enter_sub(const Node& node, const Unit*& p) {
  Record sub = record(Record::kSub, node, p, nullptr, barrier_);
  sub.number = repeat_count_;
  if (!push(sub)) return false;
  barrier_ = static_cast<uint32_t>(top_ - base_ - 1);
  if (node.op == Op::kPossessive) return new_repeat(0);
  p -= node.arg;
  return true;
}

/// The pattern within has matched: its choices are dropped.
template <class Unit>
typename Matcher<Unit>::Place Matcher<Unit>::sub_end(const Unit* p) {
  Record sub = base_[barrier_];
  const Node& owner = nodes_[sub.node];
  if (owner.op == Op::kAssertNot) {
    for (Record* end = base_ + barrier_; top_ - 1 > end; --top_) {
      if (top_[-1].kind != Record::kMark) continue;
      marks_[top_[-1].extra] = top_[-1].at;
      last_index_ = top_[-1].number;
    }
    --top_;
    leave_sub(sub);
    return {};
  }
  Record* kept = base_ + barrier_;
  for (Record* r = kept + 1; r < top_; ++r) {
    if (r->kind == Record::kMark) *kept++ = *r;
  }
  top_ = kept;
  leave_sub(sub);
  if (owner.op == Op::kAssert) return {nodes_ + owner.target, static_cast<const Unit*>(sub.at)};
  if (owner.op == Op::kAtomic) return {nodes_ + owner.target, p};

  // A round that must not be and matched nothing is the last one.
  int64_t count = ++repeat_state(repeat_count_).count;
  bool done = (count >= static_cast<int64_t>(owner.most) && owner.most != kMaxRepeat) || (count > static_cast<int64_t>(owner.least) && p == sub.at);
  if (done) return {nodes_ + owner.target, p};
  if (UNLIKELY(--fuel_ <= 0) && !poll()) return {};
  ++repeat_count_;
  sub.at = p;
  if (!push(sub)) return {};
  barrier_ = static_cast<uint32_t>(top_ - base_ - 1);
  return {&owner + 1, p};
}

// -- going back ----------------------------------------------------------------------------------------------------------

/// The pattern within cannot match: its record has been taken off.
template <class Unit>
typename Matcher<Unit>::Place Matcher<Unit>::sub_failed(const Record& sub) {
  const Node& owner = nodes_[sub.node];
  leave_sub(sub);
  bool goes_on = owner.op == Op::kAssertNot;
  if (owner.op == Op::kPossessive) goes_on = repeat_state(repeat_count_).count >= static_cast<int64_t>(owner.least);
  if (!goes_on) return {};
  return {nodes_ + owner.target, static_cast<const Unit*>(sub.at)};
}

/// Another way from a record, which is taken off or changed; a null node: none.
template <class Unit>
typename Matcher<Unit>::Place Matcher<Unit>::resume(Record& record) {
  const Node& node = nodes_[record.node];
  const auto* at = static_cast<const Unit*>(record.at);
  const auto* low = static_cast<const Unit*>(record.low);
  switch (record.kind) {
    case Record::kRepeatOne:
      repeat_ = record.repeat;
      at = last_promising(node.hint, low, at - 1);
      if (at == nullptr || at == low) {
        --top_;
      } else {
        record.at = at;
      }
      return {at == nullptr ? nullptr : &node + 1, at};
    case Record::kMinRepeatOne:
      repeat_ = record.repeat;
      do {
        if (at == low || !passes(node.test, *at)) {
          --top_;
          return {};
        }
        ++at;
      } while (!promising(node.hint, at));
      if (at == low) {
        --top_;
      } else {
        record.at = at;
      }
      return {&node + 1, at};
    case Record::kMaxUntil: {
      --top_;
      RepeatState& repeat = repeat_state(record.repeat);
      --repeat.count;
      repeat.last = low;
      repeat_ = repeat.previous;
      return {&node + 1, at};
    }
    case Record::kMinUntil: {
      repeat_ = record.repeat;
      RepeatState& repeat = repeat_state(repeat_);
      record.kind = Record::kUntil;
      record.at = repeat.last;
      ++repeat.count;
      repeat.last = at;
      return {nodes_ + node.target, at};
    }
    case Record::kBranch:
      repeat_ = record.repeat;
      return branch(node, at, record.extra, true);
    default: return {};
  }
}

/// This way fails: takes records off until one says how to go on. A null node: the attempt has failed.
template <class Unit>
NOINLINE typename Matcher<Unit>::Place Matcher<Unit>::backtrack() {
  for (;;) {
    if (UNLIKELY(--fuel_ <= 0) && !poll()) return {};
    if (top_ == base_) return {};
    Record& record = top_[-1];
    switch (record.kind) {
      case Record::kMark:
        --top_;
        marks_[record.extra] = record.at;
        last_index_ = record.number;
        continue;
      case Record::kUntil:
        --top_;
        --repeat_state(record.repeat).count;
        repeat_state(record.repeat).last = record.at;
        continue;
      case Record::kLeaveRepeat:
        --top_;
        repeat_count_ = record.extra;
        continue;
      case Record::kSub: {
        --top_;
        Place place = sub_failed(record);
        if (place.node != nullptr) return place;
        continue;
      }
      default: {
        Place place = resume(record);
        if (place.node != nullptr) return place;
      }
    }
  }
}

template <class Unit>
bool Matcher<Unit>::grow() {
  if (raised_) return false;
  uint32_t capacity = state_.record_capacity_ == 0 ? 16 : state_.record_capacity_ * 2;
  void* grown = capacity > (kNone >> 1) ? nullptr
                                        : state_.heap_.resize_buffer(base_, state_.record_capacity_ * sizeof(Record), capacity * sizeof(Record));
  if (grown == nullptr) return fail_with_memory();
  top_ = static_cast<Record*>(grown) + (top_ - base_);
  state_.records_ = base_ = static_cast<Record*>(grown);
  state_.record_capacity_ = capacity;
  limit_ = base_ + capacity;
  return true;
}

template <class Unit>
bool Matcher<Unit>::grow_repeats() {
  uint32_t old = state_.repeat_capacity_;
  uint32_t capacity = old == 0 ? 8 : old * 2;
  void* grown = capacity > (kNone >> 1) ? nullptr
                                        : state_.heap_.resize_buffer(state_.repeats_, old * sizeof(RepeatState), capacity * sizeof(RepeatState));
  if (grown == nullptr) return fail_with_memory();
  state_.repeats_ = static_cast<RepeatState*>(grown);
  state_.repeat_capacity_ = capacity;
  return true;
}

/// Answers the eval breaker; false: something was raised.
template <class Unit>
bool Matcher<Unit>::poll() {
  if (raised_) return false;
  fuel_ = kFuel;
  if (ts_.breaker.load(std::memory_order_relaxed) == 0) return true;
  if (!ts_.interp.hooks.handle_breaker(ts_).raised()) return true;
  raised_ = true;
  fuel_ = 0;
  return false;
}

// -- the loop ------------------------------------------------------------------------------------------------------------

/// Where a match that starts at `p` ends; null: there is none.
template <class Unit>
const Unit* Matcher<Unit>::run(const Unit* p) {
  const Node* node = nodes_;
  for (;;) {
    Place next;
    switch (node->op) {
      case Op::kChar:
        if (p < end_ && *p == node->arg) { ++p; ++node; continue; }
        break;
      case Op::kSet:
        if (p < end_ && in_set(sets_[node->arg], *p)) { ++p; ++node; continue; }
        break;
      case Op::kOne:
        if (p < end_ && passes(node->test, *p)) { ++p; ++node; continue; }
        break;
      case Op::kString:
        if (has_text(*node, p)) { p += node->least; ++node; continue; }
        break;
      case Op::kAt:
        if (at(static_cast<At>(node->arg), p)) { ++node; continue; }
        break;
      case Op::kMark:
        if (set_mark(node->arg, p)) { ++node; continue; }
        break;
      case Op::kJump: node = nodes_ + node->target; continue;
      case Op::kRepeatOne:
        if (repeat_one(*node, p)) { ++node; continue; }
        break;
      case Op::kMinRepeatOne: {
        const Unit* stop = p;
        if (min_repeat_one(*node, stop)) { p = stop; ++node; continue; }
        break;
      }
      case Op::kPossessiveOne: {
        int64_t room = end_ - p;
        const Unit* stop = skip(node->test, p, static_cast<int64_t>(node->most) < room ? p + node->most : end_);
        if (stop - p >= static_cast<int64_t>(node->least)) { p = stop; ++node; continue; }
        break;
      }
      case Op::kBranch: next = branch(*node, p, 0, false); break;
      case Op::kRepeat:
        if (enter_repeat(*node)) { node = nodes_ + node->target; continue; }
        break;
      case Op::kMaxUntil: next = max_until(*node, p); break;
      case Op::kMinUntil: next = min_until(*node, p); break;
      case Op::kPossessive:
        if (node->most == 0) { node = nodes_ + node->target; continue; }
        [[fallthrough]];
      case Op::kAtomic: {
        const Unit* start = p;
        if (enter_sub(*node, start)) { ++node; continue; }
        break;
      }
      case Op::kAssert:
      case Op::kAssertNot: {
        const Unit* start = p;
        if (p - text_ < static_cast<int64_t>(node->arg)) {  // nothing to step back to
          if (node->op == Op::kAssertNot) { node = nodes_ + node->target; continue; }
        } else if (enter_sub(*node, start)) {
          p = start;
          ++node;
          continue;
        }
        break;
      }
      case Op::kSubEnd: next = sub_end(p); break;
      case Op::kGroupRef:
      case Op::kGroupRefFold: {
        const Unit* stop = p;
        if (same_as_group(*node, stop)) { p = stop; ++node; continue; }
        break;
      }
      case Op::kGroupExists: node = group_matched(node->arg) ? node + 1 : nodes_ + node->target; continue;
      case Op::kSuccess:
        if ((!whole_ || p == end_) && p != must_not_end_) return p;
        break;
      case Op::kFail: break;
    }
    if (next.node == nullptr) next = backtrack();
    if (next.node == nullptr) return nullptr;
    node = next.node;
    p = next.at;
  }
}

/// Tries to match from `p` on, with no marks set.
template <class Unit>
bool Matcher<Unit>::attempt(const Unit* p) {
  top_ = base_;
  repeat_ = barrier_ = kNone;
  repeat_count_ = 0;
  const Unit* stop = run(p);
  if (LIKELY(stop != nullptr)) {
    state_.match_start_ = p;
    state_.match_end_ = stop;
    state_.last_index_ = last_index_;
    state_.marked_ = true;
    return true;
  }
  if (unlogged_marks_) {
    for (uint32_t i = 0; i < 2 * state_.program_.groups; ++i) marks_[i] = nullptr;
    last_index_ = -1;
    unlogged_marks_ = false;
  }
  return false;
}

template <class Unit>
Result<bool> Matcher<Unit>::match(const Unit* from, bool whole, bool must_advance) {
  whole_ = whole;
  if (must_advance) must_not_end_ = from;
  if (end_ - from < static_cast<int64_t>(state_.program_.least_width)) return false;
  return outcome(attempt(from));
}

// -- searching -----------------------------------------------------------------------------------------------------------

template <class Unit>
bool Matcher<Unit>::search_lines(const Unit* p, const Unit* last) {
  for (;;) {
    if ((p == text_ || p[-1] == '\n') && attempt(p)) return true;
    if (raised_) return false;
    p = find_unit_or_end(p, last, '\n');
    if (p == last) return false;
    ++p;
  }
}

template <class Unit>
bool Matcher<Unit>::search_string(const Unit* p, const Unit* last) {
  const SearchPlan& plan = state_.program_.plan;
  if (plan.width > sizeof(Unit)) return false;
  const Unit* wanted = texts_ + plan.text;
  for (; p <= last && !raised_; ++p) {
    p = find_units(p, end_, wanted, plan.length);
    if (p == nullptr) return false;
    if (attempt(p)) return true;
  }
  return false;
}

template <class Unit>
bool Matcher<Unit>::search_test(const Unit* p, const Unit* last) {
  Test test = state_.program_.plan.test;
  const Unit* limit = last < end_ ? last + 1 : end_;
  for (; !raised_; ++p) {
    if (test.kind == Test::kChar) {
      p = find_unit_or_end(p, limit, test.arg);
    } else if (sizeof(Unit) == 1) {
      const uint8_t* narrow = sets_[test.arg].narrow;
      while (p < limit && narrow[static_cast<uint8_t>(*p)] == 0) ++p;
    } else {
      while (p < limit && !in_set(sets_[test.arg], *p)) ++p;
    }
    if (p >= limit) return false;
    if (attempt(p)) return true;
  }
  return false;
}

template <class Unit>
Result<bool> Matcher<Unit>::search(const Unit* from, bool must_advance) {
  if (must_advance) must_not_end_ = from;
  int64_t least = state_.program_.least_width;
  if (end_ - from < least) return false;
  const Unit* last = end_ - least;
  switch (state_.program_.plan.kind) {
    case SearchPlan::kStart: return outcome(from == text_ && attempt(from));
    case SearchPlan::kLines: return outcome(search_lines(from, last));
    case SearchPlan::kString: return outcome(search_string(from, last));
    case SearchPlan::kTest: return outcome(search_test(from, last));
    case SearchPlan::kEverywhere: break;
  }
  for (const Unit* p = from; p <= last && !raised_; ++p) {
    if (attempt(p)) return outcome(true);
  }
  return outcome(false);
}

// -- the state -----------------------------------------------------------------------------------------------------------

MatchState::MatchState(ThreadState& ts, const Program& program, const void* text, Str::Kind width, int64_t end)
    : heap_(ts.interp.heap), program_(program), text_(text), width_(width), end_(end) {}

MatchState::~MatchState() {
  heap_.release_buffer(records_, record_capacity_ * sizeof(Record));
  heap_.release_buffer(repeats_, repeat_capacity_ * sizeof(RepeatState));
  heap_.release_buffer(marks_, size_t{program_.groups} * 2 * sizeof *marks_);
}

/// Marks for a new match, none set.
Status MatchState::prepare(ThreadState& ts) {
  last_index_ = -1;
  size_t size = size_t{program_.groups} * 2 * sizeof *marks_;
  if (size == 0) return {};
  if (marks_ == nullptr) {
    marks_ = static_cast<const void**>(heap_.allocate_buffer(size));
    if (marks_ == nullptr) return raise_no_memory(ts);
    std::memset(marks_, 0, size);
  } else if (marked_) {
    std::memset(marks_, 0, size);
  }
  marked_ = false;
  return {};
}

Result<bool> MatchState::find(ThreadState& ts, Mode mode, int64_t from, bool must_advance) {
  TRY(prepare(ts));
  if (from > end_) {  // nothing but the empty pattern matches there
    if (mode != Mode::kMatch || program_.nodes[0].op != Op::kSuccess) return false;
    match_start_ = match_end_ = static_cast<const char*>(text_) + from * width_;
    return true;
  }
  auto run = [&](auto unit) -> Result<bool> {
    using Unit = decltype(unit);
    Matcher<Unit> matcher(ts, *this);
    const Unit* start = static_cast<const Unit*>(text_) + from;
    if (mode == Mode::kSearch) return matcher.search(start, must_advance);
    return matcher.match(start, mode == Mode::kFullMatch, must_advance);
  };
  switch (width_) {
    case Str::kOneByte: return run(uint8_t{});
    case Str::kTwoBytes: return run(char16_t{});
    default: return run(char32_t{});
  }
}

}  // namespace pyemb::sre
