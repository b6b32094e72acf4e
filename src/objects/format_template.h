// SPDX-License-Identifier: MIT
#pragma once

// Reading the templates of str.format: text with replacement fields.
//
//     field:  "{" [name] ["!" conversion] [":" spec] "}"          "{{" and "}}" are the braces themselves
//     name:   first ("." attribute | "[" key "]")*                first: a name, a number, or nothing (numbered automatically)
//
// The pieces are parts of the template's text, which must outlive them. `_string` shows both readers to Python.

#include "objects/text_view.h"

namespace pyemb {

struct TemplatePiece {
  Text literal;              ///< what stands before the field
  bool has_field = false;    ///< false: only the literal
  Text name;
  char32_t conversion = 0;   ///< 0: none
  Text spec;
  bool spec_has_fields = false;
};

class TemplateReader {
 public:
  TemplateReader(ThreadState& ts, const Text& text) : ts_(ts), text_(text) {}
  /// The next piece; false at the end. ValueError for a malformed template.
  [[nodiscard]] Result<bool> next(TemplatePiece& piece);

 private:
  bool done() const { return at_ >= text_.length; }
  Status read_field(TemplatePiece& piece);
  Status read_spec(TemplatePiece& piece);

  ThreadState& ts_;
  Text text_;
  int64_t at_ = 0;
};

/// A name or a number inside a field name.
struct FieldKey {
  Text text;
  int64_t index = -1;  ///< -1: not a number
};
struct FieldStep {
  FieldKey key;
  bool is_attribute = false;  ///< .text, else [key]
};

class FieldNameReader {
 public:
  FieldNameReader(ThreadState& ts, const Text& name) : ts_(ts), name_(name) {}
  /// What stands before the first '.' or '['. Call it first, once.
  [[nodiscard]] Result<FieldKey> first();
  /// The next step; false at the end.
  [[nodiscard]] Result<bool> next(FieldStep& step);

 private:
  ThreadState& ts_;
  Text name_;
  int64_t at_ = 0;
};

}  // namespace pyemb
