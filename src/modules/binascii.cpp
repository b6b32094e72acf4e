// SPDX-License-Identifier: MIT
// binascii: bytes as text and back: hexadecimal, base64, uuencode, quoted-printable; and the checksums that go with them.
#include <array>
#include <cstdio>
#include <cstring>

#include "modules/compress/checksum.h"
#include "modules/exception_class.h"
#include "modules/native_modules.h"
#include "objects/buffer.h"
#include "objects/byte_text.h"
#include "objects/bytes.h"
#include "objects/int.h"
#include "objects/str.h"
#include "objects/text_buffer.h"

namespace pyemb {
namespace {

struct State {
  Value error;       ///< owned: binascii.Error
  Value incomplete;  ///< owned: binascii.Incomplete
};

Raised raise_error(ThreadState& ts, Module& module, const char* message) {
  Own<Str> text = TRY(new_str(ts, message));
  return raise_value(ts, as<Type>(module_state<State>(module).error), text);
}

/// The bytes of an argument: a bytes-like object or a str of ASCII.
class Ascii {
 public:
  explicit Ascii(ThreadState& ts) : ts_(ts), buffer_(ts) {}
  Status open(Value value) {
    if (!is<Str>(value)) {
      if (!has_buffer(ts_, value)) {
        return raise(ts_, Exc::kTypeError, "argument should be bytes, buffer or ASCII string, not '%.100s'", type_name(ts_, value));
      }
      TRY(buffer_.open(value));
      view_ = buffer_.view();
      return {};
    }
    if (!as<Str>(value).ascii) return raise(ts_, Exc::kValueError, "string argument should contain only ASCII characters");
    view_ = as<Str>(value).ascii_view();
    return {};
  }
  std::string_view view() const { return view_; }

 private:
  ThreadState& ts_;
  Buffer buffer_;
  std::string_view view_;
};

Result<Ref> finish(ThreadState& ts, const TextBuffer& out) {
  if (!out.ok()) return raise_no_memory(ts);
  return new_bytes(ts, out.view());
}

// -- base64 ----------------------------------------------------------------------------------------------------------------------

constexpr std::string_view kBase64 = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr uint8_t kNoDigit = 64;
constexpr auto kBase64Values = [] {
  std::array<uint8_t, 256> values{};
  values.fill(kNoDigit);
  for (size_t i = 0; i < kBase64.size(); ++i) values[static_cast<uint8_t>(kBase64[i])] = static_cast<uint8_t>(i);
  return values;
}();

/// Collects digits of six bits and gives bytes.
struct Bits {
  uint32_t value = 0;
  int count = 0;
};

Result<Ref> from_base64(ThreadState& ts, Module& module, Value data, bool strict) {
  Ascii ascii(ts);
  TRY(ascii.open(data));
  std::string_view text = ascii.view();
  TextBuffer out;
  if (strict && !text.empty() && text[0] == '=') return raise_error(ts, module, "Leading padding not allowed");
  uint8_t left = 0;
  int quad = 0, pads = 0;
  bool padding = false;
  for (size_t i = 0; i < text.size(); ++i) {
    char c = text[i];
    if (c == '=') {
      padding = true;
      if (quad >= 2 && quad + ++pads >= 4) {
        if (strict && i + 1 < text.size()) return raise_error(ts, module, "Excess data after padding");
        return finish(ts, out);
      }
      continue;
    }
    uint8_t digit = kBase64Values[static_cast<uint8_t>(c)];
    if (digit == kNoDigit) {
      if (strict) return raise_error(ts, module, "Only base64 data is allowed");
      continue;
    }
    if (strict && padding) return raise_error(ts, module, "Discontinuous padding not allowed");
    pads = 0;
    switch (quad) {
      case 0: left = digit; break;
      case 1: out.append(static_cast<char>(left << 2 | digit >> 4)), left = digit & 0x0f; break;
      case 2: out.append(static_cast<char>(left << 4 | digit >> 2)), left = digit & 0x03; break;
      default: out.append(static_cast<char>(left << 6 | digit)), left = 0; break;
    }
    quad = (quad + 1) % 4;
  }
  if (quad == 1) {
    char message[120];
    std::snprintf(message, sizeof message, "Invalid base64-encoded string: number of data characters (%zu) cannot be 1 more than a multiple of 4",
                  out.size() / 3 * 4 + 1);
    return raise_error(ts, module, message);
  }
  if (quad != 0) return raise_error(ts, module, "Incorrect padding");
  return finish(ts, out);
}

Result<Ref> to_base64(ThreadState& ts, Value data, std::optional<bool> newline) {
  Buffer buffer(ts);
  TRY(buffer.open(data));
  std::string_view bytes = buffer.view();
  TextBuffer out;
  Bits bits;
  for (char c : bytes) {
    bits.value = bits.value << 8 | static_cast<uint8_t>(c);
    for (bits.count += 8; bits.count >= 6; bits.count -= 6) out.append(kBase64[bits.value >> (bits.count - 6) & 0x3f]);
  }
  if (bits.count == 2) {
    out.append(kBase64[(bits.value & 3) << 4]);
    out.append("==");
  } else if (bits.count == 4) {
    out.append(kBase64[(bits.value & 0xf) << 2]);
    out.append('=');
  }
  if (newline.value_or(true)) out.append('\n');
  return finish(ts, out);
}

// -- uuencode --------------------------------------------------------------------------------------------------------------------

Result<Ref> from_uu(ThreadState& ts, Module& module, Value data) {
  Ascii ascii(ts);
  TRY(ascii.open(data));
  std::string_view text = ascii.view();
  TextBuffer out;
  auto length = static_cast<size_t>(text.empty() ? 32 : (static_cast<uint8_t>(text[0]) - ' ') & 0x3f);
  if (text.empty()) length = 32;  // CPython reads the zero behind an empty line
  size_t i = 1;
  Bits bits;
  while (out.size() < length) {
    char c = i < text.size() ? text[i] : '\0';
    ++i;
    uint32_t digit = 0;  // a line whose spaces at the end were cut off
    if (c != '\n' && c != '\r' && i <= text.size()) {
      if (c < ' ' || c > ' ' + 64) return raise_error(ts, module, "Illegal char");
      digit = static_cast<uint32_t>(c - ' ') & 0x3f;
    } else if (c == '\n' || c == '\r') {
      --i;
    }
    bits.value = bits.value << 6 | digit;
    bits.count += 6;
    if (bits.count >= 8) {
      bits.count -= 8;
      out.append(static_cast<char>(bits.value >> bits.count));
      bits.value &= (1u << bits.count) - 1;
    }
  }
  for (; i < text.size(); ++i) {
    char c = text[i];
    if (c != ' ' && c != '`' && c != '\n' && c != '\r') return raise_error(ts, module, "Trailing garbage");
  }
  return finish(ts, out);
}

Result<Ref> to_uu(ThreadState& ts, Module& module, Value data, bool backtick) {
  Buffer buffer(ts);
  TRY(buffer.open(data));
  std::string_view bytes = buffer.view();
  if (bytes.size() > 45) return raise_error(ts, module, "At most 45 bytes at once");
  auto shown = [&](uint32_t digit) { return static_cast<char>(digit == 0 && backtick ? '`' : ' ' + digit); };
  TextBuffer out;
  out.append(shown(static_cast<uint32_t>(bytes.size())));
  for (size_t i = 0; i < bytes.size(); i += 3) {
    uint32_t triple = 0;
    for (size_t k = 0; k < 3; ++k) triple = triple << 8 | (i + k < bytes.size() ? static_cast<uint8_t>(bytes[i + k]) : 0u);
    for (int shift = 18; shift >= 0; shift -= 6) out.append(shown(triple >> shift & 0x3f));
  }
  out.append('\n');
  return finish(ts, out);
}

// -- quoted-printable --------------------------------------------------------------------------------------------------------------

Result<Ref> from_quoted(ThreadState& ts, Value data, bool header) {
  Ascii ascii(ts);
  TRY(ascii.open(data));
  std::string_view text = ascii.view();
  TextBuffer out;
  for (size_t i = 0; i < text.size();) {
    if (text[i] == '_' && header) {
      out.append(' ');
      ++i;
      continue;
    }
    if (text[i] != '=') {
      out.append(text[i++]);
      continue;
    }
    if (++i >= text.size()) break;
    if (text[i] == '\n' || text[i] == '\r') {  // a soft line break
      while (i < text.size() && text[i] != '\n') ++i;
      if (i < text.size()) ++i;
    } else if (text[i] == '=') {  // broken case of some mailers: "=="
      out.append('=');
      ++i;
    } else if (i + 1 < text.size() && byte_methods::hex_digit(text[i]) >= 0 && byte_methods::hex_digit(text[i + 1]) >= 0) {
      out.append(static_cast<char>(byte_methods::hex_digit(text[i]) << 4 | byte_methods::hex_digit(text[i + 1])));
      i += 2;
    } else {
      out.append('=');
    }
  }
  return finish(ts, out);
}

constexpr size_t kMostLine = 76;

struct QuoteRules {
  bool quote_tabs, is_text, header;
  bool crlf;  ///< line ends of the input
};

bool must_quote(std::string_view data, size_t i, size_t line, const QuoteRules& rules) {
  auto c = static_cast<uint8_t>(data[i]);
  bool last = i + 1 == data.size();
  if (c > 126 || c == '=' || (rules.header && c == '_')) return true;
  if (c == '.' && line == 0) return last || data[i + 1] == '\n' || data[i + 1] == '\r' || data[i + 1] == '\0';
  if (!rules.is_text && (c == '\r' || c == '\n')) return true;
  if ((c == '\t' || c == ' ') && last) return true;
  if (c < 33 && c != '\r' && c != '\n' && c != '\t' && c != ' ') return true;
  return c < 33 && c != '\r' && c != '\n' && (rules.quote_tabs || (!rules.quote_tabs && c != '\t' && c != ' '));
}

Result<Ref> to_quoted(ThreadState& ts, Value source, bool quote_tabs, std::optional<bool> is_text, bool header) {
  Buffer buffer(ts);
  TRY(buffer.open(source));
  std::string_view data = buffer.view();
  size_t newline = data.find('\n');
  QuoteRules rules = {quote_tabs, is_text.value_or(true), header, newline != data.npos && newline > 0 && data[newline - 1] == '\r'};
  TextBuffer out;
  size_t line = 0;
  auto soft_break = [&] {
    out.append(rules.crlf ? "=\r\n" : "=\n");
    line = 0;
  };
  constexpr char kDigits[] = "0123456789ABCDEF";
  for (size_t i = 0; i < data.size();) {
    char c = data[i];
    if (must_quote(data, i, line, rules)) {
      if (line + 3 >= kMostLine) soft_break();
      out.append('=');
      out.append(kDigits[static_cast<uint8_t>(c) >> 4]);
      out.append(kDigits[static_cast<uint8_t>(c) & 15]);
      line += 3;
      ++i;
      continue;
    }
    bool ends_line = rules.is_text && (c == '\n' || (c == '\r' && i + 1 < data.size() && data[i + 1] == '\n'));
    if (ends_line) {
      line = 0;
      if (out.size() > 0 && (out[out.size() - 1] == ' ' || out[out.size() - 1] == '\t')) {  // blanks at the end of a line are quoted
        char blank = out[out.size() - 1];
        out.truncate(out.size() - 1);
        out.append('=');
        out.append(kDigits[static_cast<uint8_t>(blank) >> 4]);
        out.append(kDigits[static_cast<uint8_t>(blank) & 15]);
      }
      out.append(rules.crlf ? "\r\n" : "\n");
      i += c == '\r' ? 2 : 1;
      continue;
    }
    if (i + 1 != data.size() && data[i + 1] != '\n' && line + 1 >= kMostLine) soft_break();
    ++line;
    out.append(header && c == ' ' ? '_' : c);
    ++i;
  }
  return finish(ts, out);
}

// -- hexadecimal ----------------------------------------------------------------------------------------------------------------------

Result<Ref> to_hex(ThreadState& ts, Value data, Value separator, std::optional<int> every) {
  Buffer buffer(ts);
  TRY(buffer.open(data));
  Ref text = TRY(byte_methods::hex_text(ts, buffer.view(), separator, every.value_or(1)));
  return new_bytes(ts, text.as<Str>()->ascii_view());
}
Result<Ref> from_hex(ThreadState& ts, Module& module, Value data) {
  Ascii ascii(ts);
  TRY(ascii.open(data));
  std::string_view text = ascii.view();
  if (text.size() % 2 != 0) return raise_error(ts, module, "Odd-length string");
  Own<Bytes> bytes = TRY(new_bytes_buffer(ts, static_cast<int64_t>(text.size() / 2)));
  for (size_t i = 0; i < text.size(); i += 2) {
    int high = byte_methods::hex_digit(text[i]), low = byte_methods::hex_digit(text[i + 1]);
    if (high < 0 || low < 0) return raise_error(ts, module, "Non-hexadecimal digit found");
    bytes->data()[i / 2] = static_cast<uint8_t>(high << 4 | low);
  }
  return bytes;
}

// -- checksums -----------------------------------------------------------------------------------------------------------------------

Result<int64_t> crc32_of(ThreadState& ts, Value data, Value start) { return checksum(ts, data, start, 0, ::crc32_z); }
/// The checksum of BinHex files: CRC-CCITT, polynomial 0x1021.
Result<int64_t> crc_hqx(ThreadState& ts, Value data, Value start) {
  Buffer buffer(ts);
  TRY(buffer.open(data));
  uint32_t crc = TRY(checksum_start(ts, start, 0));
  crc &= 0xffff;
  for (char c : buffer.view()) {
    crc ^= static_cast<uint32_t>(static_cast<uint8_t>(c)) << 8;
    for (int bit = 0; bit < 8; ++bit) crc = (crc & 0x8000) != 0 ? (crc << 1 ^ 0x1021) & 0xffff : crc << 1 & 0xffff;
  }
  return int64_t{crc};
}

constexpr NativeMethod kFunctions[] = {
    module_function<from_uu>("a2b_uu", "($module, data, /)", "Decode a line of uuencoded data."),
    module_function<to_uu>("b2a_uu", "($module, data, /, *, backtick=False)", "Uuencode a line of data."),
    module_function<from_base64>("a2b_base64", "($module, data, /, *, strict_mode=False)", "Decode base64 data."),
    function<to_base64>("b2a_base64", "($module, data, /, *, newline=True)", "Base64-code data, as one line."),
    function<to_hex>("b2a_hex", "($module, data, sep=<unrepresentable>, bytes_per_sep=1)", "The hexadecimal digits of data."),
    function<to_hex>("hexlify", "($module, data, sep=<unrepresentable>, bytes_per_sep=1)", "The hexadecimal digits of data."),
    module_function<from_hex>("a2b_hex", "($module, hexstr, /)", "The data of hexadecimal digits."),
    module_function<from_hex>("unhexlify", "($module, hexstr, /)", "The data of hexadecimal digits."),
    function<from_quoted>("a2b_qp", "($module, /, data, header=False)", "Decode quoted-printable data."),
    function<to_quoted>("b2a_qp", "($module, /, data, quotetabs=False, istext=True, header=False)", "Encode data as quoted-printable."),
    function<crc32_of>("crc32", "($module, data, crc=0, /)", "The CRC-32 checksum of data, going on from crc."),
    function<crc_hqx>("crc_hqx", "($module, data, crc, /)", "The CRC-CCITT checksum of data, going on from crc."),
};

Status exec(ThreadState& ts, Module& module) {
  auto& state = module_state<State>(module);
  state.error = TRY(new_exception_class(ts, "binascii.Error", core_type(ts, Exc::kValueError))).release();
  TRY(module_add(ts, module, "Error", state.error));
  state.incomplete = TRY(new_exception_class(ts, "binascii.Incomplete", core_type(ts, Exc::kException))).release();
  return module_add(ts, module, "Incomplete", state.incomplete);
}
void traverse(void* block, GcVisitor& visit) {
  visit(static_cast<State*>(block)->error);
  visit(static_cast<State*>(block)->incomplete);
}
void clear(ThreadState&, void* block) {
  auto& state = *static_cast<State*>(block);
  decref(std::exchange(state.error, Value::null()));
  decref(std::exchange(state.incomplete, Value::null()));
}

}  // namespace

constexpr NativeModule kBinasciiModule = {
    .name = "binascii",
    .doc = "Conversion between binary data and various codes of it in ASCII.",
    .functions = kFunctions,
    .exec = exec,
    .state_size = sizeof(State),
    .traverse = traverse,
    .clear = clear,
};

}  // namespace pyemb
