// SPDX-License-Identifier: MIT

// _string: the parser of str.format templates, for string.Formatter.

#include "modules/native_modules.h"
#include "objects/format_template.h"
#include "objects/list.h"
#include "objects/operations.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

Result<Ref> piece_tuple(ThreadState& ts, const TemplatePiece& piece) {
  Own<Str> literal = TRY(new_str(ts, piece.literal));
  if (!piece.has_field) return new_tuple_of(ts, literal, Value::none(), Value::none(), Value::none());
  Own<Str> name = TRY(new_str(ts, piece.name));
  Own<Str> spec = TRY(new_str(ts, piece.spec));
  if (piece.conversion == 0) return new_tuple_of(ts, literal, name, spec, Value::none());
  Own<Str> conversion = TRY(new_str_char(ts, piece.conversion));
  return new_tuple_of(ts, literal, name, spec, conversion);
}

Result<Ref> formatter_parser(ThreadState& ts, Str& text) {
  Own<List> pieces = TRY(new_list(ts));
  TemplateReader reader(ts, Text(text));
  TemplatePiece piece;
  while (TRY(reader.next(piece))) {
    Ref tuple = TRY(piece_tuple(ts, piece));
    TRY(list_append(ts, *pieces, std::move(tuple)));
  }
  return get_iter(ts, pieces);
}

Result<Ref> key_object(ThreadState& ts, const FieldKey& key) {
  if (key.index >= 0) return new_int(ts, key.index);
  return new_str(ts, key.text);
}

Result<Ref> formatter_field_name_split(ThreadState& ts, Str& text) {
  FieldNameReader reader(ts, Text(text));
  FieldKey first = TRY(reader.first());
  Ref head = TRY(key_object(ts, first));
  Own<List> steps = TRY(new_list(ts));
  FieldStep step;
  while (TRY(reader.next(step))) {
    Ref key = TRY(key_object(ts, step.key));
    Own<Tuple> tuple = TRY(new_tuple_of(ts, Value::boolean(step.is_attribute), key));
    TRY(list_append(ts, *steps, Ref(std::move(tuple))));
  }
  Ref rest = TRY(get_iter(ts, steps));
  return new_tuple_of(ts, head, rest);
}

constexpr NativeMethod kFunctions[] = {
    function<formatter_field_name_split>("formatter_field_name_split", "($module, field_name, /)",
                                         "The first part of a field name, and an iterator of (is attribute, key)."),
    function<formatter_parser>("formatter_parser", "($module, format_string, /)",
                               "An iterator of (literal, field name, format spec, conversion)."),
};

}  // namespace

constexpr NativeModule kStringTemplatesModule = {
    .name = "_string",
    .doc = "The parser of str.format templates.",
    .functions = kFunctions,
};

}  // namespace pyemb
