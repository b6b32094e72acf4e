// SPDX-License-Identifier: MIT
// _symtable: the compiler's symbol table of a text, copied into plain objects for lib/symtable.py.
#include "frontend/compilation.h"
#include "frontend/compile.h"
#include "frontend/future.h"
#include "frontend/symtable.h"
#include "modules/builtins/source_text.h"
#include "modules/module_type_specs.h"
#include "modules/native_modules.h"
#include "modules/paths.h"
#include "objects/bytes.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/owned_fields.h"
#include "objects/str.h"

namespace pyemb {
namespace {

struct Entry : Object {
  static constexpr TypeId kId = ModuleType::kSymtableEntry;
  Value name;      ///< all owned
  Value symbols;   ///< dict of name to flags and scope
  Value varnames;  ///< list of the parameters
  Value children;  ///< list of entries
  int64_t id;
  int64_t lineno;
  int32_t kind;
  bool nested;
};
using Owned = OwnedFields<Entry, &Entry::name, &Entry::symbols, &Entry::varnames, &Entry::children>;

constexpr int kScopeOffset = 11;
constexpr uint32_t kShownFlags = 0x3ff;

/// What CPython calls the table: without the angle brackets of the code's name.
std::string_view shown_name(const Scope& scope) {
  if (scope.kind == Scope::Kind::kModule) return "top";
  std::string_view name = scope.name->text;
  if (name.starts_with('<') && name.ends_with('>')) return name.substr(1, name.size() - 2);
  return name;
}

class Copy {
 public:
  Copy(ThreadState& ts, Compilation& compilation) : ts_(ts), c_(compilation) {}

  Result<Ref> entry(const Scope& scope) {
    RecursionGuard guard(ts_, "");
    if (guard.exceeded()) return guard.raise();
    Own<Entry> made = TRY(new_native<Entry>(ts_));
    gc_track(ts_, made.get());
    made->id = static_cast<int64_t>(reinterpret_cast<uintptr_t>(made.get()) >> 4);
    made->lineno = scope.lineno;
    made->kind = static_cast<int32_t>(scope.kind);
    made->nested = scope.nested;
    std::string_view name = shown_name(scope);
    set_field(made->name, TRY(intern(ts_, name)));
    TRY(names(scope, *made));
    Own<List> children = TRY(new_list(ts_));
    set_field(made->children, Ref::copy(Value(children)));
    for (const Scope* child = scope.first_child; child != nullptr; child = child->next_sibling) {
      Ref one = TRY(entry(*child));
      TRY(list_append(ts_, *children, std::move(one)));
    }
    return made;
  }

 private:
  Status names(const Scope& scope, Entry& made) {
    Own<Dict> symbols = TRY(new_dict(ts_));
    set_field(made.symbols, Ref::copy(Value(symbols)));
    Own<List> parameters = TRY(new_list(ts_));
    set_field(made.varnames, Ref::copy(Value(parameters)));
    for (uint32_t i = 0; i < scope.symbol_count; ++i) {
      const Symbol& symbol = *scope.symbols[i];
      Value name = c_.str_of(symbol.name);
      if (name.is_null()) return Raised{};
      uint32_t value = (symbol.flags & kShownFlags) | static_cast<uint32_t>(symbol.scope) << kScopeOffset;
      TRY(dict_set(ts_, *symbols, name, Value::from_int(value)));
      if ((symbol.flags & Symbol::kParam) != 0) TRY(list_append(ts_, *parameters, Ref::copy(name)));
    }
    return {};
  }

  ThreadState& ts_;
  Compilation& c_;
};

Result<Ref> entry_repr(ThreadState& ts, Value self) {
  auto& entry = as<Entry>(self);
  Own<Str> name = TRY(to_str(ts, entry.name));
  return new_str_format(ts, "<symtable entry %s(%lld), line %lld>", Utf8(ts, *name).c_str(), static_cast<long long>(entry.id),
                        static_cast<long long>(entry.lineno));
}
Result<int64_t> get_nested(ThreadState&, Entry& self) { return int64_t{self.nested}; }

constexpr Member kMembers[] = {
    {"id", Member::kInt64, offsetof(Entry, id), Member::kReadOnly, nullptr},
    {"name", Member::kValue, offsetof(Entry, name), Member::kReadOnly, nullptr},
    {"symbols", Member::kValue, offsetof(Entry, symbols), Member::kReadOnly, nullptr},
    {"varnames", Member::kValue, offsetof(Entry, varnames), Member::kReadOnly, nullptr},
    {"children", Member::kValue, offsetof(Entry, children), Member::kReadOnly, nullptr},
    {"type", Member::kInt32, offsetof(Entry, kind), Member::kReadOnly, nullptr},
    {"lineno", Member::kInt64, offsetof(Entry, lineno), Member::kReadOnly, nullptr},
};
constexpr GetSet kGetSets[] = {getset<get_nested>("nested", nullptr)};

Result<Ref> symtable(ThreadState& ts, Value source, Value filename, Value mode) {
  Ref path = TRY(builtins::to_source_name(ts, filename));
  if (!is<Str>(mode)) return raise(ts, Exc::kTypeError, "symtable() argument 3 must be str, not %s", type_name(ts, mode));
  CompileOptions options;
  auto& text = as<Str>(mode);
  if (str_equal(text, "eval")) {
    options.mode = ParseMode::kEval;
  } else if (str_equal(text, "single")) {
    options.mode = ParseMode::kSingle;
  } else if (!str_equal(text, "exec")) {
    return raise(ts, Exc::kValueError, "symtable() arg 3 must be 'exec' or 'eval' or 'single'");
  }
  builtins::SourceText code;
  TRY(code.init(ts, source, "symtable() arg 1", "string or bytes object"));
  options.source_is_utf8 = code.is_utf8();
  Arena arena;
  NameTable names(arena);
  ast::mod* tree = TRY(parse_text(ts, names, code.view(), path, options));
  Compilation compilation(ts, arena, names, path);
  compilation.folds = false;
  if (!compilation.failed) read_future_statements(compilation, tree);
  Scope* top = compilation.failed ? nullptr : build_symtable(compilation, tree);
  if (top == nullptr) return Raised{};
  return Copy(ts, compilation).entry(*top);
}

constexpr NativeMethod kFunctions[] = {
    function<symtable>("symtable", "($module, source, filename, startstr, /)", "The symbol table of a text."),
};

Status exec(ThreadState& ts, Module& module) {
  constexpr struct {
    const char* name;
    int64_t value;
  } kRows[] = {
      {"USE", Symbol::kUse},
      {"DEF_GLOBAL", Symbol::kGlobal},
      {"DEF_NONLOCAL", Symbol::kNonlocal},
      {"DEF_LOCAL", Symbol::kLocal},
      {"DEF_PARAM", Symbol::kParam},
      {"DEF_IMPORT", Symbol::kImport},
      {"DEF_BOUND", Symbol::kBound},
      {"DEF_ANNOT", Symbol::kAnnotated},
      {"TYPE_FUNCTION", static_cast<int64_t>(Scope::Kind::kFunction)},
      {"TYPE_CLASS", static_cast<int64_t>(Scope::Kind::kClass)},
      {"TYPE_MODULE", static_cast<int64_t>(Scope::Kind::kModule)},
      {"LOCAL", static_cast<int64_t>(NameScope::kLocal)},
      {"GLOBAL_EXPLICIT", static_cast<int64_t>(NameScope::kGlobalExplicit)},
      {"GLOBAL_IMPLICIT", static_cast<int64_t>(NameScope::kGlobalImplicit)},
      {"FREE", static_cast<int64_t>(NameScope::kFree)},
      {"CELL", static_cast<int64_t>(NameScope::kCell)},
      {"SCOPE_OFF", kScopeOffset},
      {"SCOPE_MASK", Symbol::kGlobal | Symbol::kLocal | Symbol::kParam | Symbol::kNonlocal},
  };
  for (const auto& row : kRows) TRY(module_add(ts, module, row.name, Value::from_int(row.value)));
  return {};
}

}  // namespace

constexpr TypeSpec kSymtableEntrySpec = {
    .name = "symtable entry",
    .id = ModuleType::kSymtableEntry,
    .size = sizeof(Entry),
    .flags = Type::kCollected | Type::kNoNew,
    .getsets = kGetSets,
    .members = kMembers,
    .slots = {.repr = entry_repr},
    .traverse = Owned::traverse,
    .clear = Owned::clear,
    .dealloc = Owned::dealloc,
};

constexpr NativeModule kSymtableModule = {
    .name = "_symtable",
    .doc = "The compiler's symbol tables.",
    .functions = kFunctions,
    .exec = exec,
};

}  // namespace pyemb
