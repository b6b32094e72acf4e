// SPDX-License-Identifier: MIT
#include "modules/warnings.h"

#include "modules/native_modules.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/exception.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/str_methods.h"
#include "objects/tuple.h"
#include "state/names.h"
#include "vm/import.h"
#include "vm/print_exception.h"
#include "vm/run.h"
#include "vm/source_lines.h"

// _warnings: filters decide by category, text, module and line whether a warning is shown, ignored or raised; registries remember
// what was shown already. Python's `warnings` shares the filters and replaces the way of showing.

namespace pyemb {
namespace {

struct State {
  Value filters;         ///< list of (action, message, category, module, line), owned
  Value once_registry;   ///< dict, owned
  Value default_action;  ///< str, owned
  int64_t version;       ///< counts changes of the filters; registries of another version are forgotten
};

/// One warning on its way.
struct Warning {
  Ref message;   ///< instance of the category
  Ref text;
  Ref category;
  Ref filename;
  int64_t line = 0;
  Ref module;
  Ref registry;  ///< dict or None
  bool loader_has_line = false;  ///< CPython 3.11 shows none then
  Ref source;
};

Result<State*> state_of(ThreadState& ts) {
  void* state = find_module_state(ts, kWarningsModule);
  if (state == nullptr) {
    Ref ignored = TRY(import_module(ts, "_warnings"));
    state = find_module_state(ts, kWarningsModule);
  }
  if (state == nullptr) return raise(ts, Exc::kRuntimeError, "lost _warnings");
  return static_cast<State*>(state);
}

/// An attribute of the module `warnings` if it was imported.
Result<Ref> find_shared(ThreadState& ts, const char* name) {
  Ref module = Ref::copy(find_imported(ts, "warnings"));
  if (!module || module.is_none()) return Result<Ref>::absent();
  return find_attr(ts, module, name);
}

/// The same, of this type; what was found last is remembered in `own` for the time when it is gone.
template <class T>
Result<Ref> shared_attribute(ThreadState& ts, const char* name, const char* what, Value& own) {
  Ref found = TRY(find_shared(ts, name));
  if (found.is_absent()) return Ref::copy(own);
  if (!is<T>(found)) return raise(ts, Exc::kTypeError, "_warnings.%s must be a %s, not '%.200s'", name, what, type_name(ts, found));
  decref(std::exchange(own, Ref::copy(found.get()).release()));
  return found;
}

// -- filters -----------------------------------------------------------------------------------------------------------------

/// Whether a filter's pattern fits: None fits all, a str the same text, anything else is asked by match().
Result<bool> fits(ThreadState& ts, Value pattern, Value text) {
  if (pattern.is_none()) return true;
  if (is_str(pattern)) return is<Str>(text) && str_equal(as<Str>(pattern), as<Str>(text));
  Ref match = TRY(get_attr(ts, pattern, "match"));
  Ref found = TRY(call(ts, match, text));
  return truth(ts, found);
}

Result<bool> filter_fits(ThreadState& ts, Tuple& filter, const Warning& warning) {
  bool same_category = TRY(is_subclass(ts, warning.category, filter.at(2)));
  if (!same_category) return false;
  int64_t line = TRY(to_index(ts, filter.at(4)));
  if (line != 0 && line != warning.line) return false;
  bool text_fits = TRY(fits(ts, filter.at(1), warning.text));
  if (!text_fits) return false;
  return fits(ts, filter.at(3), warning.module);
}

/// What the filters say: the action, a str.
Result<Ref> find_action(ThreadState& ts, State& state, const Warning& warning) {
  Ref filters = TRY(find_shared(ts, "filters"));
  if (filters.is_absent()) {
    filters = Ref::copy(state.filters);
  } else {
    decref(std::exchange(state.filters, Ref::copy(filters.get()).release()));
  }
  if (!is<List>(filters)) return raise(ts, Exc::kValueError, "_warnings.filters must be a list");
  for (int64_t i = 0; i < filters.as<List>()->size; ++i) {
    Ref filter = Ref::copy(filters.as<List>()->at(i));
    if (!is<Tuple>(filter) || filter.as<Tuple>()->size != 5) {
      return raise(ts, Exc::kValueError, "_warnings.filters item %lld isn't a 5-tuple", static_cast<long long>(i));
    }
    bool found = TRY(filter_fits(ts, *filter.as<Tuple>(), warning));
    if (!found) continue;
    Value action = filter.as<Tuple>()->at(0);
    if (is<Str>(action)) return Ref::copy(action);
    return raise(ts, Exc::kTypeError, "action must be a string, not '%.200s'", type_name(ts, action));
  }
  return shared_attribute<Str>(ts, "defaultaction", "string", state.default_action);
}

/// Whether this was warned about before, by `key`; remembers it if `remember`.
Result<bool> was_warned(ThreadState& ts, State& state, Value registry, Value key, bool remember) {
  if (!is<Dict>(registry)) return false;
  Dict& dict = as<Dict>(registry);
  Value version = dict_get(ts, dict, "version");
  if (version.is_null() || !(version == Value::from_int(state.version))) {
    dict_clear(ts, dict);
    TRY(dict_set(ts, dict, "version", Value::from_int(state.version)));
  } else {
    Ref known = TRY(dict_find(ts, dict, key));
    if (!known.is_absent()) {
      bool warned = TRY(truth(ts, known));
      if (warned) return true;
    }
  }
  if (remember) TRY(dict_set(ts, dict, key, Value::true_()));
  return false;
}

Result<bool> was_warned_anywhere(ThreadState& ts, State& state, Value registry, const Warning& warning, bool with_zero) {
  Own<Tuple> key = TRY(with_zero ? new_tuple_of(ts, warning.text, warning.category, Value::from_int(0)) : new_tuple_of(ts, warning.text, warning.category));
  return was_warned(ts, state, registry, key, true);
}

// -- showing -----------------------------------------------------------------------------------------------------------------

/// file:line: Category: text, and the source line.
Status show_plainly(ThreadState& ts, const Warning& warning) {
  Value stream = dict_get(ts, as<Dict>(ts.interp.sys_dict), "stderr");
  if (stream.is_null() || stream.is_none()) return {};
  Ref kept = Ref::copy(stream);
  Own<Str> text = TRY(to_str(ts, warning.text));
  Utf8 filename(ts, warning.filename);
  TextBuffer out;
  out.append(filename.view());
  char number[32];
  out.append(std::string_view(number, static_cast<size_t>(std::snprintf(number, sizeof number, ":%lld: ", static_cast<long long>(warning.line)))));
  out.append(type_name(as<Type>(warning.category)));
  out.append(": ");
  out.append(Utf8(ts, *text).view());
  out.append('\n');
  SourceLines lines(ts);
  std::string_view line;
  const bool has_line = !warning.loader_has_line && lines.find(filename.view(), warning.line, &line);
  if (has_line) {
    size_t indent = line.find_first_not_of(" \t\f");
    out.append("  ");
    out.append(line.substr(indent == line.npos ? line.size() : indent));
    out.append('\n');
  }
  if (!out.ok()) return raise_no_memory(ts);
  Own<Str> whole = TRY(new_str(ts, out.view()));
  return write_to_stream(ts, kept, whole);
}

/// Only Python's `warnings` can tell where the source of a warning was made. Without it, what is here must do.
Status import_python_part(ThreadState& ts) {
  Result<Ref> module = import_module(ts, "warnings");
  if (module.raised()) return clear_pending_if(ts, Exc::kImportError) ? Status() : Status(Raised{});
  Ref ignored = module.take();
  return {};
}

Status show(ThreadState& ts, const Warning& warning) {
  if (warning.source && !ts.interp.finalizing) TRY(import_python_part(ts));
  Ref shower = TRY(find_shared(ts, "_showwarnmsg"));
  if (shower.is_absent()) return show_plainly(ts, warning);
  if (!is_callable(ts, shower)) return raise(ts, Exc::kTypeError, "warnings._showwarnmsg() must be set to a callable");
  Ref module = TRY(import_module(ts, "warnings"));
  Ref make = TRY(get_attr(ts, module, "WarningMessage"));
  Value source = warning.source ? warning.source.get() : Value::none();
  Ref record = TRY(call(ts, make, warning.message, warning.category, warning.filename, Value::from_int(warning.line), Value::none(), Value::none(), source));
  Ref ignored = TRY(call(ts, shower, record));
  return {};
}

// -- warning -----------------------------------------------------------------------------------------------------------------

/// Does what the filters say.
Status process(ThreadState& ts, Warning& warning) {
  State* state = TRY(state_of(ts));
  Own<Tuple> key = TRY(new_tuple_of(ts, warning.text, warning.category, Value::from_int(warning.line)));
  bool warned = TRY(was_warned(ts, *state, warning.registry, key, false));
  if (warned) return {};
  Ref action = TRY(find_action(ts, *state, warning));
  if (!is<Str>(action)) return raise(ts, Exc::kTypeError, "_warnings.defaultaction must be a string, not '%.200s'", type_name(ts, action));
  auto& word = *action.as<Str>();
  if (str_equal(word, "error")) return raise_object(ts, Ref::copy(warning.message.get()));
  if (str_equal(word, "ignore")) return {};
  bool shown_before = false;
  if (!str_equal(word, "always")) {
    if (is<Dict>(warning.registry)) TRY(dict_set(ts, *warning.registry.as<Dict>(), key, Value::true_()));
    if (str_equal(word, "once")) {
      Ref once = TRY(shared_attribute<Dict>(ts, "onceregistry", "dict", state->once_registry));
      shown_before = TRY(was_warned_anywhere(ts, *state, once, warning, false));
    } else if (str_equal(word, "module")) {
      shown_before = TRY(was_warned_anywhere(ts, *state, warning.registry, warning, true));
    } else if (!str_equal(word, "default")) {
      Own<Str> shown = TRY(repr(ts, action));
      return raise(ts, Exc::kRuntimeError, "Unrecognized action (%s) in warnings.filters", Utf8(ts, *shown).c_str());
    }
  }
  return shown_before ? Status() : show(ts, warning);
}

/// message and category as warn() gets them: a Warning brings its own category.
Status set_message(ThreadState& ts, Warning& warning, Value message, Value category) {
  if (is_exception_of(ts, message, Exc::kWarning)) {
    warning.message = Ref::copy(message);
    warning.category = Ref::copy(Value::from_object(message.as_object()->type));
    warning.text = TRY(to_str(ts, message));
    return {};
  }
  warning.text = Ref::copy(message);
  warning.category = Ref::copy(category);
  warning.message = TRY(call(ts, category, message));
  return {};
}

Result<Ref> check_category(ThreadState& ts, Value message, Value category) {
  if (is_exception_of(ts, message, Exc::kWarning)) return Ref::copy(Value::from_object(message.as_object()->type));
  if (category.is_null() || category.is_none()) return Ref::copy(Value::from_object(&core_type(ts, Exc::kUserWarning)));
  bool fits = is<Type>(category) && is_subtype(as<Type>(category), core_type(ts, Exc::kWarning));
  if (fits) return Ref::copy(category);
  return raise(ts, Exc::kTypeError, "category must be a Warning subclass, not '%s'", type_name(ts, category));
}

bool is_import_frame(ThreadState& ts, const Frame& frame) {
  Utf8 filename(ts, *frame.code->filename);
  return filename.view().find("importlib") != std::string_view::npos && filename.view().find("_bootstrap") != std::string_view::npos;
}

/// The frame `level` calls up (1: the running one); importlib's frames do not count.
Frame* find_frame(ThreadState& ts, int64_t level) {
  Frame* frame = current_frame(ts);
  bool skip = level > 0 && frame != nullptr && !is_import_frame(ts, *frame);
  for (int64_t i = 1; i < level && frame != nullptr; ++i) {
    frame = seen_frame(frame->previous);
    while (skip && frame != nullptr && is_import_frame(ts, *frame)) frame = seen_frame(frame->previous);
  }
  return frame;
}

/// Where the warning belongs: file, line, module, registry of the frame.
Status set_context(ThreadState& ts, Warning& warning, int64_t level) {
  Frame* frame = find_frame(ts, level);
  Ref globals = Ref::copy(frame != nullptr ? Value::from_object(frame->globals) : ts.interp.sys_dict);
  warning.line = frame != nullptr ? code_line(*frame->code, frame->offset()) : 1;
  if (frame != nullptr) {
    warning.filename = Ref::copy(Value::from_object(frame->code->filename));
  } else {
    warning.filename = TRY(new_str(ts, "sys"));
  }
  Dict& dict = *globals.as<Dict>();
  Value registry = dict_get(ts, dict, "__warningregistry__");
  if (registry.is_null()) {
    Own<Dict> fresh = TRY(new_dict(ts));
    TRY(dict_set(ts, dict, "__warningregistry__", fresh));
    warning.registry = std::move(fresh);
  } else {
    warning.registry = Ref::copy(registry);
  }
  Value module = dict_get(ts, dict, ts.names().dunder_name);
  if (!module.is_null() && is<Str>(module)) {
    warning.module = Ref::copy(module);
  } else {
    warning.module = TRY(new_str(ts, "<string>"));
  }
  return {};
}

Status warn_at(ThreadState& ts, Value message, Value category, int64_t level, Value source) {
  Warning warning;
  TRY(set_message(ts, warning, message, category));
  TRY(set_context(ts, warning, level));
  warning.source = Ref::copy(source);
  return process(ts, warning);
}

// -- the module --------------------------------------------------------------------------------------------------------------

Status warn_function(ThreadState& ts, Value message, Value category, std::optional<int64_t> level, Value source) {
  Ref checked = TRY(check_category(ts, message, category));
  return warn_at(ts, message, checked, level.value_or(1), source.is_none() ? Value::null() : source);
}

/// The module's name as a file name gives it.
Result<Ref> module_from_file(ThreadState& ts, Str& filename) {
  if (filename.length == 0) return new_str(ts, "<unknown>");
  Utf8 text(ts, filename);
  std::string_view name = text.view();
  if (name.ends_with(".py")) name.remove_suffix(3);
  return new_str(ts, name);
}

/// Whether the module's loader knows the line of the source, which must be there if it knows the source.
Result<bool> loader_knows_line(ThreadState& ts, Dict& globals, int64_t line) {
  Ref loader = Ref::copy(dict_get(ts, globals, "__loader__"));
  Ref name = Ref::copy(dict_get(ts, globals, ts.names().dunder_name));
  if (!loader || !name) return false;
  Ref get_source = TRY(find_attr(ts, loader, "get_source"));
  if (get_source.is_absent()) return false;
  Ref source = TRY(call(ts, get_source, name));
  if (source.is_none()) return false;
  if (!is<Str>(source)) return raise(ts, Exc::kTypeError, "must be str, not %s", type_name(ts, source));
  Ref lines = TRY(str_split_lines(ts, as<Str>(source), false));
  TRY(get_item(ts, lines, Value::from_int(line - 1)));
  return true;
}

Status warn_explicit(ThreadState& ts, Value message, Value category, Str& filename, int64_t line, Value module, Value registry, Value globals,
                     Value source) {
  Warning warning;
  if (!registry.is_null() && !registry.is_none() && !is<Dict>(registry)) return raise(ts, Exc::kTypeError, "'registry' must be a dict or None");
  Ref checked = TRY(check_category(ts, message, category));
  TRY(set_message(ts, warning, message, checked));
  warning.filename = Ref::copy(&filename);
  warning.line = line;
  warning.registry = Ref::copy(registry.is_null() ? Value::none() : registry);
  if (!globals.is_null() && !globals.is_none()) {
    if (!is<Dict>(globals)) return raise(ts, Exc::kTypeError, "module_globals must be a dict, not '%.200s'", type_name(ts, globals));
    warning.loader_has_line = TRY(loader_knows_line(ts, as<Dict>(globals), line));
  }
  if (module.is_null() || module.is_none()) {
    warning.module = TRY(module_from_file(ts, filename));
  } else {
    warning.module = Ref::copy(module);
  }
  warning.source = Ref::copy(source.is_none() ? Value::null() : source);
  return process(ts, warning);
}

void filters_mutated(ThreadState& ts) {
  if (auto* state = static_cast<State*>(find_module_state(ts, kWarningsModule))) ++state->version;
}
Status filters_mutated_function(ThreadState& ts) {
  filters_mutated(ts);
  return {};
}

constexpr NativeMethod kFunctions[] = {
    function<warn_function>("warn", "($module, /, message, category=None, stacklevel=1, source=None)", "Issues a warning, or raises or ignores it."),
    function<warn_explicit>("warn_explicit",
                            "($module, /, message, category, filename, lineno, module=None, registry=None, module_globals=None, source=None)",
                            "Issues a warning as of the place given."),
    function<filters_mutated_function>("_filters_mutated", "($module, /)", "Must be called after a change of the filters."),
};

Status add_filter(ThreadState& ts, List& filters, const char* action, Exc category, Value module) {
  Own<Str> word = TRY(intern(ts, action));
  Own<Tuple> filter = TRY(new_tuple_of(ts, word, Value::none(), Value::from_object(&core_type(ts, category)), module, Value::from_int(0)));
  return list_append(ts, filters, std::move(filter));
}

Status exec(ThreadState& ts, Module& module) {
  State& state = module_state<State>(module);
  Own<List> filters = TRY(new_list(ts));
  Own<Str> main = TRY(intern(ts, "__main__"));
  TRY(add_filter(ts, *filters, "default", Exc::kDeprecationWarning, main));
  for (Exc ignored : {Exc::kDeprecationWarning, Exc::kPendingDeprecationWarning, Exc::kImportWarning, Exc::kResourceWarning}) {
    TRY(add_filter(ts, *filters, "ignore", ignored, Value::none()));
  }
  TRY(module_add(ts, module, "filters", filters));
  state.filters = Ref(std::move(filters)).release();
  state.once_registry = Ref(TRY(new_dict(ts))).release();
  TRY(module_add(ts, module, "_onceregistry", state.once_registry));
  state.default_action = Ref(TRY(intern(ts, "default"))).release();
  return module_add(ts, module, "_defaultaction", state.default_action);
}

void traverse(void* block, GcVisitor& visit) {
  auto& state = *static_cast<State*>(block);
  visit(state.filters);
  visit(state.once_registry);
}
void clear(ThreadState&, void* block) {
  auto& state = *static_cast<State*>(block);
  for (Value* field : {&state.filters, &state.once_registry, &state.default_action}) decref(std::exchange(*field, Value::null()));
}

}  // namespace

constexpr NativeModule kWarningsModule = {
    .name = "_warnings",
    .doc = "The machinery of warnings that must be fast and always there.",
    .functions = kFunctions,
    .exec = exec,
    .state_size = sizeof(State),
    .traverse = traverse,
    .clear = clear,
};

Status issue_warning(ThreadState& ts, Value message, Type& category, int stack_level) {
  return warn_at(ts, message, Value::from_object(&category), stack_level, Value::null());
}

Status issue_warning_at(ThreadState& ts, Value message, Type& category, Value filename, int64_t line) {
  return warn_explicit(ts, message, Value::from_object(&category), as<Str>(filename), line, Value::null(), Value::null(),
                       Value::null(), Value::none());
}

namespace {

Status issue_unclosed(ThreadState& ts, Value source, const char* what) {
  Own<Str> shown = TRY(repr(ts, source));
  Own<Str> message = TRY(new_str_format(ts, "%s %s", what, Utf8(ts, *shown).c_str()));
  return warn_at(ts, message, Value::from_object(&core_type(ts, Exc::kResourceWarning)), 1, source);
}

}  // namespace

void warn_unclosed(ThreadState& ts, Value source, const char* what, Value where) {
  Ref pending = ts.take_pending();
  if (issue_unclosed(ts, source, what).raised()) {
    if (pending_is(ts, Exc::kWarning)) report_unraisable(ts, nullptr, where);
    ts.clear_pending();
  }
  ts.pending = pending.release();
}

}  // namespace pyemb
