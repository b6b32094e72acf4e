// SPDX-License-Identifier: MIT
#pragma once

// What the sources of _json share: strings in JSON's notation, and how errors are raised.

#include "config/module_type_ids.h"
#include "objects/native.h"
#include "objects/str.h"
#include "objects/string_builder.h"

namespace pyemb {

/// Raises json.JSONDecodeError(message, text, position).
COLD Raised raise_json_error(ThreadState& ts, const char* message, Value text, int64_t position);

enum class JsonControls : bool { kForbidden, kAllowed };

/// Reads a string of the document `text` from behind its opening quote, which stands at start - 1; *next is the place behind the
/// closing one.
[[nodiscard]] Result<Ref> read_json_string(ThreadState& ts, Str& text, int64_t start, JsonControls controls, int64_t* next);

enum class JsonCharset : bool { kAll, kAscii };
/// Appends a str as a JSON string, quotes included.
void write_json_string(StringBuilder& out, const Str& text, JsonCharset charset);

/// The functions encode_basestring and encode_basestring_ascii, so that an encoder can tell whether it was given one of them.
extern const NativeMethod kJsonStringFunctions[2];

}  // namespace pyemb
