// SPDX-License-Identifier: MIT
#include "modules/paths.h"

#include "objects/attributes.h"
#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/codecs.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/utf8.h"

namespace pyemb {

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
  // Valid UTF-8 as it is; each other byte becomes a lone surrogate U+DC80 + byte - 0x80 (PEP 383), written in three bytes.
  TextBuffer text;
  while (!name.empty()) {
    size_t valid = utf8_scan(reinterpret_cast<const uint8_t*>(name.data()), name.size(), Surrogates::kRefuse).bytes;
    text.append(name.substr(0, valid));
    name.remove_prefix(valid);
    if (name.empty()) break;
    char escape[4];
    char* end = utf8_put(escape, 0xdc00u + static_cast<uint8_t>(name[0]));
    text.append(std::string_view(escape, static_cast<size_t>(end - escape)));
    name.remove_prefix(1);
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

Status FileName::encode(ThreadState& ts, const Str& text) {
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
