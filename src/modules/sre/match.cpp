// SPDX-License-Identifier: MIT
#include "modules/sre/sre.h"

#include <algorithm>

#include "objects/attributes.h"
#include "objects/bytes.h"
#include "objects/call.h"
#include "objects/generic_alias.h"
#include "objects/memoryview.h"
#include "objects/str.h"
#include "vm/import.h"

// re.Match: which parts of a string the groups of a pattern have matched. The parts are cut out when they are asked for.

namespace pyemb::sre {

// -- the subject ---------------------------------------------------------------------------------------------------------

Status Subject::open(ThreadState& ts, Value string) {
  object = string;
  if (Str* s = as_if<Str>(string)) {
    data = s->data();
    length = s->length;
    width = s->kind;
  } else if (Bytes* bytes = as_if<Bytes>(string)) {
    data = bytes->data();
    length = bytes->size;
    is_bytes = true;
  } else {
    if (!has_buffer(ts, string)) return raise(ts, Exc::kTypeError, "expected string or bytes-like object, got '%s'", type_name(ts, string));
    Buffer buffer(ts);
    TRY(buffer.open(string));  // refuses what is not contiguous
    view_ = TRY(new_memory_view(ts, string));
    data = buffer.data();
    length = buffer.size();
    is_bytes = true;
  }
  endpos = length;
  return {};
}

Status Subject::open(ThreadState& ts, const Pattern& pattern, Value string, int64_t from, int64_t to) {
  TRY(open(ts, string));
  if (is_bytes && pattern.subjects == Pattern::kStrings) {
    return raise(ts, Exc::kTypeError, "cannot use a string pattern on a bytes-like object");
  }
  if (!is_bytes && pattern.subjects == Pattern::kBytes) {
    return raise(ts, Exc::kTypeError, "cannot use a bytes pattern on a string-like object");
  }
  pos = std::clamp<int64_t>(from, 0, length);
  endpos = std::clamp<int64_t>(to, 0, length);
  return {};
}

Result<Ref> Subject::slice(ThreadState& ts, int64_t start, int64_t stop) const {
  stop = std::min(stop, length);
  start = std::min(start, stop);
  if (!is_bytes) return str_slice(ts, as<Str>(object), start, stop);
  if (start == 0 && stop == length && pyemb::is_bytes(object)) return Ref::copy(object);
  return new_bytes(ts, {static_cast<const char*>(data) + start, static_cast<size_t>(stop - start)});
}

Result<Ref> Subject::group(ThreadState& ts, const MatchState& match, uint32_t group, Value fallback) const {
  if (!match.has_group(group)) return Ref::copy(fallback);
  return slice(ts, match.mark(2 * group), match.mark(2 * group + 1));
}

// -- making matches ------------------------------------------------------------------------------------------------------

Result<Ref> new_match(ThreadState& ts, Pattern& pattern, const Subject& subject, const MatchState& match) {
  int64_t groups = pattern.groups + 1;
  Own<Match> made = TRY(new_native<Match>(ts, 2 * groups));
  made->pattern = Own<Pattern>::copy(&pattern).release();
  made->string = Ref::copy(subject.object).release();
  made->pos = subject.pos;
  made->endpos = subject.endpos;
  made->last_index = match.last_index();
  int64_t* marks = made->marks();
  marks[0] = match.start();
  marks[1] = match.stop();
  for (int64_t i = 0; i < pattern.groups; ++i) {
    bool matched = match.has_group(static_cast<uint32_t>(i));
    marks[2 * i + 2] = matched ? match.mark(static_cast<uint32_t>(2 * i)) : -1;
    marks[2 * i + 3] = matched ? match.mark(static_cast<uint32_t>(2 * i + 1)) : -1;
  }
  gc_track(ts, made.get());
  return made;
}

Result<int64_t> group_number(ThreadState& ts, const Match& match, Value key) {
  int64_t number = -1;
  if (key.is_int()) {
    number = key.as_int();
  } else if (type_of(ts, key).slots.index != nullptr) {
    number = TRY(to_clamped_index(ts, key));
  } else {
    Ref found = TRY(dict_find(ts, *match.pattern->group_index, key));
    if (!found.is_absent() && found.get().is_int()) number = found.get().as_int();
  }
  return number >= 0 && number < match.groups() ? number : int64_t{-1};
}

namespace {

COLD Raised raise_no_group(ThreadState& ts) { return raise(ts, Exc::kIndexError, "no such group"); }

/// The number of a group; null: the whole match. IndexError if there is none.
Result<int64_t> require_group(ThreadState& ts, const Match& match, Value key) {
  if (key.is_null()) return int64_t{0};
  Result<int64_t> number = group_number(ts, match, key);
  if (number.raised()) return Raised{};
  if (number.take() < 0) return raise_no_group(ts);
  return number;
}

/// What group `number` has matched, or a copy of `fallback`.
Result<Ref> text_of(ThreadState& ts, Match& match, int64_t number, Value fallback) {
  const int64_t* marks = match.marks() + 2 * number;
  if (marks[0] < 0) return Ref::copy(fallback);
  Subject subject;
  TRY(subject.open(ts, match.string));
  return subject.slice(ts, marks[0], marks[1]);
}

Result<Ref> text_of_key(ThreadState& ts, Match& match, Value key) {
  int64_t number = TRY(require_group(ts, match, key));
  return text_of(ts, match, number, Value::none());
}

Result<Ref> match_group(ThreadState& ts, Match& self, Rest keys) {
  if (keys.empty()) return text_of(ts, self, 0, Value::none());
  if (keys.size() == 1) return text_of_key(ts, self, keys[0]);
  Own<Tuple> texts = TRY(new_tuple(ts, static_cast<int64_t>(keys.size())));
  for (int64_t i = 0; i < texts->size; ++i) texts->set(i, Ref::none());
  for (size_t i = 0; i < keys.size(); ++i) {
    Ref text = TRY(text_of_key(ts, self, keys[i]));
    texts->set(static_cast<int64_t>(i), std::move(text));
  }
  return texts;
}

Result<Ref> match_getitem(ThreadState& ts, Value self, Value key) { return text_of_key(ts, as<Match>(self), key); }

Result<Ref> match_groups(ThreadState& ts, Match& self, Value fallback) {
  if (fallback.is_null()) fallback = Value::none();
  Own<Tuple> texts = TRY(new_tuple(ts, self.groups() - 1));
  for (int64_t i = 0; i < texts->size; ++i) texts->set(i, Ref::none());
  for (int64_t i = 1; i < self.groups(); ++i) {
    Ref text = TRY(text_of(ts, self, i, fallback));
    texts->set(i - 1, std::move(text));
  }
  return texts;
}

Result<Ref> match_groupdict(ThreadState& ts, Match& self, Value fallback) {
  if (fallback.is_null()) fallback = Value::none();
  Own<Dict> texts = TRY(new_dict(ts));
  Own<Dict> names = Own<Dict>::copy(self.pattern->group_index);
  Value name, number;
  for (int64_t position = 0; dict_next(*names, &position, &name, &number);) {
    Ref key = Ref::copy(name);
    int64_t group = TRY(group_number(ts, self, number));
    Ref text = Ref::copy(fallback);
    if (group >= 0) text = TRY(text_of(ts, self, group, fallback));
    TRY(dict_set(ts, *texts, key, text));
  }
  return texts;
}

Result<int64_t> match_start(ThreadState& ts, Match& self, Value group) {
  int64_t number = TRY(require_group(ts, self, group));
  return self.marks()[2 * number];
}

Result<int64_t> match_end(ThreadState& ts, Match& self, Value group) {
  int64_t number = TRY(require_group(ts, self, group));
  return self.marks()[2 * number + 1];
}

Result<Own<Tuple>> span_of(ThreadState& ts, Match& match, int64_t number) {
  const int64_t* marks = match.marks() + 2 * number;
  return new_tuple_of(ts, Value::from_int(marks[0]), Value::from_int(marks[1]));
}

Result<Ref> match_span(ThreadState& ts, Match& self, Value group) {
  int64_t number = TRY(require_group(ts, self, group));
  return span_of(ts, self, number);
}

Result<Ref> match_regs(ThreadState& ts, Match& self) {
  if (!self.regs.is_null()) return Ref::copy(self.regs);
  Own<Tuple> spans = TRY(new_tuple(ts, self.groups()));
  for (int64_t i = 0; i < spans->size; ++i) spans->set(i, Ref::none());
  for (int64_t i = 0; i < spans->size; ++i) {
    Own<Tuple> span = TRY(span_of(ts, self, i));
    spans->set(i, Ref(std::move(span)));
  }
  set_field(self.regs, Ref::copy(spans.get()));
  return spans;
}

Value match_lastindex(ThreadState&, Match& self) { return self.last_index < 0 ? Value::none() : Value::from_int(self.last_index); }

Value match_lastgroup(ThreadState&, Match& self) {
  const Tuple& names = *self.pattern->index_group;
  return self.last_index >= 0 && self.last_index < names.size ? names.at(self.last_index) : Value::none();
}

Result<Ref> match_expand(ThreadState& ts, Match& self, Value text) {
  Ref re = TRY(import_module(ts, "re"));
  Ref expand = TRY(get_attr(ts, re, "_expand"));
  return call(ts, expand, Value::from_object(self.pattern), Value::from_object(&self), text);
}

Value match_copy(ThreadState&, Match& self) { return Value::from_object(&self); }
Value match_deepcopy(ThreadState&, Match& self, Value) { return Value::from_object(&self); }

Result<Ref> match_repr(ThreadState& ts, Value self) {
  auto& match = as<Match>(self);
  Ref text = TRY(text_of(ts, match, 0, Value::none()));
  Own<Str> shown = TRY(repr(ts, text));
  if (shown->length > 50) {
    Ref cut = TRY(str_slice(ts, *shown, 0, 50));
    shown = Own<Str>::copy(cut.as<Str>());
  }
  return new_str_format(ts, "<%s object; span=(%lld, %lld), match=%s>", type_name(ts, self), static_cast<long long>(match.marks()[0]),
                        static_cast<long long>(match.marks()[1]), Utf8(ts, *shown).c_str());
}

constexpr NativeMethod kMethods[] = {
    method<match_group>("group", "($self, /, *groups)", "One group as a string, or several as a tuple; without arguments the whole match."),
    method<match_start>("start", "($self, group=0, /)", "Where the group starts; -1 if it has not matched."),
    method<match_end>("end", "($self, group=0, /)", "Where the group ends; -1 if it has not matched."),
    method<match_span>("span", "($self, group=0, /)", "(start, end) of the group."),
    method<match_groups>("groups", "($self, /, default=None)", "All groups but the whole match, as a tuple."),
    method<match_groupdict>("groupdict", "($self, /, default=None)", "The named groups, by name."),
    method<match_expand>("expand", "($self, /, template)", "The template with its references to groups replaced."),
    method<match_copy>("__copy__", "($self, /)", "The match itself: it cannot change."),
    method<match_deepcopy>("__deepcopy__", "($self, memo, /)", "The match itself: it cannot change."),
    class_method<class_getitem_alias>("__class_getitem__", "($cls, item, /)", "The type with its parameters, for annotations."),
};

constexpr GetSet kGetSets[] = {
    getset<match_lastindex>("lastindex", "The number of the group that matched last; None if none has."),
    getset<match_lastgroup>("lastgroup", "The name of the group that matched last; None if it has none."),
    getset<match_regs>("regs", "The spans of all groups, the whole match first."),
};

constexpr Member kMembers[] = {
    {"string", Member::kValueOrNone, offsetof(Match, string), Member::kReadOnly, "What was searched."},
    {"re", Member::kPointer, offsetof(Match, pattern), Member::kReadOnly, "The pattern."},
    {"pos", Member::kInt64, offsetof(Match, pos), Member::kReadOnly, "Where the search started."},
    {"endpos", Member::kInt64, offsetof(Match, endpos), Member::kReadOnly, "Where the search was to end."},
};
using Owned = OwnedFields<Match, &Match::pattern, &Match::string, &Match::regs>;

}  // namespace
}  // namespace pyemb::sre

namespace pyemb {

constexpr TypeSpec kSreMatchSpec = {
    .name = "re.Match",
    .doc = "What a pattern has matched, and where.",
    .id = ModuleType::kSreMatch,
    .size = sizeof(sre::Match),
    .item_size = sizeof(int64_t),
    .flags = Type::kCollected | Type::kNoNew,
    .methods = sre::kMethods,
    .getsets = sre::kGetSets,
    .members = sre::kMembers,
    .slots = {.repr = sre::match_repr, .getitem = sre::match_getitem},
    .traverse = sre::Owned::traverse,
    .dealloc = sre::Owned::dealloc,
};

}  // namespace pyemb
