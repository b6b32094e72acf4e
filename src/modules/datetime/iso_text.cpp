// SPDX-License-Identifier: MIT
#include "modules/datetime/iso_text.h"

namespace pyemb::datetime {
namespace {

constexpr bool is_digit(char32_t c) { return c >= '0' && c <= '9'; }

/// Reads text from its beginning; behind the end stands a zero.
class Scanner {
 public:
  Scanner(const Text& text, int64_t start, int64_t stop) : text_(text), at_(start), stop_(stop) {}

  int64_t position() const { return at_; }
  bool at_end() const { return at_ >= stop_; }
  char32_t peek() const { return at_ < text_.length ? text_.at(at_) : 0; }
  char32_t take() {
    char32_t c = peek();
    ++at_;
    return c;
  }
  bool skip(char32_t c) {
    if (at_end() || peek() != c) return false;
    ++at_;
    return true;
  }
  void back() { --at_; }
  bool digits(int count, int& out) {
    if (stop_ - at_ < count) return false;
    int value = 0;
    for (int i = 0; i < count; ++i) {
      char32_t c = text_.at(at_ + i);
      if (!is_digit(c)) return false;
      value = value * 10 + static_cast<int>(c - '0');
    }
    at_ += count;
    out = value;
    return true;
  }
  void skip_digits() {
    while (!at_end() && is_digit(peek())) ++at_;
  }
  int64_t left() const { return stop_ - at_; }

 private:
  const Text& text_;
  int64_t at_;
  int64_t stop_;
};

/// What follows the seconds behind a point: up to six digits count, further ones are skipped.
bool parse_fraction(Scanner& in, int& microsecond) {
  constexpr int kScale[] = {1'000'000, 100'000, 10'000, 1000, 100, 10, 1};
  int count = static_cast<int>(in.left() < 6 ? in.left() : 6);
  if (!in.digits(count, microsecond)) return false;
  microsecond *= kScale[count];
  in.skip_digits();
  return true;
}

enum class TimeEnd : uint8_t { kInvalid, kComplete, kMore };

/// HH[:MM[:SS[.ffffff]]] in [in.position(), stop). kMore: something that is not part of it follows.
TimeEnd parse_clock(Scanner& in, CivilTime& out) {
  int* fields[] = {&out.hour, &out.minute, &out.second};
  bool colons = true;
  for (int i = 0; i < 3; ++i) {
    if (!in.digits(2, *fields[i])) return TimeEnd::kInvalid;
    char32_t c = in.take();
    if (i == 0) colons = c == ':';
    if (in.at_end()) return c == 0 ? TimeEnd::kComplete : TimeEnd::kMore;
    if (colons && c == ':') continue;
    if (c == '.' || c == ',') break;
    if (colons) return TimeEnd::kInvalid;
    in.back();
  }
  if (!parse_fraction(in, out.microsecond)) return TimeEnd::kInvalid;
  return in.peek() == 0 ? TimeEnd::kComplete : TimeEnd::kMore;
}

}  // namespace

bool parse_iso_date(const Text& text, CivilDate& out) {
  Scanner in(text, 0, text.length);
  if (!in.digits(4, out.year)) return false;
  const bool dashes = in.skip('-');
  if (in.skip('W')) {
    IsoWeek week = {out.year, 0, 1};
    if (!in.digits(2, week.week)) return false;
    if (!in.at_end()) {
      if (dashes && !in.skip('-')) return false;
      if (!in.digits(1, week.weekday)) return false;
    }
    return date_of_iso_week(week, out) == IsoWeekFault::kNone;
  }
  if (!in.digits(2, out.month)) return false;
  if (dashes && !in.skip('-')) return false;
  return in.digits(2, out.day) && in.at_end();
}

int64_t find_iso_separator(const Text& text) {
  if (text.length == 7) return 7;
  if (text.at(4) == '-') {
    if (text.at(5) != 'W') return 10;
    if (text.length <= 8 || text.at(8) != '-') return 8;
    if (text.length == 9) return -1;
    // YYYY-Www-D, or YYYY-Www-HH with a dash as the separator: two digits mean hours.
    return text.length > 10 && is_digit(text.at(10)) ? 8 : 10;
  }
  if (text.at(4) != 'W') return 8;
  int64_t digits = 7;
  while (digits < text.length && is_digit(text.at(digits))) ++digits;
  if (digits < 9) return digits;
  return digits % 2 == 0 ? 7 : 8;  // a digit is the separator: an even number of them behind it is a time
}

bool parse_iso_time(const Text& text, IsoTime& out) {
  int64_t zone = 0;
  while (zone < text.length && text.at(zone) != '+' && text.at(zone) != '-' && text.at(zone) != 'Z') ++zone;
  Scanner in(text, 0, zone);
  TimeEnd end = parse_clock(in, out.time);
  if (end == TimeEnd::kInvalid) return false;
  if (zone == text.length) return end == TimeEnd::kComplete;
  out.has_offset = true;
  if (text.at(zone) == 'Z') return zone + 1 == text.length;
  int sign = text.at(zone) == '-' ? -1 : 1;
  Scanner offset(text, zone + 1, text.length);
  CivilTime parts = {};
  if (parse_clock(offset, parts) != TimeEnd::kComplete) return false;
  out.offset_seconds = sign * (parts.hour * 3600 + parts.minute * 60 + parts.second);
  out.offset_microseconds = sign * parts.microsecond;
  return true;
}

Result<Ref> zone_of(ThreadState& ts, const IsoTime& time) {
  if (!time.has_offset) return Ref::none();
  Own<TimeDelta> offset = TRY(new_delta(ts, 0, time.offset_seconds, time.offset_seconds == 0 ? 0 : time.offset_microseconds));
  return new_timezone(ts, *offset, Value::null());
}

// -- writing -------------------------------------------------------------------------------------------------------------

Result<TimeSpec> to_timespec(ThreadState& ts, Value value) {
  constexpr const char* kNames[] = {"auto", "hours", "minutes", "seconds", "milliseconds", "microseconds"};
  if (value.is_null()) return TimeSpec::kAuto;
  for (size_t i = 0; i < std::size(kNames); ++i) {
    if (str_equal(as<Str>(value), kNames[i])) return static_cast<TimeSpec>(i);
  }
  return raise(ts, Exc::kValueError, "Unknown timespec value");
}

void append_iso_date(TextBuffer& out, const CivilDate& date) {
  char text[32];
  int length = snprintf(text, sizeof text, "%04d-%02d-%02d", date.year, date.month, date.day);
  out.append(std::string_view(text, static_cast<size_t>(length)));
}

void append_iso_time(TextBuffer& out, const CivilTime& time, TimeSpec spec) {
  if (spec == TimeSpec::kAuto) spec = time.microsecond == 0 ? TimeSpec::kSeconds : TimeSpec::kMicroseconds;
  char text[64];
  int length = snprintf(text, sizeof text, "%02d:%02d:%02d.%06d", time.hour, time.minute, time.second, time.microsecond);
  constexpr int kLengths[] = {0, 2, 5, 8, 12, 15};
  length = std::min(length, kLengths[static_cast<int>(spec)]);
  out.append(std::string_view(text, static_cast<size_t>(length)));
}

Status append_utcoffset(ThreadState& ts, TextBuffer& out, Value tzinfo, Value argument, std::string_view separator) {
  Ref offset = TRY(call_utcoffset(ts, tzinfo, argument));
  if (!offset.is_none()) append_offset(out, *offset.as<TimeDelta>(), separator);
  return {};
}

}  // namespace pyemb::datetime
