// SPDX-License-Identifier: MIT
// time: clocks, broken-down time, sleeping. Everything rests on POSIX clocks and the C library's time zone.
#include <cerrno>
#include <cmath>
#include <cstring>
#include <ctime>
#include <sys/resource.h>

#include "modules/native_modules.h"
#include "modules/system_call.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/codecs.h"
#include "objects/int.h"
#include "objects/str.h"
#include "objects/struct_sequence.h"
#include "modules/module_type_specs.h"

namespace pyemb {
namespace {

constexpr int64_t kNanosPerSecond = 1'000'000'000;

// -- clocks ------------------------------------------------------------------------------------------------------------------------------

Result<int64_t> read_clock(ThreadState& ts, clockid_t clock) {
  timespec now;
  if (clock_gettime(clock, &now) != 0) return raise_os_error(ts, errno, Value::null());
  return int64_t{now.tv_sec} * kNanosPerSecond + now.tv_nsec;
}

double to_seconds(int64_t nanos) {
  // Whole seconds and the rest apart: a double has no room for today's nanoseconds.
  return static_cast<double>(nanos / kNanosPerSecond) + static_cast<double>(nanos % kNanosPerSecond) * 1e-9;
}

template <clockid_t clock>
Result<double> clock_seconds(ThreadState& ts) {
  int64_t nanos = TRY(read_clock(ts, clock));
  return clock == CLOCK_REALTIME ? to_seconds(nanos) : static_cast<double>(nanos) * 1e-9;
}
template <clockid_t clock>
Result<int64_t> clock_nanos(ThreadState& ts) {
  return read_clock(ts, clock);
}

Result<double> clock_gettime_seconds(ThreadState& ts, int clock) {
  int64_t nanos = TRY(read_clock(ts, clock));
  return to_seconds(nanos);
}
Result<int64_t> clock_gettime_nanos(ThreadState& ts, int clock) { return read_clock(ts, clock); }
Result<double> clock_resolution(ThreadState& ts, int clock) {
  timespec step;
  if (clock_getres(clock, &step) != 0) return raise_os_error(ts, errno, Value::null());
  return to_seconds(int64_t{step.tv_sec} * kNanosPerSecond + step.tv_nsec);
}

/// A number of seconds as nanoseconds, rounded up. ValueError, OverflowError beyond the range.
Result<int64_t> to_nanos(ThreadState& ts, Value value) {
  if (is_any_int(value)) {
    int64_t seconds = TRY(to_int64(ts, value));
    int64_t nanos;
    if (__builtin_mul_overflow(seconds, kNanosPerSecond, &nanos)) return raise(ts, Exc::kOverflowError, "timestamp too large to convert to C _PyTime_t");
    return nanos;
  }
  if (!is_any_float(value) && type_of(ts, value).slots.index == nullptr) {
    return raise(ts, Exc::kTypeError, "'%s' object cannot be interpreted as an integer", type_name(ts, value));
  }
  double seconds = TRY(to_double(ts, value));
  if (std::isnan(seconds)) return raise(ts, Exc::kValueError, "Invalid value NaN (not a number)");
  double nanos = std::ceil(seconds * 1e9);
  if (!(nanos > -9.2e18 && nanos < 9.2e18)) return raise(ts, Exc::kOverflowError, "timestamp too large to convert to C _PyTime_t");
  return static_cast<int64_t>(nanos);
}

Status time_sleep(ThreadState& ts, Value duration) {
  int64_t nanos = TRY(to_nanos(ts, duration));
  if (nanos < 0) return raise(ts, Exc::kValueError, "sleep length must be non-negative");
  int64_t deadline = TRY(read_clock(ts, CLOCK_MONOTONIC));
  if (__builtin_add_overflow(deadline, nanos, &deadline)) deadline = INT64_MAX;
  timespec until = {deadline / kNanosPerSecond, deadline % kNanosPerSecond};
  while (int error = without_lock(ts, [&] { return clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &until, nullptr); })) {
    if (error != EINTR) return raise_os_error(ts, error, Value::null());
    TRY(check_signals(ts));
  }
  return {};
}

Result<Ref> get_clock_info(ThreadState& ts, Str& name) {
  struct Row {
    const char* name;
    clockid_t clock;
    const char* implementation;
    bool monotonic;
    bool adjustable;
  };
  constexpr Row kRows[] = {
      {"time", CLOCK_REALTIME, "clock_gettime(CLOCK_REALTIME)", false, true},
      {"monotonic", CLOCK_MONOTONIC, "clock_gettime(CLOCK_MONOTONIC)", true, false},
      {"perf_counter", CLOCK_MONOTONIC, "clock_gettime(CLOCK_MONOTONIC)", true, false},
      {"process_time", CLOCK_PROCESS_CPUTIME_ID, "clock_gettime(CLOCK_PROCESS_CPUTIME_ID)", true, false},
      {"thread_time", CLOCK_THREAD_CPUTIME_ID, "clock_gettime(CLOCK_THREAD_CPUTIME_ID)", true, false},
  };
  for (const Row& row : kRows) {
    if (!str_equal(name, row.name)) continue;
    double resolution = TRY(clock_resolution(ts, row.clock));
    Ref info = TRY(call(ts, Value::from_object(&core_type(ts, TypeId::kSimpleNamespace))));
    Own<Str> implementation = TRY(new_str(ts, row.implementation));
    Ref step = TRY(new_float(ts, resolution));
    TRY(set_attr(ts, info, "implementation", implementation));
    TRY(set_attr(ts, info, "monotonic", Value::boolean(row.monotonic)));
    TRY(set_attr(ts, info, "adjustable", Value::boolean(row.adjustable)));
    TRY(set_attr(ts, info, "resolution", step));
    return info;
  }
  return raise(ts, Exc::kValueError, "unknown clock");
}

// -- broken-down time ------------------------------------------------------------------------------------------------------------------------

Result<Ref> to_struct_time(ThreadState& ts, const tm& broken, const char* zone) {
  Own<Tuple> made = TRY(new_struct_sequence(ts, ModuleType::kStructTime));
  const int64_t fields[] = {broken.tm_year + 1900L, broken.tm_mon + 1L, broken.tm_mday, broken.tm_hour, broken.tm_min, broken.tm_sec,
                            (broken.tm_wday + 6) % 7, broken.tm_yday + 1L, broken.tm_isdst};
  for (int i = 0; i < 9; ++i) made->items()[i] = Value::from_int(fields[i]);
  made->items()[9] = Ref(TRY(new_str(ts, zone))).release();
  made->items()[10] = Value::from_int(broken.tm_gmtoff);
  return made;
}

/// The argument of gmtime() and its kin in whole seconds; now if there is none.
Result<time_t> seconds_of(ThreadState& ts, Value value) {
  if (value.is_null() || value.is_none()) return std::time(nullptr);
  if (is_any_float(value)) {
    double seconds = TRY(to_double(ts, value));
    if (std::isnan(seconds)) return raise(ts, Exc::kValueError, "Invalid value NaN (not a number)");
    double whole = std::floor(seconds);
    if (!(whole > -9.2e18 && whole < 9.2e18)) return raise(ts, Exc::kOverflowError, "timestamp out of range for platform time_t");
    return static_cast<time_t>(whole);
  }
  Ref index = TRY(number_index(ts, value));
  if (!index.get().is_int()) return raise(ts, Exc::kOverflowError, "timestamp out of range for platform time_t");
  return static_cast<time_t>(index.get().as_int());
}

Result<Ref> time_gmtime(ThreadState& ts, Value seconds) {
  time_t when = TRY(seconds_of(ts, seconds));
  tm broken = {};
  errno = 0;
  if (gmtime_r(&when, &broken) == nullptr) return raise_os_error(ts, errno != 0 ? errno : EINVAL, Value::null());
  return to_struct_time(ts, broken, "UTC");
}

Result<Ref> time_localtime(ThreadState& ts, Value seconds) {
  time_t when = TRY(seconds_of(ts, seconds));
  tm broken = {};
  errno = 0;
  if (localtime_r(&when, &broken) == nullptr) return raise_os_error(ts, errno != 0 ? errno : EINVAL, Value::null());
  return to_struct_time(ts, broken, broken.tm_zone != nullptr ? broken.tm_zone : "");
}

/// A tuple of nine ints (or a struct_time) as a tm.
Result<tm> from_struct_time(ThreadState& ts, Value value, const char* name) {
  if (!is<Tuple>(value)) return raise(ts, Exc::kTypeError, "Tuple or struct_time argument required");
  Tuple& fields = as<Tuple>(value);
  if (fields.size < 9) return raise(ts, Exc::kTypeError, "%s(): illegal time tuple argument", name);
  int numbers[9];
  for (int i = 0; i < 9; ++i) {
    if (!is_any_int(fields.at(i))) return raise(ts, Exc::kTypeError, "'%s' object cannot be interpreted as an integer", type_name(ts, fields.at(i)));
    numbers[i] = TRY(to_c_int(ts, fields.at(i)));
  }
  if (numbers[0] < INT32_MIN + 1900) return raise(ts, Exc::kOverflowError, "year out of range");
  tm broken = {};
  broken.tm_year = numbers[0] - 1900;
  broken.tm_mon = numbers[1] - 1;
  broken.tm_mday = numbers[2];
  broken.tm_hour = numbers[3];
  broken.tm_min = numbers[4];
  broken.tm_sec = numbers[5];
  broken.tm_wday = numbers[6] < 0 ? numbers[6] : (numbers[6] + 1) % 7;
  broken.tm_yday = numbers[7] - 1;
  broken.tm_isdst = numbers[8];
  bool is_struct_time = value.as_object()->type->id == ModuleType::kStructTime;
  if (is_struct_time && fields.items()[10].is_int()) broken.tm_gmtoff = fields.items()[10].as_int();
  return broken;
}

/// What strftime() and asctime() demand of the fields; zeros count as ones.
Status check_ranges(ThreadState& ts, tm& broken) {
  struct Row {
    int tm::*field;
    int least, most;
    const char* name;
  };
  if (broken.tm_mon == -1) broken.tm_mon = 0;
  if (broken.tm_mday == 0) broken.tm_mday = 1;
  if (broken.tm_yday == -1) broken.tm_yday = 0;
  constexpr Row kRows[] = {{&tm::tm_mon, 0, 11, "month"},     {&tm::tm_mday, 1, 31, "day of month"}, {&tm::tm_hour, 0, 23, "hour"},
                           {&tm::tm_min, 0, 59, "minute"},    {&tm::tm_sec, 0, 61, "seconds"},       {&tm::tm_wday, 0, 6, "day of week"},
                           {&tm::tm_yday, 0, 365, "day of year"}};
  for (const Row& row : kRows) {
    int value = broken.*row.field;
    if (value < row.least || value > row.most) return raise(ts, Exc::kValueError, "%s out of range", row.name);
  }
  return {};
}

Result<tm> local_now(ThreadState& ts, Value fields, const char* name) {
  if (!fields.is_null()) return from_struct_time(ts, fields, name);
  time_t now = std::time(nullptr);
  tm broken = {};
  localtime_r(&now, &broken);
  return broken;
}

Result<double> time_mktime(ThreadState& ts, Value fields) {
  tm broken = TRY(from_struct_time(ts, fields, "mktime"));
  broken.tm_wday = -1;
  time_t when = std::mktime(&broken);
  if (when == -1 && broken.tm_wday == -1) return raise(ts, Exc::kOverflowError, "mktime argument out of range");
  return static_cast<double>(when);
}

Result<Ref> asctime_of(ThreadState& ts, const tm& broken) {
  constexpr const char* kDays[] = {"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  constexpr const char* kMonths[] = {"Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  return new_str_format(ts, "%s %s%3d %.2d:%.2d:%.2d %d", kDays[broken.tm_wday], kMonths[broken.tm_mon], broken.tm_mday, broken.tm_hour, broken.tm_min,
                        broken.tm_sec, 1900 + broken.tm_year);
}

Result<Ref> time_asctime(ThreadState& ts, Value fields) {
  tm broken = TRY(local_now(ts, fields, "asctime"));
  TRY(check_ranges(ts, broken));
  return asctime_of(ts, broken);
}

Result<Ref> time_ctime(ThreadState& ts, Value seconds) {
  time_t when = TRY(seconds_of(ts, seconds));
  tm broken = {};
  if (localtime_r(&when, &broken) == nullptr) return raise_os_error(ts, errno, Value::null());
  return asctime_of(ts, broken);
}

/// strftime(3) into a buffer that grows until the text fits.
Result<Ref> time_strftime(ThreadState& ts, Str& format, Value fields) {
  tm broken = TRY(local_now(ts, fields, "strftime"));
  TRY(check_ranges(ts, broken));
  if (!fields.is_null()) {
    tm zone = broken;  // the names of the zone follow from the date
    zone.tm_isdst = broken.tm_isdst < -1 ? -1 : broken.tm_isdst > 1 ? 1 : broken.tm_isdst;
    broken.tm_isdst = zone.tm_isdst;
    if (broken.tm_isdst >= 0) broken.tm_zone = tzname[broken.tm_isdst];
  }
  Utf8 text(ts, format);
  if (!text.ok()) return raise_no_memory(ts);
  if (text.view().find('\0') != std::string_view::npos) return raise(ts, Exc::kValueError, "embedded null character");
  if (text.view().empty()) return new_str(ts, "");
  for (size_t size = 1024;; size *= 2) {
    char* buffer = static_cast<char*>(ts.interp.heap.allocate_buffer(size));
    if (buffer == nullptr) return raise_no_memory(ts);
    size_t length = std::strftime(buffer, size, text.c_str(), &broken);
    bool fits = length > 0 || size >= 256 * text.view().size();
    if (fits) {
      Result<Own<Str>> made = new_str(ts, std::string_view(buffer, length));
      ts.interp.heap.release_buffer(buffer, size);
      return made;
    }
    ts.interp.heap.release_buffer(buffer, size);
  }
}

Result<Ref> time_strptime(ThreadState& ts, Rest args) {
  Ref import = TRY(get_item(ts, ts.interp.builtins, Ref(TRY(intern(ts, "__import__"))).get()));
  Own<Str> name = TRY(intern(ts, "_strptime"));
  Ref module = TRY(call(ts, import, name));
  Ref function = TRY(get_attr(ts, module, "_strptime_time"));
  return call(ts, function, CallArgs{args.data(), args.size()});
}

// -- the time zone -----------------------------------------------------------------------------------------------------------------------------

Status set_zone(ThreadState& ts, Module& module) {
  tzset();
  // Standard time and daylight saving as they are half a year apart, whichever hemisphere this is.
  time_t now = std::time(nullptr);
  tm broken = {};
  localtime_r(&now, &broken);
  int year = broken.tm_year;
  tm january = {}, july = {};
  january.tm_year = july.tm_year = year;
  january.tm_mday = july.tm_mday = 1;
  july.tm_mon = 6;
  time_t in_january = std::mktime(&january), in_july = std::mktime(&july);
  localtime_r(&in_january, &january);
  localtime_r(&in_july, &july);
  bool north = january.tm_gmtoff <= july.tm_gmtoff;
  const tm& standard = north ? january : july;
  const tm& saving = north ? july : january;
  TRY(module_add(ts, module, "timezone", Value::from_int(-standard.tm_gmtoff)));
  TRY(module_add(ts, module, "altzone", Value::from_int(-saving.tm_gmtoff)));
  TRY(module_add(ts, module, "daylight", Value::from_int(standard.tm_gmtoff != saving.tm_gmtoff ? 1 : 0)));
  Own<Str> a = TRY(new_str(ts, standard.tm_zone));
  Own<Str> b = TRY(new_str(ts, saving.tm_zone));
  Own<Tuple> names = TRY(new_tuple_of(ts, a, b));
  return module_add(ts, module, "tzname", names);
}

Status time_tzset(ThreadState& ts, Module& module) { return set_zone(ts, module); }

Status time_exec(ThreadState& ts, Module& module) {
  struct Row {
    const char* name;
    clockid_t clock;
  };
  constexpr Row kClocks[] = {{"CLOCK_REALTIME", CLOCK_REALTIME},
                             {"CLOCK_MONOTONIC", CLOCK_MONOTONIC},
                             {"CLOCK_MONOTONIC_RAW", CLOCK_MONOTONIC_RAW},
                             {"CLOCK_PROCESS_CPUTIME_ID", CLOCK_PROCESS_CPUTIME_ID},
                             {"CLOCK_THREAD_CPUTIME_ID", CLOCK_THREAD_CPUTIME_ID},
                             {"CLOCK_BOOTTIME", CLOCK_BOOTTIME},
                             {"CLOCK_TAI", CLOCK_TAI}};
  for (const Row& row : kClocks) TRY(module_add(ts, module, row.name, Value::from_int(row.clock)));
  TRY(module_add(ts, module, "_STRUCT_TM_ITEMS", Value::from_int(11)));
  Type* type = TRY(struct_sequence_type(ts, ModuleType::kStructTime));
  TRY(module_add(ts, module, "struct_time", Value::from_object(type)));
  return set_zone(ts, module);
}

constexpr GetSet kFields[] = {
    struct_field<0>("tm_year", "year, for example, 1993"),
    struct_field<1>("tm_mon", "month of year, range [1, 12]"),
    struct_field<2>("tm_mday", "day of month, range [1, 31]"),
    struct_field<3>("tm_hour", "hours, range [0, 23]"),
    struct_field<4>("tm_min", "minutes, range [0, 59]"),
    struct_field<5>("tm_sec", "seconds, range [0, 61])"),
    struct_field<6>("tm_wday", "day of week, range [0, 6], Monday is 0"),
    struct_field<7>("tm_yday", "day of year, range [1, 366]"),
    struct_field<8>("tm_isdst", "1 if summer time is in effect, 0 if not, and -1 if unknown"),
    struct_field<9>("tm_zone", "abbreviation of timezone name"),
    struct_field<10>("tm_gmtoff", "offset from UTC in seconds"),
};

constexpr NativeMethod kFunctions[] = {
    function<clock_seconds<CLOCK_REALTIME>>("time", "($module, /)", "Return the current time in seconds since the Epoch."),
    function<clock_nanos<CLOCK_REALTIME>>("time_ns", "($module, /)", "Return the current time in nanoseconds since the Epoch."),
    function<clock_seconds<CLOCK_MONOTONIC>>("monotonic", "($module, /)", "Monotonic clock, cannot go backward."),
    function<clock_nanos<CLOCK_MONOTONIC>>("monotonic_ns", "($module, /)", "Monotonic clock, cannot go backward, as nanoseconds."),
    function<clock_seconds<CLOCK_MONOTONIC>>("perf_counter", "($module, /)", "Performance counter for benchmarking."),
    function<clock_nanos<CLOCK_MONOTONIC>>("perf_counter_ns", "($module, /)", "Performance counter for benchmarking as nanoseconds."),
    function<clock_seconds<CLOCK_PROCESS_CPUTIME_ID>>("process_time", "($module, /)", "Process time for profiling: sum of the kernel and user-space CPU time."),
    function<clock_nanos<CLOCK_PROCESS_CPUTIME_ID>>("process_time_ns", "($module, /)", "Process time for profiling as nanoseconds."),
    function<clock_seconds<CLOCK_THREAD_CPUTIME_ID>>("thread_time", "($module, /)", "Thread time for profiling: sum of the kernel and user-space CPU time."),
    function<clock_nanos<CLOCK_THREAD_CPUTIME_ID>>("thread_time_ns", "($module, /)", "Thread time for profiling as nanoseconds."),
    function<clock_gettime_seconds>("clock_gettime", "($module, clk_id, /)", "Return the time of the specified clock clk_id as a float."),
    function<clock_gettime_nanos>("clock_gettime_ns", "($module, clk_id, /)", "Return the time of the specified clock clk_id as nanoseconds (int)."),
    function<clock_resolution>("clock_getres", "($module, clk_id, /)", "Return the resolution (precision) of the specified clock clk_id."),
    function<get_clock_info>("get_clock_info", "($module, name, /)", "Get information of the specified clock."),
    function<time_sleep>("sleep", "($module, seconds, /)", "Delay execution for a given number of seconds."),
    function<time_gmtime>("gmtime", "($module, seconds=None, /)", "Convert seconds since the Epoch to a time tuple expressing UTC."),
    function<time_localtime>("localtime", "($module, seconds=None, /)", "Convert seconds since the Epoch to a time tuple expressing local time."),
    function<time_mktime>("mktime", "($module, tuple, /)", "Convert a time tuple in local time to seconds since the Epoch."),
    function<time_asctime>("asctime", "($module, tuple=None, /)", "Convert a time tuple to a string, e.g. 'Sat Jun 06 16:26:11 1998'."),
    function<time_ctime>("ctime", "($module, seconds=None, /)", "Convert a time in seconds since the Epoch to a string in local time."),
    function<time_strftime>("strftime", "($module, format, tuple=None, /)", "Convert a time tuple to a string according to a format specification."),
    function<time_strptime>("strptime", "($module, /, *args)", "Parse a string to a time tuple according to a format specification."),
    module_function<time_tzset>("tzset", "($module, /)", "Initialize, or reinitialize, the local timezone to the value stored in os.environ['TZ']."),
};

}  // namespace

constexpr TypeSpec kStructTimeSpec =
    struct_sequence("time.struct_time", "The time value as returned by gmtime(), localtime(), and strptime(), and\n accepted by asctime(), mktime() and strftime().",
                    ModuleType::kStructTime, kFields, 9, 11, StructNew::kFromSequence);

constexpr NativeModule kTimeModule = {
    .name = "time",
    .doc = "This module provides various functions to manipulate time values.",
    .functions = kFunctions,
    .exec = time_exec,
};

}  // namespace pyemb
