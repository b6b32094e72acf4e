// SPDX-License-Identifier: MIT
#pragma once

// The fast parser: recursive descent over the grammar of Python 3.11, one function a rule or a group of rules, with the
// operators by precedence climbing. It decides by the token at hand. Where the grammar wants an unlimited look ahead it
// tries one reading and comes back for the other (match and parenthesized with); elsewhere it reads an expression first
// and looks at what follows to know what it was (targets, keyword arguments, named expressions).
//
// Every function that returns a pointer returns null when the text is not Python, or when memory or stack ran out. The
// null goes straight up: nothing is reported here, see parser.h.
//
// Tokens are kept only while a Kept lives, so that coming back means setting an index. A position taken at a rule's
// first token is where its node begins; it ends where the last token with a text ended.

#include "frontend/parser_literal.h"
#include "frontend/parser_state.h"

namespace pyemb {

class Parser {
 public:
  Parser(ParseState& state, std::string_view text, Tokenizer::Origin origin = {});
  Parser(const Parser&) = delete;
  Parser& operator=(const Parser&) = delete;
  ~Parser();

  /// The whole text, in the mode of the options.
  [[nodiscard]] ast::mod* parse_text();
  /// The parenthesized expression of an f-string.
  [[nodiscard]] ast::expr* parse_fstring_expression();
  /// "invalid syntax" at the token where the parser gave up.
  [[nodiscard]] SyntaxError unexpected_token() { return error_at(this, "invalid syntax", *token_); }

 private:
  struct Mark {
    uint32_t at;
    uint32_t scratch;
    uint32_t warnings;
    Place end;
  };

  // Tokens.
  bool start();
  void advance();
  void fetch();
  [[nodiscard]] Tok kind() const { return token_->kind; }
  [[nodiscard]] bool at(Tok kind) const { return token_->kind == kind; }
  bool accept(Tok kind) {
    if (token_->kind != kind) return false;
    advance();
    return true;
  }
  /// The text of a type comment, if there is one here; they are no tokens where nobody asks for them.
  ast::string type_comment();
  /// Whether the asked-for version of the grammar has something: "<what> only supported in Python 3.<minor> and greater".
  [[nodiscard]] bool has(int32_t minor, const char* what) { return LIKELY(state_.options.feature_version >= minor) || too_new(minor, what); }
  COLD bool wrong_comment(const char* message);
  COLD bool too_new(int32_t minor, const char* what);
  [[nodiscard]] Place place() const { return {token_->lineno, token_->col_offset}; }
  [[nodiscard]] Mark mark() const;
  void back_to(const Mark& mark);

  /// While one lives, tokens from the one at hand on are kept.
  class Kept {
   public:
    explicit Kept(Parser& parser) : parser_(parser) { ++parser_.keepers_; }
    ~Kept() { --parser_.keepers_; }
    Kept(const Kept&) = delete;
    Kept& operator=(const Kept&) = delete;

   private:
    Parser& parser_;
  };

  // Nodes.
  template <typename T>
  T* node(Place start) {
    T* made = state_.arena().make<T>();
    if (UNLIKELY(made == nullptr)) return nullptr;
    made->node_kind = T::kNodeKind;
    made->lineno = start.lineno;
    made->col_offset = start.col_offset;
    made->end_lineno = end_.lineno;
    made->end_col_offset = end_.col_offset;
    return made;
  }
  template <typename T>
  T* plain_node() {
    T* made = state_.arena().make<T>();
    if (LIKELY(made != nullptr)) made->node_kind = T::kNodeKind;
    return made;
  }
  template <typename T>
  bool take(uint32_t mark, Seq<T>* list) {
    return scratch_.take(mark, list);
  }
  bool push(const void* item) { return item != nullptr && scratch_.push(item); }

  // Text and statements (parser.cpp, parser_statement.cpp).
  ast::mod* interactive();
  ast::mod* function_type();
  bool note_type_ignore();
  bool take_type_ignores(Seq<ast::type_ignore*>* list);
  bool is_alone() const;
  bool statements_until(Tok end, Seq<ast::stmt*>* list);
  bool statement();
  bool simple_statements();
  ast::stmt* simple_statement();
  ast::stmt* expression_statement();
  ast::stmt* annotated_assignment(Place start, ast::expr* target, bool is_simple);
  ast::stmt* assignment(Place start, ast::expr* first);
  ast::stmt* augmented_assignment(Place start, ast::expr* target);
  ast::stmt* return_statement(Place start);
  ast::stmt* delete_statement(Place start);
  ast::stmt* raise_statement(Place start);
  ast::stmt* assert_statement(Place start);
  template <typename T>
  ast::stmt* names_statement(Place start);
  ast::stmt* import_statement(Place start);
  ast::stmt* from_statement(Place start);
  bool import_targets(Seq<ast::alias*>* names);
  ast::alias* import_alias(bool dotted);
  const Identifier* dotted_name();

  // Compound statements (parser_compound.cpp).
  ast::stmt* compound_statement();
  bool block(Seq<ast::stmt*>* body);
  bool function_block(Seq<ast::stmt*>* body, ast::string* comment);
  bool optional_else(Seq<ast::stmt*>* body);
  ast::stmt* if_statement(Place start);
  ast::stmt* while_statement(Place start);
  ast::stmt* for_statement(Place start, bool is_async);
  ast::stmt* with_statement(Place start, bool is_async);
  bool with_items(Seq<ast::withitem*>* items);
  bool parenthesized_with_items(Seq<ast::withitem*>* items);
  ast::withitem* with_item();
  ast::stmt* try_statement(Place start);
  ast::excepthandler* except_handler(bool* is_star, bool is_first);
  ast::stmt* definition(Place start, bool is_async, Seq<ast::expr*> decorators);
  template <typename T>
  ast::stmt* definition_node(Place start, Seq<ast::expr*> decorators);
  template <typename T>
  ast::stmt* for_node(Place start);
  template <typename T>
  ast::stmt* with_node(Place start);
  ast::stmt* class_definition(Place start, Seq<ast::expr*> decorators);
  ast::stmt* decorated();
  ast::stmt* async_statement(Place start);

  // Parameters (parser_parameters.cpp).
  ast::arguments* parameters(bool is_lambda);
  bool plain_parameters(ast::arguments* result, bool is_lambda);
  bool star_parameters(ast::arguments* result, bool is_lambda);
  bool end_parameter(bool is_lambda, ast::arg* one);
  ast::arg* parameter(bool is_lambda, bool star_annotation);

  // match (parser_pattern.cpp). `fits` false: the statement is no match after all.
  ast::stmt* match_statement(bool* fits);
  ast::match_case* match_case();
  ast::pattern* open_pattern();
  ast::pattern* pattern();
  ast::pattern* or_pattern();
  ast::pattern* closed_pattern();
  ast::pattern* literal_pattern();
  ast::pattern* name_pattern();
  ast::pattern* class_pattern(Place start, ast::expr* cls);
  ast::pattern* sequence_pattern();
  ast::pattern* mapping_pattern();
  ast::pattern* maybe_star_pattern();
  ast::expr* pattern_number();
  ast::expr* pattern_key();
  ast::expr* dotted_attribute();
  bool capture_name(const Identifier** name);
  bool pattern_list(Tok end, bool* has_comma);

  // Expressions (parser_expression.cpp).
  ast::expr* expression();
  ast::expr* expression_tail(Place start, ast::expr* left);
  ast::expr* disjunction();
  ast::expr* disjunction_tail(Place start, ast::expr* left);
  ast::expr* conjunction();
  ast::expr* conjunction_tail(Place start, ast::expr* left);
  ast::expr* inversion();
  ast::expr* comparison_tail(Place start, ast::expr* left);
  bool comparison_operator(ast::cmpop* op, bool* broken);
  ast::expr* bitwise_or() { return binary(1); }
  ast::expr* binary(int lowest);
  ast::expr* unary();
  ast::expr* power();
  ast::expr* lambda();
  ast::expr* named_expression();
  ast::expr* named_tail(bool began_with_name, Place start, ast::expr* target);
  ast::expr* star_expression(bool named);
  ast::expr* star_expressions();
  ast::expr* yield();
  ast::expr* yield_or_star_expressions();
  ast::expr* target_item();
  ast::expr* targets();

  // Operands (parser_atom.cpp).
  ast::expr* primary();
  ast::expr* primary_tail(Place start, ast::expr* left);
  ast::expr* atom();
  ast::expr* name_atom();
  ast::expr* constant_atom(ast::constant::Kind kind);
  ast::expr* number_atom();
  ast::expr* string_atom();
  ast::expr* parenthesized();
  ast::expr* bracketed();
  ast::expr* braced();
  ast::expr* dict_tail(Place start, ast::expr* key);
  bool comma_separated(Tok end);
  template <typename T>
  ast::expr* comprehension(Place start, ast::expr* element, Tok end);
  bool comprehension_clauses(Seq<ast::comprehension*>* generators);
  ast::expr* call(Place start, ast::expr* function);
  bool arguments(ast::Call* call, bool allow_generator);
  bool keyword_argument(Place start, const Identifier* name);
  ast::expr* subscript(Place start, ast::expr* value);
  ast::expr* slice(bool* is_starred);

  bool set_context(ast::expr* target, ast::expr_context context, bool allow_star);

  static ast::expr* read_nested(void* parser, std::string_view text, Tokenizer::Origin origin);
  static SyntaxError error_at(void* parser, std::string_view message, const Token& token);

  ParseState& state_;
  Tokenizer tokenizer_;
  Token* token_ = nullptr;  ///< the token at hand
  Place end_ = {};          ///< where the last one before it that has a text ended
  Token* tokens_ = nullptr;
  uint32_t at_ = 0;
  uint32_t fill_ = 0;
  uint32_t capacity_ = 0;
  struct TypeIgnoreLink {
    ast::type_ignore* node;
    TypeIgnoreLink* before;
  };
  TypeIgnoreLink* type_ignores_ = nullptr;  ///< newest first
  uint32_t type_ignore_count_ = 0;
  uint32_t keepers_ = 0;
  const char* line_end_ = nullptr;  ///< behind the last kNewline consumed
  Scratch scratch_{state_.arena()};
  bool is_fstring_ = false;
  bool started_ = false;  ///< kSingle: a token was read since the statement began
};

}  // namespace pyemb
