// SPDX-License-Identifier: MIT
// bytes % arguments (PEP 461). The template is read as one-byte text, so that the parser of conversions is that of str.
#include "objects/attributes.h"
#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/number.h"
#include "objects/percent.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/str_percent.h"
#include "state/names.h"

namespace pyemb {
namespace {

Result<Ref> make_key(ThreadState& ts, const Text& part) {
  return new_bytes(ts, std::string_view(static_cast<const char*>(part.data), static_cast<size_t>(part.length)));
}

/// %c: one byte, or an ordinal below 256.
Result<Own<Bytes>> char_of(ThreadState& ts, Value value) {
  if (is<Bytes>(value) && as<Bytes>(value).size == 1) return Own<Bytes>::copy(&as<Bytes>(value));
  if (is<ByteArray>(value) && as<ByteArray>(value).size == 1) return new_bytes(ts, as<ByteArray>(value).view());
  if (is_any_int(value) || type_of(ts, value).slots.index != nullptr) {
    int64_t ordinal = TRY(to_clamped_index(ts, value));
    if (ordinal < 0 || ordinal > 255) return raise(ts, Exc::kOverflowError, "%%c arg not in range(256)");
    auto byte = static_cast<char>(ordinal);
    return new_bytes(ts, std::string_view(&byte, 1));
  }
  return raise(ts, Exc::kTypeError, "%%c requires an integer in range(256) or a single byte");
}

/// %b and %s: a bytes-like object, or what its __bytes__ gives.
Result<Own<Bytes>> bytes_of(ThreadState& ts, Value value) {
  if (is<Bytes>(value)) return Own<Bytes>::copy(&as<Bytes>(value));
  if (is<ByteArray>(value)) return new_bytes(ts, as<ByteArray>(value).view());
  Ref special = TRY(call_special(ts, value, ts.names().dunder_bytes));
  if (!special.is_absent()) {
    if (!is<Bytes>(special)) return raise(ts, Exc::kTypeError, "__bytes__ returned non-bytes (type %s)", type_name(ts, special));
    return Own<Bytes>::copy(special.as<Bytes>());
  }
  if (has_buffer(ts, value)) {
    Buffer buffer(ts);
    TRY(buffer.open(value));
    return new_bytes(ts, buffer.view());
  }
  return raise(ts, Exc::kTypeError, "%%b requires a bytes-like object, or an object that implements __bytes__, not '%s'", type_name(ts, value));
}

Result<Own<Bytes>> piece_of(ThreadState& ts, const PercentSpec& spec, Value value) {
  switch (spec.conversion) {
    case 'b':
    case 's': return bytes_of(ts, value);
    case 'r':
    case 'a': {
      Own<Str> text = TRY(ascii(ts, value));
      return new_bytes(ts, text->ascii_view());
    }
    case 'c': return char_of(ts, value);
    default: return raise_unsupported_conversion(ts, spec);
  }
}

Status convert(ThreadState& ts, TextBuffer& out, const PercentSpec& spec, PercentArguments& arguments) {
  Value value = TRY(arguments.next());
  if (is_number_conversion(spec.conversion)) return write_number(ts, out, spec, value);
  Own<Bytes> piece = TRY(piece_of(ts, spec, value));
  std::string_view text = piece->view();
  if (spec.precision >= 0 && spec.conversion != 'c') text = text.substr(0, static_cast<size_t>(spec.precision));
  auto missing = static_cast<size_t>(spec.missing(static_cast<int64_t>(text.size())));
  if (!spec.left) out.append(missing, ' ');
  out.append(text);
  if (spec.left) out.append(missing, ' ');
  return {};
}

}  // namespace

Result<Own<Bytes>> bytes_percent(ThreadState& ts, std::string_view format, Value right) {
  PercentArguments arguments(ts, right, is<Bytes>(right) || is<ByteArray>(right));
  TextBuffer out;
  Own<Bytes> copy = TRY(new_bytes(ts, format));  // a bytearray may change while its arguments are converted
  format = copy->view();
  Text text(format.data(), static_cast<int64_t>(format.size()), Str::kOneByte);
  for (int64_t at = 0;;) {
    size_t hit = format.find('%', static_cast<size_t>(at));
    out.append(format.substr(static_cast<size_t>(at), hit - static_cast<size_t>(at)));
    if (hit == format.npos) break;
    at = static_cast<int64_t>(hit) + 1;
    if (at < text.length && text.at(at) == '%') {
      out.append('%');
      ++at;
      continue;
    }
    PercentSpec spec = TRY(read_conversion(ts, text, at, arguments, make_key));
    TRY(convert(ts, out, spec, arguments));
  }
  if (arguments.left_over()) return raise(ts, Exc::kTypeError, "not all arguments converted during bytes formatting");
  if (!out.ok()) return raise_no_memory(ts);
  return new_bytes(ts, out.view());
}

}  // namespace pyemb
