// SPDX-License-Identifier: MIT
#include "objects/exception_fields.h"
#include "objects/type_specs.h"

// One TypeSpec for each row of exceptions.def. The row says the layout; what a type adds to its base stands in a Parts
// specialization here.

namespace pyemb {
namespace {

using namespace exceptions;

/// The methods, attributes and slots that a built-in exception adds to its base.
struct Parts {
  std::span<const NativeMethod> methods = {};
  std::span<const GetSet> getsets = {};
  std::span<const Member> members = {};
  Slots slots = {};
  uint32_t flags = 0;
  TypeId second_base = TypeId::kNoType;
};

template <Exc>
constexpr Parts kParts = {};

constexpr NativeMethod kBaseMethods[] = {
    method<base_reduce>("__reduce__", "($self, /)", nullptr),
    method<base_setstate>("__setstate__", "($self, state, /)", nullptr),
    method<base_with_traceback>("with_traceback", "($self, tb, /)",
                                "Exception.with_traceback(tb) --\n    set self.__traceback__ to tb and return self."),
    method<base_add_note>("add_note", "($self, note, /)", "Exception.add_note(note) --\n    add a note to the exception"),
};
constexpr GetSet kBaseGetSets[] = {
    getset<base_dict, base_set_dict>("__dict__", nullptr),
    getset<base_args, base_set_args>("args", nullptr),
    getset<base_traceback, base_set_traceback>("__traceback__", nullptr),
    getset<base_context, base_set_context>("__context__", "exception context"),
    getset<base_cause, base_set_cause>("__cause__", "exception cause"),
};
constexpr Member kBaseMembers[] = {
    {"__suppress_context__", Member::kBool, offsetof(Exception, suppress_context), Member::kReadWrite, nullptr},
};
template <>
constexpr Parts kParts<Exc::kBaseException> = {
    .methods = kBaseMethods,
    .getsets = kBaseGetSets,
    .members = kBaseMembers,
    .slots = {.repr = base_repr, .str = base_str, .init = base_init, .new_ = base_new},
};

constexpr Member kSystemExitMembers[] = {value_field("code", offsetof(SystemExitLayout, code), "exception code")};
template <>
constexpr Parts kParts<Exc::kSystemExit> = {.members = kSystemExitMembers, .slots = {.init = system_exit_init}};

constexpr Member kStopIterationMembers[] = {value_field("value", offsetof(StopIterationLayout, value), "generator return value")};
template <>
constexpr Parts kParts<Exc::kStopIteration> = {.members = kStopIterationMembers, .slots = {.init = stop_iteration_init}};

template <>
constexpr Parts kParts<Exc::kKeyError> = {.slots = {.str = key_error_str}};

constexpr Member kNameErrorMembers[] = {value_field("name", offsetof(NameErrorLayout, name), "name")};
template <>
constexpr Parts kParts<Exc::kNameError> = {.members = kNameErrorMembers, .slots = {.str = base_str, .init = name_error_init}};

constexpr Member kAttributeErrorMembers[] = {
    value_field("name", offsetof(AttributeErrorLayout, name), "attribute name"),
    value_field("obj", offsetof(AttributeErrorLayout, obj), "object"),
};
template <>
constexpr Parts kParts<Exc::kAttributeError> = {.members = kAttributeErrorMembers,
                                                .slots = {.str = base_str, .init = attribute_error_init}};

constexpr NativeMethod kImportErrorMethods[] = {method<import_error_reduce>("__reduce__", "($self, /)", nullptr)};
constexpr Member kImportErrorMembers[] = {
    value_field("msg", offsetof(ImportErrorLayout, msg), "exception message"),
    value_field("name", offsetof(ImportErrorLayout, name), "module name"),
    value_field("path", offsetof(ImportErrorLayout, path), "module path"),
};
template <>
constexpr Parts kParts<Exc::kImportError> = {.methods = kImportErrorMethods,
                                             .members = kImportErrorMembers,
                                             .slots = {.str = import_error_str, .init = import_error_init}};

constexpr NativeMethod kOsErrorMethods[] = {method<os_error_reduce>("__reduce__", "($self, /)", nullptr)};
constexpr GetSet kOsErrorGetSets[] = {getset<os_error_written, os_error_set_written>("characters_written", nullptr)};
constexpr Member kOsErrorMembers[] = {
    value_field("errno", offsetof(OsErrorLayout, error), "POSIX exception code"),
    value_field("strerror", offsetof(OsErrorLayout, strerror), "exception strerror"),
    value_field("filename", offsetof(OsErrorLayout, filename), "exception filename"),
    value_field("filename2", offsetof(OsErrorLayout, filename2), "second exception filename"),
};
template <>
constexpr Parts kParts<Exc::kOSError> = {
    .methods = kOsErrorMethods,
    .getsets = kOsErrorGetSets,
    .members = kOsErrorMembers,
    .slots = {.str = os_error_str, .init = os_error_init, .new_ = os_error_new},
};

constexpr Member kSyntaxErrorMembers[] = {
    value_field("msg", offsetof(SyntaxErrorLayout, msg), "exception msg"),
    value_field("filename", offsetof(SyntaxErrorLayout, filename), "exception filename"),
    value_field("lineno", offsetof(SyntaxErrorLayout, lineno), "exception lineno"),
    value_field("offset", offsetof(SyntaxErrorLayout, offset), "exception offset"),
    value_field("text", offsetof(SyntaxErrorLayout, text), "exception text"),
    value_field("end_lineno", offsetof(SyntaxErrorLayout, end_lineno), "exception end lineno"),
    value_field("end_offset", offsetof(SyntaxErrorLayout, end_offset), "exception end offset"),
    value_field("print_file_and_line", offsetof(SyntaxErrorLayout, print_file_and_line), "exception print_file_and_line"),
};
template <>
constexpr Parts kParts<Exc::kSyntaxError> = {.members = kSyntaxErrorMembers,
                                             .slots = {.str = syntax_error_str, .init = syntax_error_init}};

constexpr Member kUnicodeErrorMembers[] = {
    value_field("encoding", offsetof(UnicodeErrorLayout, encoding), "exception encoding"),
    value_field("object", offsetof(UnicodeErrorLayout, object), "exception object"),
    {"start", Member::kInt64, offsetof(UnicodeErrorLayout, start), Member::kReadWrite, "exception start"},
    {"end", Member::kInt64, offsetof(UnicodeErrorLayout, end), Member::kReadWrite, "exception end"},
    value_field("reason", offsetof(UnicodeErrorLayout, reason), "exception reason"),
};
template <>
constexpr Parts kParts<Exc::kUnicodeEncodeError> = {
    .members = kUnicodeErrorMembers, .slots = {.str = unicode_encode_str, .init = unicode_encode_init, .new_ = base_new}};
template <>
constexpr Parts kParts<Exc::kUnicodeDecodeError> = {
    .members = kUnicodeErrorMembers, .slots = {.str = unicode_decode_str, .init = unicode_decode_init, .new_ = base_new}};
template <>
constexpr Parts kParts<Exc::kUnicodeTranslateError> = {
    .members = kUnicodeErrorMembers, .slots = {.str = unicode_translate_str, .init = unicode_translate_init, .new_ = base_new}};

constexpr NativeMethod kGroupMethods[] = {
    class_method<group_class_getitem>("__class_getitem__", "($type, item, /)", "See PEP 585"),
    method<group_derive>("derive", "($self, excs, /)", nullptr),
    method<group_split>("split", "($self, condition, /)", nullptr),
    method<group_subgroup>("subgroup", "($self, condition, /)", nullptr),
};
constexpr GetSet kGroupGetSets[] = {
    getset<group_message>("message", "exception message"),
    getset<group_exceptions>("exceptions", "nested exceptions"),
};
template <>
constexpr Parts kParts<Exc::kBaseExceptionGroup> = {
    .methods = kGroupMethods,
    .getsets = kGroupGetSets,
    .slots = {.str = group_str, .init = group_init, .new_ = group_new},
};
template <>
constexpr Parts kParts<Exc::kExceptionGroup> = {.flags = Type::kWeakrefable, .second_base = TypeId::kException};

template <class Layout>
constexpr TypeSpec make_spec(const char* name, const char* doc, TypeId id, TypeId base, const Parts& parts) {
  return {
      .name = name,
      .doc = doc[0] == '\0' ? nullptr : doc,
      .id = id,
      .base = base,
      .second_base = parts.second_base,
      .size = sizeof(Layout),
      .flags = Type::kCollected | Type::kSubclassable | parts.flags,
      .dict_offset = offsetof(Exception, dict),
      .methods = parts.methods,
      .getsets = parts.getsets,
      .members = parts.members,
      .slots = parts.slots,
      .traverse = exception_traverse<Layout>,
      .clear = exception_clear<Layout>,
      .dealloc = exception_clear<Layout>,
  };
}

}  // namespace

#define EXCEPTION(id, base, layout, doc) \
  constexpr TypeSpec k##id##Spec = make_spec<layout##Layout>(#id, doc, TypeId::k##id, TypeId::k##base, kParts<Exc::k##id>);
#include "config/exceptions.def"
#undef EXCEPTION

}  // namespace pyemb
