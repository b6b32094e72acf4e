// SPDX-License-Identifier: MIT
// "%s and %5r" % (a, b) as f"{a!s} and {b!r:>5}". Only %s, %r and %a with a minus, a width and a precision; anything else in the
// template, or a wrong number of values, leaves the operation to run time.
#include <cstdio>

#include "frontend/fold.h"

namespace pyemb {
namespace {

using ast::as;
using ast::NodeKind;

constexpr int kMostDigits = 3;  // fewer than these in a width

/// One conversion of the template, the percent sign behind us.
struct Conversion {
  char kind = 0;
  bool left = false;
  int width = -1;
  int precision = -1;
};

/// Reads up to two digits; false: there are more.
bool read_number(std::string_view text, size_t& at, int& number) {
  if (at >= text.size() || text[at] < '0' || text[at] > '9') return true;
  number = 0;
  for (int digits = 0; at < text.size() && text[at] >= '0' && text[at] <= '9'; ++at) {
    number = number * 10 + (text[at] - '0');
    if (++digits >= kMostDigits) return false;
  }
  return true;
}

bool read_conversion(std::string_view text, size_t& at, Conversion& out) {
  constexpr std::string_view kFlags = "-+ #0";
  for (; at < text.size() && kFlags.find(text[at]) != kFlags.npos; ++at) out.left = out.left || text[at] == '-';
  if (!read_number(text, at, out.width)) return false;
  if (at < text.size() && text[at] == '.') {
    ++at;
    out.precision = 0;
    if (!read_number(text, at, out.precision)) return false;
  }
  if (at >= text.size()) return false;
  out.kind = text[at++];
  return out.kind == 's' || out.kind == 'r' || out.kind == 'a';
}

/// Literal text up to the next conversion, `%%` read as one sign.
std::string_view read_literal(Arena& arena, std::string_view text, size_t& at) {
  size_t start = at;
  bool doubled = false;
  for (; at < text.size(); ++at) {
    if (text[at] != '%') continue;
    if (at + 1 >= text.size() || text[at + 1] != '%') break;
    doubled = true;
    ++at;
  }
  std::string_view raw = text.substr(start, at - start);
  if (!doubled) return raw;
  char* copy = arena.make_array<char>(raw.size());
  size_t size = 0;
  for (size_t i = 0; copy != nullptr && i < raw.size(); ++i) {
    copy[size++] = raw[i];
    if (raw[i] == '%') ++i;
  }
  return {copy, size};
}

ast::expr* text_node(Compilation& c, const ast::Located& where, std::string_view text) {
  auto* node = c.make<ast::Constant>();
  if (node == nullptr) return nullptr;
  static_cast<ast::Located&>(*node) = where;
  node->node_kind = NodeKind::Constant;
  node->value.kind = ast::constant::Kind::kStr;
  node->value.text = text;
  return node;
}

ast::expr* field_node(Compilation& c, ast::expr* value, const Conversion& conversion) {
  auto* node = c.make<ast::FormattedValue>();
  if (node == nullptr) return nullptr;
  static_cast<ast::Located&>(*node) = *value;
  node->node_kind = NodeKind::FormattedValue;
  node->value = value;
  node->conversion = conversion.kind;
  char spec[16];
  int size = 0;
  if (!conversion.left && conversion.width > 0) spec[size++] = '>';
  if (conversion.width >= 0) size += std::snprintf(spec + size, sizeof spec - static_cast<size_t>(size), "%d", conversion.width);
  if (conversion.precision >= 0) size += std::snprintf(spec + size, sizeof spec - static_cast<size_t>(size), ".%d", conversion.precision);
  if (size > 0) node->format_spec = text_node(c, *value, c.arena.copy({spec, static_cast<size_t>(size)}));
  return node;
}

/// The template's UTF-8, in the arena.
std::string_view template_text(Compilation& c, const ast::expr* e) {
  const ast::constant& value = as<ast::Constant>(e)->value;
  if (value.kind == ast::constant::Kind::kStr) return value.text;
  Utf8 text(c.ts, constant_value(c, e));
  return c.arena.copy(text.view());
}

}  // namespace

ast::expr* fold_format(Compilation& c, ast::BinOp* e) {
  if (!folded_is_str(c, e->left)) return e;
  Seq<ast::expr*> values = as<ast::Tuple>(e->right)->elts;
  for (const ast::expr* value : values) {
    if (ast::is<ast::Starred>(value)) return e;
  }
  std::string_view text = template_text(c, e->left);
  ast::expr** parts = c.arena.make_array<ast::expr*>(size_t{values.size} * 2 + 1);
  if (parts == nullptr) return c.no_memory(), e;
  uint32_t count = 0;
  uint32_t used = 0;
  for (size_t at = 0;;) {
    std::string_view literal = read_literal(c.arena, text, at);
    if (!literal.empty()) parts[count++] = text_node(c, *e, literal);
    if (at >= text.size()) break;
    Conversion conversion;
    ++at;
    if (used == values.size || !read_conversion(text, at, conversion)) return e;
    parts[count++] = field_node(c, values[used++], conversion);
  }
  if (used != values.size || c.failed) return e;
  auto* joined = c.make<ast::JoinedStr>();
  if (joined == nullptr) return e;
  static_cast<ast::Located&>(*joined) = *e;
  joined->node_kind = NodeKind::JoinedStr;
  joined->values = {parts, count};
  return joined;
}

}  // namespace pyemb
