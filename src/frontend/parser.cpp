// SPDX-License-Identifier: MIT
#include "frontend/parser.h"

#include "frontend/parser_core.h"
#include "frontend/syntax_error_grammar.h"
#include "frontend/syntax_error_report.h"
#include "state/memory.h"

namespace pyemb {
namespace {

/// What the parser may use of the native stack when the caller sets no limit.
constexpr uintptr_t kDefaultStack = uintptr_t{256} * 1024;

}  // namespace

Scratch::~Scratch() { memory_release(Domain::kMem, items_); }

bool Scratch::grow() {
  uint32_t capacity = capacity_ == 0 ? 128 : capacity_ * 2;
  auto** items = static_cast<void**>(memory_resize(Domain::kMem, items_, capacity * sizeof(void*)));
  if (items == nullptr) return arena_.note_failure(), false;
  items_ = items;
  capacity_ = capacity;
  return true;
}

Parser::Parser(ParseState& state, std::string_view text, Tokenizer::Origin origin)
    : state_(state), tokenizer_(state.names, text, state.options.hooks, state.warnings, origin) {
  if (state.options.type_comments) tokenizer_.keep_type_comments();
}

Parser::~Parser() { memory_release(Domain::kMem, tokens_); }

bool Parser::start() {
  fetch();
  return token_ != nullptr;
}

/// Reads one more token and makes it the token at hand; those before it are kept only for a Kept.
void Parser::fetch() {
  if (LIKELY(keepers_ == 0)) fill_ = 0;
  if (UNLIKELY(fill_ == capacity_)) {
    uint32_t capacity = capacity_ == 0 ? 32 : capacity_ * 2;
    auto* tokens = static_cast<Token*>(memory_resize(Domain::kMem, tokens_, capacity * sizeof(Token)));
    if (tokens == nullptr) {
      state_.too_deep = true;  // reported like any other exhaustion
      if (token_ != nullptr) token_->kind = Tok::kError;
      return;
    }
    tokens_ = tokens;
    capacity_ = capacity;
  }
  at_ = fill_++;
  token_ = tokens_ + at_;
  do {
    tokenizer_.next(*token_);
  } while (UNLIKELY(token_->kind == Tok::kTypeIgnore) && note_type_ignore());
  if (LIKELY(state_.options.mode != ParseMode::kSingle)) return;
  // At a prompt the end of the text ends the line, and the open blocks with it.
  if (token_->kind == Tok::kEndMarker && started_) {
    token_->kind = Tok::kNewline;
    started_ = false;
    if (!state_.options.dont_imply_dedent) tokenizer_.close_blocks();
  } else {
    started_ = true;
  }
}

void Parser::advance() {
  Tok kind = token_->kind;
  if (LIKELY(kind < Tok::kNewline || kind > Tok::kDedent)) {
    end_ = {token_->end_lineno, token_->end_col_offset};
  } else if (kind == Tok::kNewline) {
    line_end_ = token_->start + token_->size;
  }
  if (LIKELY(at_ + 1 == fill_)) return fetch();
  token_ = tokens_ + ++at_;
}

Parser::Mark Parser::mark() const { return {at_, scratch_.mark(), state_.warnings.size, end_}; }

void Parser::back_to(const Mark& mark) {
  at_ = mark.at;
  token_ = tokens_ + at_;
  scratch_.drop_to(mark.scratch);
  end_ = mark.end;
  // Escapes will be read again, and warned of again; tokens will not.
  WarningList& warnings = state_.warnings;
  uint32_t kept = mark.warnings;
  for (uint32_t i = mark.warnings; i < warnings.size; ++i) {
    if (warnings.data[i].category == SyntaxWarning::Category::kSyntax) warnings.data[kept++] = warnings.data[i];
  }
  warnings.size = kept;
}

ast::mod* Parser::parse_text() {
  if (!start()) return nullptr;
  switch (state_.options.mode) {
    case ParseMode::kExec: {
      auto* module = plain_node<ast::Module>();
      if (module == nullptr || !statements_until(Tok::kEndMarker, &module->body) || !take_type_ignores(&module->type_ignores)) return nullptr;
      return module;
    }
    case ParseMode::kEval: {
      auto* result = plain_node<ast::Expression>();
      if (result == nullptr) return nullptr;
      uint32_t mark = scratch_.mark();
      Place begin = place();
      result->body = expression();
      if (result->body != nullptr && at(Tok::kComma)) {
        if (!push(result->body)) return nullptr;
        while (accept(Tok::kComma) && !at(Tok::kNewline) && !at(Tok::kEndMarker)) {
          if (!push(expression())) return nullptr;
        }
        auto* tuple = node<ast::Tuple>(begin);
        if (tuple == nullptr || !take(mark, &tuple->elts)) return nullptr;
        result->body = tuple;
      }
      while (accept(Tok::kNewline)) {
      }
      return result->body != nullptr && at(Tok::kEndMarker) ? result : nullptr;
    }
    case ParseMode::kSingle: return interactive();
    case ParseMode::kFuncType: return function_type();
  }
  return nullptr;
}

/// `(int, *str, **bool) -> float`
ast::mod* Parser::function_type() {
  auto* result = plain_node<ast::FunctionType>();
  if (result == nullptr || !accept(Tok::kLeftParen)) return nullptr;
  uint32_t mark = scratch_.mark();
  int stars = 0;  // of the argument before: those with stars come last, in their order
  while (!at(Tok::kRightParen)) {
    int own = accept(Tok::kStar) ? 1 : accept(Tok::kDoubleStar) ? 2 : 0;
    if (own < stars || (own == stars && own > 0) || !push(expression())) return nullptr;
    stars = own;
    if (!accept(Tok::kComma)) break;
    if (at(Tok::kRightParen)) return nullptr;
  }
  if (!take(mark, &result->argtypes) || !accept(Tok::kRightParen) || !accept(Tok::kArrow)) return nullptr;
  result->returns = expression();
  while (accept(Tok::kNewline)) {
  }
  return result->returns != nullptr && at(Tok::kEndMarker) ? result : nullptr;
}

bool Parser::too_new(int32_t minor, const char* what) {
  state_.error = error_at(this, format_text(state_.arena(), "%s only supported in Python 3.%d and greater", what, minor), *token_);
  return false;
}

// -- type comments -------------------------------------------------------------------------------------------------------

ast::string Parser::type_comment() {
  if (LIKELY(!at(Tok::kTypeComment))) return nullptr;
  const Identifier* text = state_.names.intern(token_->text());
  advance();
  return text;
}

bool Parser::wrong_comment(const char* message) {
  state_.error = error_at(this, message, *token_);
  return false;
}

/// Keeps the token at hand, which nothing in the grammar asks for.
bool Parser::note_type_ignore() {
  auto* made = plain_node<ast::TypeIgnore>();
  auto* link = state_.arena().make<TypeIgnoreLink>();
  if (made == nullptr || link == nullptr) return false;
  made->lineno = token_->lineno;
  made->tag = state_.names.intern(token_->text());
  *link = {made, type_ignores_};
  type_ignores_ = link;
  ++type_ignore_count_;
  return made->tag != nullptr;
}

bool Parser::take_type_ignores(Seq<ast::type_ignore*>* list) {
  if (LIKELY(type_ignore_count_ == 0)) return true;
  auto** items = state_.arena().make_array<ast::type_ignore*>(type_ignore_count_);
  if (items == nullptr) return false;
  uint32_t left = type_ignore_count_;
  for (TypeIgnoreLink* link = type_ignores_; link != nullptr; link = link->before) items[--left] = link->node;
  *list = {items, type_ignore_count_};
  return true;
}

namespace {
bool is_compound(const ast::stmt* statement) {
  switch (statement->node_kind) {
    case ast::NodeKind::FunctionDef:
    case ast::NodeKind::AsyncFunctionDef:
    case ast::NodeKind::ClassDef:
    case ast::NodeKind::For:
    case ast::NodeKind::AsyncFor:
    case ast::NodeKind::While:
    case ast::NodeKind::If:
    case ast::NodeKind::With:
    case ast::NodeKind::AsyncWith:
    case ast::NodeKind::Match:
    case ast::NodeKind::Try:
    case ast::NodeKind::TryStar: return true;
    default: return false;
  }
}
}  // namespace

ast::mod* Parser::interactive() {
  auto* result = plain_node<ast::Interactive>();
  if (result == nullptr) return nullptr;
  uint32_t mark = scratch_.mark();
  Place start = place();
  if (accept(Tok::kNewline)) {
    auto* pass = node<ast::Pass>(start);
    if (!push(pass)) return nullptr;
    // No token with a text stands before it.
    pass->end_lineno = start.lineno;
    pass->end_col_offset = start.col_offset;
    return is_alone() && take(mark, &result->body) ? result : nullptr;
  }
  if (!statement() || !take(mark, &result->body)) return nullptr;
  if (is_compound(result->body.back()) && !accept(Tok::kNewline)) return nullptr;
  return is_alone() ? result : nullptr;
}

/// Whether only blanks and comments follow the statement's end.
bool Parser::is_alone() const {
  std::string_view text = tokenizer_.text();
  const char* c = line_end_;
  const char* end = text.data() + text.size();
  while (c != end) {
    if (*c == '#') {
      while (c != end && *c != '\n') ++c;
    } else if (*c == ' ' || *c == '\t' || *c == '\n' || *c == '\f') {
      ++c;
    } else {
      return false;
    }
  }
  return true;
}

ast::expr* Parser::parse_fstring_expression() {
  is_fstring_ = true;
  return start() ? star_expressions() : nullptr;
}

ast::expr* Parser::read_nested(void* parser, std::string_view text, Tokenizer::Origin origin) {
  ParseState& state = static_cast<Parser*>(parser)->state_;
  Nesting nesting(state, 30);
  if (!nesting) return nullptr;
  Parser nested(state, text, origin);
  return nested.parse_fstring_expression();
}

SyntaxError Parser::error_at(void* parser, std::string_view message, const Token& token) {
  auto* self = static_cast<Parser*>(parser);
  ErrorSite site = {self->tokenizer_, self->state_.source, self->is_fstring_};
  return site.error_at_token(self->state_.arena(), SyntaxError::Kind::kSyntax, message, token);
}

ParseResult parse(NameTable& names, std::string_view source, const ParseOptions& options) {
  ParseResult result;
  ParseState state = {names, options};
  state.stack_limit = options.stack_limit != nullptr ? reinterpret_cast<uintptr_t>(options.stack_limit)
                                                     : native_stack_position() - kDefaultStack;
  if (load_source(state.arena(), source, options, &state.source, &state.error)) {
    Parser parser(state, state.source.text);
    result.tree = parser.parse_text();
    if (result.tree == nullptr && !state.is_exhausted() && !state.error && options.mode != ParseMode::kFuncType) {
      state.warnings.size = 0;  // found again, up to the error
      Diagnosis(state, state.source.text).run();
    }
    // What only a misplaced type comment makes wrong, the diagnosis does not see.
    bool unexplained = result.tree == nullptr && !state.is_exhausted() && !state.error;
    if (unexplained && (options.type_comments || options.mode == ParseMode::kFuncType)) state.error = parser.unexpected_token();
  }
  if (result.tree == nullptr) {
    result.error = state.error;
    if (state.is_exhausted() || !result.error) result.error.kind = SyntaxError::Kind::kMemory;
  }
  result.warnings = {state.warnings.data, state.warnings.size};
  return result;
}

}  // namespace pyemb
