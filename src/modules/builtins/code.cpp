// SPDX-License-Identifier: MIT
#include "frontend/compile.h"
#include "modules/ast/ast_module.h"
#include "modules/builtins/functions.h"
#include "modules/builtins/source_text.h"
#include "modules/paths.h"
#include "objects/arguments.h"
#include "objects/attributes.h"
#include "objects/audit.h"
#include "objects/call.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "state/names.h"
#include "vm/import.h"
#include "vm/run.h"

namespace pyemb::builtins {
namespace {

// Bits of compile()'s `flags`.
constexpr uint32_t kFutureBits = 0x1fe0000;
constexpr uint32_t kKnownFlags = kDontImplyDedent | kOnlyAst | kTypeComments | kAllowTopLevelAwait | kAllowIncompleteInput | kFutureBits | 0x10;

/// The future statements in force in the code that calls.
uint32_t inherited_flags(ThreadState& ts) {
  const Frame* frame = current_frame(ts);
  return frame == nullptr ? 0 : static_cast<uint32_t>(frame->code->flags) & kFutureBits;
}

/// Adds `__builtins__` to globals that have none.
Status add_builtins(ThreadState& ts, Dict& globals) {
  Str* name = ts.names().dunder_builtins;
  if (!dict_get(ts, globals, name).is_null()) return {};
  const Frame* frame = current_frame(ts);
  Value builtins = frame != nullptr ? Value::from_object(frame->builtins) : ts.interp.builtins;
  return dict_set(ts, globals, Value::from_object(name), builtins);
}

bool is_mapping(ThreadState& ts, Value value) { return is<Dict>(value) || type_of(ts, value).slots.getitem != nullptr; }

/// Fills in what eval() and exec() were not given from the frame that calls.
Status complete_scopes(ThreadState& ts, const char* function, Ref* globals, Ref* locals) {
  if (*globals && !globals->is_none()) {
    if (!*locals || locals->is_none()) *locals = Ref::copy(globals->get());
    return {};
  }
  Frame* frame = current_frame(ts);
  if (frame == nullptr) return raise(ts, Exc::kSystemError, "globals and locals cannot be NULL");
  *globals = Ref::copy(Value::from_object(frame->globals));
  if (!*locals || locals->is_none()) *locals = TRY(frame_locals(ts, *frame));
  static_cast<void>(function);
  return {};
}

Result<Ref> run_text(ThreadState& ts, SourceText& source, ParseMode mode, Value globals, Value locals) {
  Own<Str> filename = TRY(new_str(ts, "<string>"));
  CompileOptions options;
  options.mode = mode;
  options.flags = inherited_flags(ts);
  options.optimize = ts.interp.optimize;
  options.source_is_utf8 = source.is_utf8();
  Own<Code> code = TRY(compile_text(ts, source.view(), filename, options));
  TRY(audit(ts, "exec", code));
  return run_code(ts, *code, as<Dict>(globals), locals);
}

Status check_closure(ThreadState& ts, Code& code, Value closure) {
  if (code.nfree == 0) {
    if (closure.is_null() || closure.is_none()) return {};
    return raise(ts, Exc::kTypeError, "cannot use a closure with this code object");
  }
  bool fits = !closure.is_null() && is_tuple(closure) && as<Tuple>(closure).size == code.nfree;
  for (int64_t i = 0; fits && i < code.nfree; ++i) fits = is<Cell>(as<Tuple>(closure).at(i));
  if (fits) return {};
  return raise(ts, Exc::kTypeError, "code object requires a closure of exactly length %d", code.nfree);
}

Result<ParseMode> to_mode(ThreadState& ts, Value mode, bool only_ast) {
  if (!is<Str>(mode)) return raise(ts, Exc::kTypeError, "compile() argument 'mode' must be str, not %s", type_name(ts, mode));
  auto& text = as<Str>(mode);
  if (str_equal(text, "exec")) return ParseMode::kExec;
  if (str_equal(text, "eval")) return ParseMode::kEval;
  if (str_equal(text, "single")) return ParseMode::kSingle;
  if (str_equal(text, "func_type")) {
    if (only_ast) return ParseMode::kFuncType;
    return raise(ts, Exc::kValueError, "compile() mode 'func_type' requires flag PyCF_ONLY_AST");
  }
  if (only_ast) return raise(ts, Exc::kValueError, "compile() mode must be 'exec', 'eval', 'single' or 'func_type'");
  return raise(ts, Exc::kValueError, "compile() mode must be 'exec', 'eval' or 'single'");
}

/// compile() of a tree.
Result<Ref> compile_ast(ThreadState& ts, Value tree, Value filename, const CompileOptions& options) {
  AstState* state = TRY(ast_state(ts));
  Arena arena;
  NameTable names(arena);
  Compilation compilation(ts, arena, names, filename);
  ast::mod* mod = TRY(ast_from_python(compilation, *state, tree, options.mode));
  TRY(validate_ast(compilation, mod));
  return compile_tree(compilation, mod, options);
}

/// compile() to a tree.
Result<Ref> parse_to_ast(ThreadState& ts, std::string_view source, Value filename, const CompileOptions& options) {
  AstState* state = TRY(ast_state(ts));
  Arena arena;
  NameTable names(arena);
  ast::mod* mod = TRY(parse_text(ts, names, source, filename, options));
  return ast_to_python(ts, *state, mod);
}

}  // namespace

Result<Ref> compile_source(ThreadState& ts, Value source, Value filename, Value mode, std::optional<int> flags,
                           std::optional<bool> dont_inherit, std::optional<int> optimize_level, std::optional<int> feature_version) {
  Ref path = TRY(to_source_name(ts, filename));
  uint32_t bits = static_cast<uint32_t>(flags.value_or(0));
  int optimize = optimize_level.value_or(-1);
  if ((bits & ~kKnownFlags) != 0) return raise(ts, Exc::kValueError, "compile(): unrecognised flags");
  if (optimize < -1 || optimize > 2) return raise(ts, Exc::kValueError, "compile(): invalid optimize value");
  CompileOptions options;
  bool only_ast = (bits & kOnlyAst) != 0;
  options.mode = TRY(to_mode(ts, mode, only_ast));
  options.flags = bits | (dont_inherit.value_or(false) ? 0 : inherited_flags(ts));
  options.optimize = optimize == -1 ? ts.interp.optimize : optimize;
  bool is_tree = TRY(is_ast(ts, source));
  if (is_tree) return only_ast ? Result<Ref>(Ref::copy(source)) : compile_ast(ts, source, path, options);
  if (only_ast && feature_version.value_or(-1) >= 0) options.feature_version = *feature_version;
  SourceText text;
  TRY(text.init(ts, source, "compile() arg 1", "string, bytes or AST object"));
  options.source_is_utf8 = text.is_utf8();
  if (!only_ast) return compile_text(ts, text.view(), path, options);
  return parse_to_ast(ts, text.view(), path, options);
}

Result<Ref> evaluate(ThreadState& ts, Value source, Value globals_arg, Value locals_arg) {
  Ref locals = Ref::copy(locals_arg);
  Ref globals = Ref::copy(globals_arg);
  if (locals && !locals.is_none() && !is_mapping(ts, locals)) return raise(ts, Exc::kTypeError, "locals must be a mapping");
  if (globals && !globals.is_none() && !is<Dict>(globals)) {
    bool mapping = is_mapping(ts, globals);
    return raise(ts, Exc::kTypeError, mapping ? "globals must be a real dict; try eval(code, {}, mapping)" : "globals must be a dict");
  }
  TRY(complete_scopes(ts, "eval", &globals, &locals));
  TRY(add_builtins(ts, as<Dict>(globals)));
  if (is<Code>(source)) {
    TRY(audit(ts, "exec", source));
    if (as<Code>(source).nfree > 0) return raise(ts, Exc::kTypeError, "code object passed to eval() may not contain free variables");
    return run_code(ts, as<Code>(source), as<Dict>(globals), locals);
  }
  SourceText text;
  TRY(text.init(ts, source, "eval() arg 1", "string, bytes or code object"));
  text.skip_blanks();
  return run_text(ts, text, ParseMode::kEval, globals, locals);
}

Status execute(ThreadState& ts, Value source, Value globals_arg, Value locals_arg, Value closure) {
  Ref locals = Ref::copy(locals_arg);
  Ref globals = Ref::copy(globals_arg);
  TRY(complete_scopes(ts, "exec", &globals, &locals));
  if (!is<Dict>(globals)) return raise(ts, Exc::kTypeError, "exec() globals must be a dict, not %.100s", type_name(ts, globals));
  if (!is_mapping(ts, locals)) return raise(ts, Exc::kTypeError, "locals must be a mapping or None, not %.100s", type_name(ts, locals));
  TRY(add_builtins(ts, as<Dict>(globals)));
  if (is<Code>(source)) {
    TRY(check_closure(ts, as<Code>(source), closure));
    TRY(audit(ts, "exec", source));
    Value cells = as<Code>(source).nfree > 0 ? closure : Value::null();
    Ref ignored = TRY(run_code(ts, as<Code>(source), as<Dict>(globals), locals, cells));
    return {};
  }
  if (!closure.is_null() && !closure.is_none()) {
    return raise(ts, Exc::kTypeError, "closure can only be used when source is a code object");
  }
  SourceText text;
  TRY(text.init(ts, source, "exec() arg 1", "string, bytes or code object"));
  Ref ignored = TRY(run_text(ts, text, ParseMode::kExec, globals, locals));
  return {};
}

Result<Ref> globals_of_caller(ThreadState& ts) {
  const Frame* frame = current_frame(ts);
  if (frame == nullptr) return Ref::none();
  return Ref::copy(Value::from_object(frame->globals));
}

Result<Ref> locals_of_caller(ThreadState& ts) {
  Frame* frame = current_frame(ts);
  if (frame == nullptr) return raise(ts, Exc::kSystemError, "frame does not exist");
  return frame_locals(ts, *frame);
}

Result<Ref> variables(ThreadState& ts, CallArgs args) {
  TRY(require_no_keywords(ts, "vars", args));
  TRY(require_positional(ts, "vars", args, 0, 1));
  if (args.count == 0) return locals_of_caller(ts);
  Ref dict = TRY(find_attr(ts, args.values[0], Value::from_object(ts.names().dunder_dict)));
  if (dict.is_absent()) return raise(ts, Exc::kTypeError, "vars() argument must have __dict__ attribute");
  return dict;
}

Result<Ref> directory(ThreadState& ts, CallArgs args) {
  TRY(require_no_keywords(ts, "dir", args));
  TRY(require_positional(ts, "dir", args, 0, 1));
  if (args.count == 1) return dir(ts, args.values[0]);
  Ref locals = TRY(locals_of_caller(ts));
  Own<Str> name = TRY(intern(ts, "keys"));
  Ref keys = TRY(call_method_of(ts, locals, name));
  Own<List> names = TRY(to_list(ts, keys));
  TRY(list_sort(ts, *names, Value::null(), false));
  return names;
}

Result<Ref> import(ThreadState& ts, Value name, Value globals, Value, Value from_list, std::optional<int> level) {
  return import_name(ts, name, globals, from_list, level.value_or(0));
}

Result<Ref> breakpoint(ThreadState& ts, CallArgs args) {
  Value hook = dict_get(ts, as<Dict>(ts.interp.sys_dict), "breakpointhook");
  if (hook.is_null()) return raise(ts, Exc::kRuntimeError, "lost sys.breakpointhook");
  Ref kept = Ref::copy(hook);
  TRY(audit(ts, "builtins.breakpoint", kept));
  return call(ts, kept, args);
}

}  // namespace pyemb::builtins
