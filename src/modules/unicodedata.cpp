// SPDX-License-Identifier: MIT

// unicodedata: the Unicode character database. `ucd_3_2_0` has the same functions, as methods, for version 3.2.0.

#include "modules/native_modules.h"
#include "objects/raise.h"
#include "objects/string_builder.h"
#include "modules/module_type_specs.h"
#include "objects/unicode_normalize.h"

namespace pyemb {
namespace {

using Version = UnicodeVersion;

template <Version kVersion>
unicode::CharInfo info(char32_t c) {
  return kVersion == Version::kCurrent ? unicode::info_of(c) : unicode::old_info_of(c);
}
template <Version kVersion>
bool is_known(char32_t c) {
  return kVersion == Version::kCurrent || (unicode::info_of(c).flags & unicode::kOld) != 0;
}

/// The default of a look-up that found nothing, or ValueError.
Result<Ref> or_default(ThreadState& ts, Value fallback, const char* message) {
  if (!fallback.is_null()) return Ref::copy(fallback);
  return raise(ts, Exc::kValueError, "%s", message);
}

template <Version kVersion>
Result<Ref> decimal(ThreadState& ts, Value, Char chr, Value fallback) {
  std::optional<int> value = unicode::decimal_value(chr.value);
  if (kVersion != Version::kCurrent) {
    const unicode::OldInfo* old = unicode::old_info(chr.value);
    if (old != nullptr && old->decimal != unicode::OldInfo::kUnchanged) value = old->decimal;
    if (!is_known<kVersion>(chr.value)) value = std::nullopt;
  }
  if (!value.has_value()) return or_default(ts, fallback, "not a decimal");
  return new_int(ts, *value);
}

Result<Ref> digit(ThreadState& ts, Value, Char chr, Value fallback) {
  std::optional<int> value = unicode::digit_value(chr.value);
  if (!value.has_value()) return or_default(ts, fallback, "not a digit");
  return new_int(ts, *value);
}

template <Version kVersion>
Result<Ref> numeric(ThreadState& ts, Value, Char chr, Value fallback) {
  std::optional<double> value = unicode::numeric_value(chr.value);
  if (!value.has_value() || !is_known<kVersion>(chr.value)) return or_default(ts, fallback, "not a numeric character");
  return new_float(ts, *value);
}

template <Version kVersion>
Result<Ref> category(ThreadState& ts, Value, Char chr) {
  return new_str(ts, unicode::category_name(info<kVersion>(chr.value).category));
}
template <Version kVersion>
Result<Ref> bidirectional(ThreadState& ts, Value, Char chr) {
  return new_str(ts, unicode::bidirectional_name(info<kVersion>(chr.value).bidirectional));
}
template <Version kVersion>
int64_t combining(ThreadState&, Value, Char chr) {
  return info<kVersion>(chr.value).combining;
}
template <Version kVersion>
int64_t mirrored(ThreadState&, Value, Char chr) {
  return info<kVersion>(chr.value).flags & unicode::kMirrored;
}
template <Version kVersion>
Result<Ref> east_asian_width(ThreadState& ts, Value, Char chr) {
  return new_str(ts, unicode::width_name(info<kVersion>(chr.value).width));
}

template <Version kVersion>
Result<Ref> decomposition(ThreadState& ts, Value, Char chr) {
  if (!is_known<kVersion>(chr.value)) return new_str(ts, "");
  unicode::Decomposition step = unicode::decomposition(chr.value);
  StringBuilder out(ts);
  out.append(step.tag);
  for (size_t i = 0; i < step.units.size(); ++i) {
    char32_t c = step.units[i];
    if (c - 0xD800 < 0x400) c = 0x10000 + ((c & 0x3ff) << 10) + (step.units[++i] & 0x3ff);
    if (out.length() > 0) out.append(' ');
    for (int shift = c >= 0x10000 ? 16 : 12; shift >= 0; shift -= 4) out.append("0123456789ABCDEF"[c >> shift & 15]);
  }
  return out.finish();
}

template <Version kVersion>
Result<Ref> name(ThreadState& ts, Value, Char chr, Value fallback) {
  unicode::Name text;
  if (!is_known<kVersion>(chr.value) || !unicode::name_of(chr.value, text)) return or_default(ts, fallback, "no such name");
  return new_str(ts, text.view());
}

template <Version kVersion>
Result<Ref> lookup(ThreadState& ts, Value, Str& text) {
  if (text.length > 256) {
    Own<Str> message = TRY(new_str(ts, "name too long"));
    return raise_key_error(ts, message);
  }
  Utf8 utf8(ts, text);
  char32_t storage;
  auto sequences = kVersion == Version::kCurrent ? unicode::Sequences::kIncluded : unicode::Sequences::kExcluded;
  std::span<const char32_t> found = unicode::lookup_name(utf8.view(), sequences, storage);
  if (found.empty() || !is_known<kVersion>(found[0])) {
    Own<Str> message = TRY(new_str_format(ts, "undefined character name '%s'", utf8.c_str()));
    return raise_key_error(ts, message);
  }
  return new_str_utf32(ts, found.data(), static_cast<int64_t>(found.size()));
}

Result<unicode::Form> form_of(ThreadState& ts, const Str& name) {
  if (str_equal(name, "NFC")) return unicode::Form::kNfc;
  if (str_equal(name, "NFKC")) return unicode::Form::kNfkc;
  if (str_equal(name, "NFD")) return unicode::Form::kNfd;
  if (str_equal(name, "NFKD")) return unicode::Form::kNfkd;
  return raise(ts, Exc::kValueError, "invalid normalization form");
}

template <Version kVersion>
Result<Ref> normalize_text(ThreadState& ts, Value, Str& form, Str& text) {
  if (text.length == 0) return Ref::copy(&text);
  unicode::Form wanted = TRY(form_of(ts, form));
  return normalize(ts, text, wanted, kVersion);
}
template <Version kVersion>
Result<bool> is_normalized_text(ThreadState& ts, Value, Str& form, Str& text) {
  if (text.length == 0) return true;
  unicode::Form wanted = TRY(form_of(ts, form));
  return is_normalized(ts, text, wanted, kVersion);
}

/// The rows of the module, or those of the type for the old version.
template <auto F>
constexpr NativeMethod row(Version version, const char* name, const char* signature, const char* doc) {
  return version == Version::kCurrent ? module_function<F>(name, signature, doc) : method<F>(name, signature, doc);
}

template <Version kVersion>
inline constexpr NativeMethod kRows[] = {
    row<bidirectional<kVersion>>(kVersion, "bidirectional", "($self, chr, /)", "The bidirectional class of a character, or ''."),
    row<category<kVersion>>(kVersion, "category", "($self, chr, /)", "The general category of a character."),
    row<combining<kVersion>>(kVersion, "combining", "($self, chr, /)", "The canonical combining class of a character; 0 for most."),
    row<decimal<kVersion>>(kVersion, "decimal", "($self, chr, default=<unrepresentable>, /)",
                           "The value of a decimal digit; else the default, or ValueError."),
    row<decomposition<kVersion>>(kVersion, "decomposition", "($self, chr, /)", "The decomposition of a character as text, or ''."),
    row<digit>(kVersion, "digit", "($self, chr, default=<unrepresentable>, /)", "The value of a digit; else the default, or ValueError."),
    row<east_asian_width<kVersion>>(kVersion, "east_asian_width", "($self, chr, /)", "The East Asian width of a character."),
    row<is_normalized_text<kVersion>>(kVersion, "is_normalized", "($self, form, unistr, /)",
                                      "Whether text is in a form: NFC, NFKC, NFD or NFKD."),
    row<lookup<kVersion>>(kVersion, "lookup", "($self, name, /)", "The character, or sequence, of a name; KeyError if there is none."),
    row<mirrored<kVersion>>(kVersion, "mirrored", "($self, chr, /)", "1 if a character is mirrored in right-to-left text, else 0."),
    row<name<kVersion>>(kVersion, "name", "($self, chr, default=<unrepresentable>, /)",
                        "The name of a character; else the default, or ValueError."),
    row<normalize_text<kVersion>>(kVersion, "normalize", "($self, form, unistr, /)", "Text in a form: NFC, NFKC, NFD or NFKD."),
    row<numeric<kVersion>>(kVersion, "numeric", "($self, chr, default=<unrepresentable>, /)",
                           "The value of a numeric character as a float; else the default, or ValueError."),
};

Result<Ref> old_version(ThreadState& ts, Value) { return new_str(ts, "3.2.0"); }
constexpr GetSet kGetSets[] = {getset<old_version>("unidata_version", "The version of the database.")};

Status exec(ThreadState& ts, Module& module) {
  Own<Str> version = TRY(new_str(ts, unicode::version()));
  TRY(module_add(ts, module, "unidata_version", version));
  Type* type = TRY(find_type(ts, ModuleType::kUnicodeDatabase));
  Ref old = TRY(new_object(ts, *type));
  return module_add(ts, module, "ucd_3_2_0", old);
}

constexpr TypeId kTypes[] = {ModuleType::kUnicodeDatabase};

}  // namespace

constexpr TypeSpec kUnicodeDatabaseSpec = {
    .name = "unicodedata.UCD",
    .id = ModuleType::kUnicodeDatabase,
    .flags = Type::kNoNew,
    .methods = kRows<Version::k3_2_0>,
    .getsets = kGetSets,
};

constexpr NativeModule kUnicodedataModule = {
    .name = "unicodedata",
    .doc = "The Unicode character database: properties, names, normalization forms.",
    .functions = kRows<Version::kCurrent>,
    .types = kTypes,
    .exec = exec,
};

}  // namespace pyemb
