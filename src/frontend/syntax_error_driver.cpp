// SPDX-License-Identifier: MIT
//
// The diagnosing parser: its tokens, its memory, its two runs, and how it raises.

#include "frontend/parser_core.h"
#include "frontend/syntax_error_grammar.h"
#include "state/memory.h"

namespace pyemb {

Diagnosis::Diagnosis(ParseState& state, std::string_view text, Tokenizer::Origin origin, bool is_fstring)
    : state_(state),
      tokenizer_(state.names, text, state.options.hooks, state.warnings, origin),
      is_fstring_(is_fstring) {}

Diagnosis::~Diagnosis() { memory_release(Domain::kMem, slots_); }

ast::expr* Diagnosis::run() {
  bool accepted = parse();
  if (state_.is_exhausted()) return nullptr;
  if (accepted && !failed_) {
    if (is_fstring_) return result_;
    bool is_single = state_.options.mode == ParseMode::kSingle && !is_alone();
    raise(is_single ? "multiple statements found while compiling a single statement" : "invalid syntax");
    return nullptr;
  }
  if (state_.options.allow_incomplete_input && tokenizer_.needs_more_text()) {
    failed_ = false;
    raise("incomplete input");
    return nullptr;
  }
  if (fill_ == 0) {
    failed_ = true;
    return nullptr;
  }
  Token last = last_token();
  second_run(last);
  return nullptr;
}

/// Looks for a frequent mistake, and settles for the token where the first run stopped.
void Diagnosis::second_run(const Token& last) {
  if (!failed_) {
    forget();
    invalid_rules_ = true;
    parse();
  }
  if (failed_) {
    if (tokenizer_.state() == Tokenizer::State::kReading) check_rest_of_text();
    return;
  }
  if (last.kind == Tok::kError && tokenizer_.state() == Tokenizer::State::kEnd) {
    fail_with(tokenizer_.level() > 0 ? site().unclosed_bracket(state_.arena())
                                     : site().error_at_token(state_.arena(), SyntaxError::Kind::kSyntax,
                                                             "unexpected EOF while parsing", last_token()));
    return;
  }
  if (last.kind == Tok::kIndent || last.kind == Tok::kDedent) {
    raise(last.kind == Tok::kIndent ? "unexpected indent" : "unexpected unindent", SyntaxError::Kind::kIndentation);
    return;
  }
  raise_at(&last, "invalid syntax");
  check_rest_of_text();
}

/// A mistake of the tokenizer's further on is more likely what went wrong, and so is a bracket left open above.
void Diagnosis::check_rest_of_text() {
  int32_t error_line = last_token().lineno;
  Token token;
  do {
    tokenizer_.next(token);
  } while (token.kind != Tok::kEndMarker && token.kind != Tok::kError);
  if (token.kind != Tok::kError) return;
  if (tokenizer_.state() == Tokenizer::State::kRaised) {
    state_.error = tokenizer_.error();
  } else if (tokenizer_.state() == Tokenizer::State::kNotUtf8) {
    Utf8FaultRange fault = find_utf8_fault(token.text());
    SyntaxError error;
    error.kind = SyntaxError::Kind::kUnicodeDecode;
    error.message = fault.reason;
    error.text = token.text();
    error.offset = static_cast<int32_t>(fault.start);
    error.end_offset = static_cast<int32_t>(fault.end);
    state_.error = error;
  } else if (tokenizer_.level() > 0 && error_line > tokenizer_.innermost_bracket().lineno) {
    state_.error = site().unclosed_bracket(state_.arena());
  }
}

void Diagnosis::forget() {
  for (uint32_t i = 0; i < fill_; ++i) slots_[i]->memos = nullptr;
  mark_ = 0;
}

bool Diagnosis::parse() {
  if (is_fstring_) return (result_ = star_expressions()) != nullptr;
  switch (state_.options.mode) {
    case ParseMode::kExec: {
      uint32_t start = mark_;
      if (!statements()) back(start);
      return expect(Tok::kEndMarker) != nullptr;
    }
    case ParseMode::kEval:
      if (expressions() == nullptr) return false;
      while (expect(Tok::kNewline) != nullptr) {
      }
      return expect(Tok::kEndMarker) != nullptr;
    case ParseMode::kSingle: return interactive();
    case ParseMode::kFuncType: break;  // not asked: such a text has its own error
  }
  return false;
}

bool Diagnosis::interactive() {
  uint32_t start = mark_;
  if (compound_statement() && expect(Tok::kNewline) != nullptr) return true;
  if (back(start) && simple_statements()) return true;
  return back(start) && expect(Tok::kNewline) != nullptr;
}

/// Whether only blanks and comments are left of the text.
bool Diagnosis::is_alone() const {
  const char* end = tokenizer_.text().data() + tokenizer_.text().size();
  for (const char* c = tokenizer_.cursor(); c != end; ++c) {
    if (*c == '#') {
      while (c + 1 != end && *c != '\n') ++c;
    } else if (*c != ' ' && *c != '\t' && *c != '\n' && *c != '\f') {
      return false;
    }
  }
  return true;
}

/// The token at an index, read if need be; null when the tokenizer fails on it.
const Token* Diagnosis::fetch(uint32_t at) {
  if (failed_) return nullptr;
  if (at < fill_) return &slots_[at]->token;
  if (fill_ == capacity_) {
    uint32_t capacity = capacity_ == 0 ? 64 : capacity_ * 2;
    auto** slots = static_cast<Slot**>(memory_resize(Domain::kMem, slots_, capacity * sizeof(Slot*)));
    if (slots == nullptr) {
      state_.too_deep = failed_ = true;
      return nullptr;
    }
    slots_ = slots;
    capacity_ = capacity;
  }
  auto* slot = state_.arena().make<Slot>();
  if (slot == nullptr) {
    failed_ = true;
    return nullptr;
  }
  slots_[fill_++] = slot;
  Token& token = slot->token;
  read_token(token);
  if (token.kind != Tok::kError) return &token;
  fail_with(site().tokenizer_error(state_.arena(), token));
  return nullptr;
}

void Diagnosis::read_token(Token& token) {
  tokenizer_.next(token);
  if (state_.options.mode != ParseMode::kSingle || is_fstring_) return;
  if (token.kind == Tok::kEndMarker && started_) {
    token.kind = Tok::kNewline;
    started_ = false;
    if (!state_.options.dont_imply_dedent) tokenizer_.close_blocks();
  } else {
    started_ = true;
  }
}

bool Diagnosis::at(Tok kind) {
  const Token* token = fetch(mark_);
  return token != nullptr && token->kind == kind;
}

const Token* Diagnosis::expect(Tok kind) {
  const Token* token = fetch(mark_);
  if (token == nullptr || token->kind != kind) return nullptr;
  ++mark_;
  return token;
}

const Token* Diagnosis::expect_word(Word word) {
  const Token* token = fetch(mark_);
  if (token == nullptr || !token->is_word(word)) return nullptr;
  ++mark_;
  return token;
}

const Token* Diagnosis::name() { return expect(Tok::kName); }

/// A token that must come here, in either run.
bool Diagnosis::force(Tok kind, const char* text) {
  const Token* token = fetch(mark_);
  if (token == nullptr) return false;
  if (token->kind != kind) return raise_at(token, message("expected '%.*s'", text)) != nullptr;
  ++mark_;
  return true;
}

Diagnosis::Memo* Diagnosis::find_memo(Rule rule) {
  if (mark_ >= fill_) return nullptr;
  for (Memo* memo = slots_[mark_]->memos; memo != nullptr; memo = memo->next) {
    if (memo->rule == rule) return memo;
  }
  return nullptr;
}

void Diagnosis::remember(uint32_t mark, Rule rule, const void* result) {
  if (mark >= fill_) return;
  auto* memo = state_.arena().make<Memo>();
  if (memo == nullptr) {
    failed_ = true;
    return;
  }
  *memo = {slots_[mark]->memos, result, mark_, rule, invalid_rules_};
  slots_[mark]->memos = memo;
}

std::string_view Diagnosis::message(const char* format, std::string_view text) {
  Arena& arena = state_.arena();
#pragma GCC diagnostic push
#pragma GCC diagnostic ignored "-Wformat-nonliteral"
  return format_text(arena, format, static_cast<int>(text.size()), text.data());
#pragma GCC diagnostic pop
}

/// The first error counts.
std::nullptr_t Diagnosis::fail_with(SyntaxError error) {
  if (!failed_) state_.error = error;
  failed_ = true;
  return nullptr;
}

std::nullptr_t Diagnosis::raise(std::string_view text, SyntaxError::Kind kind) {
  if (failed_) return nullptr;
  return fail_with(site().error_at_token(state_.arena(), kind, text, last_token()));
}

std::nullptr_t Diagnosis::raise_place(int32_t lineno, int32_t col_offset, int32_t end_lineno, int32_t end_col_offset,
                                      std::string_view text) {
  if (failed_) return nullptr;
  return fail_with(site().error_in_range(state_.arena(), SyntaxError::Kind::kSyntax, text, lineno, col_offset,
                                         end_lineno, end_col_offset));
}

std::nullptr_t Diagnosis::raise_range(const Token* from, const Token* to, std::string_view text) {
  return raise_place(from->lineno, from->col_offset, to->end_lineno, to->end_col_offset, text);
}

std::nullptr_t Diagnosis::raise_range(const ast::Located* from, const ast::Located* to, std::string_view text) {
  return raise_place(from->lineno, from->col_offset, to->end_lineno, to->end_col_offset, text);
}

std::nullptr_t Diagnosis::raise_range(const ast::Located* from, const Token* to, std::string_view text) {
  return raise_place(from->lineno, from->col_offset, to->end_lineno, to->end_col_offset, text);
}

std::nullptr_t Diagnosis::raise_from(const Token* from, std::string_view text) {
  return raise_place(from->lineno, from->col_offset, ErrorSite::kHere, ErrorSite::kHere, text);
}

std::nullptr_t Diagnosis::raise_missing_block(const char* after, const Token* keyword) {
  return raise(format_text(state_.arena(), "expected an indented block after %s on line %d", after, keyword->lineno),
               SyntaxError::Kind::kIndentation);
}

namespace {

/// The part of `node` that cannot be a target; null: there is none.
ast::expr* invalid_target(ast::expr* node, bool for_delete, bool for_loop) {
  using namespace ast;
  switch (node->node_kind) {
    case NodeKind::List:
    case NodeKind::Tuple:
      for (expr* element : is<List>(node) ? as<List>(node)->elts : as<Tuple>(node)->elts) {
        if (expr* found = invalid_target(element, for_delete, for_loop); found != nullptr) return found;
      }
      return nullptr;
    case NodeKind::Starred: return for_delete ? node : invalid_target(as<Starred>(node)->value, for_delete, for_loop);
    case NodeKind::Compare:  // the `a in b` of a loop looks like one
      if (!for_loop) return node;
      return as<Compare>(node)->ops[0] == cmpop::In ? invalid_target(as<Compare>(node)->left, for_delete, for_loop)
                                                    : nullptr;
    case NodeKind::Name:
    case NodeKind::Subscript:
    case NodeKind::Attribute: return nullptr;
    default: return node;
  }
}

}  // namespace

std::nullptr_t Diagnosis::raise_invalid_target(Targets targets, ast::expr* node) {
  ast::expr* wrong = invalid_target(node, targets == Targets::kDelete, targets == Targets::kFor);
  if (wrong == nullptr) return nullptr;
  return raise_at(wrong, message(targets == Targets::kDelete ? "cannot delete %.*s" : "cannot assign to %.*s",
                                 expression_name(wrong)));
}

const char* expression_name(const ast::expr* node) {
  using namespace ast;
  switch (node->node_kind) {
    case NodeKind::Attribute: return "attribute";
    case NodeKind::Subscript: return "subscript";
    case NodeKind::Starred: return "starred";
    case NodeKind::Name: return "name";
    case NodeKind::List: return "list";
    case NodeKind::Tuple: return "tuple";
    case NodeKind::Lambda: return "lambda";
    case NodeKind::Call: return "function call";
    case NodeKind::BoolOp:
    case NodeKind::BinOp:
    case NodeKind::UnaryOp: return "expression";
    case NodeKind::GeneratorExp: return "generator expression";
    case NodeKind::Yield:
    case NodeKind::YieldFrom: return "yield expression";
    case NodeKind::Await: return "await expression";
    case NodeKind::ListComp: return "list comprehension";
    case NodeKind::SetComp: return "set comprehension";
    case NodeKind::DictComp: return "dict comprehension";
    case NodeKind::Dict: return "dict literal";
    case NodeKind::Set: return "set display";
    case NodeKind::JoinedStr:
    case NodeKind::FormattedValue: return "f-string expression";
    case NodeKind::Compare: return "comparison";
    case NodeKind::IfExp: return "conditional expression";
    case NodeKind::NamedExpr: return "named expression";
    case NodeKind::Constant:
      switch (as<Constant>(node)->value.kind) {
        case constant::Kind::kNone: return "None";
        case constant::Kind::kTrue: return "True";
        case constant::Kind::kFalse: return "False";
        case constant::Kind::kEllipsis: return "ellipsis";
        default: return "literal";
      }
    default: return "expression";
  }
}

ast::expr* Diagnosis::read_nested(void* parser, std::string_view text, Tokenizer::Origin origin) {
  ParseState& state = static_cast<Diagnosis*>(parser)->state_;
  Nesting nesting(state, 30);
  if (!nesting) return nullptr;
  uint32_t warnings_before = state.warnings.size;
  {
    Parser fast(state, text, origin);
    if (ast::expr* found = fast.parse_fstring_expression(); found != nullptr || state.is_exhausted()) return found;
  }
  state.warnings.size = warnings_before;
  Diagnosis nested(state, text, origin, true);
  return nested.run();
}

SyntaxError Diagnosis::warning_at(void* parser, std::string_view message, const Token& token) {
  auto* self = static_cast<Diagnosis*>(parser);
  return self->site().error_at_token(self->state_.arena(), SyntaxError::Kind::kSyntax, message, token);
}

}  // namespace pyemb
