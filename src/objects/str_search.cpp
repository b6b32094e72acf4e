// SPDX-License-Identifier: MIT

// Methods of str that look for a substring.

#include <algorithm>

#include "objects/arguments.h"
#include "objects/slice.h"
#include "objects/str_methods.h"
#include "objects/str_state.h"
#include "objects/string_builder.h"
#include "objects/text_needle.h"
#include "objects/text_search.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

enum class Direction : uint8_t { kForward, kBackward };

/// What find and its relatives take: (sub[, start[, end]]).
struct Arguments {
  Value sub;
  Value start;
  Value end;
};

Result<Arguments> arguments_of(ThreadState& ts, const char* method, CallArgs args) {
  if (keyword_count(args) > 0) return raise(ts, Exc::kTypeError, "str.%s() takes no keyword arguments", method);
  if (args.count == 0) return raise(ts, Exc::kTypeError, "%s() takes at least 1 argument (0 given)", method);
  if (args.count > 3) return raise(ts, Exc::kTypeError, "%s() takes at most 3 arguments (%zu given)", method, args.count);
  Arguments arguments = {args.values[0], Value::null(), Value::null()};
  if (args.count > 1) arguments.start = args.values[1];
  if (args.count > 2) arguments.end = args.values[2];
  return arguments;
}

/// The part of a string that the optional arguments start and end select; start > stop: none, not even the empty one.
struct Window {
  int64_t start;
  int64_t stop;
};

Result<Window> window_of(ThreadState& ts, const Str& s, Value start, Value end) {
  if (start.is_null()) return Window{0, s.length};
  int64_t first = TRY(slice_bound(ts, start, 0));
  int64_t last = TRY(slice_bound(ts, end, INT64_MAX));
  if (last > s.length) last = s.length;
  if (last < 0) last = std::max<int64_t>(last + s.length, 0);
  if (first < 0) first = std::max<int64_t>(first + s.length, 0);
  return Window{first, last};
}

/// Where `sub` stands in the window, counted from the start of `s`, or kNotFound.
Result<int64_t> find_in(ThreadState& ts, const Str& s, const Str& sub, Window window, Direction direction) {
  int64_t size = window.stop - window.start;
  if (size < sub.length) return text::kNotFound;
  Needle needle(ts, sub, s.kind);
  if (!needle.ok()) return raise_no_memory(ts);
  if (!needle.fits()) return text::kNotFound;
  int64_t hit = visit(Text(s), [&](const auto* units) {
    using Unit = std::remove_cvref_t<decltype(*units)>;
    const Unit* hay = units + window.start;
    return direction == Direction::kForward ? text::find(hay, size, needle.units<Unit>(), sub.length)
                                            : text::rfind(hay, size, needle.units<Unit>(), sub.length);
  });
  return hit == text::kNotFound ? hit : hit + window.start;
}

Result<Str*> require_str(ThreadState& ts, Value value) {
  if (Str* s = as_if<Str>(value)) return s;
  return raise(ts, Exc::kTypeError, "must be str, not %s", type_name(ts, value));
}

Result<int64_t> find(ThreadState& ts, Str& s, const char* method, CallArgs args, Direction direction) {
  Arguments arguments = TRY(arguments_of(ts, method, args));
  Str* wanted = TRY(require_str(ts, arguments.sub));
  Window window = TRY(window_of(ts, s, arguments.start, arguments.end));
  return find_in(ts, s, *wanted, window, direction);
}

Result<Ref> index(ThreadState& ts, Str& s, const char* method, CallArgs args, Direction direction) {
  int64_t at = TRY(find(ts, s, method, args, direction));
  if (at == text::kNotFound) return raise(ts, Exc::kValueError, "substring not found");
  return new_int(ts, at);
}

enum class End : uint8_t { kStart, kStop };

/// Whether the window starts (or stops) with `part`.
bool matches_at(const Str& s, const Str& part, Window window, End end) {
  if (window.stop - window.start < part.length || part.kind > s.kind) return false;
  int64_t at = end == End::kStart ? window.start : window.stop - part.length;
  return visit(Text(s), [&](const auto* units) {
    return visit(Text(part), [&](const auto* wanted) {
      if constexpr (sizeof(*units) == sizeof(*wanted)) {
        return text::same(units + at, wanted, part.length);
      } else {
        return std::equal(wanted, wanted + part.length, units + at);
      }
    });
  });
}

Result<bool> tail_match(ThreadState& ts, Str& s, CallArgs args, End end, const char* method) {
  Arguments arguments = TRY(arguments_of(ts, method, args));
  Value part = arguments.sub;
  Window window = TRY(window_of(ts, s, arguments.start, arguments.end));
  if (Str* one = as_if<Str>(part)) return matches_at(s, *one, window, end);
  Tuple* many = as_if<Tuple>(part);
  if (many == nullptr) {
    return raise(ts, Exc::kTypeError, "%s first arg must be str or a tuple of str, not %s", method, type_name(ts, part));
  }
  for (Value each : many->span()) {
    Str* one = as_if<Str>(each);
    if (one == nullptr) {
      return raise(ts, Exc::kTypeError, "tuple for %s must only contain str, not %s", method, type_name(ts, each));
    }
    if (matches_at(s, *one, window, end)) return true;
  }
  return false;
}

Result<Ref> partition(ThreadState& ts, Str& s, Value separator, Direction direction) {
  Str* wanted = TRY(require_str(ts, separator));
  if (wanted->length == 0) return raise(ts, Exc::kValueError, "empty separator");
  int64_t at = TRY(find_in(ts, s, *wanted, {0, s.length}, direction));
  if (at == text::kNotFound) {
    Ref whole = TRY(unchanged(ts, s));
    Own<Str> empty = empty_str(ts);
    if (direction == Direction::kForward) return new_tuple_of(ts, whole, empty, empty);
    return new_tuple_of(ts, empty, empty, whole);
  }
  Ref head = TRY(str_slice(ts, s, 0, at));
  Ref tail = TRY(str_slice(ts, s, at + wanted->length, s.length));
  return new_tuple_of(ts, head, separator, tail);
}

/// s.replace("", made): made before each of the first `most` code points, and behind the last one.
Result<Ref> interleave(ThreadState& ts, const Str& s, const Str& made, int64_t most) {
  StringBuilder out(ts);
  int64_t i = 0;
  for (; i < s.length && most > 0; ++i, --most) {
    out.append(made);
    out.append(s.at(i));
  }
  out.append(s, i, s.length);
  if (most > 0) out.append(made);
  return out.finish();
}

}  // namespace

Result<Ref> unchanged(ThreadState& ts, Str& s) {
  if (s.is_exactly(TypeId::kStr)) return Ref::copy(&s);
  return new_str(ts, Text(s));
}

Result<Ref> str_find(ThreadState& ts, Str& s, CallArgs args) {
  int64_t at = TRY(find(ts, s, "find", args, Direction::kForward));
  return new_int(ts, at);
}
Result<Ref> str_rfind(ThreadState& ts, Str& s, CallArgs args) {
  int64_t at = TRY(find(ts, s, "rfind", args, Direction::kBackward));
  return new_int(ts, at);
}
Result<Ref> str_index(ThreadState& ts, Str& s, CallArgs args) {
  return index(ts, s, "index", args, Direction::kForward);
}
Result<Ref> str_rindex(ThreadState& ts, Str& s, CallArgs args) {
  return index(ts, s, "rindex", args, Direction::kBackward);
}

Result<Ref> str_count(ThreadState& ts, Str& s, CallArgs args) {
  Arguments arguments = TRY(arguments_of(ts, "count", args));
  Str* wanted = TRY(require_str(ts, arguments.sub));
  Window window = TRY(window_of(ts, s, arguments.start, arguments.end));
  int64_t size = window.stop - window.start;
  Needle needle(ts, *wanted, s.kind);
  if (!needle.ok()) return raise_no_memory(ts);
  if (size < wanted->length || !needle.fits()) return new_int(ts, 0);
  int64_t count = visit(Text(s), [&](const auto* units) {
    using Unit = std::remove_cvref_t<decltype(*units)>;
    return text::count(units + window.start, size, needle.units<Unit>(), needle.length(), INT64_MAX);
  });
  return new_int(ts, count);
}

Result<bool> str_contains(ThreadState& ts, Value self, Value item) {
  Str* wanted = as_if<Str>(item);
  if (wanted == nullptr) {
    return raise(ts, Exc::kTypeError, "'in <string>' requires string as left operand, not %s", type_name(ts, item));
  }
  Str& s = as<Str>(self);
  int64_t at = TRY(find_in(ts, s, *wanted, {0, s.length}, Direction::kForward));
  return at != text::kNotFound;
}

Result<bool> str_starts_with(ThreadState& ts, Str& s, CallArgs args) {
  return tail_match(ts, s, args, End::kStart, "startswith");
}
Result<bool> str_ends_with(ThreadState& ts, Str& s, CallArgs args) {
  return tail_match(ts, s, args, End::kStop, "endswith");
}

Result<Ref> str_remove_prefix(ThreadState& ts, Str& s, Str& prefix) {
  if (!matches_at(s, prefix, {0, s.length}, End::kStart)) return unchanged(ts, s);
  return str_slice(ts, s, prefix.length, s.length);
}
Result<Ref> str_remove_suffix(ThreadState& ts, Str& s, Str& suffix) {
  if (!matches_at(s, suffix, {0, s.length}, End::kStop)) return unchanged(ts, s);
  return str_slice(ts, s, 0, s.length - suffix.length);
}

Result<Ref> str_replace(ThreadState& ts, Str& s, Str& old, Str& made, std::optional<int64_t> count) {
  int64_t most = count.value_or(-1);
  if (most < 0) most = INT64_MAX;
  if (most == 0 || old.length > s.length || str_equal(old, made)) return unchanged(ts, s);
  if (old.length == 0) return interleave(ts, s, made, most);
  Needle needle(ts, old, s.kind);
  if (!needle.ok()) return raise_no_memory(ts);
  if (!needle.fits()) return unchanged(ts, s);
  StringBuilder out(ts);
  int64_t done = 0;
  visit(Text(s), [&](const auto* units) {
    using Unit = std::remove_cvref_t<decltype(*units)>;
    for (; most > 0; --most) {
      int64_t hit = text::find(units + done, s.length - done, needle.units<Unit>(), needle.length());
      if (hit == text::kNotFound) break;
      if (done == 0 && made.length <= old.length) out.reserve(s.length);
      out.append(s, done, done + hit);
      out.append(made);
      done += hit + needle.length();
    }
  });
  if (done == 0) return unchanged(ts, s);
  out.append(s, done, s.length);
  return out.finish();
}

Result<Ref> str_partition(ThreadState& ts, Str& s, Value separator) {
  return partition(ts, s, separator, Direction::kForward);
}
Result<Ref> str_rpartition(ThreadState& ts, Str& s, Value separator) {
  return partition(ts, s, separator, Direction::kBackward);
}

}  // namespace pyemb
