// SPDX-License-Identifier: MIT
// match statements.
//
// A pattern is given the register of its subject. One that owns it consumes it: the value is compared, unpacked, dropped, or stays
// where it is because a name captures it. Names are bound when the whole pattern has matched, in the order of their captures.
//
// The temporaries of a case form a stack; one that is given up early stays reserved to the case's end. A check that fails jumps to the
// label for the height of that stack, where everything below is dropped; dropping a dead register does nothing.
#include "frontend/codegen.h"
#include "frontend/fold.h"
#include "objects/operations.h"
#include "objects/tuple.h"

namespace pyemb {

using ast::as;
using ast::cmpop;
using ast::NodeKind;

namespace {

struct Capture {
  const Identifier* name;
  Reg reg;
};

/// What `_` or `*_` is.
bool is_wildcard(const ast::pattern* p) {
  return ast::is<ast::MatchAs>(p) && as<ast::MatchAs>(p)->name == nullptr && as<ast::MatchAs>(p)->pattern == nullptr;
}
bool is_star(const ast::pattern* p) { return ast::is<ast::MatchStar>(p); }
bool is_wildcard_star(const ast::pattern* p) { return is_star(p) && as<ast::MatchStar>(p)->name == nullptr; }

}  // namespace

/// One case, or one alternative of `|`, in the making.
struct PatternContext {
  Reg base;                  ///< the bottom of its stack
  bool allow_irrefutable;    ///< a pattern that always matches may stand here
  Label** fails = nullptr;   ///< by height; null: not used
  uint32_t fail_capacity = 0;
  Capture* captures = nullptr;
  uint32_t capture_count = 0;
  uint32_t capture_capacity = 0;

  int find(const Identifier* name) const {
    for (uint32_t i = 0; i < capture_count; ++i) {
      if (captures[i].name == name) return static_cast<int>(i);
    }
    return -1;
  }
};

namespace {

/// Room for one more in an arena array.
template <class T>
bool reserve(Arena& arena, T*& items, uint32_t count, uint32_t& capacity, uint32_t needed) {
  if (needed <= capacity) return true;
  uint32_t grown = needed < 8 ? 8 : needed * 2;
  T* copy = arena.make_array<T>(grown);
  if (copy == nullptr) return false;
  for (uint32_t i = 0; i < grown; ++i) copy[i] = i < count ? items[i] : T();
  items = copy;
  capacity = grown;
  return true;
}

}  // namespace

/// Where a check that fails now jumps to.
Label& Codegen::pattern_fail(PatternContext& context) {
  uint32_t height = top() - context.base;
  if (!reserve(c_.arena, context.fails, context.fail_capacity, context.fail_capacity, height + 1)) {
    c_.no_memory();
    return nowhere_;
  }
  if (context.fails[height] == nullptr) context.fails[height] = c_.make<Label>();
  return c_.failed ? nowhere_ : *context.fails[height];
}

/// The failures of a case: each drops what is above the labels below it.
void Codegen::place_failures(PatternContext& context) {
  for (uint32_t height = context.fail_capacity; height-- > 0;) {
    if (context.fails[height] != nullptr) u_->code.place(*context.fails[height]);
    if (height > 0) emit(Op::kDROP, context.base + height - 1);
  }
}

// -- the statement -----------------------------------------------------------------------------------------------------

void Codegen::match(ast::Match* s) {
  Label end;
  Reg subject = push();
  into(s->subject, subject);
  uint32_t count = s->cases.size;
  bool has_default = count > 1 && is_wildcard(s->cases[count - 1]->pattern);
  uint32_t tested = has_default ? count - 1 : count;
  for (uint32_t i = 0; i < tested; ++i) {
    if (stop()) return;
    ast::match_case* match_case = s->cases[i];
    bool last = i + 1 == tested;
    PatternContext context = {last ? subject : subject + 1, match_case->guard != nullptr || i + 1 == count};
    pattern(match_case->pattern, {subject, last}, context);
    for (uint32_t k = 0; k < context.capture_count; ++k) store_name(context.captures[k].name, context.captures[k].reg);
    release(subject + 1);
    if (match_case->guard != nullptr) jump_if(match_case->guard, pattern_fail(context), false);
    if (!last) emit(Op::kDROP, subject);
    statements(match_case->body);
    u_->code.artificial_jump(Op::kJUMP, end);
    locate(match_case->pattern);
    place_failures(context);
  }
  if (has_default) {
    ast::match_case* match_case = s->cases[count - 1];
    locate(match_case->pattern);
    u_->code.visit_line(u_->loc);
    if (match_case->guard != nullptr) jump_if(match_case->guard, end, false);
    statements(match_case->body);
  }
  u_->code.place(end);
}

// -- patterns ----------------------------------------------------------------------------------------------------------

void Codegen::pattern(ast::pattern* p, PatternSubject subject, PatternContext& context) {
  if (stop()) return;
  locate(p);
  switch (p->node_kind) {
    case NodeKind::MatchValue: pattern_value(as<ast::MatchValue>(p), subject, context); break;
    case NodeKind::MatchSingleton: pattern_singleton(as<ast::MatchSingleton>(p), subject, context); break;
    case NodeKind::MatchSequence: pattern_sequence(as<ast::MatchSequence>(p), subject, context); break;
    case NodeKind::MatchMapping: pattern_mapping(as<ast::MatchMapping>(p), subject, context); break;
    case NodeKind::MatchClass: pattern_class(as<ast::MatchClass>(p), subject, context); break;
    case NodeKind::MatchStar: pattern_capture(as<ast::MatchStar>(p)->name, subject, context); break;
    case NodeKind::MatchAs: pattern_as(as<ast::MatchAs>(p), subject, context); break;
    case NodeKind::MatchOr: pattern_or(as<ast::MatchOr>(p), subject, context); break;
    default: error("unexpected pattern"); break;
  }
}

/// A part of a pattern always may match anything.
void Codegen::sub_pattern(ast::pattern* p, PatternSubject subject, PatternContext& context) {
  bool allowed = context.allow_irrefutable;
  context.allow_irrefutable = true;
  pattern(p, subject, context);
  context.allow_irrefutable = allowed;
}

/// A register with the subject's value that an instruction may consume.
Reg Codegen::consumable(PatternSubject subject) {
  if (subject.owned) return subject.reg;
  Reg copy = push();
  emit(Op::kCOPY, copy, subject.reg);
  return copy;
}

void Codegen::finish_subject(PatternSubject subject) {
  if (subject.owned) emit(Op::kDROP, subject.reg);
}

/// Goes on if R[answer], the topmost temporary, is true.
void Codegen::require(Reg answer, PatternContext& context) {
  release(answer);
  u_->code.jump(Op::kJUMP_IF_FALSE, u_->loc, answer, pattern_fail(context));
}

/// Goes on if len(subject) op size.
void Codegen::require_length(PatternSubject subject, cmpop op, uint32_t size, PatternContext& context) {
  Reg length = push();
  emit(Op::kGET_LEN, length, subject.reg);
  uint32_t k = value_index(Ref::steal(Value::from_int(size)));
  if (k > kMaxOperand) {
    Reg number = push();
    load_constant(number, k);
    release(length);
    return u_->code.jump_word(op == cmpop::Eq ? Op::kJUMP_EQ : Op::kJUMP_GE, u_->loc, 0, length, number, pattern_fail(context));
  }
  release(length);
  u_->code.jump_word(op == cmpop::Eq ? Op::kJUMP_EQ_K : Op::kJUMP_GE_K, u_->loc, 0, length, k, pattern_fail(context));
}

void Codegen::pattern_value(ast::MatchValue* p, PatternSubject subject, PatternContext& context) {
  ast::expr* value = p->value;
  if (!ast::is<ast::Constant>(value) && !ast::is<ast::Attribute>(value)) {
    return error("patterns may only match literals and attribute lookups");
  }
  Reg mark = top();
  Reg left = consumable(subject);
  Reg right = kNoReg;
  uint32_t k = ast::is<ast::Constant>(value) ? constant_index(value) : kMaxOperand + 1;
  if (k > kMaxOperand) {
    right = push();
    into(value, right);
  }
  release(mark);
  Label& fail = pattern_fail(context);
  if (right == kNoReg) return u_->code.jump_word(Op::kJUMP_EQ_K, u_->loc, 0, left, k, fail);
  u_->code.jump_word(Op::kJUMP_EQ, u_->loc, 0, left, right, fail);
}

void Codegen::pattern_singleton(ast::MatchSingleton* p, PatternSubject subject, PatternContext& context) {
  Reg mark = top();
  Reg value = consumable(subject);
  if (p->value.kind == ast::constant::Kind::kNone) {
    release(mark);
    return u_->code.jump(Op::kJUMP_IF_NOT_NONE, u_->loc, value, pattern_fail(context));
  }
  Reg singleton = push();
  load_value(singleton, Ref::steal(Value::boolean(p->value.kind == ast::constant::Kind::kTrue)));
  release(mark);
  u_->code.jump_word(Op::kJUMP_IS, u_->loc, 0, value, singleton, pattern_fail(context));
}

void Codegen::pattern_as(ast::MatchAs* p, PatternSubject subject, PatternContext& context) {
  if (p->pattern == nullptr) {
    if (!context.allow_irrefutable) {
      if (p->name != nullptr) return error("name capture '%s' makes remaining patterns unreachable", p->name->text.data());
      return error("wildcard makes remaining patterns unreachable");
    }
    return pattern_capture(p->name, subject, context);
  }
  Reg copy = push();
  emit(Op::kCOPY, copy, subject.reg);
  pattern(p->pattern, {copy, true}, context);
  pattern_capture(p->name, subject, context);
}

/// Takes note of the name, to be bound when all has matched; null: `_`.
void Codegen::pattern_capture(const Identifier* name, PatternSubject subject, PatternContext& context) {
  if (name == nullptr) return finish_subject(subject);
  if (forbidden_name(name, ast::expr_context::Store)) return;
  add_capture(name, consumable(subject), context);
}

void Codegen::add_capture(const Identifier* name, Reg reg, PatternContext& context) {
  if (context.find(name) >= 0) return error("multiple assignments to name '%s' in pattern", name->text.data());
  if (!reserve(c_.arena, context.captures, context.capture_count, context.capture_capacity, context.capture_count + 1)) {
    return c_.no_memory();
  }
  context.captures[context.capture_count++] = {name, reg};
}

// -- sequences ---------------------------------------------------------------------------------------------------------

void Codegen::pattern_sequence(ast::MatchSequence* p, PatternSubject subject, PatternContext& context) {
  Seq<ast::pattern*> parts = p->patterns;
  uint32_t size = parts.size;
  uint32_t star = size;
  bool only_wildcards = true;
  for (uint32_t i = 0; i < size; ++i) {
    if (is_star(parts[i])) {
      if (star != size) return error("multiple starred names in sequence pattern");
      star = i;
    }
    only_wildcards = only_wildcards && (is_wildcard(parts[i]) || is_wildcard_star(parts[i]));
  }
  Reg answer = push();
  emit(Op::kMATCH_SEQUENCE, answer, subject.reg);
  require(answer, context);
  if (star == size) {
    require_length(subject, cmpop::Eq, size, context);
  } else if (size > 1) {
    require_length(subject, cmpop::GtE, size - 1, context);
  }
  if (only_wildcards) return finish_subject(subject);
  if (star != size && is_wildcard_star(parts[star])) return pattern_items(parts, star, subject, context);
  if (star != size && star >= 256) return error("too many expressions in star-unpacking sequence pattern");
  Reg mark = top();
  Reg source = consumable(subject);
  release(mark);
  Reg first = unpack_into_temporaries(source, size, star);
  for (uint32_t i = 0; i < size; ++i) sub_pattern(parts[i], {first + i, true}, context);
}

/// R[first], ... = the `count` items of R[source], all temporaries; the one at `star` (if it is < count) takes what is left.
Reg Codegen::unpack_into_temporaries(Reg source, uint32_t count, uint32_t star) {
  if (count > kMaxOperand / 2) return error("too many patterns"), top();
  Reg first = push(count);
  if (star == count) {
    emit(Op::kUNPACK_SEQUENCE, 0, source, count);
  } else {
    emit(Op::kUNPACK_EX, star, source, count - star - 1);
  }
  Reg* registers = c_.arena.make_array<Reg>(count + 1);
  if (registers == nullptr) return c_.no_memory(), first;
  for (uint32_t i = 0; i < count; ++i) registers[i] = first + i;
  pack_registers(registers, count);
  return first;
}

/// A sequence with `*_`: only the items that are asked for are taken out, those behind the star counted from the end.
void Codegen::pattern_items(Seq<ast::pattern*> parts, uint32_t star, PatternSubject subject, PatternContext& context) {
  for (uint32_t i = 0; i < parts.size; ++i) {
    if (i == star || is_wildcard(parts[i])) continue;
    Reg item = push();
    Reg sequence = push();
    emit(Op::kCOPY, sequence, subject.reg);
    Reg index = push();
    if (i < star) {
      load_value(index, Ref::steal(Value::from_int(i)));
    } else {
      Reg back = push();
      emit(Op::kGET_LEN, index, subject.reg);
      load_value(back, Ref::steal(Value::from_int(parts.size - i)));
      emit(Op::kSUBTRACT, index, index, back);
    }
    emit(Op::kSUBSCRIPT, item, sequence, index);
    release(item + 1);
    sub_pattern(parts[i], {item, true}, context);
  }
  finish_subject(subject);
}

// -- mappings ----------------------------------------------------------------------------------------------------------

/// Evaluates the keys into a tuple in R[keys], the topmost temporary.
void Codegen::mapping_keys(ast::MatchMapping* p, Reg keys) {
  for (ast::expr* key : p->keys) {
    if (key == nullptr) return error("can't use NULL keys in MatchMapping (set 'rest' parameter instead)");
    if (ast::is<ast::Constant>(key)) {
      if (!check_new_key(p, key)) return;
    } else if (!ast::is<ast::Attribute>(key)) {
      return error("mapping pattern keys may only match literals and attribute lookups");
    }
  }
  tuple_or_list(p->keys, keys, Op::kBUILD_TUPLE);
  release(keys + 1);
}

/// A literal key may stand once: equal ones count as the same, as in a dict.
bool Codegen::check_new_key(ast::MatchMapping* p, const ast::expr* key) {
  Value value = constant_value(c_, key);
  for (const ast::expr* before : p->keys) {
    if (before == key || c_.failed) break;
    if (!ast::is<ast::Constant>(before)) continue;
    Result<bool> same = equal(c_.ts, constant_value(c_, before), value);
    if (same.raised()) return c_.fail(), false;
    if (!same.take()) continue;
    Result<Own<Str>> made = repr(c_.ts, value);
    if (made.raised()) return c_.fail(), false;
    Own<Str> text = made.take();
    return error("mapping pattern checks duplicate key (%s)", Utf8(c_.ts, *text).c_str()), false;
  }
  return !c_.failed;
}

void Codegen::pattern_mapping(ast::MatchMapping* p, PatternSubject subject, PatternContext& context) {
  uint32_t size = p->keys.size;
  Reg answer = push();
  emit(Op::kMATCH_MAPPING, answer, subject.reg);
  require(answer, context);
  if (size == 0 && p->rest == nullptr) return finish_subject(subject);
  if (size > 0) require_length(subject, cmpop::GtE, size, context);
  Reg keys = push();
  mapping_keys(p, keys);
  if (c_.failed) return;
  Reg values = push();
  Reg looked_up = push();
  emit(Op::kCOPY, looked_up, keys);
  emit(Op::kMATCH_KEYS, values, subject.reg, looked_up);
  release(looked_up);
  require_found(values, context);
  Reg first = unpack_into_temporaries(values, size, size);
  for (uint32_t i = 0; i < size; ++i) sub_pattern(p->patterns[i], {first + i, true}, context);
  if (p->rest == nullptr) {
    emit(Op::kDROP, keys);
    return finish_subject(subject);
  }
  Reg rest = push();
  emit(Op::kCOPY_DICT_WITHOUT_KEYS, rest, subject.reg, keys);
  emit(Op::kDROP, keys);
  finish_subject(subject);
  pattern_capture(p->rest, {rest, true}, context);
}

/// Goes on if R[values], the topmost temporary, is not None.
void Codegen::require_found(Reg values, PatternContext& context) {
  Reg copy = push();
  emit(Op::kCOPY, copy, values);
  release(copy);
  u_->code.jump(Op::kJUMP_IF_NONE, u_->loc, copy, pattern_fail(context));
}

// -- classes -----------------------------------------------------------------------------------------------------------

bool Codegen::check_keyword_patterns(ast::MatchClass* p) {
  for (uint32_t i = 0; i < p->kwd_attrs.size; ++i) {
    if (forbidden_name(p->kwd_attrs[i], ast::expr_context::Store)) return false;
    for (uint32_t k = i + 1; k < p->kwd_attrs.size; ++k) {
      if (p->kwd_attrs[k] != p->kwd_attrs[i]) continue;
      locate(p->kwd_patterns[k]);
      return error("attribute name repeated in class pattern: %s", p->kwd_attrs[k]->text.data()), false;
    }
  }
  return true;
}

void Codegen::pattern_class(ast::MatchClass* p, PatternSubject subject, PatternContext& context) {
  if (!check_keyword_patterns(p)) return;
  uint32_t positional = p->patterns.size;
  uint32_t count = positional + p->kwd_attrs.size;
  Result<Own<Tuple>> made = new_tuple(c_.ts, p->kwd_attrs.size);
  if (made.raised()) return c_.fail();
  Own<Tuple> names = made.take();
  for (uint32_t i = 0; i < p->kwd_attrs.size; ++i) {
    Value name = c_.str_of(p->kwd_attrs[i]);
    if (c_.failed) return;
    names->set(i, Ref::copy(name));
  }
  Reg values = push();
  Reg type = push();
  into(p->cls, type);
  load_value(push(), Ref(std::move(names)));
  emit(Op::kMATCH_CLASS, values, subject.reg, type);
  u_->code.set_word(positional);
  release(type);
  require_found(values, context);
  Reg first = unpack_into_temporaries(values, count, count);
  for (uint32_t i = 0; i < count; ++i) {
    ast::pattern* part = i < positional ? p->patterns[i] : p->kwd_patterns[i - positional];
    sub_pattern(part, {first + i, true}, context);
  }
  finish_subject(subject);
}

// -- alternatives ------------------------------------------------------------------------------------------------------

namespace {

/// How many names a pattern captures.
uint32_t count_captures(const ast::pattern* p) {
  auto all = [](Seq<ast::pattern*> parts) {
    uint32_t count = 0;
    for (const ast::pattern* part : parts) count += count_captures(part);
    return count;
  };
  switch (p->node_kind) {
    case NodeKind::MatchSequence: return all(as<ast::MatchSequence>(p)->patterns);
    case NodeKind::MatchMapping:
      return all(as<ast::MatchMapping>(p)->patterns) + (as<ast::MatchMapping>(p)->rest != nullptr ? 1 : 0);
    case NodeKind::MatchClass: return all(as<ast::MatchClass>(p)->patterns) + all(as<ast::MatchClass>(p)->kwd_patterns);
    case NodeKind::MatchStar: return as<ast::MatchStar>(p)->name != nullptr ? 1 : 0;
    case NodeKind::MatchAs: {
      auto* part = as<ast::MatchAs>(p);
      return (part->pattern != nullptr ? count_captures(part->pattern) : 0) + (part->name != nullptr ? 1 : 0);
    }
    case NodeKind::MatchOr: return count_captures(as<ast::MatchOr>(p)->patterns[0]);
    default: return 0;
  }
}

}  // namespace

/// Every alternative leaves its captures in the same registers.
void Codegen::pattern_or(ast::MatchOr* p, PatternSubject subject, PatternContext& context) {
  Label matched;
  uint32_t count = count_captures(p->patterns[0]);
  Reg results = push(count);
  PatternContext first = {top(), false};
  for (uint32_t i = 0; i < p->patterns.size; ++i) {
    if (stop()) return;
    ast::pattern* alternative = p->patterns[i];
    locate(alternative);
    bool last = i + 1 == p->patterns.size;
    PatternContext inner = {top(), last && context.allow_irrefutable};
    Reg copy = push();
    emit(Op::kCOPY, copy, subject.reg);
    pattern(alternative, {copy, true}, inner);
    if (c_.failed) return;
    if (i == 0) first = inner;
    bool same = inner.capture_count == first.capture_count;
    for (uint32_t k = 0; same && k < inner.capture_count; ++k) {
      int place = inner.find(first.captures[k].name);
      same = place >= 0;
      if (same) emit(Op::kMOVE, results + k, inner.captures[place].reg);
    }
    if (!same) return error("alternative patterns bind different names");
    release(inner.base);
    u_->code.artificial_jump(Op::kJUMP, matched);
    place_failures(inner);
  }
  u_->code.jump(Op::kJUMP, u_->loc, 0, pattern_fail(context));
  u_->code.place(matched);
  finish_subject(subject);
  for (uint32_t k = 0; k < first.capture_count; ++k) add_capture(first.captures[k].name, results + k, context);
}

}  // namespace pyemb
