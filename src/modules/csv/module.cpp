// SPDX-License-Identifier: MIT
// The module _csv: its functions and the registry of dialects.

#include "modules/csv/csv.h"
#include "modules/exception_class.h"
#include "modules/integer_constants.h"
#include "modules/native_modules.h"
#include "objects/list.h"
#include "objects/owned_fields.h"

namespace pyemb {

Result<CsvState*> csv_state(ThreadState& ts) {
  auto* state = static_cast<CsvState*>(find_module_state(ts, kCsvModule));
  if (state == nullptr || state->error.is_null()) return raise(ts, Exc::kRuntimeError, "the module _csv is gone");
  return state;
}

Raised raise_csv(ThreadState& ts, Value message) {
  CsvState* state = TRY(csv_state(ts));
  return raise_value(ts, as<Type>(state->error), message);
}
Raised raise_csv(ThreadState& ts, const char* message) {
  Own<Str> text = TRY(new_str(ts, message));
  return raise_csv(ts, text);
}

Result<Ref> get_csv_dialect(ThreadState& ts, Value name) {
  CsvState* state = TRY(csv_state(ts));
  Ref dialect = TRY(dict_find(ts, as<Dict>(state->dialects), name));
  if (dialect.is_absent()) return raise_csv(ts, "unknown dialect");
  return dialect;
}

Status require_one_or_two(ThreadState& ts, CallArgs args) {
  if (args.count < 1) return raise(ts, Exc::kTypeError, " expected at least 1 argument, got 0");
  if (args.count > 2) return raise(ts, Exc::kTypeError, " expected at most 2 arguments, got %zu", args.count);
  return {};
}

namespace {

Result<Ref> reader(ThreadState& ts, CallArgs args) { return new_csv_reader(ts, args); }
Result<Ref> writer(ThreadState& ts, CallArgs args) { return new_csv_writer(ts, args); }

Status register_dialect(ThreadState& ts, Module& module, CallArgs args) {
  TRY(require_one_or_two(ts, args));
  Ref name = Ref::copy(args.values[0]);
  if (!is<Str>(name)) return raise(ts, Exc::kTypeError, "dialect name must be a string");
  Own<CsvDialect> dialect = TRY(make_csv_dialect(ts, {args.values + 1, args.count - 1, args.names}));
  return dict_set(ts, as<Dict>(module_state<CsvState>(module).dialects), name, dialect);
}

Status unregister_dialect(ThreadState& ts, Module& module, Value name) {
  bool found = TRY(dict_delete(ts, as<Dict>(module_state<CsvState>(module).dialects), name));
  if (!found) return raise_csv(ts, "unknown dialect");
  return {};
}

Result<Ref> get_dialect(ThreadState& ts, Value name) { return get_csv_dialect(ts, name); }

Result<Own<List>> list_dialects(ThreadState& ts, Module& module) { return to_list(ts, module_state<CsvState>(module).dialects); }

Result<Ref> field_size_limit(ThreadState& ts, Module& module, Value new_limit) {
  auto& state = module_state<CsvState>(module);
  int64_t old = state.field_limit;
  if (!new_limit.is_null()) {
    if (!new_limit.is_int() && !is_exactly(new_limit, TypeId::kInt)) return raise(ts, Exc::kTypeError, "limit must be an integer");
    state.field_limit = TRY(to_int64(ts, new_limit));
  }
  return new_int(ts, old);
}

constexpr NativeMethod kFunctions[] = {
    function<reader>("reader", nullptr,
                     "reader(iterable, dialect='excel', **parameters): an iterator over the rows of lines, each a list of str."),
    function<writer>("writer", nullptr, "writer(file, dialect='excel', **parameters): an object that writes rows to a file."),
    module_function<register_dialect>("register_dialect", nullptr,
                                      "register_dialect(name, dialect='excel', **parameters): give a dialect a name."),
    module_function<unregister_dialect>("unregister_dialect", "($module, /, name)", "Forget the name of a dialect."),
    function<get_dialect>("get_dialect", "($module, /, name)", "The dialect of that name."),
    module_function<list_dialects>("list_dialects", "($module, /)", "The names of all dialects."),
    module_function<field_size_limit>("field_size_limit", "($module, /, new_limit=<unrepresentable>)",
                                      "The most characters that a field may have when it is read; sets a new limit if one is given."),
};

constexpr IntegerConstant kQuoting[] = {
    {"QUOTE_MINIMAL", static_cast<int64_t>(CsvQuoting::kMinimal)},
    {"QUOTE_ALL", static_cast<int64_t>(CsvQuoting::kAll)},
    {"QUOTE_NONNUMERIC", static_cast<int64_t>(CsvQuoting::kNonNumeric)},
    {"QUOTE_NONE", static_cast<int64_t>(CsvQuoting::kNone)},
};

Status add_type_as(ThreadState& ts, Module& module, const char* name, TypeId id) {
  Type* type = TRY(find_type(ts, id));
  return module_add(ts, module, name, Value::from_object(type));
}

Status exec(ThreadState& ts, Module& module) {
  auto& state = module_state<CsvState>(module);
  state.field_limit = 128 * 1024;
  state.error = TRY(new_exception_class(ts, "_csv.Error", core_type(ts, Exc::kException))).release();
  Own<Dict> dialects = TRY(new_dict(ts));
  state.dialects = Value::from_object(dialects.release());
  TRY(module_add(ts, module, "Error", state.error));
  TRY(module_add(ts, module, "_dialects", state.dialects));
  TRY(add_type_as(ts, module, "Reader", ModuleType::kCsvReader));
  TRY(add_type_as(ts, module, "Writer", ModuleType::kCsvWriter));
  Own<Str> version = TRY(new_str(ts, "1.0"));
  TRY(module_add(ts, module, "__version__", version));
  return module_add_integers(ts, module, kQuoting);
}

void traverse(void* block, GcVisitor& visit) {
  visit(static_cast<CsvState*>(block)->error);
  visit(static_cast<CsvState*>(block)->dialects);
}
void clear(ThreadState&, void* block) {
  drop_field(static_cast<CsvState*>(block)->error);
  drop_field(static_cast<CsvState*>(block)->dialects);
}

constexpr TypeId kTypes[] = {ModuleType::kCsvDialect};

}  // namespace

constexpr NativeModule kCsvModule = {
    .name = "_csv",
    .doc = "Reading and writing of comma-separated values.\n\n"
           "reader() and writer() take a dialect, by its name or as an object, and single parameters of the format:\n"
           "delimiter, quotechar, escapechar, doublequote, skipinitialspace, lineterminator, quoting, strict.",
    .functions = kFunctions,
    .types = kTypes,
    .exec = exec,
    .state_size = sizeof(CsvState),
    .traverse = traverse,
    .clear = clear,
};

}  // namespace pyemb
