// SPDX-License-Identifier: MIT
#include "modules/io/text_wrapper.h"

#include "config/config.h"
#include "modules/io/buffered.h"
#include "modules/io/file_io.h"
#include "modules/module_type_specs.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/codecs.h"
#include "state/names.h"

// The type TextIOWrapper: construction, reconfigure(), closing, and the table of methods.

namespace pyemb {
namespace io {

Status check_attached(ThreadState& ts, const TextIOWrapper& self) {
  if (LIKELY(self.ready)) return {};
  if (self.detached) return raise(ts, Exc::kValueError, "underlying buffer has been detached");
  return raise(ts, Exc::kValueError, "I/O operation on uninitialized object");
}

FileIO* open_file_under(Value buffer) {
  if (UNLIKELY(!buffer.is_heap())) return nullptr;
  const Object* object = buffer.as_object();
  if (!object->is_exactly(ModuleType::kBufferedReader) && !object->is_exactly(ModuleType::kBufferedWriter) &&
      !object->is_exactly(ModuleType::kBufferedRandom)) {
    return nullptr;
  }
  const auto& plain = *static_cast<const Buffered*>(object);
  if (!plain.ready || !plain.dict.is_null() || !is_plain(plain.raw, ModuleType::kFileIO)) return nullptr;
  auto& file = as<FileIO>(plain.raw);
  return file.fd >= 0 ? &file : nullptr;
}

Status check_text_open(ThreadState& ts, TextIOWrapper& self) {
  TRY(check_attached(ts, self));
  if (LIKELY(open_file_under(self.buffer) != nullptr)) return {};
  Ref kept = Ref::copy(self.buffer);
  bool closed = TRY(is_closed(ts, kept));
  return UNLIKELY(closed) ? Status(raise_closed(ts)) : Status();
}

Result<Own<Str>> locale_encoding(ThreadState& ts) {
  const Config* config = ts.interp.config;
  if (config == nullptr || config->filesystem_encoding == nullptr) return intern(ts, "utf-8");
  bool utf8_locale = config->utf8_mode <= 0 && std::string_view(config->filesystem_encoding) == "utf-8";
  return intern(ts, utf8_locale ? "UTF-8" : config->filesystem_encoding);
}

namespace {

// -- construction ----------------------------------------------------------------------------------------------------------------------

/// How \n is written: as it is, for all but \r and \r\n.
Newline written_newline(Newline newline) { return newline == Newline::kCr || newline == Newline::kCrLf ? newline : Newline::kLf; }

Result<Newline> newline_argument(ThreadState& ts, Value value, const char* type_error) {
  if (value.is_null() || value.is_none()) return Newline::kTranslate;
  if (!is<Str>(value)) return raise(ts, Exc::kTypeError, "%s, not %.200s", type_error, type_name(ts, value));
  std::optional<Newline> known = newline_of(as<Str>(value));
  if (known) return *known;
  return raise(ts, Exc::kValueError, "illegal newline value: %s", Utf8(ts, value).c_str());
}

Status check_text_argument(ThreadState& ts, Value value, const char* function, const char* name) {
  if (value.is_null() || value.is_none() || is<Str>(value)) return {};
  return raise(ts, Exc::kTypeError, "%s() argument '%s' must be str or None, not %.50s", function, name, type_name(ts, value));
}

Status check_no_null(ThreadState& ts, Value text) {
  if (!text.is_null() && is<Str>(text) && has_char(as<Str>(text), '\0')) return raise(ts, Exc::kValueError, "embedded null character");
  return {};
}

/// The encoding argument as text; null and "locale" are what the locale says.
Result<Own<Str>> encoding_argument(ThreadState& ts, Value encoding) {
  if (encoding.is_null() || encoding.is_none()) {
    const Config* config = ts.interp.config;
    if (config != nullptr && config->warn_default_encoding > 0) TRY(warn(ts, Exc::kEncodingWarning, 1, "'encoding' argument not specified"));
    return locale_encoding(ts);
  }
  if (str_equal(as<Str>(encoding), "locale")) return locale_encoding(ts);
  return Own<Str>::copy(&as<Str>(encoding));
}

/// The rest of the construction: `options` are checked.
Status set_up(ThreadState& ts, TextIOWrapper& self, Value buffer, const TextOptions& options) {
  self.ready = self.detached = false;
  self.newline = options.newline;
  self.write_newline = written_newline(options.newline);
  self.line_buffering = options.line_buffering;
  self.write_through = options.write_through;
  self.chunk_size = kDefaultBufferSize;
  self.bytes_per_char = 0;
  self.pending_size = 0;
  set_field(self.encoding, Ref::copy(options.encoding));
  set_field(self.errors, Ref::copy(options.errors));
  forget_decoded(self);
  self.can_read = self.can_write = true;
  set_field(self.buffer, Ref());
  FileIO* file = is_plain(buffer, ModuleType::kBufferedRandom) ? nullptr : open_file_under(buffer);
  if (file != nullptr) {
    const auto& plain = *static_cast<Buffered*>(buffer.as_object());
    self.can_read = plain.can_read;
    self.can_write = plain.can_write;
  } else {
    self.can_read = TRY(ask(ts, buffer, "readable"));
    self.can_write = TRY(ask(ts, buffer, "writable"));
  }
  TRY(set_codec(ts, self));
  self.seekable = self.telling = TRY(file != nullptr ? file_is_seekable(ts, *file) : ask(ts, buffer, "seekable"));
  self.has_read1 = true;
  if (file == nullptr) {
    Ref read1 = TRY(find_attr(ts, buffer, "read1"));
    self.has_read1 = !read1.is_absent();
  }
  set_field(self.buffer, Ref::copy(buffer));
  TRY(fix_encoder_state(ts, self));
  self.ready = true;
  return {};
}

Status init(ThreadState& ts, TextIOWrapper& self, Value buffer, Value encoding, Value errors, Value newline, std::optional<bool> line_buffering,
            std::optional<bool> write_through) {
  self.ready = self.detached = false;
  TRY(check_text_argument(ts, encoding, "TextIOWrapper", "encoding"));
  TRY(check_no_null(ts, encoding));
  TRY(check_text_argument(ts, errors, "TextIOWrapper", "errors"));
  TRY(check_no_null(ts, errors));
  TextOptions options;
  options.newline = TRY(newline_argument(ts, newline, "TextIOWrapper() argument 'newline' must be str or None"));
  Own<Str> encoding_text = TRY(encoding_argument(ts, encoding));
  Own<Str> strict = TRY(intern(ts, "strict"));
  options.encoding = encoding_text;
  options.errors = errors.is_null() || errors.is_none() ? Value(strict) : errors;
  options.line_buffering = line_buffering.value_or(false);
  options.write_through = write_through.value_or(false);
  if (ts.interp.config != nullptr && ts.interp.config->dev_mode > 0) {
    Ref handler = TRY(lookup_error_handler(ts, as<Str>(options.errors)));
  }
  return set_up(ts, self, buffer, options);
}

Result<Ref> create(ThreadState& ts, Type& type, CallArgs) {
  Own<TextIOWrapper> self = TRY(new_native<TextIOWrapper>(ts, type));
  self->chunk_size = kDefaultBufferSize;
  gc_track(ts, self.get());
  return self;
}

// -- reconfigure() -----------------------------------------------------------------------------------------------------------------------

Result<bool> optional_flag(ThreadState& ts, Value value, bool now) {
  if (value.is_null() || value.is_none()) return now;
  int64_t number = TRY(to_int64(ts, value));
  return number != 0;
}

Status change_codec(ThreadState& ts, TextIOWrapper& self, Value encoding, Value errors, Value newline) {
  bool same_encoding = encoding.is_null() || encoding.is_none();
  bool same_errors = errors.is_null() || errors.is_none();
  bool same_newline = newline.is_null();
  if (same_encoding && same_errors && same_newline) return {};
  Own<Str> new_encoding = Own<Str>::copy(&as<Str>(self.encoding));
  Own<Str> new_errors = Own<Str>::copy(&as<Str>(self.errors));
  if (!same_encoding) {
    new_encoding = str_equal(as<Str>(encoding), "locale") ? TRY(locale_encoding(ts)) : Own<Str>::copy(&as<Str>(encoding));
    new_errors = TRY(intern(ts, "strict"));
  }
  if (!same_errors) new_errors = Own<Str>::copy(&as<Str>(errors));
  Ref old_encoding = Ref::steal(std::exchange(self.encoding, Ref(std::move(new_encoding)).release()));
  Ref old_errors = Ref::steal(std::exchange(self.errors, Ref(std::move(new_errors)).release()));
  Newline old_newline = self.newline;
  if (!same_newline) self.newline = TRY(newline_argument(ts, newline, ""));
  if (set_codec(ts, self).raised()) {
    self.newline = old_newline;
    set_field(self.encoding, std::move(old_encoding));
    set_field(self.errors, std::move(old_errors));
    return Raised{};
  }
  self.write_newline = written_newline(self.newline);
  return fix_encoder_state(ts, self);
}

Status reconfigure(ThreadState& ts, TextIOWrapper& self, Value encoding, Value errors, Value newline, Value line_buffering, Value write_through) {
  TRY(check_attached(ts, self));
  if (newline.is_ellipsis()) newline = Value::null();
  TRY(check_text_argument(ts, encoding, "reconfigure", "encoding"));
  TRY(check_text_argument(ts, errors, "reconfigure", "errors"));
  bool other_codec = !(encoding.is_null() || encoding.is_none()) || !(errors.is_null() || errors.is_none()) || !newline.is_null();
  if (self.decoded != nullptr && other_codec) {
    return raise_unsupported(ts, "It is not possible to set the encoding or newline of stream after the first read");
  }
  if (!newline.is_null()) {
    Result<Newline> checked = newline_argument(ts, newline, "reconfigure() argument 'newline' must be str or None");
    if (checked.raised()) return Raised{};
  }
  bool lines = TRY(optional_flag(ts, line_buffering, self.line_buffering));
  bool through = TRY(optional_flag(ts, write_through, self.write_through));
  Ref kept = Ref::copy(&self);
  Ref ignored = TRY(call_method_of(ts, kept, Value::from_object(ts.names().flush)));
  self.bytes_per_char = 0;
  TRY(change_codec(ts, self, encoding, errors, newline));
  self.line_buffering = lines;
  self.write_through = through;
  return {};
}

// -- the buffer's own answers --------------------------------------------------------------------------------------------------------------

template <const char* kName>
Result<Ref> forward(ThreadState& ts, TextIOWrapper& self) {
  TRY(check_attached(ts, self));
  Ref buffer = Ref::copy(self.buffer);
  return call_named(ts, buffer, kName);
}
template <const char* kName>
Result<Ref> forward_attribute(ThreadState& ts, TextIOWrapper& self) {
  TRY(check_attached(ts, self));
  Ref buffer = Ref::copy(self.buffer);
  return get_attr(ts, buffer, kName);
}
constexpr char kFileno[] = "fileno", kSeekable[] = "seekable", kReadable[] = "readable", kWritable[] = "writable", kIsatty[] = "isatty",
               kName[] = "name", kClosed[] = "closed";

// -- closing -------------------------------------------------------------------------------------------------------------------------------

Status close(ThreadState& ts, TextIOWrapper& self) {
  TRY(check_attached(ts, self));
  Ref kept = Ref::copy(&self);
  bool closed = TRY(is_closed(ts, kept));
  if (closed) return {};
  Ref buffer = Ref::copy(self.buffer);
  if (self.finalizing) {
    Result<Ref> warned = call_named(ts, buffer, "_dealloc_warn", kept);
    if (warned.raised()) {
      ts.clear_pending();
    } else {
      Ref ignored = warned.take();
    }
  }
  auto flush = [&]() -> Status {
    Ref ignored = TRY(call_method_of(ts, kept, Value::from_object(ts.names().flush)));
    return {};
  };
  auto close_buffer = [&]() -> Status {
    Ref ignored = TRY(call_method_of(ts, buffer, Value::from_object(ts.names().close)));
    return {};
  };
  return both(ts, flush, close_buffer);
}

Result<Ref> detach(ThreadState& ts, TextIOWrapper& self) {
  TRY(check_attached(ts, self));
  Ref kept = Ref::copy(&self);
  Ref ignored = TRY(call_method_of(ts, kept, Value::from_object(ts.names().flush)));
  self.detached = true;
  self.ready = false;
  return Ref::steal(std::exchange(self.buffer, Value::null()));
}

Result<Ref> truncate(ThreadState& ts, TextIOWrapper& self, Value size) {
  TRY(check_attached(ts, self));
  Ref kept = Ref::copy(&self);
  Ref ignored = TRY(call_method_of(ts, kept, Value::from_object(ts.names().flush)));
  Ref buffer = Ref::copy(self.buffer);
  return call_named(ts, buffer, "truncate", size.is_null() ? Value::none() : size);
}

// -- attributes ------------------------------------------------------------------------------------------------------------------------------

Result<Ref> wrapper_repr(ThreadState& ts, Value value) {
  auto& self = as<TextIOWrapper>(value);
  if (!self.ready && !self.detached) return raise(ts, Exc::kValueError, "I/O operation on uninitialized object");
  const char* type = type_name(ts, value);
  ReprGuard guard(ts, value);
  if (guard.raised()) return Raised{};
  if (!guard.entered()) return raise(ts, Exc::kRuntimeError, "reentrant call inside %s.__repr__", type);
  Own<Str> parts[2];
  constexpr const char* kParts[] = {"name", "mode"};
  for (int i = 0; i < 2; ++i) {
    Result<Ref> found = find_attr(ts, value, kParts[i]);
    if (found.raised()) {
      if (i > 0 || !clear_pending_if(ts, Exc::kValueError)) return Raised{};  // the name of a detached one
      continue;
    }
    Ref attribute = found.take();
    if (attribute.is_absent()) continue;
    parts[i] = TRY(repr(ts, attribute));
  }
  Own<Str> encoding = TRY(repr(ts, self.encoding));
  std::string_view before[] = {parts[0] ? " name=" : "", parts[1] ? " mode=" : ""};
  return new_str_format(ts, "<%s%s%s%s%s encoding=%s>", type, before[0].data(), parts[0] ? Utf8(ts, *parts[0]).c_str() : "", before[1].data(),
                        parts[1] ? Utf8(ts, *parts[1]).c_str() : "", Utf8(ts, *encoding).c_str());
}

Result<Ref> get_newlines(ThreadState& ts, TextIOWrapper& self) {
  TRY(check_attached(ts, self));
  if (self.is_native()) return seen_line_ends(ts, self.can_read && is_universal(self.newline) ? self.newlines.seen : 0);
  if (self.decoder.is_null()) return Ref::none();
  Ref newlines = TRY(find_attr(ts, self.decoder, "newlines"));
  if (newlines.is_absent()) return Ref::none();
  return newlines;
}
Result<Ref> get_errors(ThreadState& ts, TextIOWrapper& self) {
  if (self.encoding.is_null()) return raise(ts, Exc::kValueError, "I/O operation on uninitialized object");
  return Ref::copy(self.errors);
}
Result<int64_t> get_chunk_size(ThreadState& ts, TextIOWrapper& self) {
  TRY(check_attached(ts, self));
  return self.chunk_size;
}
Status set_chunk_size(ThreadState& ts, TextIOWrapper& self, Value value) {
  TRY(check_attached(ts, self));
  if (value.is_null()) return raise(ts, Exc::kAttributeError, "cannot delete attribute");
  int64_t size = TRY(to_index(ts, value));
  if (size <= 0) return raise(ts, Exc::kValueError, "a strictly positive integer is required");
  self.chunk_size = size;
  return {};
}

constexpr NativeMethod kInit = method<init>(
    "TextIOWrapper", "($self, buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)", "");

constexpr NativeMethod kMethods[] = {
    method<detach>("detach", "($self, /)", "Give up the buffer and return it; the stream cannot be used afterwards."),
    method<reconfigure>("reconfigure", "($self, /, *, encoding=None, errors=None, newline=..., line_buffering=None, write_through=None)",
                        "Change the parameters that are given. Encoding, errors and newline cannot change once something was read."),
    method<text_write>("write", "($self, text, /)", "Write the text and return the number of characters."),
    method<text_read>("read", "($self, size=-1, /)", "Read at most size characters, all until the end without a size."),
    method<text_read_line>("readline", "($self, size=-1, /)", "Read up to the end of the line, at most size characters; '' at the end."),
    method<text_flush>("flush", "($self, /)", "Write everything out."),
    method<close>("close", "($self, /)", "Flush and close the stream and its buffer."),
    method<forward<kFileno>>("fileno", "($self, /)", nullptr),
    method<forward<kSeekable>>("seekable", "($self, /)", nullptr),
    method<forward<kReadable>>("readable", "($self, /)", nullptr),
    method<forward<kWritable>>("writable", "($self, /)", nullptr),
    method<forward<kIsatty>>("isatty", "($self, /)", nullptr),
    method<text_seek>("seek", "($self, cookie, whence=0, /)", "Move to a position that tell() gave, or to the start or the end."),
    method<text_tell>("tell", "($self, /)", "The position, as an opaque number for seek()."),
    method<truncate>("truncate", "($self, pos=None, /)", nullptr),
};
constexpr GetSet kGetSets[] = {
    getset<forward_attribute<kName>>("name", nullptr),
    getset<forward_attribute<kClosed>>("closed", nullptr),
    getset<get_newlines>("newlines", nullptr),
    getset<get_errors>("errors", nullptr),
    getset<get_chunk_size, set_chunk_size>("_CHUNK_SIZE", nullptr),
};
constexpr Member kMembers[] = {
    {"encoding", Member::kValueOrNone, offsetof(TextIOWrapper, encoding), Member::kReadOnly, nullptr},
    {"buffer", Member::kValueOrNone, offsetof(TextIOWrapper, buffer), Member::kReadOnly, nullptr},
    {"line_buffering", Member::kBool, offsetof(TextIOWrapper, line_buffering), Member::kReadOnly, nullptr},
    {"write_through", Member::kBool, offsetof(TextIOWrapper, write_through), Member::kReadOnly, nullptr},
    {"mode", Member::kValue, offsetof(TextIOWrapper, mode), Member::kReadWrite, nullptr},
};

using Owned = OwnedFields<TextIOWrapper, &TextIOWrapper::dict, &TextIOWrapper::buffer, &TextIOWrapper::encoding, &TextIOWrapper::errors,
                          &TextIOWrapper::encoder, &TextIOWrapper::decoder, &TextIOWrapper::mode, &TextIOWrapper::decoded, &TextIOWrapper::snapshot>;
void clear(ThreadState& ts, Object* object) {
  static_cast<TextIOWrapper*>(object)->ready = false;
  Owned::clear(ts, object);
}
void dealloc(ThreadState& ts, Object* object) {
  auto& self = *static_cast<TextIOWrapper*>(object);
  self.ready = false;
  ts.interp.heap.release_buffer(std::exchange(self.pending, nullptr), static_cast<size_t>(self.pending_capacity));
  Owned::dealloc(ts, object);
}

}  // namespace

Result<Own<TextIOWrapper>> new_text_wrapper(ThreadState& ts, Value buffer, const TextOptions& options) {
  Type* type = TRY(find_type(ts, ModuleType::kTextIOWrapper));
  Ref made = TRY(create(ts, *type, CallArgs{nullptr, 0}));
  TRY(set_up(ts, *made.as<TextIOWrapper>(), buffer, options));
  return Own<TextIOWrapper>::copy(made.as<TextIOWrapper>());
}

}  // namespace io

constexpr TypeSpec kTextIOWrapperSpec = {
    .name = "_io.TextIOWrapper",
    .doc = "TextIOWrapper(buffer, encoding=None, errors=None, newline=None, line_buffering=False, write_through=False)\n\n"
           "Text over a buffered stream.\n\nnewline says how line ends are treated: None makes all of them \\n when reading; '' recognizes "
           "all and leaves them; '\\n', '\\r' or '\\r\\n' is the only one, and what \\n is written as.",
    .id = ModuleType::kTextIOWrapper,
    .base = ModuleType::kTextIOBase,
    .size = sizeof(io::TextIOWrapper),
    .flags = io::kStreamFlags,
    .methods = io::kMethods,
    .getsets = io::kGetSets,
    .members = io::kMembers,
    .slots = {.repr = io::wrapper_repr, .next = io::text_next, .init = init_from<io::kInit>, .new_ = io::create},
    .traverse = io::Owned::traverse,
    .clear = io::clear,
    .dealloc = io::dealloc,
};

}  // namespace pyemb
