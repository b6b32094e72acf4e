// SPDX-License-Identifier: MIT
#include "modules/io/newline.h"

#include <cstring>

#include "modules/module_type_specs.h"
#include "objects/bytes.h"
#include "objects/number.h"
#include "objects/string_builder.h"
#include "objects/tuple.h"

namespace pyemb {
namespace io {
namespace {

/// Where the ASCII character is; `end`: nowhere.
template <class Unit>
const Unit* find_in(const Unit* from, const Unit* end, char c) {
  while (from < end) {
    auto* found = static_cast<const char*>(std::memchr(from, c, static_cast<size_t>(end - from) * sizeof(Unit)));
    if (found == nullptr) return end;
    from += static_cast<size_t>(found - reinterpret_cast<const char*>(from)) / sizeof(Unit);
    if (sizeof(Unit) == 1 || *from == static_cast<Unit>(c)) return from;
    // Another character with this byte in it. Texts full of them are searched unit by unit.
    for (const Unit* stop = end - from > 32 ? from + 32 : end; from < stop; ++from) {
      if (*from == static_cast<Unit>(c)) return from;
    }
  }
  return end;
}

/// Notes the kinds of line ends in the units; how many of them are pairs.
template <class Unit>
int64_t note_line_ends(const Unit* at, const Unit* end, uint8_t& seen) {
  int64_t pairs = 0;
  while (at < end) {
    const Unit* cr = find_in(at, end, '\r');
    if ((seen & kSeenLf) == 0 && find_in(at, cr, '\n') != cr) seen |= kSeenLf;
    if (cr == end) break;
    const bool pair = cr + 1 < end && cr[1] == '\n';
    seen |= pair ? kSeenCrLf : kSeenCr;
    pairs += pair ? 1 : 0;
    at = cr + (pair ? 2 : 1);
  }
  return pairs;
}

/// Copies the units with each line end made \n.
template <class Unit>
void translate_units(const Unit* at, const Unit* end, Unit* out) {
  while (at < end) {
    const Unit* cr = find_in(at, end, '\r');
    std::memcpy(out, at, static_cast<size_t>(cr - at) * sizeof(Unit));
    out += cr - at;
    if (cr == end) return;
    *out++ = '\n';
    at = cr + (cr + 1 < end && cr[1] == '\n' ? 2 : 1);
  }
}

Result<Own<Str>> translate(ThreadState& ts, const Str& text, int64_t pairs) {
  if (text.length - pairs == 1) return new_str_char(ts, U'\n');
  Own<Str> out = TRY(new_str_buffer(ts, text.length - pairs, max_char(text)));
  visit(text.kind, text.data(), [&](const auto* units) {
    using Unit = std::remove_const_t<std::remove_pointer_t<decltype(units)>>;
    translate_units(units, units + text.length, static_cast<Unit*>(out->data()));
  });
  return out;
}

}  // namespace

std::optional<Newline> newline_of(const Str& text) {
  if (text.length == 0) return Newline::kUniversal;
  if (str_equal(text, "\n")) return Newline::kLf;
  if (str_equal(text, "\r")) return Newline::kCr;
  if (str_equal(text, "\r\n")) return Newline::kCrLf;
  return std::nullopt;
}

const char* newline_text(Newline newline) {
  constexpr const char* kTexts[] = {nullptr, "", "\n", "\r", "\r\n"};
  return kTexts[static_cast<int>(newline)];
}

bool has_char(const Str& text, char c) {
  return visit(text.kind, text.data(), [&](const auto* units) { return find_in(units, units + text.length, c) != units + text.length; });
}

Result<Own<Str>> NewlineState::decode(ThreadState& ts, Own<Str> text, bool last) {
  if (pending_return && (last || text->length > 0)) {
    StringBuilder out(ts);
    out.append('\r');
    out.append(*text);
    text = TRY(out.finish());
    pending_return = false;
  }
  if (!last && text->length > 0 && text->at(text->length - 1) == U'\r') {
    pending_return = true;
    text = TRY(new_str(ts, Text(*text).part(0, text->length - 1)));
  }
  if (text->length == 0) return text;
  if (!has_char(*text, '\r')) {
    if ((seen & kSeenLf) == 0 && has_char(*text, '\n')) seen |= kSeenLf;
    return text;
  }
  if (!translate && seen == kSeenAll) return text;
  int64_t pairs = visit(text->kind, text->data(), [&](const auto* units) { return note_line_ends(units, units + text->length, seen); });
  if (translate) return io::translate(ts, *text, pairs);
  return text;
}

Result<Ref> seen_line_ends(ThreadState& ts, uint8_t seen) {
  if (seen == 0) return Ref::none();
  Own<Str> kinds[3];
  int count = 0;
  constexpr std::pair<uint8_t, const char*> kRows[] = {{kSeenCr, "\r"}, {kSeenLf, "\n"}, {kSeenCrLf, "\r\n"}};
  for (auto [bit, text] : kRows) {
    if ((seen & bit) != 0) kinds[count++] = TRY(new_str(ts, text));
  }
  if (count == 1) return std::move(kinds[0]);
  if (count == 2) return new_tuple_of(ts, kinds[0], kinds[1]);
  return new_tuple_of(ts, kinds[0], kinds[1], kinds[2]);
}

int64_t find_line_end(const Text& text, int64_t from, Newline newline, int64_t* searched) {
  return visit(text, [&](const auto* units) -> int64_t {
    const auto *at = units + from, *end = units + text.length;
    if (newline == Newline::kTranslate || newline == Newline::kLf || newline == Newline::kCr) {
      at = find_in(at, end, newline == Newline::kCr ? '\r' : '\n');
      if (at < end) return at + 1 - units;
    } else if (newline == Newline::kUniversal) {
      for (; at < end; ++at) {
        if (*at == '\n') return at + 1 - units;
        if (*at == '\r') return at + (at + 1 < end && at[1] == '\n' ? 2 : 1) - units;
      }
    } else {
      for (;; ++at) {
        at = find_in(at, end, '\r');
        if (at + 1 >= end) break;  // not there, or its \n may follow
        if (at[1] == '\n') return at + 2 - units;
      }
    }
    *searched = at - units;
    return -1;
  });
}

Result<Own<Str>> replace_newlines(ThreadState& ts, Own<Str> text, Newline newline) {
  if (newline < Newline::kCr || !has_char(*text, '\n')) return text;
  StringBuilder out(ts);
  Text all(*text);
  int64_t from = 0, searched = 0;
  while (true) {
    int64_t end = find_line_end(all, from, Newline::kLf, &searched);
    out.append(*text, from, end < 0 ? all.length : end - 1);
    if (end < 0) break;
    out.append(newline_text(newline));
    from = end;
  }
  return out.finish();
}

// -- IncrementalNewlineDecoder -----------------------------------------------------------------------------------------------------

Result<Own<NewlineDecoder>> new_newline_decoder(ThreadState& ts, Value decoder, bool translate) {
  Own<NewlineDecoder> made = TRY(new_native<NewlineDecoder>(ts));
  made->decoder = Ref::copy(decoder).release();
  made->state = NewlineState{translate, false, 0};
  gc_track(ts, made.get());
  return made;
}

namespace {

Status check_ready(ThreadState& ts, const NewlineDecoder& self) {
  if (self.decoder.is_null()) return raise(ts, Exc::kValueError, "IncrementalNewlineDecoder.__init__() not called");
  return {};
}

Result<Own<Str>> decode_text(ThreadState& ts, NewlineDecoder& self, Value input, bool last) {
  TRY(check_ready(ts, self));
  Ref text = Ref::copy(input);
  if (!self.decoder.is_none()) {
    Ref decoder = Ref::copy(self.decoder);
    text = TRY(call_named(ts, decoder, "decode", input, Value::boolean(last)));
  }
  if (!is<Str>(text)) return raise(ts, Exc::kTypeError, "decoder should return a string result, not '%.200s'", type_name(ts, text));
  return self.state.decode(ts, Own<Str>::copy(text.as<Str>()), last);
}

Result<Ref> create(ThreadState& ts, Type& type, CallArgs) {
  Own<NewlineDecoder> made = TRY(new_native<NewlineDecoder>(ts, type));
  gc_track(ts, made.get());
  return made;
}

Status init(ThreadState& ts, NewlineDecoder& self, Value decoder, bool translate, Value errors) {
  Ref way = Ref::copy(errors);
  if (!way) way = TRY(new_str(ts, "strict"));
  set_field(self.errors, std::move(way));
  set_field(self.decoder, Ref::copy(decoder));
  self.state = NewlineState{translate, false, 0};
  return {};
}

Result<Ref> decode(ThreadState& ts, NewlineDecoder& self, Value input, std::optional<bool> last) {
  return decode_text(ts, self, input, last.value_or(false));
}

/// Takes the (bytes, flags) of a decoder apart.
Result<int64_t> flags_of(ThreadState& ts, Value state, Ref& buffer, const char* message) {
  if (!is<Tuple>(state)) return raise(ts, Exc::kTypeError, "%s", message);
  const Tuple& parts = as<Tuple>(state);
  if (parts.size != 2 || !is_any_int(parts.at(1))) return raise(ts, Exc::kTypeError, "illegal decoder state");
  buffer = Ref::copy(parts.at(0));
  return to_int64(ts, parts.at(1));
}

Result<Ref> get_state(ThreadState& ts, NewlineDecoder& self) {
  TRY(check_ready(ts, self));
  Ref buffer;
  int64_t flags = 0;
  if (self.decoder.is_none()) {
    buffer = TRY(new_bytes(ts, ""));
  } else {
    Ref state = TRY(call_named(ts, self.decoder, "getstate"));
    flags = TRY(flags_of(ts, state, buffer, "illegal decoder state"));
  }
  flags = static_cast<int64_t>(static_cast<uint64_t>(flags) << 1 | (self.state.pending_return ? 1 : 0));
  Ref number = TRY(new_int(ts, flags));
  return new_tuple_of(ts, buffer, number);
}

Status set_state(ThreadState& ts, NewlineDecoder& self, Value state) {
  TRY(check_ready(ts, self));
  Ref buffer;
  int64_t flags = TRY(flags_of(ts, state, buffer, "state argument must be a tuple"));
  self.state.pending_return = (flags & 1) != 0;
  if (self.decoder.is_none()) return {};
  Ref number = TRY(new_int(ts, flags >> 1));
  Own<Tuple> inner = TRY(new_tuple_of(ts, buffer, number));
  Ref ignored = TRY(call_named(ts, self.decoder, "setstate", inner));
  return {};
}

Status reset(ThreadState& ts, NewlineDecoder& self) {
  TRY(check_ready(ts, self));
  self.state.reset();
  if (self.decoder.is_none()) return {};
  Ref ignored = TRY(call_named(ts, self.decoder, "reset"));
  return {};
}

Result<Ref> get_newlines(ThreadState& ts, NewlineDecoder& self) {
  TRY(check_ready(ts, self));
  return seen_line_ends(ts, self.state.seen);
}

constexpr NativeMethod kInit = method<init>("IncrementalNewlineDecoder", "($self, decoder, translate, errors='strict')", "");
constexpr NativeMethod kMethods[] = {
    method<decode>("decode", "($self, /, input, final=False)", nullptr),
    method<get_state>("getstate", "($self, /)", nullptr),
    method<set_state>("setstate", "($self, state, /)", nullptr),
    method<reset>("reset", "($self, /)", nullptr),
};
constexpr GetSet kGetSets[] = {getset<get_newlines>("newlines", nullptr)};
using Owned = OwnedFields<NewlineDecoder, &NewlineDecoder::decoder, &NewlineDecoder::errors>;

}  // namespace

Result<Own<Str>> incremental_decode(ThreadState& ts, Value decoder, Value input, bool last) {
  if (is_exactly(decoder, ModuleType::kIncrementalNewlineDecoder)) {
    Ref kept = Ref::copy(decoder);
    return decode_text(ts, *kept.as<NewlineDecoder>(), input, last);
  }
  Ref text = TRY(call_named(ts, decoder, "decode", input, Value::boolean(last)));
  if (!is<Str>(text)) return raise(ts, Exc::kTypeError, "decoder should return a string result, not '%.200s'", type_name(ts, text));
  return Own<Str>::copy(text.as<Str>());
}

}  // namespace io

constexpr TypeSpec kIncrementalNewlineDecoderSpec = {
    .name = "_io.IncrementalNewlineDecoder",
    .doc = "IncrementalNewlineDecoder(decoder, translate, errors='strict')\n\nRecognizes all line ends in what another incremental decoder gives, and "
           "makes them \\n if translate is true.",
    .id = ModuleType::kIncrementalNewlineDecoder,
    .size = sizeof(io::NewlineDecoder),
    .flags = Type::kCollected | Type::kSubclassable,
    .methods = io::kMethods,
    .getsets = io::kGetSets,
    .slots = {.init = init_from<io::kInit>, .new_ = io::create},
    .traverse = io::Owned::traverse,
    .clear = io::Owned::clear,
    .dealloc = io::Owned::dealloc,
};

}  // namespace pyemb
