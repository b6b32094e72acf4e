// SPDX-License-Identifier: MIT
#include "modules/sre/program.h"
#include "objects/raise.h"

namespace pyemb::sre {

void fill_set(const Program& program, CharSet& set) {
  const uint32_t* code = program.codes.data() + set.code;
  for (uint32_t c = 0; c < 256; ++c) set.narrow[c] = set_has(set.fold, code, c) ? 1 : 0;
}

void refresh_locale(Program& program) {
  for (uint32_t i = 0; i < program.sets.size(); ++i) {
    if (program.sets[i].by_locale) fill_set(program, program.sets[i]);
  }
}

namespace {

class Translator {
 public:
  Translator(ThreadState& ts, Program& program) : ts_(ts), out_(program) {}

  Status run();

 private:
  static constexpr uint32_t kSetsCompared = 32;  ///< so many of the last sets are looked through for an equal one

  Code op(uint32_t at) const { return static_cast<Code>(out_.codes[at]); }
  uint32_t word(uint32_t at) const { return out_.codes[at]; }
  uint32_t here() const { return out_.nodes.size(); }
  /// Appends a node; its number.
  uint32_t emit(const Node& node) {
    out_.nodes.push(node);
    return out_.nodes.size() - 1;
  }
  uint32_t emit(Op op, uint32_t arg = 0) { return emit(Node{.op = op, .arg = arg}); }
  /// Something leads here: what follows must not be joined with what stands before.
  uint32_t label() { return label_ = here(); }
  void set_target(uint32_t node, uint32_t target) {
    if (node < out_.nodes.size()) out_.nodes[node].target = target;
  }

  uint32_t add_set(Fold fold, uint32_t code, uint32_t words);
  uint32_t make_set(Fold fold, Code code, uint32_t operand, bool negated);
  Test single(uint32_t at);
  void one(Test test);
  void text(uint32_t c);
  void at(uint32_t place);
  Result<uint32_t> sequence(uint32_t at, uint32_t end);
  Result<uint32_t> nested(uint32_t at, uint32_t end);
  Status branch(uint32_t at);
  Status repeat(uint32_t at, uint32_t body_end);
  Status sub_pattern(Op op, uint32_t at, uint32_t end, uint32_t back);
  Result<uint32_t> group_exists(uint32_t at);
  void fill_texts();

  ThreadState& ts_;
  Program& out_;
  uint32_t label_ = 0;
};

// -- sets ----------------------------------------------------------------------------------------------------------------

uint32_t Translator::add_set(Fold fold, uint32_t code, uint32_t words) {
  const uint32_t* codes = out_.codes.data();
  uint32_t count = out_.sets.size();
  for (uint32_t i = count; i > 0 && count - i < kSetsCompared; --i) {
    const CharSet& other = out_.sets[i - 1];
    if (other.fold == fold && other.code + words <= out_.codes.size() &&
        std::memcmp(codes + other.code, codes + code, words * sizeof *codes) == 0) {
      return i - 1;
    }
  }
  CharSet set;
  set.fold = fold;
  set.code = code;
  set.by_locale = fold == Fold::kLocale || set_needs_locale(codes + code);
  set.classes = wide_classes(fold, codes + code);
  set.wide = set.classes == 0 ? CharSet::kNone : CharSet::kAsk;
  bool plain_negation = static_cast<Code>(codes[code]) == Code::kNegate && fold != Fold::kUnicode;
  if (plain_negation && wide_classes(fold, codes + code + 1) == 0) set.wide = CharSet::kAll;
  fill_set(out_, set);
  out_.by_locale |= set.by_locale;
  out_.sets.push(set);
  return count;
}

/// A set of one item that no code list has.
uint32_t Translator::make_set(Fold fold, Code code, uint32_t operand, bool negated) {
  uint32_t start = out_.codes.size();
  if (negated) out_.codes.push(static_cast<uint32_t>(Code::kNegate));
  out_.codes.push(static_cast<uint32_t>(code));
  out_.codes.push(operand);
  out_.codes.push(static_cast<uint32_t>(Code::kFailure));
  if (out_.codes.failed()) return 0;
  return add_set(fold, start, out_.codes.size() - start);
}

/// The test of an operation that matches one character; kAlways: it is another one.
Test Translator::single(uint32_t at) {
  uint32_t operand = at + 1 < out_.code_size ? word(at + 1) : 0;
  uint32_t set = at + 2, words = operand - 1;  // where a skip stands at `at + 1`
  switch (op(at)) {
    case Code::kAny: return {Test::kNotLine, 0};
    case Code::kAnyAll: return {Test::kAnyChar, 0};
    case Code::kLiteral: return {Test::kChar, operand};
    case Code::kNotLiteral: return {Test::kNotChar, operand};
    case Code::kIn: return {Test::kSet, add_set(Fold::kNone, set, words)};
    case Code::kInIgnore: return {Test::kSet, add_set(Fold::kAscii, set, words)};
    case Code::kInLocIgnore: return {Test::kSet, add_set(Fold::kLocale, set, words)};
    case Code::kInUniIgnore: return {Test::kSet, add_set(Fold::kUnicode, set, words)};
    case Code::kLiteralIgnore: return {Test::kSet, make_set(Fold::kAscii, Code::kLiteral, operand, false)};
    case Code::kNotLiteralIgnore: return {Test::kSet, make_set(Fold::kAscii, Code::kLiteral, operand, true)};
    case Code::kLiteralLocIgnore: return {Test::kSet, make_set(Fold::kLocale, Code::kLiteral, operand, false)};
    case Code::kNotLiteralLocIgnore: return {Test::kSet, make_set(Fold::kLocale, Code::kLiteral, operand, true)};
    case Code::kLiteralUniIgnore: return {Test::kSet, make_set(Fold::kUnicode, Code::kLiteral, operand, false)};
    case Code::kNotLiteralUniIgnore: return {Test::kSet, make_set(Fold::kUnicode, Code::kLiteral, operand, true)};
    case Code::kCategory: return {Test::kSet, make_set(Fold::kNone, Code::kCategory, operand, false)};
    default: return {};
  }
}

void Translator::one(Test test) {
  if (test.kind == Test::kChar) return text(test.arg);
  emit(Node{.op = test.kind == Test::kSet ? Op::kSet : Op::kOne, .test = test, .arg = test.arg});
}

/// A literal, joined with one before it.
void Translator::text(uint32_t c) {
  Node* last = here() > label_ ? &out_.nodes[here() - 1] : nullptr;
  if (last != nullptr && last->op == Op::kChar) {
    uint32_t start = out_.text4.size();
    out_.text4.push(last->arg);
    *last = Node{.op = Op::kString, .arg = start, .least = 1};
  }
  if (last != nullptr && last->op == Op::kString) {
    out_.text4.push(c);
    ++last->least;
    return;
  }
  emit(Node{.op = Op::kChar, .test = {Test::kChar, c}, .arg = c});
}

// -- patterns ------------------------------------------------------------------------------------------------------------

Status Translator::branch(uint32_t at) {
  uint32_t count = 0;
  for (uint32_t i = at; word(i) != 0; i += word(i)) ++count;
  uint32_t first = out_.alternatives.size();
  emit(Node{.op = Op::kBranch, .arg = first, .least = count});
  for (uint32_t i = 0; i < count; ++i) out_.alternatives.push(Alternative{0, {}});
  if (out_.alternatives.failed()) return raise_no_memory(ts_);
  uint32_t jumps = 0;  // the jumps behind the alternatives, linked through their targets (number + 1)
  for (uint32_t i = 0; i < count; ++i, at += word(at)) {
    out_.alternatives[first + i].node = label();
    TRY(sequence(at + 1, at + word(at) - 2));
    uint32_t jump = emit(Op::kJump);
    set_target(jump, jumps);
    jumps = jump + 1;
  }
  uint32_t join = label();
  if (out_.nodes.failed()) return raise_no_memory(ts_);
  while (jumps != 0) {
    Node& jump = out_.nodes[jumps - 1];
    jumps = jump.target;
    jump.target = join;
  }
  return {};
}

/// kRepeat, at its skip; `body_end` is where its kMaxUntil or kMinUntil stands.
Status Translator::repeat(uint32_t at, uint32_t body_end) {
  uint32_t start = emit(Op::kRepeat);
  uint32_t body = label();
  TRY(sequence(at + 3, body_end));
  Op until = op(body_end) == Code::kMaxUntil ? Op::kMaxUntil : Op::kMinUntil;
  uint32_t end = emit(Node{.op = until, .least = word(at + 1), .most = word(at + 2), .target = body});
  label();
  set_target(start, end);
  return {};
}

/// Atomic groups, possessive repeats and assertions: the pattern [at, end).
Status Translator::sub_pattern(Op op, uint32_t at, uint32_t end, uint32_t back) {
  uint32_t start = emit(op, back);
  label();
  TRY(sequence(at, end));
  set_target(emit(Op::kSubEnd), start);
  set_target(start, label());
  return {};
}

/// At the group; answers where the construct ends.
Result<uint32_t> Translator::group_exists(uint32_t at) {
  uint32_t check = emit(Op::kGroupExists, word(at));
  uint32_t past = at + word(at + 1);
  label();
  uint32_t yes_end = TRY(sequence(at + 2, past));
  uint32_t end = past;
  if (yes_end != past) {  // it ends in a jump over the other pattern
    end = yes_end + 1 + word(yes_end + 1);
    uint32_t jump = emit(Op::kJump);
    set_target(check, label());
    TRY(sequence(past, end));
    set_target(jump, label());
  } else {
    set_target(check, label());
  }
  return end;
}

/// An operation that holds other patterns; answers what follows it.
Result<uint32_t> Translator::nested(uint32_t at, uint32_t end) {
  Code code = op(at++);
  uint32_t past = at + word(at);
  switch (code) {
    case Code::kBranch:
      TRY(branch(at));
      while (word(at) != 0) at += word(at);
      return at + 1;
    case Code::kRepeat:
      TRY(repeat(at, past));
      return past + 1;
    case Code::kPossessiveRepeat: {
      uint32_t node = here();
      TRY(sub_pattern(Op::kPossessive, at + 3, past, 0));
      if (node < here()) {
        out_.nodes[node].least = word(at + 1);
        out_.nodes[node].most = word(at + 2);
      }
      return past + 1;
    }
    case Code::kRepeatOne:
    case Code::kMinRepeatOne:
    case Code::kPossessiveRepeatOne: {
      Op op = code == Code::kRepeatOne ? Op::kRepeatOne : code == Code::kMinRepeatOne ? Op::kMinRepeatOne : Op::kPossessiveOne;
      Test test = single(at + 3);
      emit(Node{.op = op, .test = test, .least = word(at + 1), .most = word(at + 2)});
      return past;
    }
    case Code::kAtomicGroup:
      TRY(sub_pattern(Op::kAtomic, at + 1, past - 1, 0));
      return past;
    case Code::kAssert:
    case Code::kAssertNot:
      TRY(sub_pattern(code == Code::kAssert ? Op::kAssert : Op::kAssertNot, at + 2, past - 1, word(at + 1)));
      return past;
    case Code::kGroupRefExists: return group_exists(at);
    default: return end;
  }
}

/// Translates [at, end); stops at a kJump, which ends a pattern that another one follows. Answers where it stopped.
Result<uint32_t> Translator::sequence(uint32_t at, uint32_t end) {
  RecursionGuard guard(ts_, " while compiling a regular expression");
  if (guard.exceeded()) return guard.raise();
  while (at < end) {
    uint32_t operand = at + 1 < out_.code_size ? word(at + 1) : 0;
    Code code = op(at);
    switch (code) {
      case Code::kJump: return at;
      case Code::kFailure: emit(Op::kFail); at += 1; continue;
      case Code::kSuccess: emit(Op::kSuccess); at += 1; continue;
      case Code::kMark: emit(Op::kMark, operand); at += 2; continue;
      case Code::kAt: emit(Op::kAt, operand); at += 2; continue;
      case Code::kInfo:
        if (at == 0) out_.least_width = word(3);
        at += 1 + operand;
        continue;
      case Code::kGroupRef: emit(Op::kGroupRef, operand); at += 2; continue;
      case Code::kGroupRefIgnore:
      case Code::kGroupRefLocIgnore:
      case Code::kGroupRefUniIgnore: {
        Fold fold = code == Code::kGroupRefIgnore ? Fold::kAscii : code == Code::kGroupRefLocIgnore ? Fold::kLocale : Fold::kUnicode;
        emit(Node{.op = Op::kGroupRefFold, .arg = operand, .least = static_cast<uint32_t>(fold)});
        at += 2;
        continue;
      }
      default: break;
    }
    Test test = single(at);
    if (test.kind == Test::kAlways) {
      at = TRY(nested(at, end));
      continue;
    }
    one(test);
    bool skips = code == Code::kIn || code == Code::kInIgnore || code == Code::kInLocIgnore || code == Code::kInUniIgnore;
    at += code == Code::kAny || code == Code::kAnyAll ? 1 : skips ? 1 + operand : 2;
  }
  return at;
}

/// The texts in the narrower widths; a string says which widths can hold it.
void Translator::fill_texts() {
  for (uint32_t i = 0; i < out_.text4.size(); ++i) {
    out_.text1.push(static_cast<uint8_t>(out_.text4[i]));
    out_.text2.push(static_cast<char16_t>(out_.text4[i]));
  }
  for (uint32_t i = 0; i < out_.nodes.size(); ++i) {
    Node& node = out_.nodes[i];
    if (node.op != Op::kString) continue;
    char32_t bits = 0;
    for (uint32_t k = 0; k < node.least; ++k) bits |= out_.text4[node.arg + k];
    node.kind = bits < 0x100 ? Str::kOneByte : bits < 0x10000 ? Str::kTwoBytes : Str::kFourBytes;
  }
}

Status Translator::run() {
  TRY(sequence(0, out_.code_size));
  if (!out_.failed()) fill_texts();
  if (out_.failed()) return raise_no_memory(ts_);
  return {};
}

}  // namespace

Status translate(ThreadState& ts, Program& program) {
  TRY(Translator(ts, program).run());
  analyse(program);
  if (program.failed()) return raise_no_memory(ts);
  return {};
}

}  // namespace pyemb::sre
