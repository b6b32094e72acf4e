// SPDX-License-Identifier: MIT
#include "modules/datetime/strftime.h"

#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/codecs.h"
#include "objects/string_builder.h"
#include "objects/struct_sequence.h"
#include "vm/import.h"

namespace pyemb::datetime {
namespace {

/// Lone surrogates are UnicodeEncodeErrors.
Status require_encodable(ThreadState& ts, Str& text) {
  if (text.ascii) return {};
  Ref ignored = TRY(encode_str(ts, text, nullptr, nullptr));
  return {};
}

/// Appends what %Z stands for, percent signs doubled.
Status append_zone_name(ThreadState& ts, StringBuilder& out, const FormatSource& source) {
  Ref name = TRY(call_tzname(ts, source.tzinfo, source.argument));
  if (name.is_none()) return {};
  Own<Str> percent = TRY(new_str(ts, "%"));
  Own<Str> doubled = TRY(new_str(ts, "%%"));
  Ref replace = TRY(get_attr(ts, name, "replace"));
  Ref text = TRY(call(ts, replace, percent, doubled));  // a method that a subclass of str may have spoilt
  Str* escaped = TRY(require_str(ts, "replace", 1, text));
  TRY(require_encodable(ts, *escaped));
  out.append(*escaped);
  return {};
}

Status append_zone_offset(ThreadState& ts, StringBuilder& out, const FormatSource& source) {
  Ref offset = TRY(call_utcoffset(ts, source.tzinfo, source.argument));
  if (offset.is_none()) return {};
  TextBuffer text;
  append_offset(text, *offset.as<TimeDelta>(), "");
  if (!text.ok()) return raise_no_memory(ts);
  out.append(text.view());
  return {};
}

Result<Own<Str>> replace_conversions(ThreadState& ts, const FormatSource& source, const Str& format) {
  StringBuilder out(ts);
  for (int64_t i = 0; i < format.length; ++i) {
    char32_t c = format.at(i);
    if (c == 0) break;  // time.strftime() of the C library sees no further
    if (c != '%' || i + 1 == format.length) {
      out.append(c);
      continue;
    }
    char32_t conversion = format.at(i + 1);
    if (conversion == 'z') {
      TRY(append_zone_offset(ts, out, source));
    } else if (conversion == 'Z') {
      TRY(append_zone_name(ts, out, source));
    } else if (conversion == 'f') {
      char digits[16];
      int length = snprintf(digits, sizeof digits, "%06d", source.microsecond);
      out.append(std::string_view(digits, static_cast<size_t>(length)));
    } else {
      out.append('%');
      if (conversion == 0) break;
      out.append(conversion);
    }
    ++i;
  }
  return out.finish();
}

}  // namespace

Result<Str*> require_str(ThreadState& ts, const char* function, int position, Value value) {
  if (is<Str>(value)) return &as<Str>(value);
  return raise(ts, Exc::kTypeError, "%s() argument %d must be str, not %.50s", function, position,
               value.is_none() ? "None" : type_name(ts, value));
}

Result<Ref> format_time(ThreadState& ts, const FormatSource& source, Value format, Value timetuple) {
  Str* text = TRY(require_str(ts, "strftime", 1, format));
  TRY(require_encodable(ts, *text));
  Own<Str> replaced = TRY(replace_conversions(ts, source, *text));
  Ref module = TRY(import_module(ts, "time"));
  Ref strftime = TRY(get_attr(ts, module, "strftime"));
  return call(ts, strftime, replaced, timetuple);
}

Result<Ref> format_object(ThreadState& ts, Value object, Value format) {
  Str* text = TRY(require_str(ts, "__format__", 1, format));
  if (text->length == 0) return to_str(ts, object);
  Ref method = TRY(get_attr(ts, object, "strftime"));
  return call(ts, method, format);
}

Result<Ref> new_timetuple(ThreadState& ts, const CivilDate& date, const CivilTime& time, int dst) {
  Own<Tuple> made = TRY(new_struct_sequence(ts, ModuleType::kStructTime));
  const int fields[] = {date.year, date.month, date.day, time.hour, time.minute, time.second, weekday_of(date), day_of_year(date), dst};
  for (size_t i = 0; i < std::size(fields); ++i) made->items()[i] = Value::from_int(fields[i]);
  made->items()[9] = Value::none();   // tm_zone
  made->items()[10] = Value::none();  // tm_gmtoff
  return made;
}

Result<Ref> format_ctime(ThreadState& ts, const CivilDate& date, const CivilTime& time) {
  constexpr const char* kDays[] = {"Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"};
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return new_str_format(ts, "%s %s %2d %02d:%02d:%02d %04d", kDays[weekday_of(date)], kMonths[date.month - 1], date.day, time.hour,
                        time.minute, time.second, date.year);
}

}  // namespace pyemb::datetime
