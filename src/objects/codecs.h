// SPDX-License-Identifier: MIT
#pragma once

// The codec registry of an interpreter: search functions, the codecs they have found, and named error handlers. The module
// `_codecs` is a face of it.
//
// The encodings that are native code (UTF-7, UTF-8, UTF-16, UTF-32, ASCII, Latin-1, the escapes) never go through the registry when a str is encoded or bytes are decoded;
// everything else is looked up: first the Python package `encodings` is imported, which registers a search function.

#include <string_view>

#include "objects/bytes.h"
#include "objects/str.h"
#include "objects/tuple.h"

namespace pyemb {

struct CodecState {
  Value search_functions = Value::null();  ///< list, owned
  Value found = Value::null();             ///< dict {normalized name: CodecInfo}, owned
  Value handlers = Value::null();          ///< dict {name: error handler}, owned
  bool encodings_tried = false;            ///< the import of `encodings` was tried
};

/// str.encode(): always bytes. Null arguments: "utf-8", "strict".
[[nodiscard]] Result<Ref> encode_str(ThreadState& ts, Str& s, Str* encoding, Str* errors);
/// bytes.decode() and str(object, encoding, errors): always a str. `object` supports the buffer protocol, or TypeError.
[[nodiscard]] Result<Own<Str>> decode_object(ThreadState& ts, Value object, Str* encoding, Str* errors);

/// codecs.encode() and codecs.decode(): any codec, any objects.
[[nodiscard]] Result<Ref> codec_encode(ThreadState& ts, Value object, Str& encoding, Str* errors);
[[nodiscard]] Result<Ref> codec_decode(ThreadState& ts, Value object, Str& encoding, Str* errors);

/// The CodecInfo (a tuple of four: encode, decode, stream reader, stream writer). LookupError "unknown encoding: x".
[[nodiscard]] Result<Own<Tuple>> lookup_codec(ThreadState& ts, Str& encoding);
[[nodiscard]] Status register_search_function(ThreadState& ts, Value function);
/// Removes a search function and forgets what was found.
[[nodiscard]] Status unregister_search_function(ThreadState& ts, Value function);

/// LookupError "unknown error handler name 'x'".
[[nodiscard]] Result<Ref> lookup_error_handler(ThreadState& ts, Str& name);
[[nodiscard]] Status register_error_handler(ThreadState& ts, Str& name, Value handler);

/// The name as the registry keeps it: lower-case letters, digits and dots; runs of anything else are one underscore.
[[nodiscard]] Result<Own<Str>> normalize_encoding(ThreadState& ts, const Str& name);

void release_codecs(ThreadState& ts);

}  // namespace pyemb
