// SPDX-License-Identifier: MIT
// Objects as bytes, in memory and in C streams.
#include "modules/marshal/marshal.h"

#include <cerrno>
#include <sys/stat.h>

#include "api.h"
#include "marshal.h"
#include "objects/bytes.h"
#include "objects/text_buffer.h"

using namespace pyemb;
using namespace pyemb::capi;

namespace {

Status write_out(Api api, std::string_view data, FILE* file) {
  if (file == nullptr) return raise_null(api);
  if (std::fwrite(data.data(), 1, data.size(), file) == data.size()) return {};
  return raise_os_error(api, errno, Value::null());
}

/// Little-endian bytes of a stream as a number; -1 with EOFError for too few.
Result<long> read_number(Api api, FILE* file, int size) {
  if (file == nullptr) return raise_null(api);
  uint32_t number = 0;
  for (int i = 0; i < size; ++i) {
    int byte = std::getc(file);
    if (byte == EOF) return raise(api, Exc::kEOFError, "EOF read where data expected");
    number |= static_cast<uint32_t>(byte) << (8 * i);
  }
  return size == 2 ? long{static_cast<int16_t>(number)} : long{static_cast<int32_t>(number)};
}

}  // namespace

void PyMarshal_WriteLongToFile(long value, FILE* file, int version) {
  api_void([&](Api api) -> Status {
    marshal::Writer writer(api, version);
    writer.int32(value);
    if (!writer.ok()) return raise_no_memory(api);
    return write_out(api, writer.view(), file);
  });
}
void PyMarshal_WriteObjectToFile(PyObject* object, FILE* file, int version) {
  api_void([&](Api api) -> Status {
    Value value = TRY(expect_value(api, object));
    marshal::Writer writer(api, version);
    TRY(writer.write(value));
    return write_out(api, writer.view(), file);
  });
}
PyObject* PyMarshal_WriteObjectToString(PyObject* object, int version) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, object));
    marshal::Writer writer(api, version);
    TRY(writer.write(value));
    return new_bytes(api, writer.view());
  });
}

long PyMarshal_ReadLongFromFile(FILE* file) {
  return api_number(-1L, [&](Api api) { return read_number(api, file, 4); });
}
int PyMarshal_ReadShortFromFile(FILE* file) {
  return api_number(-1, [&](Api api) { return read_number(api, file, 2); });
}
PyObject* PyMarshal_ReadObjectFromFile(FILE* file) {
  return api_object([&](Api api) -> Result<Ref> {
    if (file == nullptr) return raise_null(api);
    return marshal::Reader(api, file).read();
  });
}
PyObject* PyMarshal_ReadLastObjectFromFile(FILE* file) {
  return api_object([&](Api api) -> Result<Ref> {
    if (file == nullptr) return raise_null(api);
    struct stat info;
    long at = std::ftell(file);
    if (at < 0 || ::fstat(::fileno(file), &info) != 0 || info.st_size < at) return marshal::Reader(api, file).read();
    TextBuffer data;  // the rest of the file, read at once
    const auto size = static_cast<size_t>(info.st_size - at);
    char* space = data.extend(size);
    if (space == nullptr) return raise_no_memory(api);
    data.truncate(std::fread(space, 1, size, file));
    return marshal::Reader(api, data.view()).read();
  });
}
PyObject* PyMarshal_ReadObjectFromString(const char* data, Py_ssize_t size) {
  return api_object([&](Api api) -> Result<Ref> {
    if (data == nullptr || size < 0) return raise_bad_call(api);
    return marshal::Reader(api, std::string_view(data, static_cast<size_t>(size))).read();
  });
}
