// SPDX-License-Identifier: MIT
#include "vm/carets.h"

#include "frontend/parse_hooks.h"
#include "frontend/parser.h"

namespace pyemb {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\t' || c == '\f'; }

/// Code points in UTF-8 text.
size_t width(std::string_view text) {
  size_t count = 0;
  for (char c : text) count += (c & 0xc0) != 0x80;
  return count;
}

/// The part of a segment that is marked with `^` when the rest is marked with `~`; in bytes. Empty: no such part.
struct Anchors {
  size_t begin = 0;
  size_t end = 0;
};

Anchors operator_anchors(std::string_view segment, size_t left_end, size_t right_begin) {
  Anchors anchors;
  for (size_t i = left_end; i < right_begin && i < segment.size(); ++i) {
    if (is_blank(segment[i])) continue;
    anchors = {i, i + 1};
    bool more = i + 1 < right_begin && i + 1 < segment.size();
    if (more && !is_blank(segment[i + 1])) ++anchors.end;  // an operator of two characters
    if (more && segment[i] == ')') continue;               // the end of a parenthesized operand
    return anchors;
  }
  return anchors;
}

Anchors subscript_anchors(std::string_view segment, size_t value_end, size_t slice_end) {
  Anchors anchors{value_end, slice_end + 1};
  while (anchors.begin < segment.size() && segment[anchors.begin] != '[') ++anchors.begin;
  while (anchors.end < segment.size() && segment[anchors.end] != ']') ++anchors.end;
  if (anchors.end < segment.size()) ++anchors.end;
  return anchors;
}

/// Parses the segment to find its outermost operator.
Anchors find_anchors(ThreadState& ts, std::string_view segment) {
  Arena arena;
  NameTable names(arena);
  ParseOptions options;
  options.source_is_utf8 = true;
  options.hooks = parse_hooks(ts);
  ParseResult result = parse(names, segment, options);
  if (result.error || result.tree == nullptr) return {};
  const auto* module = ast::as<ast::Module>(result.tree);
  if (module->body.size != 1 || !ast::is<ast::Expr>(module->body[0])) return {};
  const ast::expr* value = ast::as<ast::Expr>(module->body[0])->value;
  if (ast::is<ast::BinOp>(value)) {
    const auto* op = ast::as<ast::BinOp>(value);
    return operator_anchors(segment, static_cast<size_t>(op->left->end_col_offset), static_cast<size_t>(op->right->col_offset));
  }
  if (ast::is<ast::Subscript>(value)) {
    const auto* subscript = ast::as<ast::Subscript>(value);
    return subscript_anchors(segment, static_cast<size_t>(subscript->value->end_col_offset), static_cast<size_t>(subscript->slice->end_col_offset));
  }
  return {};
}

}  // namespace

void append_carets(ThreadState& ts, TextBuffer& out, std::string_view line, const Position& position) {
  if (position.line < 0 || position.end_line < 0 || position.column < 0 || position.end_column < 0) return;
  size_t begin = std::min(static_cast<size_t>(position.column), line.size());
  size_t end = std::min(static_cast<size_t>(position.end_column), line.size());
  size_t beyond = 0;  // a range that goes on behind the line's end (the line is not the one that was compiled) gets one more mark
  Anchors anchors;
  if (position.line == position.end_line) {
    beyond = static_cast<size_t>(position.end_column) > line.size() ? 1 : 0;
    if (end > begin) anchors = find_anchors(ts, line.substr(begin, end - begin));
  } else {  // only the first line is shown: up to its last visible character
    end = line.size();
    while (end > 0 && is_blank(line[end - 1])) --end;
  }
  size_t indent = 0;
  while (indent < line.size() && is_blank(line[indent])) ++indent;
  bool has_anchors = anchors.end > anchors.begin;
  if (end <= begin || (end - begin + beyond == line.size() - indent && !has_anchors)) return;

  size_t first = begin > indent ? width(line.substr(indent, begin - indent)) : 0;
  out.append(first, ' ');
  std::string_view segment = line.substr(begin, end - begin);
  if (!has_anchors) {
    out.append(width(segment) + beyond, '^');
    return;
  }
  size_t left = width(segment.substr(0, anchors.begin));
  size_t middle = width(segment.substr(0, std::min(anchors.end, segment.size()))) - left;
  out.append(left, '~');
  out.append(middle, '^');
  out.append(width(segment) - left - middle + beyond, '~');
}

}  // namespace pyemb
