// SPDX-License-Identifier: MIT
// Calls. The callee and its arguments stand in a row of temporaries at the top, where the callee's registers will begin.
#include "frontend/codegen.h"
#include "frontend/fold.h"
#include "objects/tuple.h"

namespace pyemb {

using ast::as;
using ast::NodeKind;

namespace {

/// Beyond this the arguments go through a tuple.
constexpr uint32_t kMostArguments = 250;

bool has_starred(Seq<ast::expr*> args) {
  for (const ast::expr* arg : args) {
    if (ast::is<ast::Starred>(arg)) return true;
  }
  return false;
}

bool has_double_star(Seq<ast::keyword*> keywords) {
  for (const ast::keyword* keyword : keywords) {
    if (keyword->arg == nullptr) return true;
  }
  return false;
}

}  // namespace

bool Codegen::needs_unpacking(Seq<ast::expr*> args, Seq<ast::keyword*> keywords) {
  return has_starred(args) || has_double_star(keywords) || args.size + keywords.size > kMostArguments;
}

void Codegen::call(ast::Call* e, Reg dst) {
  if (!check_keywords(e->keywords) || method_call(e, dst)) return;
  check_callee(e->func);
  Reg base = scratch(dst);
  into(e->func, base);
  if (needs_unpacking(e->args, e->keywords)) {
    return call_unpacked(base, dst, e->args, e->keywords, 0);
  }
  call_with_keywords(Op::kCALL, Op::kCALL_KW, base, dst, e->args, e->keywords, 0);
}

/// obj.name(...) without making a bound method.
bool Codegen::method_call(ast::Call* e, Reg dst) {
  if (!ast::is<ast::Attribute>(e->func)) return false;
  auto* method = as<ast::Attribute>(e->func);
  if (needs_unpacking(e->args, e->keywords)) return false;
  Reg base = scratch(dst);
  push();
  Reg object = in_place(method->value, false);
  if (object == kNoReg) {
    release(base + 1);
    into(method->value, base);
    object = base;
    push();
  }
  Position whole = u_->loc;
  locate(method);
  start_at_attribute(method);
  emit(Op::kLOAD_METHOD, base, object, attribute_index(method->attr));
  u_->loc = whole;
  start_at_attribute(method);
  call_with_keywords(Op::kCALL_METHOD, Op::kCALL_METHOD_KW, base, dst, e->args, e->keywords, 0);
  return true;
}

/// A method called over several lines is shown where its name stands.
void Codegen::start_at_attribute(const ast::Attribute* e) {
  if (e->lineno == e->end_lineno) return;
  Position& loc = u_->loc;
  loc.line = e->end_lineno;
  int32_t length = static_cast<int32_t>(e->attr->text.size());
  if (length <= e->end_col_offset) {
    loc.column = e->end_col_offset - length;
    loc.end_column = e->end_col_offset;
  } else {
    loc.column = -1;
    loc.end_column = -1;
  }
}

/// Compiles the arguments behind the row's head (`given` are there already) and calls.
void Codegen::call_with_keywords(Op plain, Op with_names, Reg base, Reg dst, Seq<ast::expr*> args, Seq<ast::keyword*> keywords,
                                 uint32_t given) {
  for (ast::expr* arg : args) into(arg, push());
  uint32_t count = given + args.size + keywords.size;
  if (keywords.empty()) {
    emit_call(plain, base, count, dst);
    return;
  }
  for (ast::keyword* keyword : keywords) into(keyword->value, push());
  Result<Own<Tuple>> made = new_tuple(c_.ts, static_cast<int64_t>(keywords.size));
  if (made.raised()) return c_.fail();
  Own<Tuple> names = made.take();
  for (uint32_t i = 0; i < keywords.size; ++i) {
    Value name = c_.str_of(keywords[i]->arg);
    if (c_.failed) return;
    names->set(i, Ref::copy(name));
  }
  uint32_t index = value_index(Ref(std::move(names)));
  emit_call(with_names, base, count, dst);
  u_->code.set_word(index);
}

/// A CALL of any kind but CALL_EX. The register behind the last argument must exist, too.
void Codegen::emit_call(Op op, Reg base, uint32_t count, Reg dst) {
  constexpr uint32_t kHeadAndSpare = 3;
  Reg mark = top();
  release(base);
  push(count + kHeadAndSpare);
  release(mark);
  emit(op, base, count, dst);
}

/// callee(*args, **keywords) with the callee in R[base], the topmost temporary; `given` temporaries behind it are the first arguments.
void Codegen::call_unpacked(Reg base, Reg dst, Seq<ast::expr*> args, Seq<ast::keyword*> keywords, uint32_t given) {
  Reg positional = base + 1;
  if (given == 0) push();
  if (given != 0) {
    emit(Op::kBUILD_LIST, positional, positional, given);
    release(positional + 1);
    append_all(args, positional, 1);
    emit(Op::kLIST_TO_TUPLE, positional, positional);
  } else if (args.size == 1 && ast::is<ast::Starred>(args[0])) {
    into(as<ast::Starred>(args[0])->value, positional);
  } else if (!has_starred(args)) {
    tuple_or_list(args, positional, Op::kBUILD_TUPLE);
  } else {
    list_of(args, positional, 1);
    emit(Op::kLIST_TO_TUPLE, positional, positional);
  }
  release(positional + 1);
  if (!keywords.empty()) {
    Reg dict = push();
    keyword_dict(dict, base, keywords);
  }
  emit(Op::kCALL_EX, base, keywords.empty() ? 0 : 1, dst);
}

/// The keyword arguments as a dict in R[dict], the topmost temporary; R[callee] is named in messages.
void Codegen::keyword_dict(Reg dict, Reg callee, Seq<ast::keyword*> keywords) {
  emit(Op::kBUILD_MAP, dict, dict, 0);
  Reg mark = top();
  for (uint32_t i = 0; i < keywords.size;) {
    if (keywords[i]->arg == nullptr) {
      Reg mapping = operand(keywords[i++]->value);
      emit(Op::kDICT_MERGE, dict, mapping, callee);
      release(mark);
      continue;
    }
    // Names between two ** are merged as one, so that a duplicate is noticed after they are evaluated.
    uint32_t end = i;
    while (end < keywords.size && keywords[end]->arg != nullptr) ++end;
    bool first = i == 0;
    Reg group = first ? dict : push();
    if (!first) emit(Op::kBUILD_MAP, group, group, 0);
    Reg pair = top();
    for (; i < end; ++i) {
      Reg key = push();
      Value name = c_.str_of(keywords[i]->arg);
      if (c_.failed) return;
      load_value(key, Ref::copy(name));
      Reg value = operand(keywords[i]->value);
      emit(Op::kMAP_ADD, group, key, value);
      release(pair);
    }
    if (!first) emit(Op::kDICT_MERGE, dict, group, callee);
    release(mark);
  }
}

// -- what is certainly wrong -------------------------------------------------------------------------------------------

bool Codegen::check_keywords(Seq<ast::keyword*> keywords) {
  for (uint32_t i = 0; i < keywords.size; ++i) {
    const ast::keyword* keyword = keywords[i];
    if (keyword->arg == nullptr) continue;
    if (forbidden_name(keyword->arg, ast::expr_context::Store)) return false;
    for (uint32_t k = i + 1; k < keywords.size; ++k) {
      if (keywords[k]->arg != keyword->arg) continue;
      locate(keywords[k]);
      return error("keyword argument repeated: %s", keyword->arg->text.data()), false;
    }
  }
  return true;
}

/// The type that an expression certainly has, for warnings; null: not known.
const char* Codegen::type_of_display(const ast::expr* e) {
  switch (e->node_kind) {
    case NodeKind::Tuple: return "tuple";
    case NodeKind::List:
    case NodeKind::ListComp: return "list";
    case NodeKind::Dict:
    case NodeKind::DictComp: return "dict";
    case NodeKind::Set:
    case NodeKind::SetComp: return "set";
    case NodeKind::GeneratorExp: return "generator";
    case NodeKind::Lambda: return "function";
    case NodeKind::JoinedStr:
    case NodeKind::FormattedValue: return "str";
    case NodeKind::Constant: {
      Value value = constant_value(c_, e);
      return c_.failed ? nullptr : type_name(c_.ts, value);
    }
    default: return nullptr;
  }
}

void Codegen::check_callee(const ast::expr* e) {
  if (e->node_kind == NodeKind::Lambda) return;
  const char* type = type_of_display(e);
  if (type != nullptr) warn("'%.200s' object is not callable; perhaps you missed a comma?", type);
}

void Codegen::check_subscripted(const ast::expr* e) {
  switch (e->node_kind) {
    case NodeKind::Constant: {
      Value value = constant_value(c_, e);
      if (c_.failed || is_exactly(value, TypeId::kStr) || is_exactly(value, TypeId::kBytes) || is_tuple(value)) return;
      break;
    }
    case NodeKind::Set:
    case NodeKind::SetComp:
    case NodeKind::GeneratorExp:
    case NodeKind::Lambda: break;
    default: return;
  }
  const char* type = type_of_display(e);
  if (type != nullptr) warn("'%.200s' object is not subscriptable; perhaps you missed a comma?", type);
}

void Codegen::check_index(const ast::expr* value, const ast::expr* index) {
  const char* index_type = type_of_display(index);
  if (index_type == nullptr || std::string_view(index_type) == "int" || std::string_view(index_type) == "bool") return;
  switch (value->node_kind) {
    case NodeKind::Constant: {
      Value constant = constant_value(c_, value);
      if (!is_exactly(constant, TypeId::kStr) && !is_exactly(constant, TypeId::kBytes) && !is_tuple(constant)) return;
      break;
    }
    case NodeKind::Tuple:
    case NodeKind::List:
    case NodeKind::ListComp:
    case NodeKind::JoinedStr:
    case NodeKind::FormattedValue: break;
    default: return;
  }
  warn("%.200s indices must be integers or slices, not %.200s; perhaps you missed a comma?", type_of_display(value), index_type);
}

}  // namespace pyemb
