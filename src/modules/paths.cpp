// SPDX-License-Identifier: MIT
#include "modules/paths.h"

#include <climits>
#include <cwchar>

#include "config/config.h"
#include "objects/attributes.h"
#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/codecs.h"
#include "objects/mounted_file.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/utf8.h"

namespace pyemb {
namespace {

/// How file names are encoded: as the configuration says. What is neither UTF-8 nor ASCII is left to the C library and its locale.
enum class NameCodec : uint8_t { kUtf8, kAscii, kLocale };

NameCodec name_codec(ThreadState& ts) {
  const Config* config = ts.interp.config;
  if (config == nullptr || config->filesystem_encoding == nullptr) return NameCodec::kUtf8;
  const std::string_view encoding = config->filesystem_encoding;
  if (encoding == "utf-8") return NameCodec::kUtf8;
  return encoding == "ascii" ? NameCodec::kAscii : NameCodec::kLocale;
}

size_t ascii_prefix(std::string_view text) {
  size_t size = 0;
  while (size < text.size() && static_cast<uint8_t>(text[size]) < 0x80) ++size;
  return size;
}

/// The character at the start of `name`; *c stays what it is where there is none. The bytes that it takes.
size_t decode_by_locale(std::string_view name, char32_t* c) {
  wchar_t wide;
  mbstate_t state = {};
  const size_t used = ::mbrtowc(&wide, name.data(), name.size(), &state);
  if (used == 0 || used > name.size()) return 1;
  *c = static_cast<char32_t>(wide);
  return used;
}

}  // namespace

Result<Ref> to_path_str(ThreadState& ts, Value path, const char* function) {
  static_cast<void>(function);
  if (is<Str>(path)) return Ref::copy(path);
  Ref held = Ref::copy(path);
  if (!is<Bytes>(held)) {
    Own<Str> name = TRY(intern(ts, "__fspath__"));
    held = TRY(call_special(ts, path, name.get()));
    if (held.is_absent()) {
      return raise(ts, Exc::kTypeError, "expected str, bytes or os.PathLike object, not %.200s", type_name(ts, path));
    }
    if (is<Str>(held)) return held;
    if (!is<Bytes>(held)) {
      return raise(ts, Exc::kTypeError, "expected %.200s.__fspath__() to return str or bytes, not %.200s", type_name(ts, path), type_name(ts, held));
    }
  }
  return decode_file_name(ts, held.as<Bytes>()->view());
}

Result<Ref> copy_bytes(ThreadState& ts, Value bytes_like) {
  if (is_bytes(bytes_like)) return Ref::copy(bytes_like);
  Buffer buffer(ts);
  TRY(buffer.open(bytes_like));
  return new_bytes(ts, buffer.view());
}

std::string_view bytes_view(Value bytes) { return as<Bytes>(bytes).view(); }

Result<Ref> decode_file_name(ThreadState& ts, std::string_view name) {
  // What is valid as it is; each other byte becomes a lone surrogate U+DC80 + byte - 0x80 (PEP 383), written in three bytes.
  const NameCodec codec = name_codec(ts);
  TextBuffer text;
  while (!name.empty()) {
    size_t valid = utf8_scan(reinterpret_cast<const uint8_t*>(name.data()), name.size(), Surrogates::kRefuse).bytes;
    if (codec != NameCodec::kUtf8) valid = ascii_prefix(name);
    text.append(name.substr(0, valid));
    name.remove_prefix(valid);
    if (name.empty()) break;
    char32_t c = 0xdc00u + static_cast<uint8_t>(name[0]);
    size_t used = 1;
    if (codec == NameCodec::kLocale) used = decode_by_locale(name, &c);
    char escape[4];
    char* end = utf8_put(escape, c);
    text.append(std::string_view(escape, static_cast<size_t>(end - escape)));
    name.remove_prefix(used);
  }
  if (!text.ok()) return raise_no_memory(ts);
  return new_str(ts, text.view());
}

namespace {

/// Where the first code point stands that no byte of a file name stands for; the length if there is none.
int64_t find_stray_surrogate(const Str& text) {
  int64_t at = 0;
  while (at < text.length && !(text.at(at) >= 0xd800 && text.at(at) <= 0xdfff && (text.at(at) & 0xff80) != 0xdc80)) ++at;
  return at;
}

}  // namespace

Status FileName::init(ThreadState& ts, Value path) {
  Ref text = Ref::copy(path);
  if (!is<Bytes>(path)) text = TRY(to_path_str(ts, path, nullptr));
  if (is<Bytes>(text)) {
    std::string_view view = text.as<Bytes>()->view();
    if (view.find('\0') != view.npos) return raise(ts, Exc::kValueError, "embedded null byte");
    bytes_.append(view);
  } else {
    TRY(encode(ts, *text.as<Str>()));
  }
  bytes_.append('\0');
  if (!bytes_.ok()) return raise_no_memory(ts);
  return {};
}

Mount* FileName::enter_mount(ThreadState& ts) { return pyemb::enter_mount(ts, bytes_); }

Status FileName::encode(ThreadState& ts, const Str& text) {
  const NameCodec codec = name_codec(ts);
  if (codec == NameCodec::kUtf8) return encode_utf8(ts, text);
  for (int64_t i = 0; i < text.length; ++i) {
    const char32_t c = text.at(i);
    if (c == 0) return raise(ts, Exc::kValueError, "embedded null byte");
    char bytes[MB_LEN_MAX];
    size_t size = 1;
    mbstate_t state = {};
    if (c < 0x80) {
      bytes[0] = static_cast<char>(c);
    } else if ((c & 0xffffff80) == 0xdc80) {
      bytes[0] = static_cast<char>(c - 0xdc00);
    } else if (codec == NameCodec::kAscii) {
      return raise_encode_error(ts, "ascii", Value::from_object(&text), i, i + 1, "ordinal not in range(128)");
    } else if (size = ::wcrtomb(bytes, static_cast<wchar_t>(c), &state); size > sizeof bytes) {
      return raise_encode_error(ts, ts.interp.config->filesystem_encoding, Value::from_object(&text), i, i + 1, "character maps to <undefined>");
    }
    bytes_.append(std::string_view(bytes, size));
  }
  return {};
}

Status FileName::encode_utf8(ThreadState& ts, const Str& text) {
  Utf8 utf8(ts, text);
  if (!utf8.ok()) return raise_no_memory(ts);
  std::string_view view = utf8.view();
  for (size_t i = 0; i < view.size(); ++i) {
    auto byte = static_cast<uint8_t>(view[i]);
    if (byte == 0) return raise(ts, Exc::kValueError, "embedded null byte");
    bool surrogate = byte == 0xed && i + 2 < view.size() && static_cast<uint8_t>(view[i + 1]) >= 0xa0;
    if (!surrogate) {
      bytes_.append(view[i]);
      continue;
    }
    uint32_t c = 0xd000u | ((static_cast<uint8_t>(view[i + 1]) & 0x3fu) << 6) | (static_cast<uint8_t>(view[i + 2]) & 0x3fu);
    if ((c & 0xff80) != 0xdc80) {
      int64_t at = find_stray_surrogate(text);
      return raise_encode_error(ts, "utf-8", Value::from_object(&text), at, at + 1, "surrogates not allowed");
    }
    bytes_.append(static_cast<char>(c - 0xdc00));
    i += 2;
  }
  return {};
}

Status PlainText::init(ThreadState& ts, const Str& text) {
  held_ = Ref::copy(&text);
  if (!text.ascii) held_ = TRY(encode_str(ts, *held_.as<Str>(), nullptr, nullptr));
  std::string_view view = text.ascii ? text.ascii_view() : held_.as<Bytes>()->view();
  if (view.find('\0') != view.npos) return raise(ts, Exc::kValueError, "embedded null character");
  return {};
}
const char* PlainText::c_str() const {
  return is<Str>(held_) ? held_.as<Str>()->ascii_view().data() : held_.as<Bytes>()->view().data();
}

}  // namespace pyemb
