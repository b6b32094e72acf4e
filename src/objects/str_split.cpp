// SPDX-License-Identifier: MIT

// Methods of str that cut it into pieces or take its ends off.

#include "objects/list.h"
#include "objects/str_methods.h"
#include "objects/text_needle.h"
#include "objects/text_split.h"

namespace pyemb {
namespace {

/// Collects pieces of a string into a list; what the templates of text_split.h call.
class Pieces {
 public:
  Pieces(ThreadState& ts, Str& s, List& list) : ts_(ts), s_(s), list_(list) {}
  bool operator()(int64_t start, int64_t stop) { return !add(start, stop).raised(); }

 private:
  Status add(int64_t start, int64_t stop) {
    Ref piece = TRY(str_slice(ts_, s_, start, stop));
    return list_append(ts_, list_, std::move(piece));
  }
  ThreadState& ts_;
  Str& s_;
  List& list_;
};

bool is_ascii_space(uint8_t c) { return c == ' ' || (c >= '\t' && c <= '\r') || (c >= 0x1c && c <= 0x1f); }

enum class From : uint8_t { kLeft, kRight };

template <class Unit, class IsSpace>
bool cut_spaces(const Unit* units, int64_t n, int64_t most, From from, IsSpace is_space, Pieces& pieces) {
  return from == From::kLeft ? text::split_spaces(units, n, most, is_space, pieces)
                             : text::rsplit_spaces(units, n, most, is_space, pieces);
}

Result<bool> cut(ThreadState& ts, Str& s, Value separator, int64_t most, From from, Pieces& pieces) {
  if (separator.is_null() || separator.is_none()) {
    if (s.ascii) return cut_spaces(s.latin1(), s.length, most, from, is_ascii_space, pieces);
    return visit(Text(s), [&](const auto* units) {
      return cut_spaces(units, s.length, most, from, [](char32_t c) { return unicode::is_space(c); }, pieces);
    });
  }
  Str* wanted = as_if<Str>(separator);
  if (wanted == nullptr) return raise(ts, Exc::kTypeError, "must be str or None, not %s", type_name(ts, separator));
  if (wanted->length == 0) return raise(ts, Exc::kValueError, "empty separator");
  Needle needle(ts, *wanted, s.kind);
  if (!needle.ok()) return raise_no_memory(ts);
  if (!needle.fits()) return pieces(0, s.length);
  return visit(Text(s), [&](const auto* units) {
    using Unit = std::remove_cvref_t<decltype(*units)>;
    return from == From::kLeft ? text::split(units, s.length, needle.units<Unit>(), needle.length(), most, pieces)
                               : text::rsplit(units, s.length, needle.units<Unit>(), needle.length(), most, pieces);
  });
}

Result<Ref> split(ThreadState& ts, Str& s, Value separator, std::optional<int64_t> most, From from) {
  int64_t cuts = most.value_or(-1);
  if (cuts < 0) cuts = text::kUnlimited;
  Own<List> list = TRY(new_list(ts));
  Pieces pieces(ts, s, *list);
  if (!TRY(cut(ts, s, separator, cuts, from, pieces))) return Raised{};
  if (from == From::kRight) std::reverse(list->items, list->items + list->size);
  return list;
}

Result<Ref> strip(ThreadState& ts, Str& s, Value chars, text::Side side, const char* method) {
  text::Part part;
  if (chars.is_null() || chars.is_none()) {
    part = visit(Text(s), [&](const auto* units) {
      return text::strip(units, s.length, side, [](char32_t c) { return unicode::is_space(c); });
    });
  } else if (Str* set = as_if<Str>(chars)) {
    part = visit(Text(s), [&](const auto* units) {
      return text::strip(units, s.length, side, [&](char32_t c) {
        return visit(Text(*set), [&](const auto* members) {
          using Unit = std::remove_cvref_t<decltype(*members)>;
          return c <= static_cast<Unit>(-1) && text::find_unit(members, set->length, static_cast<Unit>(c)) != text::kNotFound;
        });
      });
    });
  } else {
    return raise(ts, Exc::kTypeError, "%s arg must be None or str", method);
  }
  return str_slice(ts, s, part.start, part.stop);
}

}  // namespace

Result<Ref> str_split(ThreadState& ts, Str& s, Value separator, std::optional<int64_t> most) {
  return split(ts, s, separator, most, From::kLeft);
}
Result<Ref> str_rsplit(ThreadState& ts, Str& s, Value separator, std::optional<int64_t> most) {
  return split(ts, s, separator, most, From::kRight);
}

Result<Ref> str_split_lines(ThreadState& ts, Str& s, std::optional<bool> keep_ends) {
  Own<List> list = TRY(new_list(ts));
  Pieces pieces(ts, s, *list);
  text::LineEnds ends = keep_ends.value_or(false) ? text::LineEnds::kKeep : text::LineEnds::kDrop;
  bool done = visit(Text(s), [&](const auto* units) {
    return text::split_lines(units, s.length, ends, [](char32_t c) { return unicode::is_line_break(c); }, pieces);
  });
  if (!done) return Raised{};
  return list;
}

Result<Ref> str_strip(ThreadState& ts, Str& s, Value chars) { return strip(ts, s, chars, text::Side::kBoth, "strip"); }
Result<Ref> str_lstrip(ThreadState& ts, Str& s, Value chars) { return strip(ts, s, chars, text::Side::kLeft, "lstrip"); }
Result<Ref> str_rstrip(ThreadState& ts, Str& s, Value chars) { return strip(ts, s, chars, text::Side::kRight, "rstrip"); }

}  // namespace pyemb
