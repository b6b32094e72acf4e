// SPDX-License-Identifier: MIT

// The type `str` and its iterator: construction, slots, the table of methods.

#include <algorithm>

#include "objects/codecs.h"
#include "objects/iterators.h"
#include "objects/str_combine.h"
#include "objects/str_format.h"
#include "objects/str_methods.h"
#include "objects/str_percent.h"
#include "objects/str_repr.h"
#include "objects/str_state.h"
#include "objects/text_view.h"
#include "objects/tuple.h"
#include "objects/type_specs.h"

namespace pyemb {
namespace {

// -- construction --------------------------------------------------------------------------------------------------

/// A copy of `s` that is an instance of `type`, a subclass of str.
Result<Ref> copy_as(ThreadState& ts, Type& type, const Str& s) {
  int64_t bytes = (s.length + 1) * s.kind;
  Ref made = TRY(new_object(ts, type, bytes));
  Str& copy = *made.as<Str>();
  copy.length = s.length;
  copy.kind = s.kind;
  copy.ascii = s.ascii;
  std::memcpy(copy.data(), s.data(), static_cast<size_t>(s.length) * s.kind);
  return made;
}

Result<Own<Str>> text_of_arguments(ThreadState& ts, Value object, Str* encoding, Str* errors) {
  if (object.is_null()) return empty_str(ts);
  if (encoding == nullptr && errors == nullptr) return to_str(ts, object);
  return decode_object(ts, object, encoding, errors);
}

Result<Ref> make(ThreadState& ts, Type& type, Value object, Str* encoding, Str* errors) {
  Own<Str> text = TRY(text_of_arguments(ts, object, encoding, errors));
  if (!type.has_flag(Type::kHeapType)) return text;
  return copy_as(ts, type, *text);
}
constexpr NativeMethod kMake = class_method<make>("str", "($type, object='', encoding='utf-8', errors='strict')", "");

size_t native_bytes(Object* object) {
  auto& s = *static_cast<Str*>(object);
  return sizeof(Str) + static_cast<size_t>(s.length + 1) * s.kind;
}

void dealloc(ThreadState& ts, Object* object) {
  auto& s = *static_cast<Str*>(object);
  if (s.interned) forget_interned(ts, s);
  if (UNLIKELY(s.has_utf8)) forget_forms(ts, s);
}

// -- slots ---------------------------------------------------------------------------------------------------------

Result<Ref> repr_slot(ThreadState& ts, Value self) { return str_repr(ts, as<Str>(self)); }
Result<Ref> str_slot(ThreadState& ts, Value self) { return unchanged(ts, as<Str>(self)); }
Result<int64_t> hash_slot(ThreadState& ts, Value self) { return static_cast<int64_t>(str_hash(ts, as<Str>(self))); }
Result<int64_t> length_slot(ThreadState&, Value self) { return as<Str>(self).length; }

Result<Ref> compare_slot(ThreadState&, Value left, Value right, Compare op) {
  Str* a = as_if<Str>(left);
  Str* b = as_if<Str>(right);
  if (a == nullptr || b == nullptr) return Result<Ref>::not_implemented();
  return Result<Ref>::boolean(str_compare_is(*a, *b, op));
}

Result<Ref> remainder_slot(ThreadState& ts, Value left, Value right) {
  if (!is<Str>(left)) return Result<Ref>::not_implemented();
  return str_percent(ts, as<Str>(left), right);
}

// -- a few methods -------------------------------------------------------------------------------------------------

Result<Ref> get_new_args(ThreadState& ts, Str& s) {
  Own<Str> plain = TRY(new_str(ts, Text(s)));
  return new_tuple_of(ts, plain);
}

int64_t size_of(ThreadState&, Str& s) {
  return static_cast<int64_t>(sizeof(Str)) + (std::max<int64_t>(s.length, s.capacity) + 1) * s.kind;
}

Result<Ref> encode_method(ThreadState& ts, Str& s, Str* encoding, Str* errors) { return encode_str(ts, s, encoding, errors); }

constexpr NativeMethod kMethods[] = {
    method<get_new_args>("__getnewargs__", "($self, /)", "The arguments from which copies and pickles are made."),
    method<str_format_with_spec>("__format__", "($self, format_spec, /)", "The string laid out as the format specification says."),
    method<size_of>("__sizeof__", "($self, /)", "The bytes of memory that the string takes."),
    method<str_capitalize>("capitalize", "($self, /)", "A copy whose first character is titlecased and whose other letters are lowercase."),
    method<str_casefold>("casefold", "($self, /)", "A copy for comparing without regard to case."),
    method<str_center>("center", "($self, width, fillchar=' ', /)", "A copy centered in a string of the given width."),
    method<str_count>("count", "($self, sub, start=None, end=None, /)", "How often sub stands in s[start:end], without overlaps."),
    method<encode_method>("encode", "($self, /, encoding='utf-8', errors='strict')", "The bytes that the codec of that encoding makes of it."),
    method<str_ends_with>("endswith", "($self, suffix, start=None, end=None, /)", "Whether s[start:end] ends with suffix, or with one of a tuple of them."),
    method<str_expand_tabs>("expandtabs", "($self, /, tabsize=8)", "A copy with spaces up to the next multiple of tabsize in the place of each tab."),
    method<str_find>("find", "($self, sub, start=None, end=None, /)", "The first position of sub within s[start:end], or -1."),
    method<str_format>("format", "($self, /, *args, **kwargs)", "The template with its {fields} replaced by the arguments that they name."),
    method<str_format_map>("format_map", "($self, mapping, /)", "The template with its {fields} replaced by items of the mapping."),
    method<str_index>("index", "($self, sub, start=None, end=None, /)", "The first position of sub within s[start:end]; ValueError if it is not there."),
    method<str_is_alnum>("isalnum", "($self, /)", "Whether all characters are letters or digits, and there is one."),
    method<str_is_alpha>("isalpha", "($self, /)", "Whether all characters are letters, and there is one."),
    method<str_is_ascii>("isascii", "($self, /)", "Whether all characters are ASCII; true of the empty string."),
    method<str_is_decimal>("isdecimal", "($self, /)", "Whether all characters are decimal digits, and there is one."),
    method<str_is_digit>("isdigit", "($self, /)", "Whether all characters are digits of any kind, and there is one."),
    method<str_is_identifier>("isidentifier", "($self, /)", "Whether it is an identifier by the grammar; keywords are."),
    method<str_is_lower>("islower", "($self, /)", "Whether all cased characters are lowercase, and there is one."),
    method<str_is_numeric>("isnumeric", "($self, /)", "Whether all characters have a numeric value, and there is one."),
    method<str_is_printable>("isprintable", "($self, /)", "Whether repr() shows all characters as they are; true of the empty string."),
    method<str_is_space>("isspace", "($self, /)", "Whether all characters are whitespace, and there is one."),
    method<str_is_title>("istitle", "($self, /)", "Whether words start with a capital and go on in lowercase, and there is one."),
    method<str_is_upper>("isupper", "($self, /)", "Whether all cased characters are uppercase, and there is one."),
    method<str_join>("join", "($self, iterable, /)", "The strings of the iterable one behind the other, this one between them."),
    method<str_ljust>("ljust", "($self, width, fillchar=' ', /)", "A copy filled up to the width on the right."),
    method<str_lower>("lower", "($self, /)", "A copy in lowercase."),
    method<str_lstrip>("lstrip", "($self, chars=None, /)", "A copy without whitespace (or characters of chars) at the start."),
    static_method<str_maketrans>("maketrans", "(x, y=<unrepresentable>, z=<unrepresentable>, /)",
                                 "A table for translate(): from a dict, or from two strings of equal length and one of characters to delete."),
    method<str_partition>("partition", "($self, sep, /)", "What stands before the first sep, sep, and the rest; two empty strings at the end if there is none."),
    method<str_remove_prefix>("removeprefix", "($self, prefix, /)", "A copy without the prefix, if it starts with it."),
    method<str_remove_suffix>("removesuffix", "($self, suffix, /)", "A copy without the suffix, if it ends with it."),
    method<str_replace>("replace", "($self, old, new, count=-1, /)", "A copy with new in the place of each old, or of the first count ones."),
    method<str_rfind>("rfind", "($self, sub, start=None, end=None, /)", "The last position of sub within s[start:end], or -1."),
    method<str_rindex>("rindex", "($self, sub, start=None, end=None, /)", "The last position of sub within s[start:end]; ValueError if it is not there."),
    method<str_rjust>("rjust", "($self, width, fillchar=' ', /)", "A copy filled up to the width on the left."),
    method<str_rpartition>("rpartition", "($self, sep, /)", "What stands before the last sep, sep, and the rest; two empty strings at the start if there is none."),
    method<str_rsplit>("rsplit", "($self, /, sep=None, maxsplit=-1)", "Like split(), but the cuts are made from the end."),
    method<str_rstrip>("rstrip", "($self, chars=None, /)", "A copy without whitespace (or characters of chars) at the end."),
    method<str_split>("split", "($self, /, sep=None, maxsplit=-1)", "The pieces between separators, or between runs of whitespace; at most maxsplit cuts."),
    method<str_split_lines>("splitlines", "($self, /, keepends=False)", "The lines, with their ends if asked for."),
    method<str_starts_with>("startswith", "($self, prefix, start=None, end=None, /)", "Whether s[start:end] starts with prefix, or with one of a tuple of them."),
    method<str_strip>("strip", "($self, chars=None, /)", "A copy without whitespace (or characters of chars) at both ends."),
    method<str_swapcase>("swapcase", "($self, /)", "A copy with uppercase and lowercase exchanged."),
    method<str_title>("title", "($self, /)", "A copy whose words start with a titlecased character and go on in lowercase."),
    method<str_translate>("translate", "($self, table, /)", "A copy with each character replaced by what table[ord(character)] says."),
    method<str_upper>("upper", "($self, /)", "A copy in uppercase."),
    method<str_zfill>("zfill", "($self, width, /)", "A copy filled up with zeros behind the sign."),
};

// -- iteration -----------------------------------------------------------------------------------------------------

Result<Ref> iter_slot(ThreadState& ts, Value self) {
  Type* type = TRY(find_type(ts, as<Str>(self).ascii ? TypeId::kStrAsciiIterator : TypeId::kStrIterator));
  Own<StrIterator> it = TRY(new_native<StrIterator>(ts, *type));
  it->str = &as<Str>(Ref::copy(self).release());
  gc_track(ts, it.get());
  return it;
}

Result<Ref> next_slot(ThreadState& ts, Value self) {
  auto& it = as<StrIterator>(self);
  if (it.str != nullptr) {
    if (LIKELY(it.position < it.str->length)) return new_str_char(ts, it.str->at(it.position++));
    release_walked(it.str);
  }
  return Result<Ref>::absent();
}

int64_t iterator_length_hint(ThreadState&, StrIterator& it) { return it.str == nullptr ? 0 : it.str->length - it.position; }

Result<Ref> iterator_reduce(ThreadState& ts, StrIterator& it) {
  if (it.str != nullptr) {
    Ref position = TRY(new_int(ts, it.position));
    return reduce_to_call(ts, "iter", Value::from_object(it.str), position);
  }
  Own<Str> empty = empty_str(ts);
  return reduce_to_call(ts, "iter", empty, Value::null());
}

Status iterator_set_state(ThreadState&, StrIterator& it, Index position) {
  if (it.str != nullptr) it.position = std::clamp<int64_t>(position.value, 0, it.str->length);
  return {};
}

void iterator_traverse(Object* object, GcVisitor& visit) {
  if (Str* str = static_cast<StrIterator*>(object)->str) visit(static_cast<Object*>(str));
}
void iterator_dealloc(ThreadState&, Object* object) { release_walked(static_cast<StrIterator*>(object)->str); }

constexpr NativeMethod kIteratorMethods[] = {
    method<iterator_length_hint>("__length_hint__", "($self, /)", "How many characters are left."),
    method<iterator_reduce>("__reduce__", "($self, /)", "How to make the iterator again."),
    method<iterator_set_state>("__setstate__", "($self, state, /)", "Moves to a position."),
};

}  // namespace

constexpr TypeSpec kStrSpec = {
    .name = "str",
    .doc = "str(object='') -> str\nstr(bytes_or_buffer[, encoding[, errors]]) -> str\n\n"
           "An immutable sequence of characters.\n\nWith an encoding or errors the object is bytes or a buffer and is decoded;\n"
           "else the result is what object.__str__() answers.",
    .id = TypeId::kStr,
    .size = sizeof(Str),
    .item_size = 1,
    .flags = Type::kSubclassable | Type::kVarSized | Type::kMatchSelf,
    .methods = kMethods,
    .slots = {.repr = repr_slot,
              .str = str_slot,
              .hash = hash_slot,
              .compare = compare_slot,
              .iter = iter_slot,
              .new_ = new_from<kMake>,
              .remainder = remainder_slot,
              .length = length_slot,
              .getitem = str_get_item,
              .contains = str_contains,
              .concat = str_concat,
              .repeat = str_repeat},
    .dealloc = dealloc,
    .native_size = native_bytes,
};

namespace {

constexpr TypeSpec iterator_spec(const char* name, TypeId id) {
  return {
      .name = name,
      .id = id,
      .size = sizeof(StrIterator),
      .flags = Type::kCollected | Type::kNoNew,
      .methods = kIteratorMethods,
      .slots = {.iter = self_iter, .next = next_slot},
      .traverse = iterator_traverse,
      .dealloc = iterator_dealloc,
  };
}

}  // namespace

constexpr TypeSpec kStrIteratorSpec = iterator_spec("str_iterator", TypeId::kStrIterator);
constexpr TypeSpec kStrAsciiIteratorSpec = iterator_spec("str_ascii_iterator", TypeId::kStrAsciiIterator);

}  // namespace pyemb
