// SPDX-License-Identifier: MIT
// def, lambda and class.
#include "frontend/codegen.h"
#include "frontend/fold.h"
#include "objects/tuple.h"

namespace pyemb {

using ast::as;
using ast::NodeKind;

namespace {

bool has_annotation(ast::stmt* s);

bool any_annotation(Seq<ast::stmt*> body) {
  for (ast::stmt* s : body) {
    if (has_annotation(s)) return true;
  }
  return false;
}

template <class TryNode>
bool try_has_annotation(const TryNode* s) {
  for (ast::excepthandler* handler : s->handlers) {
    if (any_annotation(as<ast::ExceptHandler>(handler)->body)) return true;
  }
  return any_annotation(s->body) || any_annotation(s->finalbody) || any_annotation(s->orelse);
}

bool has_annotation(ast::stmt* s) {
  switch (s->node_kind) {
    case NodeKind::AnnAssign: return true;
    case NodeKind::For: return any_annotation(as<ast::For>(s)->body) || any_annotation(as<ast::For>(s)->orelse);
    case NodeKind::AsyncFor: return any_annotation(as<ast::AsyncFor>(s)->body) || any_annotation(as<ast::AsyncFor>(s)->orelse);
    case NodeKind::While: return any_annotation(as<ast::While>(s)->body) || any_annotation(as<ast::While>(s)->orelse);
    case NodeKind::If: return any_annotation(as<ast::If>(s)->body) || any_annotation(as<ast::If>(s)->orelse);
    case NodeKind::With: return any_annotation(as<ast::With>(s)->body);
    case NodeKind::AsyncWith: return any_annotation(as<ast::AsyncWith>(s)->body);
    case NodeKind::Try: return try_has_annotation(as<ast::Try>(s));
    case NodeKind::TryStar: return try_has_annotation(as<ast::TryStar>(s));
    default: return false;
  }
}

/// The parts that def and async def share.
struct Definition {
  const Identifier* name;
  ast::arguments* args;
  Seq<ast::stmt*> body;
  Seq<ast::expr*> decorators;
  ast::expr* returns;
};

Definition definition_of(ast::stmt* s) {
  if (ast::is<ast::FunctionDef>(s)) {
    auto* def = as<ast::FunctionDef>(s);
    return {def->name, def->args, def->body, def->decorator_list, def->returns};
  }
  auto* def = as<ast::AsyncFunctionDef>(s);
  return {def->name, def->args, def->body, def->decorator_list, def->returns};
}

}  // namespace

bool has_annotations(Seq<ast::stmt*> body) { return any_annotation(body); }

// -- bodies ------------------------------------------------------------------------------------------------------------

ast::expr* Codegen::docstring(Seq<ast::stmt*> body) {
  if (body.empty() || !ast::is<ast::Expr>(body[0])) return nullptr;
  ast::expr* value = as<ast::Expr>(body[0])->value;
  return ast::is<ast::Constant>(value) && folded_is_str(c_, value) ? value : nullptr;
}

/// The body of a module or class: its docstring is bound to __doc__.
void Codegen::suite(Seq<ast::stmt*> body) {
  if (body.empty()) return;
  if (u_->kind == UnitKind::kModule) locate(body[0]);
  if (has_annotations(body)) emit(Op::kSETUP_ANNOTATIONS);
  ast::expr* doc = docstring(body);
  if (doc != nullptr) {
    body = {body.data + 1, body.size - 1};
    if (c_.optimize < 2) {
      Reg value = push();
      locate(doc);
      into(doc, value);
      store_name(c_.known.doc, value);
      release(value);
    }
  }
  statements(body);
}

/// The body of a function: its docstring is the first constant, or None is.
void Codegen::function_body(Seq<ast::stmt*> body) {
  ast::expr* doc = docstring(body);
  if (doc != nullptr && c_.optimize < 2) {
    constant_index(doc);
  } else {
    value_index(Ref::none());
  }
  if (doc != nullptr) body = {body.data + 1, body.size - 1};
  statements(body);
  no_location();
  emit_end();
}

/// return None at the end of a block: it has the position of what was executed last.
void Codegen::emit_end() {
  uint32_t none = value_index(Ref::none());
  if (none > kMaxOperand) return return_constant(none);
  u_->code.artificial_return(none);
}

// -- parameters --------------------------------------------------------------------------------------------------------

bool Codegen::check_parameters(ast::arguments* args) {
  auto forbidden = [this](const ast::arg* arg) { return arg != nullptr && forbidden_name(arg->arg, ast::expr_context::Store); };
  for (Seq<ast::arg*> list : {args->posonlyargs, args->args, args->kwonlyargs}) {
    for (const ast::arg* arg : list) {
      if (forbidden(arg)) return false;
    }
  }
  return !forbidden(args->vararg) && !forbidden(args->kwarg);
}

void Codegen::set_argument_counts(ast::arguments* args) {
  u_->posonlyargcount = static_cast<int32_t>(args->posonlyargs.size);
  u_->argcount = static_cast<int32_t>(args->posonlyargs.size + args->args.size);
  u_->kwonlyargcount = static_cast<int32_t>(args->kwonlyargs.size);
}

/// Evaluates the defaults into the next temporaries; answers which there are, in MAKE_FUNCTION's bits.
uint32_t Codegen::default_arguments(ast::arguments* args) {
  uint32_t parts = 0;
  if (!args->defaults.empty()) {
    Reg tuple = push();
    if (constant_elements(args->defaults)) {
      load_constant(tuple, tuple_constant(args->defaults));
    } else {
      tuple_or_list(args->defaults, tuple, Op::kBUILD_TUPLE);
    }
    release(tuple + 1);
    parts |= 1;
  }
  if (keyword_defaults(args)) parts |= 2;
  return parts;
}

bool Codegen::keyword_defaults(ast::arguments* args) {
  Reg dict = kNoReg;
  for (uint32_t i = 0; i < args->kwonlyargs.size; ++i) {
    ast::expr* value = args->kw_defaults[i];
    if (value == nullptr) continue;
    if (dict == kNoReg) {
      dict = push();
      emit(Op::kBUILD_MAP, dict, dict, 0);
    }
    Reg key = push();
    Value name = c_.str_of(mangle(c_, u_->scope->class_name, args->kwonlyargs[i]->arg));
    if (c_.failed) return false;
    load_value(key, Ref::copy(name));
    Reg source = operand(value);
    emit(Op::kMAP_ADD, dict, key, source);
    release(dict + 1);
  }
  return dict != kNoReg;
}

/// Evaluates the annotations into a tuple of names and values in the next temporary, if there are any.
bool Codegen::annotations(ast::arguments* args, ast::expr* returns) {
  uint32_t count = 0;
  auto each = [&](auto visit) {
    for (Seq<ast::arg*> list : {args->args, args->posonlyargs}) {
      for (ast::arg* arg : list) visit(arg->arg, arg->annotation);
    }
    if (args->vararg != nullptr) visit(args->vararg->arg, args->vararg->annotation);
    for (ast::arg* arg : args->kwonlyargs) visit(arg->arg, arg->annotation);
    if (args->kwarg != nullptr) visit(args->kwarg->arg, args->kwarg->annotation);
    visit(c_.known.return_, returns);
  };
  each([&](const Identifier*, ast::expr* e) { count += e != nullptr ? 1 : 0; });
  if (count == 0) return false;
  Reg all = push();
  constexpr uint32_t kMostInRegisters = 100;
  bool by_list = count > kMostInRegisters;
  if (by_list) emit(Op::kBUILD_LIST, all, all, 0);
  Reg base = top();
  each([&](const Identifier* name, ast::expr* e) {
    if (e == nullptr) return;
    one_annotation(name, e);
    if (!by_list) return;
    emit(Op::kLIST_APPEND, all, base);
    emit(Op::kLIST_APPEND, all, base + 1);
    release(base);
  });
  if (by_list) {
    emit(Op::kLIST_TO_TUPLE, all, all);
  } else {
    emit(Op::kBUILD_TUPLE, all, base, 2 * count);
  }
  release(all + 1);
  return true;
}

/// Name and value in the next two temporaries.
void Codegen::one_annotation(const Identifier* name, ast::expr* e) {
  Reg pair = push(2);
  Value text = c_.str_of(mangle(c_, u_->scope->class_name, name));
  if (c_.failed) return;
  load_value(pair, Ref::copy(text));
  annotation_value(e, pair + 1);
}

// -- function objects --------------------------------------------------------------------------------------------------

/// Puts the cells that the free variables of an inner block refer to into a tuple in the next temporary.
bool Codegen::closure(Seq<const Identifier*> frees) {
  if (frees.empty()) return false;
  Reg base = push();
  release(base);
  for (const Identifier* name : frees) {
    bool own_class = u_->class_cell != kNoReg && name == c_.known.class_cell;
    Reg cell = own_class ? u_->class_cell : static_cast<Reg>(u_->scope->find(name)->reg);
    emit(Op::kCOPY, push(), cell);
  }
  emit(Op::kBUILD_TUPLE, base, base, frees.size);
  release(base + 1);
  return true;
}

/// R[dst] = a function of `code`. R[base] is free for the code; what `parts` says stands behind it, up to the top.
void Codegen::make_function(Reg base, Reg dst, Own<Code> code, uint32_t parts, Seq<const Identifier*> frees) {
  if (c_.failed) return;
  if (closure(frees)) parts |= 8;
  Result<uint32_t> number = c_.constants.add_unshared(std::move(code));
  if (number.raised()) return c_.fail();
  load_constant(base, constant_index(number.take()));
  emit(Op::kMAKE_FUNCTION, dst, base, parts);
}

void Codegen::function_definition(ast::stmt* s, FunctionKind kind) {
  Definition def = definition_of(s);
  if (!check_parameters(def.args)) return;
  Reg first = decorators(def.decorators);
  int32_t firstlineno = def.decorators.empty() ? s->lineno : def.decorators[0]->lineno;
  Reg function = push();
  uint32_t parts = default_arguments(def.args);
  if (annotations(def.args, def.returns)) parts |= 4;
  UnitKind unit_kind = kind == FunctionKind::kAsync ? UnitKind::kAsyncFunction : UnitKind::kFunction;
  Unit unit(buffers_, u_, scope_of(c_, s), unit_kind);
  start_unit(unit, def.name, firstlineno);
  set_argument_counts(def.args);
  function_body(def.body);
  Own<Code> code = finish_unit();
  make_function(function, function, std::move(code), parts, unit.frees);
  release(function + 1);
  apply_decorators(def.decorators, first);
  store_name(def.name, def.decorators.empty() ? function : first);
}

Reg Codegen::decorators(Seq<ast::expr*> list) {
  Reg first = top();
  for (ast::expr* decorator : list) into(decorator, push());
  return first;
}

/// Each decorator in turn calls the one before it, which stands right behind it as its argument.
void Codegen::apply_decorators(Seq<ast::expr*> list, Reg first) {
  Position saved = u_->loc;
  for (uint32_t i = list.size; i-- > 0;) {
    locate(list[i]);
    emit_call(Op::kCALL, first + i, 1, first + i);
  }
  u_->loc = saved;
}

void Codegen::lambda(ast::Lambda* e, Reg dst) {
  if (!check_parameters(e->args)) return;
  Reg function = scratch(dst);
  uint32_t parts = default_arguments(e->args);
  Unit unit(buffers_, u_, scope_of(c_, e), UnitKind::kLambda);
  start_unit(unit, c_.known.lambda, e->lineno);
  set_argument_counts(e->args);
  value_index(Ref::none());  // no docstring
  locate(e->body);
  if (ast::is<ast::Constant>(e->body)) {
    return_constant(constant_index(e->body));
  } else {
    emit(Op::kRETURN, operand(e->body));
  }
  Own<Code> code = finish_unit();
  make_function(function, dst, std::move(code), parts, unit.frees);
}

// -- classes -----------------------------------------------------------------------------------------------------------

void Codegen::class_definition(ast::ClassDef* s) {
  Reg first = decorators(s->decorator_list);
  Reg builder = push();
  Reg body = push();
  Reg name = push();
  int32_t firstlineno = s->decorator_list.empty() ? s->lineno : s->decorator_list[0]->lineno;
  Unit unit(buffers_, u_, scope_of(c_, s), UnitKind::kClass);
  start_unit(unit, s->name, firstlineno);
  class_body(s);
  Own<Code> code = finish_unit();
  if (c_.failed) return;
  emit(Op::kLOAD_BUILD_CLASS, builder);
  Reg function = push();
  make_function(function, body, std::move(code), 0, unit.frees);
  release(function);
  Value text = c_.str_of(s->name);
  if (c_.failed) return;
  load_value(name, Ref::copy(text));
  if (!check_keywords(s->keywords)) return;
  if (needs_unpacking(s->bases, s->keywords)) {
    call_unpacked(builder, builder, s->bases, s->keywords, 2);
  } else {
    call_with_keywords(Op::kCALL, Op::kCALL_KW, builder, builder, s->bases, s->keywords, 2);
  }
  release(builder + 1);
  apply_decorators(s->decorator_list, first);
  store_name(s->name, s->decorator_list.empty() ? builder : first);
}

void Codegen::class_body(ast::ClassDef* s) {
  Reg value = push();
  load_name(c_.known.name, value);
  store_name(c_.known.module, value);
  Result<Own<Str>> qualname = intern(c_.ts, u_->qualname);
  if (qualname.raised()) return c_.fail();
  load_value(value, qualname.take());
  store_name(c_.known.qualname, value);
  release(value);
  suite(s->body);
  no_location();
  if (u_->class_cell == kNoReg) return emit_end();
  push(2);
  emit(Op::kCOPY, value, u_->class_cell);
  emit(Op::kCOPY, value + 1, u_->class_cell);
  store_name(c_.known.classcell, value + 1);
  emit(Op::kRETURN, value);
}

}  // namespace pyemb
