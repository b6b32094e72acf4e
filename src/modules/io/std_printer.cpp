// SPDX-License-Identifier: MIT
#include "modules/io/std_printer.h"

#include "modules/module_type_specs.h"
#include "objects/bytes.h"
#include "objects/codec_native.h"
#include "objects/owned_fields.h"
#include "state/names.h"

namespace pyemb {
namespace io {

Result<Ref> new_std_printer(ThreadState& ts, int fd) {
  Own<Str> name = TRY(intern(ts, fd == 1 ? "<stdout>" : "<stderr>"));
  Own<FileIO> file = TRY(new_standard_file(ts, fd, name));
  Own<StdPrinter> printer = TRY(new_native<StdPrinter>(ts));
  printer->file = file.release();
  return printer;
}

namespace {

Result<Own<Bytes>> encode(ThreadState& ts, Str& text) {
  Own<Str> errors = TRY(intern(ts, "backslashreplace"));
  return encode_utf8(ts, text, errors.get());
}

Result<Ref> write(ThreadState& ts, StdPrinter& self, Rest args) {
  if (args.size() != 1) return raise(ts, Exc::kTypeError, "function takes exactly 1 argument (%zu given)", args.size());
  if (!is<Str>(args[0])) return raise(ts, Exc::kTypeError, "argument 1 must be str, not %.50s", args[0].is_none() ? "None" : type_name(ts, args[0]));
  Own<Bytes> bytes = TRY(encode(ts, as<Str>(args[0])));
  int64_t written = TRY(file_write(ts, *self.file, reinterpret_cast<const char*>(bytes->data()), bytes->size));
  if (written == kWouldBlock) return Ref::none();
  return Ref::steal(Value::from_int(written));
}

int64_t fileno(ThreadState&, StdPrinter& self) { return self.file->fd; }
Result<bool> isatty(ThreadState& ts, StdPrinter& self) { return file_is_a_tty(ts, *self.file); }
Status nothing(ThreadState&, StdPrinter&) { return {}; }

Result<Ref> get_encoding(ThreadState&, StdPrinter&) { return Ref::none(); }
Result<Ref> get_mode(ThreadState& ts, StdPrinter&) { return intern(ts, "w"); }
bool get_closed(ThreadState&, StdPrinter&) { return false; }

Result<Ref> printer_repr(ThreadState& ts, Value self) {
  return new_str_format(ts, "<stdprinter(fd=%d) object at %p>", as<StdPrinter>(self).file->fd, static_cast<void*>(self.as_object()));
}

constexpr NativeMethod kMethods[] = {
    method<write>("write", "($self, /, *args)", nullptr), method<fileno>("fileno", "($self, /)", nullptr), method<isatty>("isatty", "($self, /)", nullptr),
    method<nothing>("flush", "($self, /)", nullptr),      method<nothing>("close", "($self, /)", nullptr),
};
constexpr GetSet kGetSets[] = {
    getset<get_encoding>("encoding", nullptr),
    getset<get_mode>("mode", nullptr),
    getset<get_closed>("closed", nullptr),
};
using Owned = OwnedFields<StdPrinter, &StdPrinter::file>;

}  // namespace
}  // namespace io

constexpr TypeSpec kStdPrinterSpec = {
    .name = "stderrprinter",
    .id = ModuleType::kStdPrinter,
    .size = sizeof(io::StdPrinter),
    .flags = Type::kNoNew,
    .methods = io::kMethods,
    .getsets = io::kGetSets,
    .slots = {.repr = io::printer_repr},
    .dealloc = io::Owned::dealloc,
};

}  // namespace pyemb
