// SPDX-License-Identifier: MIT
#include <algorithm>
#include <new>

#include "modules/sre/sre.h"
#include "modules/sre/validator.h"
#include "objects/generic_alias.h"
#include "objects/list.h"
#include "objects/int.h"
#include "objects/mapping_proxy.h"
#include "objects/string_builder.h"

// re.Pattern: a compiled regular expression.

namespace pyemb::sre {

namespace {

/// The words of a code list.
Status read_code(ThreadState& ts, const List& list, HeapArray<uint32_t>& code) {
  if (!code.reserve(static_cast<size_t>(list.size))) return raise_no_memory(ts);
  for (int64_t i = 0; i < list.size; ++i) {
    Ref word = Ref::none();
    if (is_any_int(list.at(i))) word = TRY(number_index(ts, list.at(i)));  // operations are instances of a subclass
    Value number = word;
    if (!number.is_int() || number.as_int() < 0 || number.as_int() > 0xFFFFFFFF) {
      return raise(ts, Exc::kOverflowError, "regular expression code size limit exceeded");
    }
    if (!code.push(static_cast<uint32_t>(number.as_int()))) return raise_no_memory(ts);
  }
  return {};
}

Status compile_into(ThreadState& ts, Pattern& made, const List& code) {
  void* block = ts.interp.heap.allocate_buffer(sizeof(Program));
  if (block == nullptr) return raise_no_memory(ts);
  made.program = new (block) Program(ts.interp.heap);
  Program& program = *made.program;
  TRY(read_code(ts, code, program.codes));
  program.code_size = program.codes.size();
  bool valid = TRY(is_valid_code(ts, program.codes.data(), program.code_size, made.groups));
  if (!valid) return raise(ts, Exc::kRuntimeError, "invalid SRE code");
  program.groups = static_cast<uint32_t>(made.groups);
  return translate(ts, program);
}

}  // namespace

Result<Ref> new_pattern(ThreadState& ts, Value pattern, int64_t flags, Value code, int64_t groups, Dict& group_index, Tuple& index_group) {
  Own<Pattern> made = TRY(new_native<Pattern>(ts));
  made->pattern = Ref::copy(pattern).release();
  made->group_index = Own<Dict>::copy(&group_index).release();
  made->index_group = Own<Tuple>::copy(&index_group).release();
  made->groups = groups;
  made->flags = flags;
  made->subjects = Pattern::kAny;
  if (!pattern.is_none()) {
    Subject subject;
    TRY(subject.open(ts, pattern));
    made->subjects = subject.is_bytes ? Pattern::kBytes : Pattern::kStrings;
  }
  TRY(compile_into(ts, *made, as<List>(code)));
  gc_track(ts, made.get());
  return made;
}

namespace {

template <Mode mode>
Result<Ref> pattern_apply(ThreadState& ts, Pattern& self, Value string, std::optional<int64_t> pos, std::optional<int64_t> endpos) {
  Subject subject;
  TRY(subject.open(ts, self, string, pos.value_or(0), endpos.value_or(INT64_MAX)));
  prepare_program(self);
  MatchState match(ts, *self.program, subject.data, subject.width, subject.endpos);
  bool found = TRY(match.find(ts, mode, subject.pos));
  if (!found) return Ref::none();
  return new_match(ts, self, subject, match);
}

Value pattern_copy(ThreadState&, Pattern& self) { return Value::from_object(&self); }
Value pattern_deepcopy(ThreadState&, Pattern& self, Value) { return Value::from_object(&self); }

Result<Ref> pattern_groupindex(ThreadState& ts, Pattern& self) {
  if (self.group_index->size == 0) return new_dict(ts);
  return new_mapping_proxy(ts, Value::from_object(self.group_index));
}

std::span<const uint32_t> code_of(const Pattern& pattern) { return {pattern.program->codes.data(), pattern.program->code_size}; }

Result<int64_t> pattern_hash(ThreadState& ts, Value self) {
  auto& pattern = as<Pattern>(self);
  auto mixed = static_cast<uint64_t>(TRY(hash(ts, pattern.pattern)));
  for (uint32_t word : code_of(pattern)) mixed = (mixed ^ word) * 0x9E3779B97F4A7C15u;
  mixed ^= static_cast<uint64_t>(pattern.flags) ^ static_cast<uint64_t>(pattern.subjects) << 32 ^ static_cast<uint64_t>(pattern.groups) << 40;
  auto answer = static_cast<int64_t>(mixed ^ mixed >> 32) >> 2;
  return answer == -1 ? int64_t{-2} : answer;
}

Result<Ref> pattern_compare(ThreadState& ts, Value left, Value right, Compare op) {
  if ((op != Compare::kEq && op != Compare::kNe) || !is<Pattern>(left) || !is<Pattern>(right)) return Result<Ref>::not_implemented();
  auto& a = as<Pattern>(left);
  auto& b = as<Pattern>(right);
  bool same = &a == &b;
  if (!same && a.flags == b.flags && a.subjects == b.subjects && std::ranges::equal(code_of(a), code_of(b))) {
    same = TRY(equal(ts, a.pattern, b.pattern));
  }
  return Result<Ref>::boolean(same == (op == Compare::kEq));
}

struct FlagName {
  uint32_t flag;
  const char* name;
};
constexpr FlagName kFlagNames[] = {
    {kTemplate, "re.TEMPLATE"}, {kIgnoreCase, "re.IGNORECASE"}, {kLocale, "re.LOCALE"},     {kMultiLine, "re.MULTILINE"}, {kDotAll, "re.DOTALL"},
    {kUnicode, "re.UNICODE"},   {kVerbose, "re.VERBOSE"},       {kDebugFlag, "re.DEBUG"},   {kAscii, "re.ASCII"},
};

Result<Ref> pattern_repr(ThreadState& ts, Value self) {
  auto& pattern = as<Pattern>(self);
  Own<Str> text = TRY(repr(ts, pattern.pattern));
  StringBuilder out(ts);
  out.append("re.compile(");
  out.append(*text, 0, std::min<int64_t>(text->length, 200));
  auto flags = static_cast<uint32_t>(pattern.flags);
  // What is taken for granted of a str pattern is not shown.
  if (pattern.subjects == Pattern::kStrings && (flags & (kLocale | kUnicode | kAscii)) == kUnicode) flags &= ~uint32_t{kUnicode};
  const char* separator = ", ";
  for (const FlagName& row : kFlagNames) {
    if ((flags & row.flag) == 0) continue;
    out.append(std::exchange(separator, "|"));
    out.append(row.name);
    flags &= ~row.flag;
  }
  if (flags != 0) {
    out.append(separator);
    Own<Str> rest = TRY(new_str_format(ts, "0x%x", flags));
    out.append(*rest);
  }
  out.append(")");
  return out.finish();
}

constexpr const char* kBounds = "($self, /, string, pos=0, endpos=sys.maxsize)";

constexpr NativeMethod kMethods[] = {
    method<pattern_apply<Mode::kMatch>>("match", kBounds, "A match at the start of the string, or None."),
    method<pattern_apply<Mode::kFullMatch>>("fullmatch", kBounds, "A match of the whole string, or None."),
    method<pattern_apply<Mode::kSearch>>("search", kBounds, "The first match in the string, or None."),
    method<pattern_sub>("sub", "($self, /, repl, string, count=0)", "The string with the leftmost matches replaced, which do not overlap."),
    method<pattern_subn>("subn", "($self, /, repl, string, count=0)", "The pair (what sub gives, how many matches were replaced)."),
    method<pattern_findall>("findall", kBounds, "A list of all matches that do not overlap."),
    method<pattern_split>("split", "($self, /, string, maxsplit=0)", "The parts of the string between the matches, and the groups of these."),
    method<pattern_finditer>("finditer", kBounds, "An iterator over all matches that do not overlap."),
    method<pattern_scanner>("scanner", kBounds, "A scanner of the string."),
    method<pattern_copy>("__copy__", "($self, /)", "The pattern itself: it cannot change."),
    method<pattern_deepcopy>("__deepcopy__", "($self, memo, /)", "The pattern itself: it cannot change."),
    class_method<class_getitem_alias>("__class_getitem__", "($cls, item, /)", "The type with its parameters, for annotations."),
};

constexpr GetSet kGetSets[] = {
    getset<pattern_groupindex>("groupindex", "The numbers of the named groups, by name."),
};

constexpr Member kMembers[] = {
    {"pattern", Member::kValueOrNone, offsetof(Pattern, pattern), Member::kReadOnly, "What the pattern was compiled from."},
    {"flags", Member::kInt64, offsetof(Pattern, flags), Member::kReadOnly, "The flags that hold for the pattern."},
    {"groups", Member::kInt64, offsetof(Pattern, groups), Member::kReadOnly, "How many groups it has."},
};
using Owned = OwnedFields<Pattern, &Pattern::pattern, &Pattern::group_index, &Pattern::index_group>;

void pattern_dealloc(ThreadState& ts, Object* object) {
  Program* program = std::exchange(static_cast<Pattern*>(object)->program, nullptr);
  if (program != nullptr) {
    program->~Program();
    ts.interp.heap.release_buffer(program, sizeof(Program));
  }
  Owned::dealloc(ts, object);
}

}  // namespace
}  // namespace pyemb::sre

namespace pyemb {

constexpr TypeSpec kSrePatternSpec = {
    .name = "re.Pattern",
    .doc = "A compiled regular expression.",
    .id = ModuleType::kSrePattern,
    .size = sizeof(sre::Pattern),
    .flags = Type::kCollected | Type::kNoNew | Type::kWeakrefable,
    .methods = sre::kMethods,
    .getsets = sre::kGetSets,
    .members = sre::kMembers,
    .slots = {.repr = sre::pattern_repr, .hash = sre::pattern_hash, .compare = sre::pattern_compare},
    .traverse = sre::Owned::traverse,
    .dealloc = sre::pattern_dealloc,
};

}  // namespace pyemb
