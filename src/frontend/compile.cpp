// SPDX-License-Identifier: MIT
#include "frontend/compile.h"

#include "frontend/codegen.h"
#include "frontend/future.h"
#include "frontend/parse_hooks.h"
#include "frontend/symtable.h"
#include "objects/audit.h"
#include "objects/bytes.h"
#include "objects/exception.h"
#include "objects/raise.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

/// SyntaxError(message, (filename, lineno, offset, text[, end_lineno, end_offset])) or a subclass.
Raised raise_located(ThreadState& ts, Exc type, Value filename, const SyntaxError& error) {
  Ref message = TRY(new_str(ts, error.message));
  Ref text = Ref::none();
  if (error.has_text) text = TRY(new_str(ts, error.text));
  const Value parts[] = {filename,   Value::from_int(error.lineno),     Value::from_int(error.offset),
                         text.get(), Value::from_int(error.end_lineno), Value::from_int(error.end_offset)};
  Ref place = TRY(new_tuple(ts, std::span<const Value>(parts, error.has_end ? 6 : 4)));
  const Value arguments[] = {message, place};
  Ref exception = TRY(new_exception(ts, type, arguments));
  return raise_object(ts, std::move(exception));
}

Raised raise_parse_error(ThreadState& ts, Value filename, const SyntaxError& error) {
  int size = static_cast<int>(error.message.size());
  switch (error.kind) {
    case SyntaxError::Kind::kIndentation: return raise_located(ts, Exc::kIndentationError, filename, error);
    case SyntaxError::Kind::kTab: return raise_located(ts, Exc::kTabError, filename, error);
    case SyntaxError::Kind::kMemory: return raise_no_memory(ts);
    case SyntaxError::Kind::kRecursion: return raise(ts, Exc::kRecursionError, "%.*s", size, error.message.data());
    case SyntaxError::Kind::kValue: return raise(ts, Exc::kValueError, "%.*s", size, error.message.data());
    case SyntaxError::Kind::kHook: return Raised{};
    default:
      if (!error.has_place) return raise(ts, Exc::kSyntaxError, "%.*s", size, error.message.data());
      return raise_located(ts, Exc::kSyntaxError, filename, error);
  }
}

Status issue_warnings(ThreadState& ts, Value filename, Seq<SyntaxWarning> warnings) {
  for (const SyntaxWarning& warning : warnings) {
    Exc category = warning.category == SyntaxWarning::Category::kSyntax ? Exc::kSyntaxWarning : Exc::kDeprecationWarning;
    if (!warn_explicit(ts, category, filename, warning.as_error.lineno, warning.message).raised()) continue;
    if (!clear_pending_if(ts, category)) return Raised{};
    return raise_located(ts, Exc::kSyntaxError, filename, warning.as_error);
  }
  return {};
}

/// The event "compile": the text, unless it comes from a file, and the name of that.
Status audit_source(ThreadState& ts, std::string_view source, Value filename, const CompileOptions& options) {
  if (LIKELY(!is_audited(ts))) return {};
  if (options.is_script) return audit(ts, "compile", Value::none(), filename);
  Own<Bytes> text = TRY(new_bytes(ts, source));
  return audit(ts, "compile", text, filename);
}

ParseOptions parse_options(ThreadState& ts, const CompileOptions& options) {
  ParseOptions parsing;
  parsing.mode = options.mode;
  parsing.hooks = parse_hooks(ts);
  parsing.source_is_utf8 = options.source_is_utf8;
  parsing.dont_imply_dedent = (options.flags & kDontImplyDedent) != 0;
  parsing.feature_version = options.feature_version;
  parsing.type_comments = (options.flags & kTypeComments) != 0;
  parsing.barry_as_flufl = (options.flags & kFutureBarryAsBdfl) != 0;
  parsing.allow_incomplete_input = (options.flags & kAllowIncompleteInput) != 0;
  parsing.max_str_digits = static_cast<int32_t>(ts.interp.int_max_str_digits);
  parsing.stack_limit = reinterpret_cast<const void*>(ts.native_limit);
  return parsing;
}

}  // namespace

Result<ast::mod*> parse_text(ThreadState& ts, NameTable& names, std::string_view source, Value filename, const CompileOptions& options) {
  ParseOptions parsing = parse_options(ts, options);
  TRY(audit_source(ts, source, filename, options));
  Utf8 path(ts, filename);
  if (options.is_script) parsing.script_path = path.view();
  ParseResult parsed = parse(names, source, parsing);
  TRY(issue_warnings(ts, filename, parsed.warnings));
  if (parsed.error) return raise_parse_error(ts, filename, parsed.error);
  return parsed.tree;
}

Result<Own<Code>> compile_text(ThreadState& ts, std::string_view source, Value filename, const CompileOptions& options) {
  Arena arena;
  NameTable names(arena);
  ast::mod* tree = TRY(parse_text(ts, names, source, filename, options));
  Compilation compilation(ts, arena, names, filename);
  return compile_tree(compilation, tree, options);
}

Result<Own<Code>> compile_tree(Compilation& compilation, ast::mod* tree, const CompileOptions& options) {
  Compilation& c = compilation;
  c.interactive = options.mode == ParseMode::kSingle;
  c.top_level_await = (options.flags & kAllowTopLevelAwait) != 0;
  c.optimize = options.optimize;
  c.future = options.flags & kFutureMask;
  if (!c.failed) read_future_statements(c, tree);
  Scope* top = c.failed ? nullptr : build_symtable(c, tree);
  if (top == nullptr) return Raised{};
  c.details = SyntaxErrorDetails::kInArguments;
  Own<Code> code = Codegen(c).module(tree, top);
  if (c.failed) return Raised{};
  if (options.future != nullptr) *options.future = c.future;
  return code;
}

}  // namespace pyemb
