// SPDX-License-Identifier: MIT
#include "frontend/unparse.h"

#include "objects/str.h"
#include "objects/text_buffer.h"

namespace pyemb {
namespace {

using ast::as;
using ast::NodeKind;

/// How tightly an expression binds, loosest first. A part is put in parentheses where its context asks for more.
enum Level {
  kTuple, kTest, kOr, kAnd, kNot, kComparison, kBitOr, kBitXor, kBitAnd, kShift, kArithmetic, kTerm, kFactor, kPower, kAwait, kAtom,
};
constexpr Level operator+(Level level, int more) { return static_cast<Level>(static_cast<int>(level) + more); }
constexpr Level kExpression = kBitOr;

struct Operator {
  std::string_view text;
  Level level;
};
constexpr Operator kOperators[] = {  // by ast::operator_
    {" + ", kArithmetic}, {" - ", kArithmetic}, {" * ", kTerm},   {" @ ", kTerm},   {" / ", kTerm},   {" % ", kTerm},  {" ** ", kPower},
    {" << ", kShift},     {" >> ", kShift},     {" | ", kBitOr},  {" ^ ", kBitXor}, {" & ", kBitAnd}, {" // ", kTerm},
};
constexpr Operator kUnary[] = {{"~", kFactor}, {"not ", kNot}, {"+", kFactor}, {"-", kFactor}};  // by ast::unaryop
constexpr std::string_view kComparisons[] = {  // by ast::cmpop
    " == ", " != ", " < ", " <= ", " > ", " >= ", " is ", " is not ", " in ", " not in "};

class Unparser {
 public:
  Unparser(Compilation& compilation, TextBuffer& out) : c_(compilation), out_(out) {}

  void expression(const ast::expr* e, Level level);

 private:
  void put(std::string_view text) { out_.append(text); }
  void put(const Identifier* id) { out_.append(id->text); }
  /// Calls `inside`, in parentheses if the context binds tighter than `own`.
  template <class Inside>
  void grouped(Level level, Level own, Inside inside) {
    if (level > own) put("(");
    inside();
    if (level > own) put(")");
  }
  void list(Seq<ast::expr*> items, Level level) {
    for (uint32_t i = 0; i < items.size; ++i) {
      if (i > 0) put(", ");
      expression(items[i], level);
    }
  }
  void binary(const ast::BinOp* e);
  void compare(const ast::Compare* e);
  void call(const ast::Call* e);
  void dict(const ast::Dict* e);
  void lambda(const ast::Lambda* e);
  void parameters(const ast::arguments* args);
  void parameter(const ast::arg* arg, const ast::expr* default_value);
  void generators(Seq<ast::comprehension*> list);
  void slice(const ast::Slice* e);
  void literal(const ast::Constant* e);
  void joined_string(const ast::JoinedStr* e);
  void fstring_parts(Seq<ast::expr*> values);
  void fstring_part(const ast::expr* e);
  void repr_of(std::string_view text);
  bool comma();

  Compilation& c_;
  TextBuffer& out_;
  bool first_ = true;  ///< of a parameter list
};

void Unparser::expression(const ast::expr* e, Level level) {
  if (c_.failed || c_.too_deep()) return;
  switch (e->node_kind) {
    case NodeKind::BoolOp: {
      auto* op = as<ast::BoolOp>(e);
      bool is_and = op->op == ast::boolop::And;
      Level own = is_and ? kAnd : kOr;
      return grouped(level, own, [&] {
        for (uint32_t i = 0; i < op->values.size; ++i) {
          if (i > 0) put(is_and ? " and " : " or ");
          expression(op->values[i], own + 1);
        }
      });
    }
    case NodeKind::BinOp:
      return grouped(level, kOperators[static_cast<int>(as<ast::BinOp>(e)->op)].level, [&] { binary(as<ast::BinOp>(e)); });
    case NodeKind::UnaryOp: {
      const Operator& op = kUnary[static_cast<int>(as<ast::UnaryOp>(e)->op)];
      return grouped(level, op.level, [&] {
        put(op.text);
        expression(as<ast::UnaryOp>(e)->operand, op.level);
      });
    }
    case NodeKind::Lambda: return grouped(level, kTest, [&] { lambda(as<ast::Lambda>(e)); });
    case NodeKind::IfExp:
      return grouped(level, kTest, [&] {
        expression(as<ast::IfExp>(e)->body, kTest + 1);
        put(" if ");
        expression(as<ast::IfExp>(e)->test, kTest + 1);
        put(" else ");
        expression(as<ast::IfExp>(e)->orelse, kTest);
      });
    case NodeKind::Dict: return dict(as<ast::Dict>(e));
    case NodeKind::Set: put("{"), list(as<ast::Set>(e)->elts, kTest), put("}"); return;
    case NodeKind::List: put("["), list(as<ast::List>(e)->elts, kTest), put("]"); return;
    case NodeKind::Tuple: {
      Seq<ast::expr*> elements = as<ast::Tuple>(e)->elts;
      if (elements.empty()) return put("()");
      return grouped(level, kTuple, [&] {
        list(elements, kTest);
        if (elements.size == 1) put(",");
      });
    }
    case NodeKind::GeneratorExp: {
      auto* comp = as<ast::GeneratorExp>(e);
      put("("), expression(comp->elt, kTest), generators(comp->generators), put(")");
      return;
    }
    case NodeKind::ListComp: {
      auto* comp = as<ast::ListComp>(e);
      put("["), expression(comp->elt, kTest), generators(comp->generators), put("]");
      return;
    }
    case NodeKind::SetComp: {
      auto* comp = as<ast::SetComp>(e);
      put("{"), expression(comp->elt, kTest), generators(comp->generators), put("}");
      return;
    }
    case NodeKind::DictComp: {
      auto* comp = as<ast::DictComp>(e);
      put("{"), expression(comp->key, kTest), put(": "), expression(comp->value, kTest), generators(comp->generators), put("}");
      return;
    }
    case NodeKind::Yield:
      if (as<ast::Yield>(e)->value == nullptr) return put("(yield)");
      put("(yield "), expression(as<ast::Yield>(e)->value, kTest), put(")");
      return;
    case NodeKind::YieldFrom: put("(yield from "), expression(as<ast::YieldFrom>(e)->value, kTest), put(")"); return;
    case NodeKind::Await:
      return grouped(level, kAwait, [&] { put("await "), expression(as<ast::Await>(e)->value, kAtom); });
    case NodeKind::Compare: return grouped(level, kComparison, [&] { compare(as<ast::Compare>(e)); });
    case NodeKind::Call: return call(as<ast::Call>(e));
    case NodeKind::JoinedStr: return joined_string(as<ast::JoinedStr>(e));
    case NodeKind::FormattedValue: return fstring_part(e);
    case NodeKind::Constant: return literal(as<ast::Constant>(e));
    case NodeKind::Attribute: {
      const ast::expr* value = as<ast::Attribute>(e)->value;
      expression(value, kAtom);
      bool is_int = ast::is<ast::Constant>(value) && (as<ast::Constant>(value)->value.kind == ast::constant::Kind::kInt ||
                                                      as<ast::Constant>(value)->value.kind == ast::constant::Kind::kBigInt);
      put(is_int ? " ." : ".");
      return put(as<ast::Attribute>(e)->attr);
    }
    case NodeKind::Starred: put("*"), expression(as<ast::Starred>(e)->value, kExpression); return;
    case NodeKind::Name: return put(as<ast::Name>(e)->id);
    case NodeKind::Subscript:
      expression(as<ast::Subscript>(e)->value, kAtom);
      put("["), expression(as<ast::Subscript>(e)->slice, kTuple), put("]");
      return;
    case NodeKind::Slice: return slice(as<ast::Slice>(e));
    case NodeKind::NamedExpr:
      return grouped(level, kTuple, [&] {
        expression(as<ast::NamedExpr>(e)->target, kAtom), put(" := "), expression(as<ast::NamedExpr>(e)->value, kAtom);
      });
    default: return;
  }
}

void Unparser::binary(const ast::BinOp* e) {
  const Operator& op = kOperators[static_cast<int>(e->op)];
  bool from_right = e->op == ast::operator_::Pow;
  expression(e->left, op.level + (from_right ? 1 : 0));
  put(op.text);
  expression(e->right, op.level + (from_right ? 0 : 1));
}

void Unparser::compare(const ast::Compare* e) {
  expression(e->left, kComparison + 1);
  for (uint32_t i = 0; i < e->ops.size; ++i) {
    put(kComparisons[static_cast<int>(e->ops[i])]);
    expression(e->comparators[i], kComparison + 1);
  }
}

void Unparser::call(const ast::Call* e) {
  expression(e->func, kAtom);
  if (e->args.size == 1 && e->keywords.empty() && ast::is<ast::GeneratorExp>(e->args[0])) return expression(e->args[0], kTest);
  put("(");
  list(e->args, kTest);
  bool separated = !e->args.empty();
  for (const ast::keyword* keyword : e->keywords) {
    if (separated) put(", ");
    separated = true;
    if (keyword->arg != nullptr) {
      put(keyword->arg), put("=");
    } else {
      put("**");
    }
    expression(keyword->value, kTest);
  }
  put(")");
}

void Unparser::dict(const ast::Dict* e) {
  put("{");
  for (uint32_t i = 0; i < e->values.size; ++i) {
    if (i > 0) put(", ");
    if (e->keys[i] != nullptr) {
      expression(e->keys[i], kTest), put(": "), expression(e->values[i], kTest);
    } else {
      put("**"), expression(e->values[i], kExpression);
    }
  }
  put("}");
}

bool Unparser::comma() {
  if (!first_) put(", ");
  return first_ = false;
}

void Unparser::parameter(const ast::arg* arg, const ast::expr* default_value) {
  comma();
  put(arg->arg);
  if (default_value != nullptr) put("="), expression(default_value, kTest);
}

void Unparser::parameters(const ast::arguments* args) {
  first_ = true;
  uint32_t positional = args->posonlyargs.size + args->args.size;
  for (uint32_t i = 0; i < positional; ++i) {
    bool only = i < args->posonlyargs.size;
    uint32_t from_end = positional - i;
    const ast::expr* value = from_end <= args->defaults.size ? args->defaults[args->defaults.size - from_end] : nullptr;
    parameter(only ? args->posonlyargs[i] : args->args[i - args->posonlyargs.size], value);
    if (i + 1 == args->posonlyargs.size) put(", /");
  }
  if (args->vararg != nullptr || !args->kwonlyargs.empty()) {
    comma();
    put("*");
    if (args->vararg != nullptr) put(args->vararg->arg);
  }
  for (uint32_t i = 0; i < args->kwonlyargs.size; ++i) parameter(args->kwonlyargs[i], args->kw_defaults[i]);
  if (args->kwarg != nullptr) {
    comma();
    put("**"), put(args->kwarg->arg);
  }
}

void Unparser::lambda(const ast::Lambda* e) {
  bool positional = !e->args->posonlyargs.empty() || !e->args->args.empty();
  put(positional ? "lambda " : "lambda");
  bool outer = first_;
  parameters(e->args);
  first_ = outer;
  put(": ");
  expression(e->body, kTest);
}

void Unparser::generators(Seq<ast::comprehension*> list) {
  for (const ast::comprehension* generator : list) {
    put(generator->is_async != 0 ? " async for " : " for ");
    expression(generator->target, kTuple);
    put(" in ");
    expression(generator->iter, kTest + 1);
    for (const ast::expr* condition : generator->ifs) put(" if "), expression(condition, kTest + 1);
  }
}

void Unparser::slice(const ast::Slice* e) {
  if (e->lower != nullptr) expression(e->lower, kTest);
  put(":");
  if (e->upper != nullptr) expression(e->upper, kTest);
  if (e->step != nullptr) put(":"), expression(e->step, kTest);
}

/// By its repr; an infinity is written as a number that is one.
void Unparser::literal(const ast::Constant* e) {
  if (e->value.kind == ast::constant::Kind::kEllipsis) return put("...");
  if (e->kind != nullptr) put(e->kind);
  Result<uint32_t> number = c_.constants.add(e->value);
  if (number.raised()) return c_.fail();
  Result<Own<Str>> made = repr(c_.ts, c_.constants.at(number.take()));
  if (made.raised()) return c_.fail();
  Own<Str> text = made.take();
  Utf8 utf8(c_.ts, *text);
  std::string_view rest = utf8.view();
  bool number_like = e->value.kind == ast::constant::Kind::kFloat || e->value.kind == ast::constant::Kind::kImaginary;
  for (size_t at; number_like && (at = rest.find("inf")) != rest.npos;) {
    put(rest.substr(0, at)), put("1e309");
    rest.remove_prefix(at + 3);
  }
  put(rest);
}

void Unparser::repr_of(std::string_view text) {
  Result<Own<Str>> made = new_str(c_.ts, text);
  if (made.raised()) return c_.fail();
  Own<Str> str = made.take();
  Result<Own<Str>> shown = repr(c_.ts, str);
  if (shown.raised()) return c_.fail();
  Own<Str> kept = shown.take();
  put(Utf8(c_.ts, *kept).view());
}

/// The body is written out first: the quotes that its repr chooses depend on all of it.
void Unparser::joined_string(const ast::JoinedStr* e) {
  TextBuffer body;
  Unparser inner(c_, body);
  inner.fstring_parts(e->values);
  if (!body.ok()) return out_.fail();
  put("f");
  repr_of(body.view());
}

void Unparser::fstring_parts(Seq<ast::expr*> values) {
  for (const ast::expr* value : values) fstring_part(value);
}

void Unparser::fstring_part(const ast::expr* e) {
  if (ast::is<ast::Constant>(e)) {
    for (char c : as<ast::Constant>(e)->value.text) {
      if (c == '{' || c == '}') out_.append(c);
      out_.append(c);
    }
    return;
  }
  if (ast::is<ast::JoinedStr>(e)) return fstring_parts(as<ast::JoinedStr>(e)->values);
  auto* field = as<ast::FormattedValue>(e);
  size_t start = out_.size();
  put("{");
  size_t inside = out_.size();
  expression(field->value, kTest + 1);
  if (out_.size() > inside && out_[inside] == '{') {  // "{{" would be a brace
    std::string_view text = c_.arena.copy(out_.view().substr(inside));
    out_.truncate(start);
    put("{ "), put(text);
  }
  if (field->conversion > 0) put("!"), out_.append(static_cast<char>(field->conversion));
  if (field->format_spec != nullptr) put(":"), fstring_part(field->format_spec);
  put("}");
}

}  // namespace

std::string_view unparse(Compilation& c, const ast::expr* e) {
  TextBuffer out;
  Unparser(c, out).expression(e, kTest);
  if (c.failed) return {};
  std::string_view text = out.ok() ? c.arena.copy(out.view()) : std::string_view();
  if (text.data() == nullptr) c.no_memory();
  return text;
}

}  // namespace pyemb
