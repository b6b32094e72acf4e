// SPDX-License-Identifier: MIT
#pragma once

// The code generator: one walk over the tree, straight to instructions.
//
// Registers of a block: parameters and locals, then cells, then free variables; behind them a stack of temporaries from
// first_temp on. An expression is compiled in one of three ways:
//
//   operand(e)    where its value can be read: the register of a local itself (nothing is copied), else a new temporary
//   into(e, r)    its value into register r, a local or the topmost temporary; r is written last, when all is evaluated
//   effect(e)     for its side effects alone
//
// and conditions as jumps (jump_if). The instruction that reads a temporary consumes it, so whoever reserved it with push() only has to
// release() its number. At a statement's end no temporary is alive but those of enclosing loops, with and try statements.
//
// Evaluation order is Python's although locals are read late: a local that may be unbound is checked where it stands
// (CHECK_BOUND, left out where an earlier instruction of every path has bound it), and one that an assignment expression
// within the same expression could rebind is copied first.
//
// Positions: `loc` is the source range of what is emitted. into() sets it to the expression's and puts it back, a statement only sets it.

#include <string_view>

#include "frontend/assembler.h"
#include "frontend/compilation.h"
#include "frontend/symtable.h"
#include "objects/code.h"

namespace pyemb {

enum class UnitKind : uint8_t { kModule, kClass, kFunction, kAsyncFunction, kLambda, kComprehension };

/// A statement that `return`, `break` and `continue` have to leave properly.
struct Block {
  enum class Kind : uint8_t {
    kWhile,
    kFor,             ///< reg: the iterator
    kAsyncFor,        ///< reg: the iterator
    kTry,             ///< body of try ... except
    kFinallyTry,      ///< body of try ... finally; statements: the finally part
    kFinallyEnd,      ///< the finally part while an exception passes; reg: the exception, reg + 1: the one handled before
    kWith,            ///< reg: the bound __exit__
    kAsyncWith,
    kHandler,         ///< an except clause; reg as in kFinallyEnd, name: its `as` variable or null
    kHandlers,        ///< the except clauses of a try statement
    kGroupHandler,    ///< an except* clause: may not be left by jumps
  };
  Kind kind;
  Reg reg = kNoReg;
  int32_t outer_protection = -1;
  Label* exit = nullptr;              ///< of loops
  Label* head = nullptr;
  Seq<ast::stmt*> statements = {};
  const Identifier* name = nullptr;
  const ast::Located* where = nullptr;
};

/// One code object in the making.
struct Unit {
  static constexpr int kMaxBlocks = 20;  // as CPython: "too many statically nested blocks"

  Unit* outer;
  Scope* scope;
  UnitKind kind;
  std::string_view name, qualname;
  Assembler code;
  Position loc = {};
  Reg first_temp = 0;
  Reg top = 0;                 ///< the next free temporary
  Reg nregs = 0;
  Reg class_cell = kNoReg;     ///< of a class body: the register of its __class__ cell
  int32_t firstlineno = 1;
  int32_t argcount = 0, posonlyargcount = 0, kwonlyargcount = 0, nlocals = 0;
  Seq<const Identifier*> cells = {}, frees = {};  ///< sorted
  IndexMap constant_index, name_index;  ///< places in co_consts and co_names
  Block blocks[kMaxBlocks] = {};
  int block_count = 0;

  Unit(CodeBuffers& buffers, Unit* around, Scope* own, UnitKind what) : outer(around), scope(own), kind(what), code(buffers) {}
  bool top_level_await = false;  ///< a module that may await

  bool is_async() const { return kind == UnitKind::kAsyncFunction || top_level_await; }
};

/// How a name is reached in a scope.
struct Variable {
  enum class Access : uint8_t { kFast, kDeref, kGlobal, kName };
  Access access;
  Reg reg;               ///< kFast, kDeref
  const Identifier* id;  ///< mangled
  const Symbol* symbol;  ///< null: `id` does not occur in the symbol table
};

/// Captures of a match statement's pattern in the making.
struct PatternContext;

class Codegen {
 public:
  explicit Codegen(Compilation& compilation) : c_(compilation) {}

  /// The code of a module, an interactive statement or an expression; null: failed.
  Own<Code> module(ast::mod* tree, Scope* scope);

 private:
  // codegen_unit.cpp: blocks, names, constants
  void start_unit(Unit& unit, const Identifier* name, int32_t firstlineno);
  void assign_registers();
  void emit_prologue();
  Own<Code> finish_unit();
  Own<Code> code_of(Unit& unit);
  std::string_view make_qualname(const Identifier* name);
  Variable variable(const Identifier* id);
  uint32_t constant_index(uint32_t pool_number);
  uint32_t constant_index(const ast::expr* constant);
  uint32_t value_index(Ref value);
  uint32_t name_index(const Identifier* mangled);
  uint32_t attribute_index(const Identifier* id);
  Reg push(uint32_t count = 1);
  void release(Reg mark) { u_->top = mark; }
  Reg top() const { return u_->top; }
  bool is_temp(Reg reg) const { return reg >= u_->first_temp; }
  /// `dst` if it is the topmost temporary, else a new one.
  Reg scratch(Reg dst) { return is_temp(dst) && dst + 1 == top() ? dst : push(); }
  void emit(Op op, uint32_t a = 0, uint32_t b = 0, uint32_t c = 0) { u_->code.emit(op, u_->loc, a, b, c); }
  void load_constant(Reg dst, uint32_t index) { emit(Op::kLOAD_CONST, dst, index & 0xffff, index >> 16); }
  void load_value(Reg dst, Ref value) { load_constant(dst, value_index(std::move(value))); }
  void load_none(Reg dst) { load_value(dst, Ref::none()); }
  void move(Reg dst, Reg src) {
    if (dst != src) emit(Op::kMOVE, dst, src);
  }
  void locate(const ast::Located* node);
  void no_location() { u_->loc = {}; }
  COLD void error(const char* format, ...) __attribute__((format(printf, 2, 3)));
  COLD void warn(const char* format, ...) __attribute__((format(printf, 2, 3)));
  bool stop() { return c_.failed || c_.too_deep(); }

  // codegen_name.cpp: variables
  void load_name(const Identifier* id, Reg dst);
  void store_name(const Identifier* id, Reg src);
  void store_copy(const Identifier* id, Reg src);
  void delete_name(const Identifier* id);
  /// After `except ... as name`.
  void forget_name(const Identifier* id);
  bool forbidden_name(const Identifier* id, ast::expr_context context);
  Reg in_place(ast::expr* e, bool kept);
  void check_bound(Reg reg, const ast::Located* where);

  // codegen_expr.cpp
  void into(ast::expr* e, Reg dst);
  void into_kind(ast::expr* e, Reg dst);
  Reg operand(ast::expr* e, const ast::expr* before_use = nullptr);
  Reg operand_near(ast::expr* e, Reg dst, const ast::expr* before_use = nullptr);
  Reg operand_kept(ast::expr* e);
  void effect(ast::expr* e);
  void constant(const ast::expr* e, Reg dst);
  void binary(ast::BinOp* e, Reg dst);
  void unary(ast::UnaryOp* e, Reg dst);
  void boolean(ast::BoolOp* e, Reg dst);
  void conditional(ast::IfExp* e, Reg dst);
  void attribute(ast::Attribute* e, Reg dst);
  void subscript(ast::Subscript* e, Reg dst);
  void slice(ast::Slice* e, Reg dst);
  void slice_bound(ast::expr* e, Reg dst);
  void walrus(ast::NamedExpr* e, Reg dst);
  void joined_string(ast::JoinedStr* e, Reg dst);
  void joined_string_by_list(ast::JoinedStr* e, Reg dst);
  void formatted_value(ast::FormattedValue* e, Reg dst);
  void yield(ast::Yield* e, Reg dst);
  void yield_from(ast::YieldFrom* e, Reg dst);
  void await(ast::Await* e, Reg dst);
  void delegate(Reg iterator, Reg value);
  void await_register(Reg awaitable, uint32_t where);

  // codegen_compare.cpp: comparisons and conditions
  void compare(ast::Compare* e, Reg dst);
  struct ChainLink {
    Reg right;      ///< what the comparison reads, and consumes
    Reg next_left;  ///< where the same value is for the next one
    bool must_drop; ///< next_left is a temporary: to be dropped when the chain ends here
  };
  ChainLink chain_link(ast::Compare* e, uint32_t i, Reg temps);
  void compare_chain(ast::Compare* e, Reg dst);
  void compare_one(ast::cmpop op, Reg dst, Reg left, Reg right);
  void check_is_literal(ast::Compare* e);
  void jump_if(ast::expr* e, Label& target, bool sense);
  void jump_if_any(ast::BoolOp* e, Label& target, bool sense);
  void jump_if_compare(ast::Compare* e, Label& target, bool sense);
  void jump_if_chain(ast::Compare* e, Label& target, bool sense);
  void jump_compare(ast::cmpop op, Reg left, ast::expr* right, Label& target, bool sense);
  void jump_compare_registers(ast::cmpop op, Reg left, Reg right, Label& target, bool sense);
  bool is_none(const ast::expr* e);
  bool known_truth(const ast::expr* e, bool* truth);

  // codegen_display.cpp: tuples, lists, sets, dicts
  void tuple_or_list(Seq<ast::expr*> elements, Reg dst, Op build);
  void list_of(Seq<ast::expr*> elements, Reg list, uint32_t extend_kind);
  void append_all(Seq<ast::expr*> elements, Reg list, uint32_t extend_kind);
  void set_display(ast::Set* e, Reg dst);
  void dict_display(ast::Dict* e, Reg dst);
  bool constant_elements(Seq<ast::expr*> elements);
  uint32_t tuple_constant(Seq<ast::expr*> elements);

  // codegen_call.cpp
  void call(ast::Call* e, Reg dst);
  bool needs_unpacking(Seq<ast::expr*> args, Seq<ast::keyword*> keywords);
  bool method_call(ast::Call* e, Reg dst);
  void call_with_keywords(Op plain, Op with_names, Reg base, Reg dst, Seq<ast::expr*> args, Seq<ast::keyword*> keywords,
                          uint32_t given);
  void emit_call(Op op, Reg base, uint32_t count, Reg dst);
  void call_unpacked(Reg base, Reg dst, Seq<ast::expr*> args, Seq<ast::keyword*> keywords, uint32_t given);
  void keyword_dict(Reg dict, Reg callee, Seq<ast::keyword*> keywords);
  void check_callee(const ast::expr* e);
  void check_subscripted(const ast::expr* e);
  void check_index(const ast::expr* value, const ast::expr* index);
  bool check_keywords(Seq<ast::keyword*> keywords);
  const char* type_of_display(const ast::expr* e);
  void start_at_attribute(const ast::Attribute* e);

  // codegen_stmt.cpp
  void statements(Seq<ast::stmt*> body);
  void statement(ast::stmt* s);
  void statement_kind(ast::stmt* s);
  void expression_statement(ast::Expr* s);
  void assert_statement(ast::Assert* s);
  void raise_statement(ast::Raise* s);
  void import(ast::Import* s);
  void import_from(ast::ImportFrom* s);
  void import_operands(Reg base, int32_t level, Ref fromlist);
  void import_as(const ast::alias* alias, Reg module);
  void return_statement(ast::Return* s);
  void return_constant(uint32_t index);
  bool must_copy_result();
  void break_statement();
  void continue_statement();

  // codegen_assign.cpp
  void assign(ast::Assign* s);
  bool assign_pairwise(ast::expr* target, ast::expr* value);
  void store(ast::expr* target, Reg src);
  void unpack(Seq<ast::expr*> targets, Reg src);
  void pack_registers(const Reg* registers, uint32_t count);
  void augmented(ast::AugAssign* s);
  void augmented_name(ast::AugAssign* s);
  void inplace(ast::operator_ op, Reg dst, Reg left, ast::expr* right);
  void annotated(ast::AnnAssign* s);
  void annotation_value(ast::expr* e, Reg dst);
  void annotation_object(ast::expr* e, Reg dst);
  void effect_of_slice(ast::expr* e);
  void remove(ast::expr* target);

  // codegen_loop.cpp
  void if_statement(ast::If* s);
  void while_loop(ast::While* s);
  void for_loop(ast::For* s);
  void async_for_loop(ast::AsyncFor* s);
  void iterate_target(ast::expr* target, Reg iterator, Label& end);
  void async_next(Reg iterator, Reg value, int32_t* protection);

  // codegen_try.cpp
  bool push_block(const Block& block);
  void pop_block() { --u_->block_count; }
  enum class LoopExit : bool { kContinue, kBreak };
  template <class More>
  void unwind_while(More more);
  void unwind_all();
  Block* unwind_to_loop(LoopExit exit);
  bool left_illegally(const Block& block);
  void unwind(const Block& block);
  void try_statement(ast::Try* s);
  template <class Body>
  void try_finally(Seq<ast::stmt*> final_body, Body body);
  void try_except(Seq<ast::stmt*> body, Seq<ast::excepthandler*> handlers, Seq<ast::stmt*> orelse);
  void except_clause(ast::ExceptHandler* handler, const Block& clauses, Label& end);
  void try_star(ast::TryStar* s);
  void except_star(ast::TryStar* s);
  void except_star_clause(ast::ExceptHandler* handler, Reg raised, Reg rest);
  void reraise_cleanup(int32_t protection, Reg error);

  // codegen_with.cpp
  void with(ast::With* s, uint32_t item);
  void async_with(ast::AsyncWith* s, uint32_t item);
  enum class Waiting : bool { kPlain, kAsync };
  void with_item(Seq<ast::withitem*> items, Seq<ast::stmt*> body, uint32_t item, ast::stmt* s, Waiting waiting);
  void with_exit(const Block& block, int32_t protection, Waiting waiting);
  void call_exit(Reg exit, Waiting waiting);
  void leave_with(const Block& block);

  // codegen_function.cpp: def, lambda, class
  enum class FunctionKind : bool { kPlain, kAsync };
  /// The docstring literal that `body` starts with, or null.
  ast::expr* docstring(Seq<ast::stmt*> body);
  void suite(Seq<ast::stmt*> body);
  void function_body(Seq<ast::stmt*> body);
  void emit_end();
  void function_definition(ast::stmt* s, FunctionKind kind);
  void class_definition(ast::ClassDef* s);
  void class_body(ast::ClassDef* s);
  void lambda(ast::Lambda* e, Reg dst);
  uint32_t default_arguments(ast::arguments* args);
  bool keyword_defaults(ast::arguments* args);
  bool annotations(ast::arguments* args, ast::expr* returns);
  void one_annotation(const Identifier* name, ast::expr* e);
  bool check_parameters(ast::arguments* args);
  void set_argument_counts(ast::arguments* args);
  void make_function(Reg base, Reg dst, Own<Code> code, uint32_t parts, Seq<const Identifier*> frees);
  bool closure(Seq<const Identifier*> frees);
  Reg decorators(Seq<ast::expr*> list);
  void apply_decorators(Seq<ast::expr*> list, Reg first);

  // codegen_comprehension.cpp
  void comprehension(ast::expr* e, Reg dst);
  void comprehension_body(ast::expr* e, Seq<ast::comprehension*> generators, ast::expr* element, ast::expr* value,
                          Scope::Comprehension kind);
  void comprehension_loop(Seq<ast::comprehension*> generators, uint32_t depth, ast::expr* element, ast::expr* value,
                          Scope::Comprehension kind, Reg result);
  void comprehension_element(ast::expr* element, ast::expr* value, Scope::Comprehension kind, Reg result);
  bool comprehension_single(ast::comprehension* generator);

  // codegen_match.cpp
  struct PatternSubject {
    Reg reg;
    bool owned;  ///< the pattern consumes it
  };
  void match(ast::Match* s);
  Label& pattern_fail(PatternContext& context);
  void place_failures(PatternContext& context);
  void pattern(ast::pattern* p, PatternSubject subject, PatternContext& context);
  void sub_pattern(ast::pattern* p, PatternSubject subject, PatternContext& context);
  Reg consumable(PatternSubject subject);
  void finish_subject(PatternSubject subject);
  void require(Reg answer, PatternContext& context);
  void require_length(PatternSubject subject, ast::cmpop op, uint32_t size, PatternContext& context);
  void require_found(Reg values, PatternContext& context);
  void pattern_value(ast::MatchValue* p, PatternSubject subject, PatternContext& context);
  void pattern_singleton(ast::MatchSingleton* p, PatternSubject subject, PatternContext& context);
  void pattern_as(ast::MatchAs* p, PatternSubject subject, PatternContext& context);
  void pattern_capture(const Identifier* name, PatternSubject subject, PatternContext& context);
  void add_capture(const Identifier* name, Reg reg, PatternContext& context);
  void pattern_sequence(ast::MatchSequence* p, PatternSubject subject, PatternContext& context);
  void pattern_items(Seq<ast::pattern*> parts, uint32_t star, PatternSubject subject, PatternContext& context);
  Reg unpack_into_temporaries(Reg source, uint32_t count, uint32_t star);
  void mapping_keys(ast::MatchMapping* p, Reg keys);
  bool check_new_key(ast::MatchMapping* p, const ast::expr* key);
  void pattern_mapping(ast::MatchMapping* p, PatternSubject subject, PatternContext& context);
  bool check_keyword_patterns(ast::MatchClass* p);
  void pattern_class(ast::MatchClass* p, PatternSubject subject, PatternContext& context);
  void pattern_or(ast::MatchOr* p, PatternSubject subject, PatternContext& context);

  Compilation& c_;
  CodeBuffers buffers_;
  Label nowhere_;  ///< stands in for a label that there was no memory for
  Unit* u_ = nullptr;
};

/// Whether a module or class body annotates a variable, in itself or within its compound statements.
bool has_annotations(Seq<ast::stmt*> body);

/// Whether evaluating `e` can neither run code nor rebind a local.
inline bool is_simple(const ast::expr* e) {
  return e == nullptr || e->node_kind == ast::NodeKind::Name || e->node_kind == ast::NodeKind::Constant;
}

}  // namespace pyemb
