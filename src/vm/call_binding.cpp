// SPDX-License-Identifier: MIT
#include "vm/call_binding.h"

#include "objects/dict.h"
#include "objects/raise.h"
#include "objects/string_builder.h"

namespace pyemb {
namespace {

bool same_name(Value a, Value b) { return a == b || str_equal(as<Str>(a), as<Str>(b)); }

/// The parameter that may be given by this keyword, or -1.
int32_t find_parameter(const Code& code, Value name, int32_t first, int32_t end) {
  const Value* parameters = code.register_names->items();
  for (int32_t i = first; i < end; ++i) {
    if (parameters[i] == name) return i;  // identifiers are interned
  }
  for (int32_t i = first; i < end; ++i) {
    if (same_name(parameters[i], name)) return i;
  }
  return -1;
}

Status bind_keywords(ThreadState& ts, Frame& frame, Tuple& names, Surplus& surplus, Value rest) {
  const Code& code = *frame.code;
  int32_t parameters = code.argcount + code.kwonlyargcount;
  for (int64_t i = 0; i < names.size; ++i) {
    Ref value = surplus.take_keyword(static_cast<size_t>(i));
    int32_t parameter = find_parameter(code, names.at(i), code.posonlyargcount, parameters);
    if (parameter < 0) {
      if (rest.is_null()) return raise_unexpected_keyword(ts, frame, names, names.at(i));
      TRY(dict_set(ts, as<Dict>(rest), names.at(i), value));
    } else if (!frame.regs[parameter].is_null()) {
      return raise(ts, Exc::kTypeError, "%s() got multiple values for argument '%s'", Utf8(ts, qualname_of_called(*frame.function())).c_str(),
                   Utf8(ts, names.at(i)).c_str());
    } else {
      frame.regs[parameter] = value.release();
    }
  }
  return {};
}

Status fill_positional_defaults(ThreadState& ts, Frame& frame, int64_t given) {
  const Code& code = *frame.code;
  const Tuple* defaults = frame.function()->defaults;
  int64_t count = defaults == nullptr ? 0 : defaults->size;
  int64_t first = code.argcount - count;  // may be negative: defaults beyond the parameters are ignored
  for (int64_t i = given; i < first; ++i) {
    if (frame.regs[i].is_null()) return raise_missing_arguments(ts, frame, false);
  }
  for (int64_t i = std::max<int64_t>(first, 0); i < code.argcount; ++i) {
    if (frame.regs[i].is_null()) frame.regs[i] = Ref::copy(defaults->at(i - first)).release();
  }
  return {};
}

Status fill_keyword_defaults(ThreadState& ts, Frame& frame) {
  const Code& code = *frame.code;
  Value defaults = frame.function()->kwdefaults;
  bool missing = false;
  for (int32_t i = code.argcount; i < code.argcount + code.kwonlyargcount; ++i) {
    if (!frame.regs[i].is_null()) continue;
    Value value = defaults.is_null() ? Value::null() : dict_get(ts, as<Dict>(defaults), &as<Str>(code.register_names->at(i)));
    if (value.is_null()) {
      missing = true;
    } else {
      frame.regs[i] = Ref::copy(value).release();
    }
  }
  if (missing) return raise_missing_arguments(ts, frame, true);
  return {};
}

}  // namespace

Surplus::~Surplus() {
  for (size_t i = 0; i < keyword_count_; ++i) decref(keywords_[i]);
  if (keywords_ != inline_) ts_.interp.heap.release_buffer(keywords_, keyword_count_ * sizeof(Value));
}

Status Surplus::take(const Code& code, Value* window, size_t count, Tuple* names) {
  if (names != nullptr) {
    auto size = static_cast<size_t>(names->size);
    if (size > kInline) {
      keywords_ = static_cast<Value*>(ts_.interp.heap.allocate_buffer(size * sizeof(Value)));
      if (keywords_ == nullptr) {
        keywords_ = inline_;
        return raise_no_memory(ts_);
      }
    }
    keyword_count_ = size;
    for (size_t i = 0; i < size; ++i) keywords_[i] = std::exchange(window[count + i], Value::null());
  }
  auto parameters = static_cast<size_t>(code.argcount);
  if (count <= parameters) return {};
  Result<Own<Tuple>> rest = new_tuple_stealing(ts_, {window + parameters, count - parameters});
  std::fill(window + parameters, window + count, Value::null());  // taken in any case
  rest_ = TRY(std::move(rest));
  return {};
}

Status bind_surplus(ThreadState& ts, Frame& frame, int64_t given, Tuple* names, Surplus& surplus) {
  const Code& code = *frame.code;
  int32_t next = code.argcount + code.kwonlyargcount;
  bool too_many = false;
  if (code.is(Code::kVarArgs)) {
    Ref rest = surplus.has_rest() ? surplus.take_rest() : Ref::copy(ts.interp.empty_tuple);
    frame.regs[next++] = rest.release();
  } else {
    too_many = surplus.has_rest();
  }
  Value keywords = Value::null();
  if (code.is(Code::kVarKeywords)) {
    Ref dict = TRY(new_dict(ts));
    keywords = dict;
    frame.regs[next] = dict.release();
  }
  if (names != nullptr) TRY(bind_keywords(ts, frame, *names, surplus, keywords));
  if (too_many) return raise_too_many_arguments(ts, frame, given);
  if (given < code.argcount) TRY(fill_positional_defaults(ts, frame, given));
  if (code.kwonlyargcount > 0) TRY(fill_keyword_defaults(ts, frame));
  return {};
}

// -- errors --------------------------------------------------------------------------------------------------------------

Raised raise_too_many_arguments(ThreadState& ts, Frame& frame, int64_t given) {
  const Code& code = *frame.code;
  Function& function = *frame.function();
  int64_t defaults = function.defaults == nullptr ? 0 : function.defaults->size;
  int64_t keywords_given = 0;
  for (int32_t i = code.argcount; i < code.argcount + code.kwonlyargcount; ++i) keywords_given += frame.regs[i].is_null() ? 0 : 1;
  char takes[64];
  if (defaults > 0) {
    snprintf(takes, sizeof(takes), "from %lld to %d", static_cast<long long>(code.argcount - defaults), code.argcount);
  } else {
    snprintf(takes, sizeof(takes), "%d", code.argcount);
  }
  char keywords[96] = "";
  if (keywords_given > 0) {
    snprintf(keywords, sizeof(keywords), " positional argument%s (and %lld keyword-only argument%s)", given != 1 ? "s" : "",
             static_cast<long long>(keywords_given), keywords_given != 1 ? "s" : "");
  }
  bool plural = defaults > 0 || code.argcount != 1;
  return raise(ts, Exc::kTypeError, "%s() takes %s positional argument%s but %lld%s %s given", Utf8(ts, qualname_of_called(function)).c_str(), takes,
               plural ? "s" : "", static_cast<long long>(given), keywords, given == 1 && keywords_given == 0 ? "was" : "were");
}

Raised raise_missing_arguments(ThreadState& ts, Frame& frame, bool keyword_only) {
  const Code& code = *frame.code;
  Function& function = *frame.function();
  int64_t defaults = function.defaults == nullptr ? 0 : function.defaults->size;
  int64_t first = keyword_only ? code.argcount : 0;
  int64_t end = keyword_only ? code.argcount + code.kwonlyargcount : code.argcount - defaults;
  auto is_missing = [&](int64_t i) {
    if (!frame.regs[i].is_null()) return false;
    return !keyword_only || function.kwdefaults.is_null() || dict_get(ts, as<Dict>(function.kwdefaults), &as<Str>(code.register_names->at(i))).is_null();
  };
  int64_t count = 0;
  for (int64_t i = first; i < end; ++i) count += is_missing(i) ? 1 : 0;
  StringBuilder names(ts);
  int64_t left = count;
  for (int64_t i = first; i < end; ++i) {
    if (!is_missing(i)) continue;
    --left;
    names.append(left == count - 1 ? "'" : left > 0 ? ", '" : count > 2 ? ", and '" : " and '");
    names.append(as<Str>(code.register_names->at(i)));
    names.append("'");
  }
  Own<Str> listed = TRY(names.finish());
  return raise(ts, Exc::kTypeError, "%s() missing %lld required %s argument%s: %s", Utf8(ts, qualname_of_called(function)).c_str(), static_cast<long long>(count),
               keyword_only ? "keyword-only" : "positional", count == 1 ? "" : "s", Utf8(ts, *listed).c_str());
}

Raised raise_unexpected_keyword(ThreadState& ts, Frame& frame, Tuple& names, Value name) {
  const Code& code = *frame.code;
  Utf8 function(ts, qualname_of_called(*frame.function()));
  StringBuilder listed(ts);
  bool any = false;
  for (int32_t i = 0; i < code.posonlyargcount; ++i) {
    Value parameter = code.register_names->at(i);
    for (Value given : names.span()) {
      if (!same_name(given, parameter)) continue;
      if (any) listed.append(", ");
      listed.append(as<Str>(parameter));
      any = true;
    }
  }
  if (any) {
    Own<Str> text = TRY(listed.finish());
    return raise(ts, Exc::kTypeError, "%s() got some positional-only arguments passed as keyword arguments: '%s'", function.c_str(), Utf8(ts, *text).c_str());
  }
  return raise(ts, Exc::kTypeError, "%s() got an unexpected keyword argument '%s'", function.c_str(), Utf8(ts, name).c_str());
}

}  // namespace pyemb
