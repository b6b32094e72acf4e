// SPDX-License-Identifier: MIT
// Blocks: how a code object is begun and finished, its names and constants.
#include <algorithm>
#include <cstdarg>
#include <cstdio>

#include "frontend/codegen.h"
#include "frontend/fold.h"
#include "frontend/positions.h"
#include "objects/raise.h"
#include "objects/tuple.h"

namespace pyemb {

using ast::as;
using ast::NodeKind;

namespace {

constexpr uint32_t kMaxIndex = kMaxOperand;

/// The names of the symbols that `wanted` accepts, sorted as text.
template <class Wanted>
Seq<const Identifier*> sorted_names(Compilation& c, const Scope& scope, Wanted wanted) {
  uint32_t count = 0;
  for (uint32_t i = 0; i < scope.symbol_count; ++i) count += wanted(*scope.symbols[i]) ? 1 : 0;
  if (count == 0) return {};
  auto** names = c.arena.make_array<const Identifier*>(count);
  if (names == nullptr) return c.no_memory(), Seq<const Identifier*>();
  uint32_t filled = 0;
  for (uint32_t i = 0; i < scope.symbol_count; ++i) {
    if (wanted(*scope.symbols[i])) names[filled++] = scope.symbols[i]->name;
  }
  std::sort(names, names + count, [](const Identifier* a, const Identifier* b) { return a->text < b->text; });
  return {names, count};
}

bool is_local(const Scope& scope, const Symbol& symbol) {
  if (!scope.is_function()) return false;
  return (symbol.flags & Symbol::kParam) != 0 || symbol.scope == NameScope::kLocal;
}

/// The code makes a generator or coroutine of its frame.
bool makes_generator(const Unit& unit) {
  if (unit.top_level_await) return unit.scope->coroutine;
  return unit.scope->is_function() && (unit.scope->generator || unit.scope->coroutine);
}

int32_t code_flags(const Unit& unit, uint32_t future) {
  const Scope& scope = *unit.scope;
  int32_t flags = static_cast<int32_t>(future & kFutureMask);
  if (!scope.is_function()) return makes_generator(unit) ? flags | Code::kCoroutine : flags;
  flags |= Code::kNewLocals | Code::kOptimized;
  if (scope.nested) flags |= Code::kNested;
  if (scope.generator && !scope.coroutine) flags |= Code::kGenerator;
  if (!scope.generator && scope.coroutine) flags |= Code::kCoroutine;
  if (scope.generator && scope.coroutine) flags |= Code::kAsyncGenerator;
  if (scope.varargs) flags |= Code::kVarArgs;
  if (scope.varkeywords) flags |= Code::kVarKeywords;
  return flags;
}

}  // namespace

// -- begin -------------------------------------------------------------------------------------------------------------

void Codegen::start_unit(Unit& unit, const Identifier* name, int32_t firstlineno) {
  unit.outer = u_;
  unit.name = name->text;
  unit.qualname = u_ == nullptr ? name->text : make_qualname(name);
  unit.firstlineno = firstlineno;
  u_ = &unit;
  u_->loc = {firstlineno, firstlineno, 0, 0};
  assign_registers();
  emit_prologue();
}

/// `outer.<locals>.name` within a function, `Class.name` within a class, the bare name at the top and for what a global
/// statement declares.
std::string_view Codegen::make_qualname(const Identifier* id) {
  const Unit& around = *u_;
  std::string_view name = id->text;
  const Symbol* symbol = around.scope->find(mangle(c_, around.scope->class_name, id));
  if (around.outer == nullptr || (symbol != nullptr && symbol->scope == NameScope::kGlobalExplicit)) return name;
  bool in_function = around.kind == UnitKind::kFunction || around.kind == UnitKind::kAsyncFunction || around.kind == UnitKind::kLambda;
  std::string_view middle = in_function ? ".<locals>." : ".";
  size_t size = around.qualname.size() + middle.size() + name.size();
  char* text = c_.arena.make_array<char>(size);
  if (text == nullptr) return c_.no_memory(), name;
  char* end = std::copy(around.qualname.begin(), around.qualname.end(), text);
  end = std::copy(middle.begin(), middle.end(), end);
  std::copy(name.begin(), name.end(), end);
  return {text, size};
}

void Codegen::assign_registers() {
  Scope& scope = *u_->scope;
  Reg next = 0;
  bool in_class = scope.kind == Scope::Kind::kClass;
  for (bool parameters : {true, false}) {
    for (uint32_t i = 0; i < scope.symbol_count; ++i) {
      Symbol& symbol = *scope.symbols[i];
      if (!is_local(scope, symbol) || ((symbol.flags & Symbol::kParam) != 0) != parameters) continue;
      symbol.reg = static_cast<int32_t>(next);
      if (parameters && symbol.scope == NameScope::kLocal) u_->code.set_bound(next);
      if ((symbol.flags & Symbol::kDeleted) != 0) u_->code.set_deletable(next);
      ++next;
    }
  }
  u_->nlocals = static_cast<int32_t>(next);
  u_->cells = sorted_names(c_, scope, [](const Symbol& s) { return s.scope == NameScope::kCell; });
  for (const Identifier* name : u_->cells) {
    Symbol* symbol = scope.find(name);
    if ((symbol->flags & Symbol::kParam) == 0) symbol->reg = static_cast<int32_t>(next++);
  }
  if (in_class && scope.needs_class_cell) {
    u_->class_cell = next++;
    auto** names = c_.arena.make_array<const Identifier*>(1);
    if (names == nullptr) return c_.no_memory();
    names[0] = c_.known.class_cell;
    u_->cells = {names, 1};
  }
  u_->frees = sorted_names(c_, scope, [](const Symbol& s) { return s.scope == NameScope::kFree || (s.flags & Symbol::kFreeClass) != 0; });
  for (const Identifier* name : u_->frees) scope.find(name)->reg = static_cast<int32_t>(next++);
  if (next > kMaxOperand / 2) error("too many local variables");
  u_->first_temp = u_->top = u_->nregs = next;
}

void Codegen::emit_prologue() {
  Scope& scope = *u_->scope;
  if (makes_generator(*u_)) emit(Op::kRETURN_GENERATOR);
  Position first = u_->loc;
  no_location();  // no line of the program: a tracer sees none
  if (!u_->frees.empty()) emit(Op::kCOPY_FREE_VARS, u_->first_temp - u_->frees.size, u_->frees.size);
  if (u_->class_cell != kNoReg) {
    emit(Op::kMAKE_CELL, u_->class_cell);
    u_->loc = first;
    return;
  }
  for (const Identifier* name : u_->cells) emit(Op::kMAKE_CELL, static_cast<uint32_t>(scope.find(name)->reg));
  u_->loc = first;
}

// -- end ---------------------------------------------------------------------------------------------------------------

namespace {

Result<Own<Tuple>> tuple_of_names(Compilation& c, std::span<const Identifier* const> names) {
  Own<Tuple> tuple = TRY(new_tuple(c.ts, static_cast<int64_t>(names.size())));
  for (size_t i = 0; i < names.size(); ++i) {
    Value name = c.str_of(names[i]);
    if (c.failed) return Raised{};
    tuple->set(static_cast<int64_t>(i), Ref::copy(name));
  }
  return tuple;
}

Result<Own<Tuple>> tuple_of_constants(Compilation& c, std::span<const uint32_t> numbers) {
  Own<Tuple> tuple = TRY(new_tuple(c.ts, static_cast<int64_t>(numbers.size())));
  for (size_t i = 0; i < numbers.size(); ++i) tuple->set(static_cast<int64_t>(i), Ref::copy(c.constants.at(numbers[i])));
  return tuple;
}

/// Names of the registers below first_temp: locals, then cells that are no parameters, then free variables.
Result<Own<Tuple>> tuple_of_registers(Compilation& c, const Unit& u) {
  Own<Tuple> tuple = TRY(new_tuple(c.ts, u.first_temp));
  const Scope& scope = *u.scope;
  for (uint32_t i = 0; i < scope.symbol_count; ++i) {
    const Symbol& symbol = *scope.symbols[i];
    if (symbol.reg < 0) continue;
    Value name = c.str_of(symbol.name);
    if (c.failed) return Raised{};
    tuple->set(symbol.reg, Ref::copy(name));
  }
  if (u.class_cell != kNoReg) {
    Value name = c.str_of(c.known.class_cell);
    if (c.failed) return Raised{};
    tuple->set(u.class_cell, Ref::copy(name));
  }
  return tuple;
}

/// The buffers that are only needed for the moment in which the code object is made.
struct FinishedTables {
  GrowBuffer<uint8_t> positions;
  GrowBuffer<HandlerRow> handlers;
};

Result<Own<Code>> make_code(Compilation& c, const Unit& u, FinishedTables& tables) {
  Own<Tuple> consts = TRY(tuple_of_constants(c, u.code.constants()));
  Own<Tuple> names = TRY(tuple_of_names(c, u.code.names()));
  Own<Tuple> registers = TRY(tuple_of_registers(c, u));
  Own<Tuple> cells = TRY(tuple_of_names(c, {u.cells.data, u.cells.size}));
  Own<Tuple> frees = TRY(tuple_of_names(c, {u.frees.data, u.frees.size}));
  Own<Str> name = TRY(intern(c.ts, u.name));
  Own<Str> qualname = TRY(intern(c.ts, u.qualname));
  CodeSpec spec = {};
  spec.argcount = u.argcount;
  spec.posonlyargcount = u.posonlyargcount;
  spec.kwonlyargcount = u.kwonlyargcount;
  spec.nlocals = u.nlocals;
  spec.first_temp = static_cast<int32_t>(u.first_temp);
  spec.nregs = static_cast<int32_t>(u.nregs);
  spec.flags = code_flags(u, c.future);
  spec.firstlineno = u.firstlineno;
  spec.nfree = static_cast<int32_t>(u.frees.size);
  spec.insns = u.code.words();
  spec.handlers = {tables.handlers.data(), tables.handlers.size()};
  spec.positions = {tables.positions.data(), tables.positions.size()};
  spec.consts = consts.get();
  spec.names = names.get();
  spec.register_names = registers.get();
  spec.cellvars = cells.get();
  spec.freevars = frees.get();
  spec.filename = &as<Str>(c.filename);
  spec.name = name.get();
  spec.qualname = qualname.get();
  return new_code(c.ts, spec);
}

}  // namespace

Own<Code> Codegen::finish_unit() {
  Unit& unit = *u_;
  u_ = unit.outer;
  Own<Code> code = code_of(unit);
  unit.code.give_back();
  return code;
}

Own<Code> Codegen::code_of(Unit& unit) {
  if (buffers_.failed()) c_.no_memory();
  if (c_.failed) return {};
  unit.code.thread_jumps();
  FinishedTables tables;
  write_positions(tables.positions, unit.code.positions(), unit.firstlineno);
  unit.code.each_handler([&tables](const HandlerRow& row) { tables.handlers.push(row); });
  if (tables.positions.failed() || tables.handlers.failed()) return c_.no_memory(), Own<Code>();
  Result<Own<Code>> code = make_code(c_, unit, tables);
  if (code.raised()) return c_.fail(), Own<Code>();
  return code.take();
}

Own<Code> Codegen::module(ast::mod* tree, Scope* scope) {
  Unit unit(buffers_, nullptr, scope, UnitKind::kModule);
  unit.top_level_await = c_.top_level_await;
  start_unit(unit, c_.known.top, 1);
  switch (tree->node_kind) {
    case NodeKind::Module: {
      suite(as<ast::Module>(tree)->body);
      break;
    }
    case NodeKind::Interactive: {
      Seq<ast::stmt*> body = as<ast::Interactive>(tree)->body;
      if (has_annotations(body)) emit(Op::kSETUP_ANNOTATIONS);
      statements(body);
      break;
    }
    default: {
      Reg value = operand(as<ast::Expression>(tree)->body);
      emit(Op::kRETURN, value);
      break;
    }
  }
  emit_end();
  return finish_unit();
}

// -- constants and names -----------------------------------------------------------------------------------------------

uint32_t Codegen::constant_index(uint32_t pool_number) {
  uint32_t index = u_->constant_index.find(pool_number);
  if (index != IndexMap::kAbsent) return index;
  index = u_->code.constant_count();
  if (!u_->constant_index.add(c_.arena, pool_number, index)) return c_.no_memory(), 0;
  buffers_.constants.push(pool_number);
  return index;
}

uint32_t Codegen::constant_index(const ast::expr* constant) {
  Result<uint32_t> number = c_.constants.add(as<ast::Constant>(constant)->value);
  if (number.raised()) return c_.fail(), 0;
  return constant_index(number.take());
}

uint32_t Codegen::value_index(Ref value) {
  Result<uint32_t> number = c_.constants.add(std::move(value));
  if (number.raised()) return c_.fail(), 0;
  return constant_index(number.take());
}

uint32_t Codegen::name_index(const Identifier* id) {
  uint32_t index = u_->name_index.find(id->index);
  if (index != IndexMap::kAbsent) return index;
  index = u_->code.name_count();
  if (index > kMaxIndex) return error("too many names"), 0;
  if (!u_->name_index.add(c_.arena, id->index, index)) return c_.no_memory(), 0;
  buffers_.names.push(id);
  return index;
}

uint32_t Codegen::attribute_index(const Identifier* id) { return name_index(mangle(c_, u_->scope->class_name, id)); }

Reg Codegen::push(uint32_t count) {
  Reg first = u_->top;
  u_->top += count;
  if (u_->top > u_->nregs) u_->nregs = u_->top;
  if (UNLIKELY(u_->top > kMaxOperand)) {
    error("too many values in one expression");
    u_->top = first;
    return 0;
  }
  return first;
}

// -- positions and messages --------------------------------------------------------------------------------------------

void Codegen::locate(const ast::Located* node) {
  u_->loc = {node->lineno, node->end_lineno, node->col_offset, node->end_col_offset};
}

namespace {

ast::Located located(const Position& p) {
  ast::Located where = {};
  where.lineno = p.line;
  where.col_offset = p.column;
  where.end_lineno = p.end_line;
  where.end_col_offset = p.end_column;
  return where;
}

}  // namespace

void Codegen::error(const char* format, ...) {
  if (c_.failed) return;
  char text[1024];
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  ast::Located where = located(u_->loc);
  c_.syntax_error(&where, "%s", text);
}

void Codegen::warn(const char* format, ...) {
  if (c_.failed) return;
  char text[1024];
  va_list arguments;
  va_start(arguments, format);
  std::vsnprintf(text, sizeof text, format, arguments);
  va_end(arguments);
  ast::Located where = located(u_->loc);
  c_.warn(&where, "%s", text);
}

}  // namespace pyemb
