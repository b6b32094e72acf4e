// SPDX-License-Identifier: MIT
#include "frontend/parse_hooks.h"

#include "objects/str.h"
#include "objects/bytes.h"
#include "objects/codecs.h"
#include "objects/raise.h"
#include "objects/unicode_data.h"
#include "objects/unicode_normalize.h"

namespace pyemb {
namespace {

bool is_xid_start(void*, uint32_t c) { return unicode::is_xid_start(c); }
bool is_xid_continue(void*, uint32_t c) { return unicode::is_xid_continue(c); }
bool is_printable(void*, uint32_t c) { return unicode::is_printable(c); }

int32_t find_character(void*, std::string_view name) {
  char32_t storage;
  std::span<const char32_t> found = unicode::lookup_name(name, unicode::Sequences::kExcluded, storage);
  return found.size() == 1 ? static_cast<int32_t>(found[0]) : -1;
}

bool normalize_nfkc(void* context, Arena& arena, std::string_view text, std::string_view* normalized) {
  auto& ts = *static_cast<ThreadState*>(context);
  Result<Own<Str>> made = new_str(ts, text);
  if (made.raised()) return ts.clear_pending(), false;
  Own<Str> original = made.take();
  Result<Own<Str>> changed = normalize(ts, *original, unicode::Form::kNfkc);
  if (changed.raised()) return ts.clear_pending(), false;
  Own<Str> form = changed.take();
  *normalized = arena.copy(Utf8(ts, *form).view());
  return normalized->data() != nullptr;
}

std::string_view text_in(Arena& arena, ThreadState& ts, const Str& s) {
  Utf8 utf8(ts, s);
  return arena.copy(utf8.view());
}

/// Whatever a codec has to say against the text is the message of a SyntaxError.
bool decode_by_codec(void* context, Arena& arena, std::string_view encoding, std::string_view bytes, std::string_view* utf8,
                     SyntaxError* error) {
  auto& ts = *static_cast<ThreadState*>(context);
  error->kind = SyntaxError::Kind::kHook;
  Result<Own<Bytes>> made = new_bytes(ts, bytes);
  if (made.raised()) return false;
  Own<Bytes> object = made.take();
  Result<Own<Str>> named = new_str(ts, encoding);
  if (named.raised()) return false;
  Own<Str> name = named.take();
  Result<Own<Str>> decoded = decode_object(ts, object, name.get(), nullptr);
  if (decoded.raised()) {
    if (!pending_is(ts, Exc::kLookupError) && !pending_is(ts, Exc::kValueError)) return false;
    Ref exception = ts.take_pending();
    Result<Own<Str>> said = to_str(ts, exception);
    if (said.raised()) return false;
    error->kind = SyntaxError::Kind::kSyntax;
    error->message = text_in(arena, ts, *said.take());
    return false;
  }
  *utf8 = text_in(arena, ts, *decoded.take());
  return utf8->data() != nullptr;
}

}  // namespace

ParseHooks parse_hooks(ThreadState& ts) {
  ParseHooks hooks;
  hooks.context = &ts;
  hooks.is_xid_start = is_xid_start;
  hooks.is_xid_continue = is_xid_continue;
  hooks.is_printable = is_printable;
  hooks.normalize_nfkc = normalize_nfkc;
  hooks.find_character = find_character;
  hooks.decode = decode_by_codec;
  return hooks;
}

}  // namespace pyemb
