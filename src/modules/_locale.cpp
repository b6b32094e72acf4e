// SPDX-License-Identifier: MIT
// _locale: how the C library's locale compares, formats and translates. The locale belongs to the process; setlocale() changes it
// for every interpreter in it.
#include <cerrno>
#include <climits>
#include <clocale>
#include <cstring>
#include <cwchar>
#include <langinfo.h>
#include <libintl.h>

#include "modules/exception_class.h"
#include "modules/integer_constants.h"
#include "modules/native_modules.h"
#include "modules/paths.h"
#include "objects/audit.h"
#include "objects/list.h"
#include "objects/str.h"

namespace pyemb {
namespace {

struct State {
  Value error;  ///< owned: locale.Error
};

/// Text of the C library's as str: UTF-8, with surrogates for what is none.
Result<Ref> to_text(ThreadState& ts, const char* text) { return decode_file_name(ts, text); }

Result<Ref> set_locale(ThreadState& ts, Module& module, int category, Value locale) {
  if (category < LC_CTYPE || category > LC_IDENTIFICATION) {
    Ref message = TRY(to_text(ts, "invalid locale category"));
    return raise_value(ts, as<Type>(module_state<State>(module).error), message);
  }
  FileName name;
  bool sets = !locale.is_null() && !locale.is_none();
  if (sets && !is<Str>(locale)) return raise(ts, Exc::kTypeError, "setlocale() argument 2 must be str or None, not %s", type_name(ts, locale));
  if (sets) TRY(name.init(ts, locale));
  const char* answer = ::setlocale(category, sets ? name.c_str() : nullptr);
  if (answer != nullptr) return to_text(ts, answer);
  Ref message = TRY(to_text(ts, sets ? "unsupported locale setting" : "locale query failed"));
  return raise_value(ts, as<Type>(module_state<State>(module).error), message);
}

/// A row of digit counts, ended by CHAR_MAX or by the zero that stands for "again".
Result<Ref> grouping_of(ThreadState& ts, const char* counts) {
  Own<List> list = TRY(new_list(ts));
  if (counts[0] == '\0') return list;
  for (size_t i = 0;; ++i) {
    TRY(list_append(ts, *list, Ref::copy(Value::from_int(counts[i]))));
    if (counts[i] == '\0' || counts[i] == CHAR_MAX) return list;
  }
}

Result<Ref> conventions(ThreadState& ts) {
  Own<Dict> dict = TRY(new_dict(ts));
  const lconv& now = *::localeconv();
  struct Text {
    const char* name;
    const char* value;
  };
  const Text texts[] = {
      {"decimal_point", now.decimal_point}, {"thousands_sep", now.thousands_sep}, {"int_curr_symbol", now.int_curr_symbol},
      {"currency_symbol", now.currency_symbol}, {"mon_decimal_point", now.mon_decimal_point}, {"mon_thousands_sep", now.mon_thousands_sep},
      {"positive_sign", now.positive_sign}, {"negative_sign", now.negative_sign},
  };
  for (const Text& row : texts) {
    Ref value = TRY(to_text(ts, row.value));
    TRY(dict_set(ts, *dict, row.name, value));
  }
  Ref grouping = TRY(grouping_of(ts, now.grouping));
  TRY(dict_set(ts, *dict, "grouping", grouping));
  Ref money = TRY(grouping_of(ts, now.mon_grouping));
  TRY(dict_set(ts, *dict, "mon_grouping", money));
  const IntegerConstant numbers[] = {
      {"int_frac_digits", now.int_frac_digits}, {"frac_digits", now.frac_digits}, {"p_cs_precedes", now.p_cs_precedes},
      {"p_sep_by_space", now.p_sep_by_space}, {"n_cs_precedes", now.n_cs_precedes}, {"n_sep_by_space", now.n_sep_by_space},
      {"p_sign_posn", now.p_sign_posn}, {"n_sign_posn", now.n_sign_posn},
  };
  for (const IntegerConstant& row : numbers) TRY(dict_set(ts, *dict, row.name, Value::from_int(row.value)));
  return dict;
}

// -- order ---------------------------------------------------------------------------------------------------------------------

/// The C string of a str, for strcoll() and strxfrm(); in a UTF-8 locale it orders as the wide one would.
Result<int64_t> compare_strings(ThreadState& ts, Str& left, Str& right) {
  FileName a, b;
  TRY(a.init(ts, Value::from_object(&left)));
  TRY(b.init(ts, Value::from_object(&right)));
  return int64_t{std::strcoll(a.c_str(), b.c_str())};
}
Result<Ref> transform(ThreadState& ts, Str& string) {
  for (int64_t i = 0; i < string.length; ++i) {
    if (string.at(i) == 0) return raise(ts, Exc::kValueError, "embedded null character");
  }
  Heap& heap = ts.interp.heap;
  size_t source_bytes = static_cast<size_t>(string.length + 1) * sizeof(wchar_t);
  auto* source = static_cast<wchar_t*>(heap.allocate_buffer(source_bytes));
  if (source == nullptr) return raise_no_memory(ts);
  for (int64_t i = 0; i < string.length; ++i) source[i] = static_cast<wchar_t>(string.at(i));
  source[string.length] = 0;
  errno = 0;
  size_t length = std::wcsxfrm(nullptr, source, 0);
  int error = errno;
  size_t bytes = (length + 1) * sizeof(wchar_t);
  auto* target = error != 0 ? nullptr : static_cast<wchar_t*>(heap.allocate_buffer(bytes));
  if (target != nullptr) std::wcsxfrm(target, source, length + 1);
  heap.release_buffer(source, source_bytes);
  if (error != 0) return raise_os_error(ts, error, Value::null());
  if (target == nullptr) return raise_no_memory(ts);
  for (size_t i = 0; i < length; ++i) {  // a key may hold numbers that are no code points
    if (static_cast<uint32_t>(target[i]) > 0x10ffff) target[i] = 0x10ffff;
  }
  Result<Own<Str>> made = new_str_utf32(ts, reinterpret_cast<const char32_t*>(target), static_cast<int64_t>(length));
  heap.release_buffer(target, bytes);
  return made;
}

// -- words and translations --------------------------------------------------------------------------------------------------------

#define NUMBER(name) {#name, name}
constexpr IntegerConstant kLanguageItems[] = {
    NUMBER(DAY_1), NUMBER(DAY_2), NUMBER(DAY_3), NUMBER(DAY_4), NUMBER(DAY_5), NUMBER(DAY_6), NUMBER(DAY_7), NUMBER(ABDAY_1), NUMBER(ABDAY_2),
    NUMBER(ABDAY_3), NUMBER(ABDAY_4), NUMBER(ABDAY_5), NUMBER(ABDAY_6), NUMBER(ABDAY_7), NUMBER(MON_1), NUMBER(MON_2), NUMBER(MON_3),
    NUMBER(MON_4), NUMBER(MON_5), NUMBER(MON_6), NUMBER(MON_7), NUMBER(MON_8), NUMBER(MON_9), NUMBER(MON_10), NUMBER(MON_11), NUMBER(MON_12),
    NUMBER(ABMON_1), NUMBER(ABMON_2), NUMBER(ABMON_3), NUMBER(ABMON_4), NUMBER(ABMON_5), NUMBER(ABMON_6), NUMBER(ABMON_7), NUMBER(ABMON_8),
    NUMBER(ABMON_9), NUMBER(ABMON_10), NUMBER(ABMON_11), NUMBER(ABMON_12), NUMBER(RADIXCHAR), NUMBER(THOUSEP), NUMBER(CRNCYSTR), NUMBER(D_FMT),
    NUMBER(D_T_FMT), NUMBER(T_FMT), NUMBER(AM_STR), NUMBER(PM_STR), NUMBER(CODESET), NUMBER(T_FMT_AMPM), NUMBER(ERA), NUMBER(ERA_D_FMT),
    NUMBER(ERA_D_T_FMT), NUMBER(ERA_T_FMT), NUMBER(ALT_DIGITS), NUMBER(YESEXPR), NUMBER(NOEXPR), NUMBER(_DATE_FMT),
};
constexpr IntegerConstant kNumbers[] = {
    NUMBER(LC_CTYPE), NUMBER(LC_TIME), NUMBER(LC_COLLATE), NUMBER(LC_MONETARY), NUMBER(LC_MESSAGES), NUMBER(LC_NUMERIC), NUMBER(LC_ALL),
    NUMBER(CHAR_MAX),
};
#undef NUMBER

Result<Ref> language_info(ThreadState& ts, int item) {
  for (const IntegerConstant& row : kLanguageItems) {
    if (row.value == item) return to_text(ts, ::nl_langinfo(item));
  }
  return raise(ts, Exc::kValueError, "unsupported langinfo constant");
}

Result<Ref> encoding(ThreadState& ts) {
  const char* name = ::nl_langinfo(CODESET);
  return to_text(ts, ts.interp.config == nullptr || name[0] == '\0' ? "UTF-8" : name);
}

Result<Ref> translate(ThreadState& ts, Str& message) {
  FileName text;
  TRY(text.init(ts, Value::from_object(&message)));
  return to_text(ts, ::gettext(text.c_str()));
}
/// A domain that may be None.
struct OptionalName {
  FileName name;
  bool given = false;
  Status init(ThreadState& ts, Value value) {
    given = !value.is_none();
    if (given) TRY(name.init(ts, value));
    return {};
  }
  const char* c_str() { return given ? name.c_str() : nullptr; }
};
Result<Ref> translate_in(ThreadState& ts, Value domain, Str& message) {
  OptionalName name;
  TRY(name.init(ts, domain));
  FileName text;
  TRY(text.init(ts, Value::from_object(&message)));
  return to_text(ts, ::dgettext(name.c_str(), text.c_str()));
}
Result<Ref> translate_category(ThreadState& ts, Value domain, Str& message, int category) {
  OptionalName name;
  TRY(name.init(ts, domain));
  FileName text;
  TRY(text.init(ts, Value::from_object(&message)));
  return to_text(ts, ::dcgettext(name.c_str(), text.c_str(), category));
}
Result<Ref> set_domain(ThreadState& ts, Value domain) {
  OptionalName name;
  TRY(name.init(ts, domain));
  const char* answer = ::textdomain(name.c_str());
  if (answer == nullptr) return raise_os_error(ts, errno, Value::null());
  return to_text(ts, answer);
}
Result<Ref> bind_domain(ThreadState& ts, Module& module, Str& domain, Value folder) {
  if (domain.length == 0) {
    Ref message = TRY(to_text(ts, "domain must be a non-empty string"));
    return raise_value(ts, as<Type>(module_state<State>(module).error), message);
  }
  FileName name;
  TRY(name.init(ts, Value::from_object(&domain)));
  OptionalName path;
  TRY(path.init(ts, folder));
  const char* answer = ::bindtextdomain(name.c_str(), path.c_str());
  if (answer == nullptr) return raise_os_error(ts, errno, Value::null());
  return to_text(ts, answer);
}
Result<Ref> bind_codeset(ThreadState& ts, Str& domain, Value codeset) {
  FileName name;
  TRY(name.init(ts, Value::from_object(&domain)));
  OptionalName set;
  TRY(set.init(ts, codeset));
  const char* answer = ::bind_textdomain_codeset(name.c_str(), set.c_str());
  if (answer == nullptr) return Ref::none();
  return to_text(ts, answer);
}

constexpr NativeMethod kFunctions[] = {
    module_function<set_locale>("setlocale", "($module, category, locale=<unrepresentable>, /)", "Set or ask for the locale of a category."),
    function<conventions>("localeconv", "($module, /)", "How the locale writes numbers and money."),
    function<compare_strings>("strcoll", "($module, os1, os2, /)", "Compare two strings as the locale does: negative, 0 or positive."),
    function<transform>("strxfrm", "($module, string, /)", "A string that compares as the locale orders the given one."),
    function<language_info>("nl_langinfo", "($module, key, /)", "What the locale says for a key: names of days, formats."),
    function<encoding>("getencoding", "($module, /)", "The encoding of the locale."),
    function<translate>("gettext", "($module, msg, /)", "The translation of a message."),
    function<translate_in>("dgettext", "($module, domain, msg, /)", "The translation of a message in a domain."),
    function<translate_category>("dcgettext", "($module, domain, msg, category, /)", "The translation of a message in a domain and category."),
    function<set_domain>("textdomain", "($module, domain, /)", "Set the domain of translations; answers it."),
    module_function<bind_domain>("bindtextdomain", "($module, domain, dir, /)", "Say where the translations of a domain are."),
    function<bind_codeset>("bind_textdomain_codeset", "($module, domain, codeset, /)", "Say how the translations of a domain are encoded."),
};

Status exec(ThreadState& ts, Module& module) {
  auto& state = module_state<State>(module);
  state.error = TRY(new_exception_class(ts, "locale.Error", core_type(ts, Exc::kException))).release();
  TRY(module_add(ts, module, "Error", state.error));
  TRY(module_add_integers(ts, module, kNumbers));
  return module_add_integers(ts, module, kLanguageItems);
}
void traverse(void* state, GcVisitor& visit) { visit(static_cast<State*>(state)->error); }
void clear(ThreadState&, void* state) { decref(std::exchange(static_cast<State*>(state)->error, Value::null())); }

}  // namespace

constexpr NativeModule kLocaleModule = {
    .name = "_locale",
    .doc = "The C library's locale.",
    .functions = kFunctions,
    .exec = exec,
    .state_size = sizeof(State),
    .traverse = traverse,
    .clear = clear,
};

}  // namespace pyemb
