// SPDX-License-Identifier: MIT
#pragma once

// The reader of one run of adjacent string tokens. Internal to the literals of parser_literal.h.

#include <cstddef>

#include "frontend/parser_literal.h"

namespace pyemb {

/// Text put together from pieces; a single piece is not copied.
class TextBuilder {
 public:
  [[nodiscard]] bool append(Arena& arena, std::string_view text);
  [[nodiscard]] std::string_view view() const {
    return size_ == 0 ? std::string_view("") : std::string_view(data_, size_);
  }
  [[nodiscard]] bool empty() const { return size_ == 0; }

 private:
  const char* data_ = nullptr;
  char* owned_ = nullptr;
  size_t size_ = 0;
  size_t capacity_ = 0;
};

/// A string token taken apart.
struct StringParts {
  bool is_bytes = false;
  bool is_raw = false;
  bool is_fstring = false;
  std::string_view body = {};  ///< between the quotes
};
[[nodiscard]] StringParts split_string(const Token& token);

struct StringReader {
  static constexpr uint32_t kNothing = 0xffffffff;  ///< an escape that denotes no character
  static constexpr uint32_t kKept = 0xfffffffe;     ///< a backslash that escapes nothing

  LiteralReader& reader;
  const Token* first;  ///< all nodes made here span the whole run
  const Token* last;
  bool is_bytes = false;  ///< of the literal at hand
  bool in_fstring = false;
  TextBuilder pending = {};      ///< text since the last expression of an f-string
  ast::expr** values = nullptr;  ///< of the JoinedStr at hand
  uint32_t value_count = 0;
  uint32_t value_capacity = 0;

  // parser_string.cpp
  bool read_piece(const StringParts& parts, const Token& token, std::string_view* piece);
  bool decode(std::string_view text, bool raw, const Token& token, std::string_view* result);
  bool warn_invalid_escape(const char* escape, const Token& token);
  ast::Constant* constant_node();

  // parser_fstring.cpp
  bool read_fstring(const StringParts& parts, const Token& token);
  ast::expr* joined_node();

  template <typename T>
  T* node() {
    T* made = reader.state.arena().make<T>();
    if (made == nullptr) return nullptr;
    made->node_kind = T::kNodeKind;
    made->lineno = first->lineno;
    made->col_offset = first->col_offset;
    made->end_lineno = last->end_lineno;
    made->end_col_offset = last->end_col_offset;
    return made;
  }

  bool decode_escapes(std::string_view text, const Token& token, std::string_view* result);
  bool decode_escape(std::string_view text, size_t* at, uint32_t* code_point, const char** invalid);
  bool decode_hex(std::string_view text, size_t* at, int digits, const char* reason, uint32_t* code_point);
  bool decode_bytes_hex(std::string_view text, size_t* at, uint32_t* code_point);
  bool decode_name(std::string_view text, size_t* at, uint32_t* code_point);
  bool check_utf8(std::string_view text, bool by_runs);
  void fail_escape(std::string_view text, size_t start, size_t end, const char* reason);

  /// What is left of the f-string's body, and what it is a part of.
  struct Body {
    const char* at;
    const char* end;
    bool is_raw;
    const Token& token;
    // Where the next field stands, as far as it is known: what is before `counted` holds `lines` line ends, and the last one is `line_start`.
    const char* counted = token.start;
    const char* line_start = token.start;
    int32_t lines = 0;
  };
  enum class Literal : uint8_t { kFailed, kDone, kBraceEscaped };
  bool read_pieces(Body& body, int depth);
  Literal read_literal(Body& body, int depth, std::string_view* literal);
  ast::expr* read_replacement(Body& body, int depth, std::string_view* source);
  bool find_expression_end(Body& body);
  static Tokenizer::Origin origin_of(Body& body, const char* brace);
  ast::expr* read_expression(Body& body, const char* start, const char* end);
  ast::expr* read_format_spec(Body& body, int depth);
  bool add_value(ast::expr* value);
  bool flush_text();
  bool fail(std::string_view message);
};

}  // namespace pyemb
