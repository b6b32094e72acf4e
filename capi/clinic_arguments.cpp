// SPDX-License-Identifier: MIT
// What the code calls that CPython's Argument Clinic writes: functions that take their arguments as an array, and names from a table of the function's own.
#include <algorithm>

#include "argument_parser.h"
#include "objects/dict.h"
#include "objects/str.h"
#include "objects/tuple.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace {

const char* plural(Py_ssize_t n) { return n == 1 ? "" : "s"; }

/// 1, or 0 with an exception set.
template <class Body>
int check(const char* function, Body body) {
  return api_int(body, function) == 0 ? 1 : 0;
}

Status check_count(Api api, const char* name, Py_ssize_t given, Py_ssize_t least, Py_ssize_t most) {
  if (given >= least && given <= most) return {};
  const Py_ssize_t bound = given < least ? least : most;
  const char* kind = least == most ? "" : given < least ? "at least " : "at most ";
  if (name == nullptr) return raise(api, Exc::kTypeError, "unpacked tuple should have %s%zd element%s, but has %zd", kind, bound, plural(bound), given);
  return raise(api, Exc::kTypeError, "%.200s expected %s%zd argument%s, got %zd", name, kind, bound, plural(bound), given);
}

Result<Own<Tuple>> tuple_of(Api api, PyObject* const* args, Py_ssize_t count) {
  if (count < 0 || (args == nullptr && count > 0)) return raise_bad_call(api);
  return new_tuple(api, std::span<const Value>(values_of(args), static_cast<size_t>(count)));
}

}  // namespace

int(_PyArg_NoKeywords)(const char* function, PyObject* keywords) {
  return check("_PyArg_NoKeywords", [&](Api api) -> Status {
    if (keywords == nullptr) return {};
    Dict* dict = TRY(expect<Dict>(api, keywords));
    if (dict->size == 0) return {};
    return raise(api, Exc::kTypeError, "%.200s() takes no keyword arguments", function);
  });
}
int(_PyArg_NoKwnames)(const char* function, PyObject* names) {
  return check("_PyArg_NoKwnames", [&](Api api) -> Status {
    if (names == nullptr) return {};
    Tuple* tuple = TRY(expect<Tuple>(api, names));
    if (tuple->size == 0) return {};
    return raise(api, Exc::kTypeError, "%s() takes no keyword arguments", function);
  });
}
int(_PyArg_NoPositional)(const char* function, PyObject* args) {
  return check("_PyArg_NoPositional", [&](Api api) -> Status {
    if (args == nullptr) return {};
    Tuple* tuple = TRY(expect<Tuple>(api, args));
    if (tuple->size == 0) return {};
    return raise(api, Exc::kTypeError, "%.200s() takes no positional arguments", function);
  });
}
void _PyArg_BadArgument(const char* function, const char* shown, const char* expected, PyObject* argument) {
  api_void([&](Api api) -> Status {
    Value value = TRY(expect_value(api, argument));
    return raise(api, Exc::kTypeError, "%.200s() %.200s must be %.50s, not %.50s", function, shown, expected, value.is_none() ? "None" : type_name(api, value));
  });
}
int(_PyArg_CheckPositional)(const char* name, Py_ssize_t given, Py_ssize_t least, Py_ssize_t most) {
  return check("_PyArg_CheckPositional", [&](Api api) { return check_count(api, name, given, least, most); });
}
int _PyArg_UnpackStack(PyObject* const* args, Py_ssize_t count, const char* name, Py_ssize_t least, Py_ssize_t most, ...) {
  va_list places;
  va_start(places, most);
  const int answer = check("_PyArg_UnpackStack", [&](Api api) -> Status {
    TRY(check_count(api, name, count, least, most));
    for (Py_ssize_t i = 0; i < count; ++i) *va_arg(places, PyObject**) = args[i];
    return {};
  });
  va_end(places);
  return answer;
}

// -- by a format ---------------------------------------------------------------------------------------------------------------------

namespace {

Status parse_by(Api api, PyObject* args, PyObject* keywords, const _PyArg_Parser* parser, va_list places) {
  if (parser == nullptr || parser->format == nullptr || parser->keywords == nullptr) return raise_bad_call(api);
  return parse_keywords(api, args, keywords, parser->format, const_cast<char**>(parser->keywords), places, SizeFormat::kSize);
}

/// The arguments by name behind an array of arguments, as a dict.
Result<Own<Dict>> dict_of(Api api, PyObject* const* values, PyObject* names) {
  Tuple* tuple = TRY(expect<Tuple>(api, names));
  Own<Dict> dict = TRY(new_dict(api));
  for (int64_t i = 0; i < tuple->size; ++i) TRY(dict_set(api, *dict, tuple->at(i), from_c(values[i])));
  return dict;
}

}  // namespace

int _PyArg_ParseStack_SizeT(PyObject* const* args, Py_ssize_t count, const char* format, ...) {
  va_list places;
  va_start(places, format);
  const int answer = check("_PyArg_ParseStack", [&](Api api) -> Status {
    Own<Tuple> tuple = TRY(tuple_of(api, args, count));
    return parse_tuple(api, to_c(tuple.get()), format, places, SizeFormat::kSize);
  });
  va_end(places);
  return answer;
}
int _PyArg_ParseStackAndKeywords_SizeT(PyObject* const* args, Py_ssize_t count, PyObject* names, _PyArg_Parser* parser, ...) {
  va_list places;
  va_start(places, parser);
  const int answer = check("_PyArg_ParseStackAndKeywords", [&](Api api) -> Status {
    Own<Tuple> tuple = TRY(tuple_of(api, args, count));
    Own<Dict> dict;
    if (names != nullptr) dict = TRY(dict_of(api, args + count, names));
    return parse_by(api, to_c(tuple.get()), to_c(dict.get()), parser, places);
  });
  va_end(places);
  return answer;
}
int _PyArg_ParseTupleAndKeywordsFast_SizeT(PyObject* args, PyObject* keywords, _PyArg_Parser* parser, ...) {
  va_list places;
  va_start(places, parser);
  const int answer = check("_PyArg_ParseTupleAndKeywordsFast", [&](Api api) { return parse_by(api, args, keywords, parser, places); });
  va_end(places);
  return answer;
}

// -- into an array -------------------------------------------------------------------------------------------------------------------

namespace {

/// One run of _PyArg_UnpackKeywords: which argument stands for which parameter.
class Unpacker {
 public:
  Unpacker(Api api, PyObject* const* args, Py_ssize_t given, PyObject* keywords, PyObject* names, const _PyArg_Parser& parser)
      : api_(api), args_(args), given_(given), dict_(keywords != nullptr ? &as<Dict>(from_c(keywords)) : nullptr), parser_(parser) {
    if (dict_ == nullptr && names != nullptr) names_ = &as<Tuple>(from_c(names));
    by_name_ = dict_ != nullptr ? dict_->size : names_ != nullptr ? names_->size : 0;
    while (parser_.keywords[positional_only_] != nullptr && parser_.keywords[positional_only_][0] == '\0') ++positional_only_;
    for (count_ = positional_only_; parser_.keywords[count_] != nullptr;) ++count_;
  }

  Status run(int least, int most, int least_by_name, PyObject** out) {
    TRY(check_counts(least, most));
    std::copy_n(args_, given_, out);
    const int required = least_by_name != 0 ? most + least_by_name : least;
    for (int i = std::max(static_cast<int>(given_), positional_only_); i < count_; ++i) {
      out[i] = by_name_ > 0 ? find(i) : nullptr;
      if (out[i] != nullptr) {
        --by_name_;
      } else if (i < least || (most <= i && i < required)) {
        return raise(api_, Exc::kTypeError, "%.200s%s missing required argument '%s' (pos %d)", name(), parentheses(), parser_.keywords[i], i + 1);
      }
    }
    return by_name_ > 0 ? complain_of_names() : Status();
  }

  bool is_plain(int least, int most, int least_by_name) const { return by_name_ == 0 && least_by_name == 0 && least <= given_ && given_ <= most; }

 private:
  const char* name() const { return parser_.fname != nullptr ? parser_.fname : "function"; }
  const char* parentheses() const { return parser_.fname != nullptr ? "()" : ""; }

  Status check_counts(int least, int most) {
    if (given_ + by_name_ > count_) {
      return raise(api_, Exc::kTypeError, "%.200s%s takes at most %d %sargument%s (%zd given)", name(), parentheses(), count_, given_ == 0 ? "keyword " : "",
                   plural(count_), static_cast<Py_ssize_t>(given_ + by_name_));
    }
    if (given_ > most && most == 0) return raise(api_, Exc::kTypeError, "%.200s%s takes no positional arguments", name(), parentheses());
    if (given_ > most) return raise_positional(least < most ? "at most" : "exactly", most);
    const int needed = std::min(positional_only_, least);
    if (given_ < needed) return raise_positional(needed < most ? "at least" : "exactly", needed);
    return {};
  }
  Raised raise_positional(const char* kind, int bound) {
    return raise(api_, Exc::kTypeError, "%.200s%s takes %s %d positional argument%s (%zd given)", name(), parentheses(), kind, bound, plural(bound), given_);
  }

  /// The argument by the name of parameter i; null: there is none.
  PyObject* find(int i) const {
    if (dict_ != nullptr) return to_c(dict_get(api_, *dict_, parser_.keywords[i]));
    for (int64_t k = 0; k < names_->size; ++k) {
      if (is<Str>(names_->at(k)) && str_equal(as<Str>(names_->at(k)), parser_.keywords[i])) return args_[given_ + k];
    }
    return nullptr;
  }

  Status complain_of_names() {
    for (int i = positional_only_; i < given_; ++i) {
      if (find(i) == nullptr) continue;
      return raise(api_, Exc::kTypeError, "argument for %.200s%s given by name ('%s') and position (%d)", name(), parentheses(), parser_.keywords[i], i + 1);
    }
    if (names_ != nullptr) {
      for (int64_t k = 0; k < names_->size; ++k) TRY(check_name(names_->at(k)));
      return {};
    }
    Value key, value;
    for (int64_t position = 0; dict_next(*dict_, &position, &key, &value);) TRY(check_name(key));
    return {};
  }
  Status check_name(Value key) {
    if (!is<Str>(key)) return raise(api_, Exc::kTypeError, "keywords must be strings");
    for (int i = positional_only_; i < count_; ++i) {
      if (str_equal(as<Str>(key), parser_.keywords[i])) return {};
    }
    return raise(api_, Exc::kTypeError, "'%s' is an invalid keyword argument for %.200s%s", Utf8(api_, key).c_str(), parser_.fname != nullptr ? parser_.fname : "this function",
                 parentheses());
  }

  Api api_;
  PyObject* const* args_;
  Py_ssize_t given_;
  Dict* dict_;
  Tuple* names_ = nullptr;
  const _PyArg_Parser& parser_;
  int64_t by_name_ = 0;
  int positional_only_ = 0;
  int count_ = 0;
};

}  // namespace

PyObject* const*(_PyArg_UnpackKeywords)(PyObject* const* args, Py_ssize_t count, PyObject* keywords, PyObject* names, _PyArg_Parser* parser, int least, int most,
                                        int least_by_name, PyObject** buffer) {
  return api_number<PyObject* const*>(
      nullptr,
      [&](Api api) -> Result<PyObject* const*> {
        if (parser == nullptr || parser->keywords == nullptr || buffer == nullptr || count < 0) return raise_bad_call(api);
        if (keywords != nullptr) TRY(expect<Dict>(api, keywords));
        if (names != nullptr) TRY(expect<Tuple>(api, names));
        if (args == nullptr && count > 0) return raise_bad_call(api);
        if (args == nullptr) args = buffer;
        Unpacker unpacker(api, args, count, keywords, names, *parser);
        if (unpacker.is_plain(least, most, least_by_name)) return args;
        TRY(unpacker.run(least, most, least_by_name, buffer));
        return buffer;
      },
      "_PyArg_UnpackKeywords");
}
