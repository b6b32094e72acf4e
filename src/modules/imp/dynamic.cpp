// SPDX-License-Identifier: MIT
// Extension modules: shared libraries with a function PyInit_NAME. What that function makes, the C ABI knows (state/foreign_modules.h).
#include <dlfcn.h>
#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include "modules/imp/imp.h"
#include "modules/paths.h"
#include "objects/attributes.h"
#include "objects/audit.h"
#include "objects/codecs.h"
#include "objects/str.h"
#include "objects/text_buffer.h"
#include "state/foreign_modules.h"

namespace pyemb {
namespace {

/// "PyInit_last" of the name "package.last"; names beyond ASCII in Punycode (PEP 489).
Status init_name(ThreadState& ts, Str& name, TextBuffer& out) {
  Utf8 text(ts, name);
  std::string_view whole = text.view();
  std::string_view last = whole.substr(whole.rfind('.') + 1);
  const bool plain = std::all_of(last.begin(), last.end(), [](char c) { return static_cast<unsigned char>(c) < 128; });
  out.append(plain ? "PyInit_" : "PyInitU_");
  if (plain) {
    out.append(last);
  } else {
    Own<Str> part = TRY(new_str(ts, last));
    Own<Str> codec = TRY(new_str(ts, "punycode"));
    Ref encoded = TRY(codec_encode(ts, part, *codec, nullptr));
    for (char c : bytes_view(encoded)) out.append(c == '-' ? '_' : c);
  }
  out.append('\0');
  if (!out.ok()) return raise_no_memory(ts);
  return {};
}

/// The library's handle. A name without a folder is one of the current folder: the system would search for it.
Result<void*> load(ThreadState& ts, Value name, Value path) {
  FileName file;
  TRY(file.init(ts, path));
  TextBuffer place;
  if (std::strchr(file.c_str(), '/') == nullptr) place.append("./");
  place.append(file.c_str());
  place.append('\0');
  if (!place.ok()) return raise_no_memory(ts);
  void* library = dlopen(place.data(), ts.interp.dlopen_flags);
  if (library != nullptr) return library;
  const char* why = dlerror();
  return raise_import_error(ts, Exc::kImportError, name, path, "%s", why != nullptr ? why : "unknown dlopen() error");
}

/// The file that is given must be one that can be read, as if it were read.
Status check_file(ThreadState& ts, Value path) {
  FileName file;
  TRY(file.init(ts, path));
  int fd = ::open(file.c_str(), O_RDONLY | O_CLOEXEC);
  if (fd < 0) return raise_os_error(ts, errno, path);
  ::close(fd);
  return {};
}

}  // namespace

Result<Ref> create_dynamic(ThreadState& ts, Value spec, Value file) {
  Ref name = TRY(get_attr(ts, spec, "name"));
  Ref path = TRY(get_attr(ts, spec, "origin"));
  if (!is<Str>(name)) return raise(ts, Exc::kTypeError, "name must be string, not %.200s", type_name(ts, name));
  if (!is<Str>(path)) return raise(ts, Exc::kTypeError, "path must be string, not %.200s", type_name(ts, path));
  const ForeignModules* foreign = foreign_modules();
  if (foreign == nullptr) {
    return raise_import_error(ts, Exc::kImportError, name, path, "extension modules need a program that links the whole C ABI");
  }
  TRY(audit(ts, "import", name, path, Value::none(), Value::none(), Value::none()));
  if (!file.is_null() && !file.is_none()) TRY(check_file(ts, path));
  TextBuffer function;
  TRY(init_name(ts, *name.as<Str>(), function));
  void* library = TRY(load(ts, name, path));
  auto init = reinterpret_cast<ForeignInit>(dlsym(library, function.data()));
  if (init == nullptr) {
    return raise_import_error(ts, Exc::kImportError, name, path, "dynamic module does not define module export function (%s)", function.data());
  }
  if (void* wanted = dlsym(library, foreign->wants_api)) TRY(foreign->give_api(ts, wanted, name, path));
  return foreign->create(ts, init, name, spec, path);
}

}  // namespace pyemb
