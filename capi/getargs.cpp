// SPDX-License-Identifier: MIT
// PyArg_Parse*: the arguments of a C function by a format.
#include <climits>
#include <cstring>

#include "argument_parser.h"
#include "objects/dict.h"
#include "objects/str.h"
#include "objects/tuple.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace pyemb::capi {

Result<FormatSummary> summarize_format(ThreadState& ts, const char* format) {
  FormatSummary summary;
  summary.least = -1;
  int level = 0;
  for (const char* at = format; *at != 0; ++at) {
    if (*at == '(') {
      if (level++ == 0) ++summary.most;
      if (level >= 30) return raise(ts, Exc::kSystemError, "too many tuple nesting levels in argument format string");
    } else if (*at == ')') {
      if (level-- == 0) return raise(ts, Exc::kSystemError, "excess ')' in getargs format");
    } else if (*at == ':') {
      summary.function = at + 1;
      break;
    } else if (*at == ';') {
      summary.message = at + 1;
      break;
    } else if (*at == '|' && level == 0) {
      summary.least = summary.most;
    } else if (level == 0 && ((*at >= 'a' && *at <= 'z') || (*at >= 'A' && *at <= 'Z'))) {
      ++summary.most;
      if (*at == 'e' && at[1] != 0) ++at;
    }
  }
  if (level != 0) return raise(ts, Exc::kSystemError, "missing ')' in getargs format");
  if (summary.least < 0) summary.least = summary.most;
  return summary;
}

namespace {

const char* shown_name(const FormatSummary& summary) { return summary.function != nullptr ? summary.function : "function"; }
const char* parentheses(const FormatSummary& summary) { return summary.function != nullptr ? "()" : ""; }
const char* plural(int64_t n) { return n == 1 ? "" : "s"; }

// -- a tuple of arguments ----------------------------------------------------------------------------------------------------------

/// One argument of a format of numbers and objects, if it is just what its letter says. False: it is not, or the letter is another one.
bool store_plain(char letter, Value argument, FormatArguments& places) {
  switch (letter) {
    case 'i':
      if (!argument.is_int() || argument.as_int() < INT_MIN || argument.as_int() > INT_MAX) return false;
      *va_arg(places.list, int*) = static_cast<int>(argument.as_int());
      return true;
    case 'l':
    case 'L':
    case 'n':
      static_assert(sizeof(long) == 8 && sizeof(long long) == 8 && sizeof(Py_ssize_t) == 8);
      if (!argument.is_int()) return false;
      *va_arg(places.list, long*) = argument.as_int();
      return true;
    case 'd':
      if (!argument.is_float()) return false;
      *va_arg(places.list, double*) = argument.as_float();
      return true;
    case 'f':
      if (!argument.is_float()) return false;
      *va_arg(places.list, float*) = static_cast<float>(argument.as_float());
      return true;
    case 'O': *va_arg(places.list, PyObject**) = to_c(argument); return true;
    default: return false;
  }
}
/// The short way for such formats. False: it takes the long way, from the beginning, which finds out what is wrong if anything is.
bool parse_plain(const Tuple& args, const char* format, va_list list) {
  FormatArguments places(list);
  for (Value argument : args.span()) {
    if (*format == '|') ++format;
    if (*format == 'O' && (format[1] == '!' || format[1] == '&')) return false;
    if (!store_plain(*format++, argument, places)) return false;
  }
  return ends_format(*format);
}

}  // namespace

Status parse_tuple(Api api, PyObject* args, const char* format, va_list list, SizeFormat sizes) {
  TRY(expect_text(api, format));
  if (!is_c<Tuple>(args)) return raise(api, Exc::kSystemError, "new style getargs format but argument is not a tuple");
  if (parse_plain(as<Tuple>(from_c(args)), format, list)) return {};
  Own<Tuple> tuple = Own<Tuple>::copy(&as<Tuple>(from_c(args)));
  FormatSummary summary = TRY(summarize_format(api, format));
  const int64_t given = tuple->size;
  if (given < summary.least || given > summary.most) {
    if (summary.message != nullptr) return raise(api, Exc::kTypeError, "%s", summary.message);
    const int bound = given < summary.least ? summary.least : summary.most;
    return raise(api, Exc::kTypeError, "%.150s%s takes %s %d argument%s (%lld given)", shown_name(summary), parentheses(summary),
                 summary.least == summary.most ? "exactly" : given < summary.least ? "at least" : "at most", bound, plural(bound), static_cast<long long>(given));
  }
  FormatArguments places(list);
  ItemReader reader(api, places, sizes);
  for (int64_t i = 0; i < given; ++i) {
    if (*format == '|') ++format;
    if (reader.convert(&format, tuple->at(i))) continue;
    return reader.raise_fault(static_cast<int>(i) + 1, summary.function, summary.message);
  }
  const bool letter = (*format >= 'a' && *format <= 'z') || (*format >= 'A' && *format <= 'Z');
  if (!ends_format(*format) && !letter && *format != '(' && *format != '|') return raise(api, Exc::kSystemError, "bad format string: %.200s", format);
  reader.keep_all();
  return {};
}

namespace {

/// PyArg_Parse: one object for a format of one item.
Status parse_object(Api api, PyObject* argument, const char* format, va_list list, SizeFormat sizes) {
  TRY(expect_text(api, format));
  FormatSummary summary = TRY(summarize_format(api, format));
  if (summary.most == 0) {
    if (argument == nullptr) return {};
    return raise(api, Exc::kTypeError, "%.200s%s takes no arguments", shown_name(summary), parentheses(summary));
  }
  if (summary.least != 1 || summary.most != 1) return raise(api, Exc::kSystemError, "old style getargs format uses new features");
  if (argument == nullptr) return raise(api, Exc::kTypeError, "%.200s%s takes at least one argument", shown_name(summary), parentheses(summary));
  FormatArguments places(list);
  ItemReader reader(api, places, sizes);
  if (!reader.convert(&format, from_c(argument))) return reader.raise_fault(0, summary.function, summary.message);
  reader.keep_all();
  return {};
}

// -- arguments by name -------------------------------------------------------------------------------------------------------------

/// One run of PyArg_ParseTupleAndKeywords.
class KeywordParser {
 public:
  KeywordParser(Api api, Tuple& args, Dict* kwargs, const char* format, char** names, FormatArguments& places, SizeFormat sizes)
      : api_(api), args_(args), kwargs_(kwargs), format_(format), names_(names), reader_(api, places, sizes) {}

  Status run() {
    TRY(read_names());
    given_ = static_cast<int>(args_.size);
    by_name_ = kwargs_ != nullptr ? static_cast<int>(kwargs_->size) : 0;
    if (given_ + by_name_ > count_) {
      return raise(api_, Exc::kTypeError, "%.200s%s takes %s %d %sargument%s (%d given)", shown_name(summary_), parentheses(summary_), "at most", count_,
                   given_ == 0 ? "keyword " : "", plural(count_), given_ + by_name_);
    }
    bool complete = false;
    int i = 0;
    for (; i < count_ && !complete; ++i) TRY(step(i, &complete));
    if (complete) return keep();
    if (too_few_) {
      const int wanted = positional_only_ < least_ ? positional_only_ : least_;
      return raise(api_, Exc::kTypeError, "%.200s%s takes %s %d positional argument%s (%d given)", shown_name(summary_), parentheses(summary_),
                   wanted < i ? "at least" : "exactly", wanted, plural(wanted), given_);
    }
    if (!ends_format(*format_) && *format_ != '|' && *format_ != '$') {
      return raise(api_, Exc::kSystemError, "more argument specifiers than keyword list entries (remaining format:'%s')", format_);
    }
    if (by_name_ > 0) TRY(complain_of_names());
    return keep();
  }

 private:
  Status read_names() {
    for (const char* at = format_; *at != 0; ++at) {
      if (*at == ':') summary_.function = at + 1;
      if (*at == ';') summary_.message = at + 1;
      if (*at == ':' || *at == ';') break;
    }
    while (names_[positional_only_] != nullptr && names_[positional_only_][0] == 0) ++positional_only_;
    for (count_ = positional_only_; names_[count_] != nullptr; ++count_) {
      if (names_[count_][0] == 0) return raise(api_, Exc::kSystemError, "Empty keyword parameter name");
    }
    return {};
  }

  Status read_marks(int i) {
    if (*format_ == '|') {
      if (least_ != INT_MAX) return raise(api_, Exc::kSystemError, "Invalid format string (| specified twice)");
      if (most_ != INT_MAX) return raise(api_, Exc::kSystemError, "Invalid format string ($ before |)");
      least_ = i;
      ++format_;
    }
    if (*format_ != '$') return {};
    if (most_ != INT_MAX) return raise(api_, Exc::kSystemError, "Invalid format string ($ specified twice)");
    most_ = i;
    ++format_;
    if (most_ < positional_only_) return raise(api_, Exc::kSystemError, "Empty parameter name after $");
    if (too_few_ || most_ >= given_) return {};
    return raise(api_, Exc::kTypeError, "%.200s%s takes %s %d positional argument%s (%d given)", shown_name(summary_), parentheses(summary_),
                 least_ != INT_MAX ? "at most" : "exactly", most_, plural(most_), given_);
  }

  /// The argument for parameter i; null if it was left out. Borrowed.
  Value find(int i) {
    if (i < given_) return args_.at(i);
    if (by_name_ == 0 || i < positional_only_) return Value::null();
    Value value = dict_get(api_, *kwargs_, names_[i]);
    if (!value.is_null()) --by_name_;
    return value;
  }

  /// Parameter i. Sets *complete when no argument is left and all that are required are there.
  Status step(int i, bool* complete) {
    TRY(read_marks(i));
    if (ends_format(*format_)) return raise(api_, Exc::kSystemError, "More keyword list entries (%d) than format specifiers (%d)", count_, i);
    if (!too_few_) {
      Ref argument = Ref::copy(find(i));
      if (argument) {
        if (reader_.convert(&format_, argument)) return {};
        return reader_.raise_fault(i + 1, summary_.function, summary_.message);
      }
      if (i < least_ && i < positional_only_) {
        too_few_ = true;
      } else if (i < least_) {
        return raise(api_, Exc::kTypeError, "%.200s%s missing required argument '%s' (pos %d)", shown_name(summary_), parentheses(summary_), names_[i], i + 1);
      }
      if (by_name_ == 0 && !too_few_) {
        *complete = true;
        return {};
      }
    }
    if (reader_.skip(&format_)) return {};
    return raise(api_, Exc::kSystemError, "%s: '%s'", reader_.fault(), format_);
  }

  /// Some names were not used: given by position as well, or unknown.
  Status complain_of_names() {
    for (int i = positional_only_; i < given_; ++i) {
      if (dict_get(api_, *kwargs_, names_[i]).is_null()) continue;
      return raise(api_, Exc::kTypeError, "argument for %.200s%s given by name ('%s') and position (%d)", shown_name(summary_), parentheses(summary_), names_[i],
                   i + 1);
    }
    Value key, value;
    for (int64_t position = 0; dict_next(*kwargs_, &position, &key, &value);) {
      if (!is<Str>(key)) return raise(api_, Exc::kTypeError, "keywords must be strings");
      bool known = false;
      for (int i = positional_only_; i < count_; ++i) known = known || str_equal(as<Str>(key), names_[i]);
      if (known) continue;
      Utf8 text(api_, key);
      return raise(api_, Exc::kTypeError, "'%s' is an invalid keyword argument for %.200s%s", text.c_str(),
                   summary_.function != nullptr ? summary_.function : "this function", parentheses(summary_));
    }
    return {};
  }

  Status keep() {
    reader_.keep_all();
    return {};
  }

  Api api_;
  Tuple& args_;
  Dict* kwargs_;
  const char* format_;
  char** names_;
  ItemReader reader_;
  FormatSummary summary_;
  int positional_only_ = 0;
  int count_ = 0;
  int given_ = 0;
  int by_name_ = 0;
  int least_ = INT_MAX;
  int most_ = INT_MAX;
  bool too_few_ = false;
};

}  // namespace

Status parse_keywords(Api api, PyObject* args, PyObject* kwargs, const char* format, char** names, va_list list, SizeFormat sizes) {
  if (!is_c<Tuple>(args) || (kwargs != nullptr && !is_c<Dict>(kwargs)) || format == nullptr || names == nullptr) return raise_bad_call(api);
  Own<Tuple> tuple = Own<Tuple>::copy(&as<Tuple>(from_c(args)));
  Own<Dict> dict = kwargs != nullptr ? Own<Dict>::copy(&as<Dict>(from_c(kwargs))) : Own<Dict>();
  FormatArguments places(list);
  return KeywordParser(api, *tuple, dict.get(), format, names, places, sizes).run();
}

namespace {

/// 1, or 0 with an exception set.
template <class Body>
int parse(const char* function, Body body) {
  return api_int(body, function) == 0 ? 1 : 0;
}

}  // namespace
}  // namespace pyemb::capi

#define PARSE_FUNCTIONS(suffix, sizes)                                                                                                   \
  int PARSE_NAME(PyArg_VaParse, suffix)(PyObject * args, const char* format, va_list list) {                                             \
    return parse("PyArg_VaParse", [&](Api api) { return parse_tuple(api, args, format, list, sizes); });                                 \
  }                                                                                                                                      \
  int PARSE_NAME(PyArg_ParseTuple, suffix)(PyObject * args, const char* format, ...) {                                                   \
    va_list list;                                                                                                                        \
    va_start(list, format);                                                                                                              \
    int answer = parse("PyArg_ParseTuple", [&](Api api) { return parse_tuple(api, args, format, list, sizes); });                        \
    va_end(list);                                                                                                                        \
    return answer;                                                                                                                       \
  }                                                                                                                                      \
  int PARSE_NAME(PyArg_Parse, suffix)(PyObject * args, const char* format, ...) {                                                        \
    va_list list;                                                                                                                        \
    va_start(list, format);                                                                                                              \
    int answer = parse("PyArg_Parse", [&](Api api) { return parse_object(api, args, format, list, sizes); });                            \
    va_end(list);                                                                                                                        \
    return answer;                                                                                                                       \
  }                                                                                                                                      \
  int PARSE_NAME(PyArg_VaParseTupleAndKeywords, suffix)(PyObject * args, PyObject * kwargs, const char* format, char** names, va_list list) { \
    return parse("PyArg_VaParseTupleAndKeywords", [&](Api api) { return parse_keywords(api, args, kwargs, format, names, list, sizes); }); \
  }                                                                                                                                      \
  int PARSE_NAME(PyArg_ParseTupleAndKeywords, suffix)(PyObject * args, PyObject * kwargs, const char* format, char** names, ...) {       \
    va_list list;                                                                                                                        \
    va_start(list, names);                                                                                                               \
    int answer = parse("PyArg_ParseTupleAndKeywords", [&](Api api) { return parse_keywords(api, args, kwargs, format, names, list, sizes); }); \
    va_end(list);                                                                                                                        \
    return answer;                                                                                                                       \
  }
#define PARSE_NAME(name, suffix) PARSE_NAME_##suffix(name)
#define PARSE_NAME_PLAIN(name) name
#define PARSE_NAME_SIZE(name) _##name##_SizeT
PARSE_FUNCTIONS(PLAIN, SizeFormat::kInt)
PARSE_FUNCTIONS(SIZE, SizeFormat::kSize)

int PyArg_UnpackTuple(PyObject* args, const char* name, Py_ssize_t least, Py_ssize_t most, ...) {
  va_list list;
  va_start(list, most);
  int answer = parse("PyArg_UnpackTuple", [&](Api api) -> Status {
    if (!is_c<Tuple>(args)) return raise(api, Exc::kSystemError, "PyArg_UnpackTuple() argument list is not a tuple");
    Tuple& tuple = as<Tuple>(from_c(args));
    if (tuple.size < least || tuple.size > most) {
      const Py_ssize_t bound = tuple.size < least ? least : most;
      const char* kind = least == most ? "" : tuple.size < least ? "at least " : "at most ";
      if (name == nullptr) {
        return raise(api, Exc::kTypeError, "unpacked tuple should have %s%zd element%s, but has %lld", kind, bound, plural(bound), static_cast<long long>(tuple.size));
      }
      return raise(api, Exc::kTypeError, "%.200s expected %s%zd argument%s, got %lld", name, kind, bound, plural(bound), static_cast<long long>(tuple.size));
    }
    for (int64_t i = 0; i < tuple.size; ++i) *va_arg(list, PyObject**) = to_c(tuple.at(i));
    return {};
  });
  va_end(list);
  return answer;
}

int PyArg_ValidateKeywordArguments(PyObject* kwargs) {
  return parse("PyArg_ValidateKeywordArguments", [&](Api api) -> Status {
    Dict* dict = TRY(expect<Dict>(api, kwargs));
    Value key, value;
    for (int64_t position = 0; dict_next(*dict, &position, &key, &value);) {
      if (!is<Str>(key)) return raise(api, Exc::kTypeError, "keywords must be strings");
    }
    return {};
  });
}
