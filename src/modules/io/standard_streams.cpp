// SPDX-License-Identifier: MIT
#include "modules/io/standard_streams.h"

#include <fcntl.h>
#include <unistd.h>

#include "config/config.h"
#include "modules/io/buffered.h"
#include "modules/io/file_io.h"
#include "modules/io/text_wrapper.h"
#include "modules/native_modules.h"
#include "modules/paths.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/codecs.h"
#include "objects/dict.h"
#include "vm/import.h"

namespace pyemb {
namespace {

Result<Ref> make_buffer(ThreadState& ts, TypeId id, Value raw) {
  Type* type = TRY(find_type(ts, id));
  return call(ts, Value::from_object(type), raw);
}

/// The name under which the codec itself goes: "latin1" is "iso8859-1".
Result<Ref> codec_name(ThreadState& ts, const char* configured) {
  Own<Str> name = TRY(intern(ts, configured));
  Own<Str> normal = TRY(normalize_encoding(ts, *name));
  for (const char* known : {"utf_8", "utf8"}) {  // the usual one needs no look-up, which would import `encodings`
    if (str_equal(*normal, known)) return intern(ts, "utf-8");
  }
  if (str_equal(*normal, "ascii")) return normal;
  Own<Tuple> codec = TRY(lookup_codec(ts, *name));
  return get_attr(ts, codec, "name");
}

}  // namespace

Result<Ref> new_standard_stream(ThreadState& ts, int fd) {
  static constexpr const char* kNames[] = {"<stdin>", "<stdout>", "<stderr>"};
  const Config* config = ts.interp.config;
  const bool is_host = config != nullptr && config->is_host_stream(fd);
  if (!is_host && ::fcntl(fd, F_GETFD) < 0) return Ref::none();
  Own<Str> name = TRY(intern(ts, kNames[fd]));
  Own<io::FileIO> raw = TRY(io::new_standard_file(ts, fd, name));
  bool terminal = TRY(io::file_is_a_tty(ts, *raw));
  bool unbuffered = fd != 0 && config != nullptr && config->buffered_stdio == 0;
  Ref buffer = Ref::copy(raw.get());
  if (!unbuffered) buffer = TRY(make_buffer(ts, fd == 0 ? ModuleType::kBufferedReader : ModuleType::kBufferedWriter, raw));
  // The handler of stderr is fixed: showing an error must not fail.
  const char* handler = fd == 2 ? "backslashreplace" : config != nullptr && config->stdio_errors != nullptr ? config->stdio_errors : "strict";
  Ref encoding = TRY(codec_name(ts, config != nullptr && config->stdio_encoding != nullptr ? config->stdio_encoding : "utf-8"));
  Ref errors = TRY(decode_file_name(ts, handler));
  io::TextOptions options;
  options.encoding = encoding;
  options.errors = errors;
  options.newline = io::Newline::kLf;
  options.line_buffering = !unbuffered && (terminal || fd == 2 || (config != nullptr && config->interactive > 0));
  options.write_through = unbuffered;
  Own<io::TextIOWrapper> stream = TRY(io::new_text_wrapper(ts, buffer, options));
  Own<Str> mode = TRY(intern(ts, fd == 0 ? "r" : "w"));
  set_field(stream->mode, Ref::copy(mode.get()));
  return stream;
}

Result<bool> write_quickly(ThreadState& ts, Value stream, Str& text) {
  if (!io::is_plain(stream, ModuleType::kTextIOWrapper)) return false;
  TRY(io::write_text(ts, as<io::TextIOWrapper>(stream), text));
  return true;
}

bool is_idle_standard_stream(Value stream) {
  if (io::is_plain(stream, ModuleType::kTextIOWrapper)) {
    auto& text = as<io::TextIOWrapper>(stream);
    if (!text.ready || text.pending_size > 0) return false;
    stream = text.buffer;
  }
  if (io::is_plain(stream, ModuleType::kBufferedReader) || io::is_plain(stream, ModuleType::kBufferedWriter)) {
    auto& buffered = *static_cast<io::Buffered*>(stream.as_object());
    if (!buffered.ready || buffered.write_end > 0) return false;
    stream = buffered.raw;
  }
  return io::is_plain(stream, ModuleType::kFileIO) && (!as<io::FileIO>(stream).close_fd || as<io::FileIO>(stream).fd < 0);
}

Status init_io(ThreadState& ts) {
  Own<Module> module = TRY(new_native_module(ts, kIoModule));
  TRY(dict_set(ts, as<Dict>(ts.interp.modules), kIoModule.name, module));
  Ref open = Ref::copy(dict_get(ts, module->globals(), "open"));
  return dict_set(ts, as<Dict>(ts.interp.builtins), "open", open);
}

}  // namespace pyemb
