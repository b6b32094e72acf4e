// SPDX-License-Identifier: MIT
#pragma once

// The diagnosing parser: finds out what to say about a text that the fast parser refused.
//
// Which message a wrong program earns depends on the order in which CPython's grammar, a PEG, tries its alternatives.
// So this is that kind of parser: one function a rule, alternatives tried in the documented order with backtracking,
// and results remembered by token where a rule is tried often. It runs twice, as CPython does. The first run only
// accepts; the token that stopped it is the place of a plain "invalid syntax". The second one also enters the functions
// called invalid_*, which recognize frequent mistakes and raise. Statements leave no nodes behind; expressions do,
// because messages name and locate them.
//
// A function returns null or false when its rule does not match, with the position wherever it was left: whoever tries
// another alternative sets it back. Once an error is raised, `failed_` stops everything.

#include "frontend/parser_literal.h"
#include "frontend/parser_state.h"
#include "frontend/syntax_error_report.h"

namespace pyemb {

class Diagnosis {
 public:
  Diagnosis(ParseState& state, std::string_view text, Tokenizer::Origin origin = {}, bool is_fstring = false);
  Diagnosis(const Diagnosis&) = delete;
  Diagnosis& operator=(const Diagnosis&) = delete;
  ~Diagnosis();

  /// Leaves the error in the state. The expression comes back when an f-string's turns out to be right.
  ast::expr* run();

 private:
  enum class Rule : uint8_t {
    kSimpleStatement,
    kBlock,
    kExpression,
    kStarExpression,
    kDisjunction,
    kConjunction,
    kInversion,
    kBitwiseOr,
    kBitwiseXor,
    kBitwiseAnd,
    kShift,
    kSum,
    kTerm,
    kFactor,
    kAwaitPrimary,
    kPrimary,
    kStrings,
    kArguments,
    kStarTarget,
    kTargetWithStarAtom,
    kTargetPrimary,
    kDeleteTarget,
    kInvalidNamedExpression,
    kClosedPattern,
    kStarPattern,
  };
  struct Memo {
    Memo* next;
    const void* result;
    uint32_t end;
    Rule rule;
    bool invalid_rules;
  };
  struct Slot {
    Token token;
    Memo* memos;
  };
  enum class Targets : uint8_t { kStar, kDelete, kFor };
  /// def or lambda: their parameters differ in annotations and in what ends them.
  enum class Owner : uint8_t { kDef, kLambda };

  // The machine (syntax_error_driver.cpp).
  bool parse();
  bool interactive();
  bool is_alone() const;
  void second_run(const Token& last);
  void check_rest_of_text();
  void forget();
  const Token* fetch(uint32_t at);
  void read_token(Token& token);
  const Token* expect(Tok kind);
  const Token* expect_word(Word word);
  const Token* name();
  bool at(Tok kind);
  template <typename... Kinds>
  bool at_any(Kinds... kinds) {
    return (at(kinds) || ...);
  }
  template <typename... Kinds>
  const Token* expect_any(Kinds... kinds) {
    const Token* found = nullptr;
    static_cast<void>(((found != nullptr || (found = expect(kinds)) != nullptr) || ...));
    return found;
  }
  bool force(Tok kind, const char* text);
  const Token& token(uint32_t at) const { return slots_[at]->token; }
  const Token& last_token() const { return slots_[fill_ - 1]->token; }
  /// Sets the position back. Always true, to begin another alternative with.
  bool back(uint32_t mark) {
    mark_ = mark;
    return !failed_;
  }
  template <typename T, typename F>
  T* memoized(Rule rule, F body);
  Memo* find_memo(Rule rule);
  void remember(uint32_t mark, Rule rule, const void* result);

  // Errors. All return null, to be returned.
  std::nullptr_t raise(std::string_view message, SyntaxError::Kind kind = SyntaxError::Kind::kSyntax);
  std::nullptr_t raise_range(const Token* from, const Token* to, std::string_view message);
  std::nullptr_t raise_range(const ast::Located* from, const ast::Located* to, std::string_view message);
  std::nullptr_t raise_range(const ast::Located* from, const Token* to, std::string_view message);
  std::nullptr_t raise_at(const Token* token, std::string_view message) { return raise_range(token, token, message); }
  std::nullptr_t raise_at(const ast::Located* node, std::string_view message) {
    return raise_range(node, node, message);
  }
  std::nullptr_t raise_from(const Token* from, std::string_view message);
  std::nullptr_t raise_place(int32_t lineno, int32_t col_offset, int32_t end_lineno, int32_t end_col_offset,
                             std::string_view message);
  std::nullptr_t raise_missing_block(const char* after, const Token* keyword);
  std::nullptr_t raise_invalid_target(Targets targets, ast::expr* node);
  std::nullptr_t fail_with(SyntaxError error);
  std::string_view message(const char* format, std::string_view text);
  ErrorSite site() const { return {tokenizer_, state_.source, is_fstring_}; }

  // Nodes.
  template <typename T>
  T* node(uint32_t start);
  ast::expr* tuple(uint32_t start, uint32_t mark);
  bool push(const void* item) { return item != nullptr && scratch_.push(item); }

  // Statements (syntax_error_statements.cpp). They leave no nodes.
  bool statements();
  bool statement();
  bool simple_statements();
  bool simple_statement();
  bool simple_statement_body();
  bool assignment();
  bool invalid_assignment();
  bool invalid_annotation_target(ast::expr** target);
  bool annotated_rhs();
  bool augmented_operator();
  bool return_statement();
  bool raise_statement();
  bool names_statement(Tok keyword);
  bool delete_statement();
  bool assert_statement();
  bool import_statement();
  bool from_statement();
  bool import_targets();
  bool import_as_names();
  bool dotted_name();
  bool as_name();

  // Compound statements (syntax_error_compound.cpp).
  bool compound_statement();
  bool block();
  bool indented_block();
  bool no_indent_after_newline();
  bool function_definition();
  bool invalid_function_definition();
  bool function_raw();
  bool class_definition();
  bool class_raw();
  bool class_head(const Token** keyword);
  bool decorators();
  bool if_statement(Tok keyword, const char* name);
  bool else_block();
  bool while_statement();
  bool invalid_condition(Tok keyword, const char* name);
  bool for_statement();
  bool invalid_for();
  bool for_head(const Token** keyword);
  bool invalid_for_target();
  bool with_statement();
  bool with_items();
  bool parenthesized_with_items();
  bool invalid_with(bool indent);
  bool with_head(bool parenthesized, const Token** keyword);
  bool with_item();
  bool try_statement();
  bool invalid_try();
  bool except_block();
  bool except_star_block();
  bool invalid_except(bool star);
  bool invalid_except_indent(bool star);
  bool finally_block();
  bool optional_as_name();

  // match (syntax_error_patterns.cpp).
  bool match_statement();
  bool subject();
  bool case_block();
  bool guard();
  bool patterns();
  ast::pattern* pattern();
  ast::pattern* as_pattern();
  ast::pattern* or_pattern();
  ast::pattern* closed_pattern();
  ast::pattern* closed_pattern_body();
  bool literal_pattern();
  bool literal_value(bool in_key);
  bool complex_number();
  bool signed_number();
  bool real_number();
  bool imaginary_number();
  bool capture_target();
  bool dotted_value(bool* has_dot);
  bool sequence_pattern();
  bool open_sequence();
  bool maybe_sequence();
  ast::pattern* maybe_star_pattern();
  bool mapping_pattern();
  bool mapping_items();
  bool class_pattern();
  bool positional_patterns(ast::pattern** first, ast::pattern** last);
  bool keyword_patterns();
  ast::pattern* pattern_node(uint32_t start);

  // Parameters (syntax_error_parameters.cpp).
  bool parameters(Owner owner);
  bool valid_parameters(Owner owner);
  bool invalid_parameters(Owner owner);
  bool slash_no_default(Owner owner);
  bool slash_with_default(Owner owner);
  bool end_of_parameter(Owner owner);
  bool at_end_of_parameters(Owner owner);
  ast::arg* parameter(Owner owner);
  ast::arg* no_default(Owner owner);
  bool with_default(Owner owner);
  bool maybe_default(Owner owner);
  bool default_value();
  uint32_t many(Owner owner, bool (Diagnosis::*rule)(Owner));
  bool one_no_default(Owner owner) { return no_default(owner) != nullptr; }
  bool star_etc(Owner owner);
  bool invalid_star_etc(Owner owner);
  bool keywords_parameter(Owner owner);
  bool invalid_keywords_parameter(Owner owner);

  // Expressions (syntax_error_expressions.cpp).
  ast::expr* expressions();
  ast::expr* expression();
  ast::expr* plain_expression();
  ast::expr* expression_without_invalid();
  ast::expr* invalid_expression();
  ast::expr* invalid_legacy_expression();
  ast::expr* yield_expression();
  ast::expr* star_expressions();
  ast::expr* star_expression();
  bool star_named_expressions();
  ast::expr* star_named_expression();
  ast::expr* assignment_expression();
  ast::expr* named_expression();
  ast::expr* invalid_named_expression();
  ast::expr* expression_not_named();
  ast::expr* disjunction();
  ast::expr* conjunction();
  ast::expr* inversion();
  ast::expr* comparison();
  bool comparison_operator(ast::cmpop* op);
  ast::expr* bitwise_or() { return binary(0); }
  ast::expr* binary(int level);
  ast::expr* factor();
  ast::expr* power();
  ast::expr* await_primary();
  ast::expr* lambda();

  // Operands (syntax_error_atoms.cpp).
  ast::expr* primary();
  ast::expr* atom();
  ast::expr* name_atom();
  ast::expr* number();
  ast::expr* strings();
  ast::expr* constant(Tok kind);
  ast::expr* slices();
  ast::expr* slice();
  ast::expr* starred_expression();
  ast::expr* tuple_atom();
  ast::expr* group();
  ast::expr* invalid_group();
  ast::expr* list();
  ast::expr* set();
  ast::expr* dict();
  bool key_values();
  bool key_value(bool allow_unpacking);
  bool invalid_key_values();
  bool invalid_key_value();
  template <typename T>
  ast::expr* comprehension(Tok open, Tok close);
  ast::expr* generator();
  ast::expr* invalid_comprehension();
  ast::expr* dict_comprehension();
  bool clauses(ast::expr** last_item);
  bool clause(ast::expr** last_item);

  // Arguments (syntax_error_arguments.cpp).
  ast::expr* arguments();
  ast::expr* args();
  ast::expr* positional();
  ast::expr* invalid_arguments();
  bool keyword_args(uint32_t* mark);
  ast::Node* keyword_or_starred(bool double_star);
  bool invalid_keyword();
  ast::Call* call_node(uint32_t start, uint32_t mark);

  // Targets (syntax_error_targets.cpp).
  ast::expr* star_targets();
  ast::expr* star_target();
  ast::expr* target_with_star_atom();
  ast::expr* star_atom();
  ast::expr* single_target();
  ast::expr* attribute_or_subscript();
  ast::expr* target_primary();
  bool at_target_continuation() { return at_any(Tok::kLeftParen, Tok::kLeftBracket, Tok::kDot); }
  bool delete_targets();
  ast::expr* delete_target();
  ast::expr* delete_atom();

  static ast::expr* read_nested(void* parser, std::string_view text, Tokenizer::Origin origin);
  static SyntaxError warning_at(void* parser, std::string_view message, const Token& token);

  ParseState& state_;
  Tokenizer tokenizer_;
  bool is_fstring_;
  bool invalid_rules_ = false;  ///< the second run
  bool failed_ = false;         ///< an error was raised
  bool started_ = false;        ///< kSingle: a token was read since the statement began
  Slot** slots_ = nullptr;      ///< tokens stay where they are while more are read
  uint32_t mark_ = 0;           ///< the token at hand
  uint32_t fill_ = 0;
  uint32_t capacity_ = 0;
  ast::expr* result_ = nullptr;
  Scratch scratch_{state_.arena()};
};

/// How a message calls a node: "function call", "list comprehension".
[[nodiscard]] const char* expression_name(const ast::expr* node);

template <typename T>
T* Diagnosis::node(uint32_t start) {
  T* made = state_.arena().make<T>();
  if (made == nullptr) {
    failed_ = true;
    return nullptr;
  }
  const Token& first = token(start);
  uint32_t last = mark_;
  while (last > start + 1) {
    Tok kind = token(last - 1).kind;
    if (kind != Tok::kEndMarker && (kind < Tok::kNewline || kind > Tok::kDedent)) break;
    --last;
  }
  const Token& end = token(last - 1);
  made->node_kind = T::kNodeKind;
  made->lineno = first.lineno;
  made->col_offset = first.col_offset;
  made->end_lineno = end.end_lineno;
  made->end_col_offset = end.end_col_offset;
  return made;
}

/// The result of a rule at this token: remembered, or worked out by `body` and remembered.
template <typename T, typename F>
T* Diagnosis::memoized(Rule rule, F body) {
  if (failed_) return nullptr;
  if (Memo* memo = find_memo(rule); memo != nullptr) {
    mark_ = memo->end;
    return static_cast<T*>(const_cast<void*>(memo->result));
  }
  uint32_t start = mark_;
  T* result = body();
  if (result == nullptr) mark_ = start;
  if (!failed_) remember(start, rule, result);
  return failed_ ? nullptr : result;
}

}  // namespace pyemb
