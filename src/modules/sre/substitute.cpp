// SPDX-License-Identifier: MIT
#include "modules/sre/sre.h"
#include <algorithm>

#include "objects/attributes.h"
#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/call.h"
#include "objects/list.h"
#include "objects/string_builder.h"
#include "objects/text_search.h"
#include "vm/import.h"

// What walks over all matches in a string: findall, split, sub, subn.

namespace pyemb::sre {

namespace {

/// One match after the other, which do not overlap.
class Walk {
 public:
  Walk(ThreadState& ts, Pattern& pattern, const Subject& subject)
      : ts_(ts), match_(ts, *pattern.program, subject.data, subject.width, subject.endpos), from_(subject.pos), end_(subject.endpos) {
    prepare_program(pattern);
  }
  Result<bool> next() {
    if (from_ > end_) return false;
    Result<bool> found = match_.find(ts_, Mode::kSearch, from_, must_advance_);
    if (!found.raised() && found.take()) {
      from_ = match_.stop();
      must_advance_ = match_.start() == from_;
    }
    return found;
  }
  const MatchState& match() const { return match_; }

 private:
  ThreadState& ts_;
  MatchState match_;
  int64_t from_;
  int64_t end_;
  bool must_advance_ = false;
};

/// What findall lists for a match: the match, its only group, or a tuple of its groups.
Result<Ref> found_item(ThreadState& ts, const Pattern& pattern, const Subject& subject, const MatchState& match, Value empty) {
  if (pattern.groups == 0) return subject.slice(ts, match.start(), match.stop());
  if (pattern.groups == 1) return subject.group(ts, match, 0, empty);
  Own<Tuple> groups = TRY(new_tuple(ts, pattern.groups));
  for (int64_t i = 0; i < pattern.groups; ++i) groups->set(i, Ref::copy(empty));
  for (int64_t i = 0; i < pattern.groups; ++i) {
    Ref text = TRY(subject.group(ts, match, static_cast<uint32_t>(i), empty));
    groups->set(i, std::move(text));
  }
  return groups;
}

}  // namespace

Result<Ref> pattern_findall(ThreadState& ts, Pattern& self, Value string, std::optional<int64_t> pos, std::optional<int64_t> endpos) {
  Subject subject;
  TRY(subject.open(ts, self, string, pos.value_or(0), endpos.value_or(INT64_MAX)));
  Ref empty = TRY(subject.slice(ts, 0, 0));
  Own<List> found = TRY(new_list(ts));
  Walk walk(ts, self, subject);
  for (;;) {
    bool more = TRY(walk.next());
    if (!more) return found;
    Ref item = TRY(found_item(ts, self, subject, walk.match(), empty));
    TRY(list_append(ts, *found, std::move(item)));
  }
}

Result<Ref> pattern_split(ThreadState& ts, Pattern& self, Value string, int64_t most) {
  Subject subject;
  TRY(subject.open(ts, self, string));
  Own<List> parts = TRY(new_list(ts));
  Walk walk(ts, self, subject);
  int64_t done = 0;
  for (int64_t count = 0; most == 0 || count < most; ++count) {
    bool more = TRY(walk.next());
    if (!more) break;
    Ref part = TRY(subject.slice(ts, done, walk.match().start()));
    TRY(list_append(ts, *parts, std::move(part)));
    for (int64_t i = 0; i < self.groups; ++i) {
      Ref group = TRY(subject.group(ts, walk.match(), static_cast<uint32_t>(i), Value::none()));
      TRY(list_append(ts, *parts, std::move(group)));
    }
    done = walk.match().stop();
  }
  Ref rest = TRY(subject.slice(ts, done, subject.length));
  TRY(list_append(ts, *parts, std::move(rest)));
  return parts;
}

namespace {

/// The result of sub, as it grows: str or bytes.
class Output {
 public:
  Output(ThreadState& ts, const Subject& subject) : ts_(ts), subject_(subject), text_(ts), bytes_(ts.interp.heap) {}

  /// The part [start, stop) of what is searched.
  Status copy(int64_t start, int64_t stop) {
    if (start >= stop) return {};
    ++pieces_;
    if (!subject_.is_bytes) {
      text_.append(as<Str>(subject_.object), start, stop);
      return {};
    }
    return append({static_cast<const char*>(subject_.data) + start, static_cast<size_t>(stop - start)});
  }
  /// A replacement; None is nothing.
  Status item(Value item) {
    if (item.is_none()) return {};
    if (!subject_.is_bytes) {
      if (!is<Str>(item)) {
        return raise(ts_, Exc::kTypeError, "sequence item %lld: expected str instance, %s found", static_cast<long long>(pieces_), type_name(ts_, item));
      }
      text_.append(as<Str>(item));
    } else {
      if (!has_buffer(ts_, item)) {
        return raise(ts_, Exc::kTypeError, "sequence item %lld: expected a bytes-like object, %s found", static_cast<long long>(pieces_),
                     type_name(ts_, item));
      }
      Buffer piece(ts_);
      TRY(piece.open(item));
      TRY(append(piece.view()));
    }
    ++pieces_;
    return {};
  }
  Result<Ref> finish() {
    if (subject_.is_bytes) return new_bytes(ts_, {reinterpret_cast<const char*>(bytes_.data()), bytes_.size()});
    return text_.finish();
  }

 private:
  Status append(std::string_view bytes) {
    size_t size = bytes_.size() + bytes.size();
    if (size > capacity_) {
      capacity_ = std::max(size, capacity_ * 2);
      if (!bytes_.reserve(capacity_)) return raise_no_memory(ts_);
    }
    bytes_.append(reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size());
    return {};
  }

  ThreadState& ts_;
  const Subject& subject_;
  StringBuilder text_;
  HeapArray<uint8_t> bytes_;
  size_t capacity_ = 0;
  int64_t pieces_ = 0;
};

/// What matches are replaced by.
struct Replacement {
  enum Kind : uint8_t { kLiteral, kCall, kTemplate };
  Kind kind;
  Ref value;
  Template parsed;
};

bool has_backslash(const Subject& subject) {
  return visit(subject.width, subject.data, [&](auto units) {
    using Unit = std::remove_cv_t<std::remove_pointer_t<decltype(units)>>;
    return text::find_unit(units, subject.length, Unit{'\\'}) != text::kNotFound;
  });
}

Status read_replacement(ThreadState& ts, Pattern& pattern, Value given, Replacement& replacement) {
  replacement.value = Ref::copy(given);
  replacement.kind = Replacement::kCall;
  if (is_callable(ts, given)) return {};
  if (is<Str>(given) || has_buffer(ts, given)) {
    Subject text;
    TRY(text.open(ts, given));
    replacement.kind = Replacement::kLiteral;
    if (!has_backslash(text)) return {};
  }
  // The library parses it; what it gives is a literal or a function, of which only the parsed template is of use here.
  Ref re = TRY(import_module(ts, "re"));
  Ref read = TRY(get_attr(ts, re, "_subx"));
  replacement.value = TRY(call(ts, read, Value::from_object(&pattern), given));
  replacement.kind = is_callable(ts, replacement.value) ? Replacement::kCall : Replacement::kLiteral;
  if (replacement.kind == Replacement::kLiteral) return {};
  TRY(replacement.parsed.parse(ts, given, pattern));
  if (replacement.parsed.ok) replacement.kind = Replacement::kTemplate;
  return {};
}

/// A template with the groups of a match.
Status expand(ThreadState& ts, const Template& parsed, const Subject& subject, const MatchState& match, Output& out) {
  const List& groups = as<List>(parsed.parts().at(0));
  const List& literals = as<List>(parsed.parts().at(1));
  int64_t next = 0;
  for (int64_t i = 0; i < literals.size; ++i) {
    if (next < groups.size && as<Tuple>(groups.at(next)).at(0).as_int() == i) {
      int64_t group = as<Tuple>(groups.at(next++)).at(1).as_int();
      if (group == 0) {
        TRY(out.copy(match.start(), match.stop()));
      } else if (match.has_group(static_cast<uint32_t>(group - 1))) {
        auto number = static_cast<uint32_t>(group - 1);
        TRY(out.copy(match.mark(2 * number), match.mark(2 * number + 1)));
      }
    } else {
      TRY(out.item(literals.at(i)));
    }
  }
  return {};
}

/// sub: `replaced` counts the matches.
Result<Ref> substitute(ThreadState& ts, Pattern& self, Value given, Value string, int64_t most, int64_t& replaced) {
  Replacement replacement;
  TRY(read_replacement(ts, self, given, replacement));
  Subject subject;
  TRY(subject.open(ts, self, string));
  Walk walk(ts, self, subject);
  Output out(ts, subject);
  int64_t done = 0;
  for (replaced = 0; most == 0 || replaced < most; ++replaced) {
    bool more = TRY(walk.next());
    if (!more) break;
    const MatchState& match = walk.match();
    TRY(out.copy(done, match.start()));
    done = match.stop();
    if (replacement.kind == Replacement::kLiteral) {
      TRY(out.item(replacement.value));
    } else if (replacement.kind == Replacement::kTemplate) {
      TRY(expand(ts, replacement.parsed, subject, match, out));
    } else {
      Ref made = TRY(new_match(ts, self, subject, match));
      Ref item = TRY(call(ts, replacement.value, made));
      TRY(out.item(item));
    }
  }
  if (replaced == 0) return subject.slice(ts, 0, subject.length);
  TRY(out.copy(done, subject.length));
  return out.finish();
}

}  // namespace

Result<Ref> pattern_sub(ThreadState& ts, Pattern& self, Value replacement, Value string, int64_t count) {
  int64_t replaced;
  return substitute(ts, self, replacement, string, count, replaced);
}

Result<Ref> pattern_subn(ThreadState& ts, Pattern& self, Value replacement, Value string, int64_t count) {
  int64_t replaced;
  Ref text = TRY(substitute(ts, self, replacement, string, count, replaced));
  return new_tuple_of(ts, text, Value::from_int(replaced));
}

}  // namespace pyemb::sre
