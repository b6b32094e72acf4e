// SPDX-License-Identifier: MIT
// What can be known about a pattern before any text is there: which characters may come next at a node. From that follow
//   - hints: a choice whose way cannot go on with the next character is not taken, or not even made;
//   - final repeats: in `\w+\s` no shorter run of \w can be followed by \s, so the longest one is the only one;
//   - the plan of a search.

#include "modules/sre/program.h"

namespace pyemb::sre {

namespace {

constexpr uint32_t kNowhere = 0xFFFFFFFF;

/// Which characters a match that goes on at some node can start with.
struct First {
  uint8_t narrow[256] = {};
  uint8_t classes = 0;    ///< of WideClass, for the others
  bool unknown = false;   ///< nothing can be said
  bool accepts = false;   ///< the end can be reached without a character
  uint32_t additions = 0;
  uint32_t last_char = 0;  ///< of the last addition, if it was a single character
  bool last_is_char = false;

  bool known() const { return !unknown && !accepts; }
};

class Analysis {
 public:
  explicit Analysis(Program& program) : program_(program) {}

  void run();

 private:
  static constexpr uint32_t kMostNodes = 96;  ///< a look ahead over more nodes than that is given up

  void add(First& first, Test test) const;
  void first_of(uint32_t start, uint32_t stop, First& first);
  void step(uint32_t number, First& first);
  void visit(uint32_t number, First& first);
  Test hint_of(const First& first);
  uint32_t find_hint_set(const First& first);
  bool accepts_next(uint32_t number) const;
  void repeat_one(uint32_t number);
  void plan();

  const Node& node(uint32_t number) const { return program_.nodes[number]; }

  Program& program_;
  uint32_t visited_[kMostNodes];
  uint32_t visited_count_ = 0;
  uint32_t start_ = 0;
  uint32_t stop_ = kNowhere;
  uint32_t first_hint_set_ = 0;
};

uint8_t test_classes(const Program& program, Test test) {
  if (test.kind == Test::kChar) return wide_class(test.arg);
  return test.kind == Test::kSet ? program.sets[test.arg].classes : uint8_t{kWideAll};
}

bool test_narrow(const Program& program, Test test, uint32_t c) {
  switch (test.kind) {
    case Test::kChar: return c == test.arg;
    case Test::kNotChar: return c != test.arg;
    case Test::kNotLine: return c != '\n';
    case Test::kSet: return program.sets[test.arg].by_locale || program.sets[test.arg].narrow[c] != 0;
    default: return true;
  }
}

void Analysis::add(First& first, Test test) const {
  ++first.additions;
  first.last_is_char = test.kind == Test::kChar;
  first.last_char = test.arg;
  first.classes |= test_classes(program_, test);
  if (test.kind == Test::kChar) {
    if (test.arg < 256) first.narrow[test.arg] = 1;
    return;
  }
  for (uint32_t c = 0; c < 256; ++c) first.narrow[c] |= test_narrow(program_, test, c) ? 1 : 0;
}

/// Puts a node on the list of those to look at, once.
void Analysis::visit(uint32_t number, First& first) {
  if (number == stop_) {
    first.accepts = true;
    return;
  }
  for (uint32_t i = 0; i < visited_count_; ++i) {
    if (visited_[i] == number) return;
  }
  if (visited_count_ == kMostNodes) {
    first.unknown = true;
  } else {
    visited_[visited_count_++] = number;
  }
}

void Analysis::step(uint32_t number, First& first) {
  const Node& n = node(number);
  switch (n.op) {
    case Op::kFail: return;
    case Op::kSuccess: first.accepts = true; return;
    case Op::kOne:
    case Op::kChar:
    case Op::kSet: return add(first, n.test);
    case Op::kString: return add(first, {Test::kChar, program_.text4[n.arg]});
    case Op::kAt:
    case Op::kMark: return visit(number + 1, first);
    case Op::kBranch:
      for (uint32_t i = 0; i < n.least && !first.unknown; ++i) visit(program_.alternatives[n.arg + i].node, first);
      return;
    case Op::kJump: return visit(n.target, first);
    case Op::kRepeat:  // a round that must be is not passed by
      return visit(node(n.target).least > 0 ? number + 1 : n.target, first);
    case Op::kMaxUntil:
    case Op::kMinUntil:
      if (n.most > 0) visit(n.target, first);
      return visit(number + 1, first);
    case Op::kRepeatOne:
    case Op::kMinRepeatOne:
    case Op::kPossessiveOne:
      if (n.most > 0) add(first, n.test);
      if (n.least == 0) visit(number + 1, first);
      return;
    case Op::kPossessive:
      if (n.least == 0) visit(n.target, first);
      return visit(number + 1, first);
    case Op::kAtomic: return visit(number + 1, first);
    case Op::kAssert:
    case Op::kAssertNot: return visit(n.target, first);
    case Op::kSubEnd: {
      const Node& owner = node(n.target);
      // A pattern within that matches is final: what starts in it must not look at what follows it.
      bool starts_inside = n.target < start_ && start_ < owner.target;
      if (starts_inside || owner.op == Op::kAssert || owner.op == Op::kAssertNot) {
        first.accepts = true;
        return;
      }
      if (owner.op == Op::kPossessive) visit(n.target + 1, first);
      return visit(owner.target, first);
    }
    case Op::kGroupExists:
      visit(number + 1, first);
      return visit(n.target, first);
    case Op::kGroupRef:
    case Op::kGroupRefFold: first.unknown = true; return;
  }
}

/// What a match can start with that goes on at `start`; reaching the node `stop` counts as the end.
void Analysis::first_of(uint32_t start, uint32_t stop, First& first) {
  visited_count_ = 0;
  start_ = start;
  stop_ = stop;
  visit(start, first);
  for (uint32_t i = 0; i < visited_count_ && first.known(); ++i) step(visited_[i], first);
}

/// A set that equals what is known, among those made for hints; else a new one.
uint32_t Analysis::find_hint_set(const First& first) {
  constexpr uint32_t kCompared = 16;
  uint32_t count = program_.sets.size();
  CharSet::Wide wide = first.classes != 0 ? CharSet::kAll : CharSet::kNone;
  for (uint32_t i = count; i > first_hint_set_ && count - i < kCompared; --i) {
    const CharSet& set = program_.sets[i - 1];
    if (set.wide == wide && std::memcmp(set.narrow, first.narrow, sizeof set.narrow) == 0) return i - 1;
  }
  CharSet set;
  std::memcpy(set.narrow, first.narrow, sizeof set.narrow);
  set.wide = wide;
  set.classes = first.classes;
  set.fold = Fold::kNone;
  set.by_locale = false;
  set.code = 0;
  program_.sets.push(set);
  return count;
}

Test Analysis::hint_of(const First& first) {
  if (!first.known()) return {};
  if (first.additions == 1 && first.last_is_char) return {Test::kChar, first.last_char};
  uint32_t count = 0, only = 0;
  for (uint32_t c = 0; c < 256; ++c) {
    if (first.narrow[c] == 0) continue;
    ++count;
    only = c;
  }
  if (count == 1 && first.classes == 0) return {Test::kChar, only};
  return {Test::kSet, find_hint_set(first)};
}

/// Whether nothing but marks stands between the node and the end of the pattern, or of the pattern within it.
bool Analysis::accepts_next(uint32_t number) const {
  for (uint32_t steps = 0; steps < kMostNodes; ++steps) {
    const Node& n = node(number);
    if (n.op == Op::kSuccess || n.op == Op::kSubEnd) return true;
    if (n.op != Op::kMark && n.op != Op::kJump) return false;
    number = n.op == Op::kJump ? n.target : number + 1;
  }
  return false;
}

void Analysis::repeat_one(uint32_t number) {
  Node& n = program_.nodes[number];
  if (n.op == Op::kRepeatOne && accepts_next(number + 1)) {
    n.final_narrow = n.final_wide = true;
    return;
  }
  First first;
  first_of(number + 1, kNowhere, first);
  if (!first.known()) return;
  n.hint = hint_of(first);
  if (n.op != Op::kRepeatOne) return;
  n.final_narrow = true;
  for (uint32_t c = 0; c < 256 && n.final_narrow; ++c) n.final_narrow = first.narrow[c] == 0 || !test_narrow(program_, n.test, c);
  bool apart = (first.classes & test_classes(program_, n.test)) == 0;
  if (first.additions == 1 && first.last_is_char && n.test.kind == Test::kChar) apart = first.last_char != n.test.arg;
  n.final_wide = n.final_narrow && apart;
}

void Analysis::plan() {
  SearchPlan& plan = program_.plan;
  uint32_t number = 0;
  while (node(number).op == Op::kMark) ++number;
  const Node& n = node(number);
  if (n.op == Op::kAt) {
    auto at = static_cast<At>(n.arg);
    if (at == At::kBeginning || at == At::kBeginningString) plan.kind = SearchPlan::kStart;
    if (at == At::kBeginningLine) plan.kind = SearchPlan::kLines;
    if (plan.kind != SearchPlan::kEverywhere) return;
  }
  if (n.op == Op::kString) {
    plan = {.kind = SearchPlan::kString, .text = n.arg, .length = n.least, .width = n.kind};
    return;
  }
  First first;
  first_of(0, kNowhere, first);
  if (!first.known()) return;
  plan = {.kind = SearchPlan::kTest, .test = hint_of(first)};
}

void Analysis::run() {
  first_hint_set_ = program_.sets.size();
  plan();
  for (uint32_t i = 0; i < program_.nodes.size(); ++i) {
    Node& n = program_.nodes[i];
    First first;
    switch (n.op) {
      case Op::kRepeatOne:
      case Op::kMinRepeatOne: repeat_one(i); break;
      case Op::kMaxUntil:
        first_of(n.target, i, first);
        n.hint = hint_of(first);
        break;
      case Op::kBranch:
        for (uint32_t k = 0; k < n.least; ++k) {
          First start;
          first_of(program_.alternatives[n.arg + k].node, kNowhere, start);
          program_.alternatives[n.arg + k].hint = hint_of(start);
        }
        break;
      default: break;
    }
  }
}

}  // namespace

void analyse(Program& program) { Analysis(program).run(); }

}  // namespace pyemb::sre
