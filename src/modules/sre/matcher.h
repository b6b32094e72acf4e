// SPDX-License-Identifier: MIT
#pragma once

// The backtracking matcher.
//
// It does not recurse. What may have to be undone or tried otherwise lies on a stack of records in the interpreter's heap: choices (a
// shorter run, the next alternative, leaving a repeat) and undo entries (an old mark, an old count). When a way fails, the
// newest record is taken off and says how to go on; with the stack empty the attempt has failed. So memory is the only bound of
// depth (MemoryError), and the eval breaker is looked at every few thousand steps.
//
// Repeats of more than one character have a RepeatState, made when the repeat is entered; `repeat` is the innermost one. Patterns within
// the pattern (assertions, atomic groups, rounds of possessive repeats) stand on a kSub record, `barrier` being the innermost one: when
// such a pattern has matched, its choices are dropped, and its old marks stay to be restored by whoever backtracks over it.
//
// MatchState is what one call of a method (or a scanner) keeps between attempts; a Matcher, of the width of the text's characters,
// works on it.

#include "modules/sre/program.h"

namespace pyemb::sre {

struct Record {
  enum Kind : uint32_t {
    kMark,          ///< undo: mark `extra` was `at`, the last group was `number`
    kUntil,         ///< undo: one round less in `repeat`, whose last round had started at `at`
    kLeaveRepeat,   ///< undo: the states of repeats from number `extra` on are gone
    kBranch,        ///< alternative `extra` at `at`
    kRepeatOne,     ///< a run of `node` can end before `at`, but not before `low`
    kMinRepeatOne,  ///< a run of `node` can go on at `at`, but not beyond `low`
    kMaxUntil,      ///< the repeat can end at `at`; its last round had started at `low`
    kMinUntil,      ///< a further round can start at `at`
    kSub,           ///< pattern within the pattern, entered at `at`; `extra` is the barrier around it, `number` the count of repeats
  };
  Kind kind;
  uint32_t node;
  uint32_t repeat;
  uint32_t extra;
  const void* at;
  union {
    const void* low;
    int64_t number;
  };
};
static_assert(sizeof(Record) == 32);

struct RepeatState {
  int64_t count;     ///< rounds completed
  const void* last;  ///< where the last round started: a round that matches nothing is the last
  uint32_t previous; ///< the repeat around it
};

enum class Mode : uint8_t { kMatch, kFullMatch, kSearch };

class MatchState {
 public:
  /// `text` must stay where it is. Offsets count characters.
  MatchState(ThreadState& ts, const Program& program, const void* text, Str::Kind width, int64_t end);
  ~MatchState();
  MatchState(const MatchState&) = delete;
  MatchState& operator=(const MatchState&) = delete;

  /// Matches or searches from `from` on. A match at `from` must not be empty if `must_advance`.
  [[nodiscard]] Result<bool> find(ThreadState& ts, Mode mode, int64_t from, bool must_advance = false);

  // Of the last match:
  int64_t start() const { return offset(match_start_); }
  int64_t stop() const { return offset(match_end_); }
  /// Where mark `i` was set, or -1.
  int64_t mark(uint32_t i) const { return marks_[i] == nullptr ? -1 : offset(marks_[i]); }
  bool has_group(uint32_t group) const { return marks_[2 * group] != nullptr && marks_[2 * group + 1] != nullptr; }
  int64_t last_index() const { return last_index_; }  ///< the group that was closed last, or -1

 private:
  template <class Unit>
  friend class Matcher;

  int64_t offset(const void* p) const { return (static_cast<const char*>(p) - static_cast<const char*>(text_)) / width_; }
  Status prepare(ThreadState& ts);

  Heap& heap_;
  const Program& program_;
  const void* text_;
  Str::Kind width_;
  int64_t end_;
  const void* match_start_ = nullptr;
  const void* match_end_ = nullptr;
  const void** marks_ = nullptr;
  int64_t last_index_ = -1;
  bool marked_ = false;  ///< marks are set
  Record* records_ = nullptr;
  uint32_t record_capacity_ = 0;
  RepeatState* repeats_ = nullptr;
  uint32_t repeat_capacity_ = 0;
};

}  // namespace pyemb::sre
