// SPDX-License-Identifier: MIT
#pragma once

// The objects of _sre and what their sources share:
//
//     pattern.cpp      re.Pattern, the type; match, search and their kin
//     substitute.cpp   findall, split, sub, subn
//     template.cpp     replacement strings with references to groups
//     match.cpp        re.Match
//     scanner.cpp      _sre.SRE_Scanner, and finditer, which is one

#include "modules/module_type_specs.h"
#include "modules/sre/matcher.h"
#include "objects/dict.h"
#include "objects/native.h"
#include "objects/owned_fields.h"
#include "objects/tuple.h"

namespace pyemb::sre {

struct Pattern : Object {
  static constexpr TypeId kId = ModuleType::kSrePattern;
  enum Subjects : int8_t { kAny = -1, kStrings = 0, kBytes = 1 };

  Value pattern;       ///< owned: str, bytes-like or None
  Dict* group_index;   ///< owned: name -> number
  Tuple* index_group;  ///< owned: number -> name or None
  Program* program;    ///< owned; null until it is made whole
  int64_t groups;
  int64_t flags;
  Subjects subjects;   ///< what it can be applied to
};

/// The items are the starts and ends of the groups, group 0 first; -1: has not matched.
struct Match : VarObject {
  static constexpr TypeId kId = ModuleType::kSreMatch;

  Pattern* pattern;    ///< owned
  Value string;        ///< owned: what was searched
  Value regs;          ///< owned, null until asked for
  int64_t pos;
  int64_t endpos;
  int64_t last_index;  ///< -1: no group

  int64_t groups() const { return size / 2; }  ///< group 0 included
  int64_t* marks() { return reinterpret_cast<int64_t*>(this + 1); }
};

/// What a pattern is applied to: the characters of a str, or the bytes of a bytes-like object.
class Subject {
 public:
  /// The object must stay alive. TypeError for what has no characters.
  [[nodiscard]] Status open(ThreadState& ts, Value object);
  /// The same, which must be of the pattern's kind; `pos` and `endpos` bound the search.
  [[nodiscard]] Status open(ThreadState& ts, const Pattern& pattern, Value object, int64_t pos = 0, int64_t endpos = INT64_MAX);

  /// The part [start, stop), brought into bounds: a str or bytes.
  [[nodiscard]] Result<Ref> slice(ThreadState& ts, int64_t start, int64_t stop) const;
  /// What a group has matched, or a copy of `fallback`.
  [[nodiscard]] Result<Ref> group(ThreadState& ts, const MatchState& match, uint32_t group, Value fallback) const;

  Value object = Value::null();  ///< borrowed
  const void* data = nullptr;
  int64_t length = 0;
  int64_t pos = 0;
  int64_t endpos = 0;
  Str::Kind width = Str::kOneByte;
  bool is_bytes = false;

 private:
  Ref view_;  ///< a memoryview that keeps the bytes where they are; null for str and bytes
};

/// A match object for the last match of `match`.
[[nodiscard]] Result<Ref> new_match(ThreadState& ts, Pattern& pattern, const Subject& subject, const MatchState& match);
/// The number of a group from a number or name, or -1.
[[nodiscard]] Result<int64_t> group_number(ThreadState& ts, const Match& match, Value key);

/// Makes tables anew that depend on the locale; to be called before a pattern is applied.
inline void prepare_program(Pattern& pattern) {
  if (UNLIKELY(pattern.program->by_locale)) refresh_locale(*pattern.program);
}

[[nodiscard]] Result<Ref> new_pattern(ThreadState& ts, Value pattern, int64_t flags, Value code, int64_t groups, Dict& group_index, Tuple& index_group);

[[nodiscard]] Result<Ref> pattern_findall(ThreadState& ts, Pattern& self, Value string, std::optional<int64_t> pos, std::optional<int64_t> endpos);
[[nodiscard]] Result<Ref> pattern_finditer(ThreadState& ts, Pattern& self, Value string, std::optional<int64_t> pos, std::optional<int64_t> endpos);
[[nodiscard]] Result<Ref> pattern_scanner(ThreadState& ts, Pattern& self, Value string, std::optional<int64_t> pos, std::optional<int64_t> endpos);
[[nodiscard]] Result<Ref> pattern_split(ThreadState& ts, Pattern& self, Value string, int64_t most);
[[nodiscard]] Result<Ref> pattern_sub(ThreadState& ts, Pattern& self, Value replacement, Value string, int64_t count);
[[nodiscard]] Result<Ref> pattern_subn(ThreadState& ts, Pattern& self, Value replacement, Value string, int64_t count);

/// A replacement string with references, parsed by the library: literals and numbers of groups. Borrows from `parsed`.
struct Template {
  Ref parsed;        ///< (groups, literals) of re._parser.parse_template
  bool ok = false;   ///< it has the expected form

  /// Parses it (through the library's cache).
  [[nodiscard]] Status parse(ThreadState& ts, Value replacement, Pattern& pattern);
  const Tuple& parts() const { return *parsed.as<Tuple>(); }
};

}  // namespace pyemb::sre
