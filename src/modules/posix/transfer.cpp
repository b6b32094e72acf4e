// SPDX-License-Identifier: MIT
// posix: moving bytes: read and write in all their forms, and copies that the kernel makes.
#include <fcntl.h>
#include <memory>
#include <sys/sendfile.h>
#include <sys/uio.h>
#include <unistd.h>

#include "modules/posix/posix.h"
#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/tuple.h"
#include "state/memory.h"

namespace pyemb {
namespace {

constexpr int64_t kMostAtOnce = INT32_MAX & ~0xfffLL;  // what Linux moves in one call

Result<int64_t> count_or_error(ThreadState& ts, ssize_t count) {
  if (count < 0) return raise_errno(ts);
  return int64_t{count};
}

/// A bytes of what `call(data, size)` reads.
template <class Call>
Result<Ref> read_bytes(ThreadState& ts, int64_t size, Call call) {
  if (size < 0) {
    errno = EINVAL;
    return raise_errno(ts);
  }
  size = std::min(size, kMostAtOnce);
  Own<Bytes> bytes = TRY(new_bytes_buffer(ts, size));
  ssize_t got = TRY(retry_call(ts, [&] { return call(bytes->data(), static_cast<size_t>(size)); }));
  if (got < 0) return raise_errno(ts);
  if (got == size) return bytes;
  return new_bytes(ts, bytes->view().substr(0, static_cast<size_t>(got)));
}
Result<Ref> read_file(ThreadState& ts, int fd, int64_t size) {
  return read_bytes(ts, size, [&](uint8_t* data, size_t n) { return ::read(fd, data, n); });
}
Result<Ref> read_at(ThreadState& ts, int fd, int size, int64_t offset) {
  return read_bytes(ts, size, [&](uint8_t* data, size_t n) { return ::pread(fd, data, n, offset); });
}

Result<int64_t> write_file(ThreadState& ts, int fd, Value data) {
  Buffer buffer(ts);
  TRY(buffer.open(data));
  ssize_t written = TRY(retry_call(ts, [&] { return ::write(fd, buffer.data(), static_cast<size_t>(std::min(buffer.size(), kMostAtOnce))); }));
  return count_or_error(ts, written);
}
Result<int64_t> write_at(ThreadState& ts, int fd, Value data, int64_t offset) {
  Buffer buffer(ts);
  TRY(buffer.open(data));
  ssize_t written = TRY(retry_call(ts, [&] { return ::pwrite(fd, buffer.data(), static_cast<size_t>(buffer.size()), offset); }));
  return count_or_error(ts, written);
}

// -- several buffers at once -----------------------------------------------------------------------------------------------------

/// The memory of a sequence of bytes-like objects, held while the object lives.
class Vector {
 public:
  explicit Vector(ThreadState& ts) : ts_(ts) {}
  ~Vector() {
    for (size_t i = 0; i < count_; ++i) std::destroy_at(&buffers_[i]);
    memory_release(Domain::kMem, buffers_);
    memory_release(Domain::kMem, parts_);
  }
  Vector(const Vector&) = delete;
  Vector& operator=(const Vector&) = delete;

  Status open(Value sequence, const char* function, int flags) {
    const Type& type = type_of(ts_, sequence);
    if (type.slots.length == nullptr || type.slots.getitem == nullptr || type.has_flag(Type::kMapping)) {
      return raise(ts_, Exc::kTypeError, "%s() arg 2 must be a sequence", function);
    }
    items_ = TRY(to_tuple(ts_, sequence));
    auto size = static_cast<size_t>(items_->size);
    buffers_ = static_cast<Buffer*>(memory_allocate(Domain::kMem, size * sizeof(Buffer) + 1));
    parts_ = static_cast<iovec*>(memory_allocate(Domain::kMem, size * sizeof(iovec) + 1));
    if (buffers_ == nullptr || parts_ == nullptr) return raise_no_memory(ts_);
    for (; count_ < size; ++count_) {
      Buffer* buffer = new (&buffers_[count_]) Buffer(ts_);
      Status opened = buffer->open(items_->at(static_cast<int64_t>(count_)), flags);
      if (opened.raised()) {
        std::destroy_at(buffer);
        return Raised{};
      }
      parts_[count_] = {buffer->data(), static_cast<size_t>(buffer->size())};
    }
    return {};
  }
  const iovec* parts() const { return parts_; }
  int count() const { return static_cast<int>(count_); }

 private:
  ThreadState& ts_;
  Own<Tuple> items_;
  Buffer* buffers_ = nullptr;
  iovec* parts_ = nullptr;
  size_t count_ = 0;
};

Result<int64_t> read_vector(ThreadState& ts, int fd, Value buffers) {
  Vector vector(ts);
  TRY(vector.open(buffers, "readv", kBufferWritable));
  ssize_t got = TRY(retry_call(ts, [&] { return ::readv(fd, vector.parts(), vector.count()); }));
  return count_or_error(ts, got);
}
Result<int64_t> write_vector(ThreadState& ts, int fd, Value buffers) {
  Vector vector(ts);
  TRY(vector.open(buffers, "writev", kBufferSimple));
  ssize_t written = TRY(retry_call(ts, [&] { return ::writev(fd, vector.parts(), vector.count()); }));
  return count_or_error(ts, written);
}
Result<int64_t> read_vector_at(ThreadState& ts, int fd, Value buffers, int64_t offset, std::optional<int> flags) {
  Vector vector(ts);
  TRY(vector.open(buffers, "preadv", kBufferWritable));
  ssize_t got = TRY(retry_call(ts, [&] { return ::preadv2(fd, vector.parts(), vector.count(), offset, flags.value_or(0)); }));
  return count_or_error(ts, got);
}
Result<int64_t> write_vector_at(ThreadState& ts, int fd, Value buffers, int64_t offset, std::optional<int> flags) {
  Vector vector(ts);
  TRY(vector.open(buffers, "pwritev", kBufferSimple));
  ssize_t written = TRY(retry_call(ts, [&] { return ::pwritev2(fd, vector.parts(), vector.count(), offset, flags.value_or(0)); }));
  return count_or_error(ts, written);
}

// -- copies that the kernel makes --------------------------------------------------------------------------------------------------

Result<int64_t> send_file(ThreadState& ts, int to, int from, Value offset, int64_t count) {
  if (offset.is_none()) {
    ssize_t sent = TRY(retry_call(ts, [&] { return ::sendfile(to, from, nullptr, static_cast<size_t>(count)); }));
    return count_or_error(ts, sent);
  }
  off_t at = TRY(to_int64(ts, offset));
  ssize_t sent = TRY(retry_call(ts, [&] { return ::sendfile(to, from, &at, static_cast<size_t>(count)); }));
  return count_or_error(ts, sent);
}

/// An offset parameter that may be None.
struct Offset {
  off_t value = 0;
  off_t* pointer = nullptr;
  Status init(ThreadState& ts, Value argument) {
    if (argument.is_null() || argument.is_none()) return {};
    value = TRY(to_int64(ts, argument));
    pointer = &value;
    return {};
  }
};

Result<int64_t> copy_range(ThreadState& ts, int from, int to, int64_t count, Value from_offset, Value to_offset) {
  if (count < 0) return raise(ts, Exc::kValueError, "negative value for 'count' not allowed");
  Offset source, target;
  TRY(source.init(ts, from_offset));
  TRY(target.init(ts, to_offset));
  ssize_t copied = TRY(retry_call(ts, [&] { return ::copy_file_range(from, source.pointer, to, target.pointer, static_cast<size_t>(count), 0); }));
  return count_or_error(ts, copied);
}
Result<int64_t> splice_files(ThreadState& ts, int from, int to, int64_t count, Value from_offset, Value to_offset, int flags) {
  if (count < 0) return raise(ts, Exc::kValueError, "negative value for 'count' not allowed");
  Offset source, target;
  TRY(source.init(ts, from_offset));
  TRY(target.init(ts, to_offset));
  ssize_t copied =
      TRY(retry_call(ts, [&] { return ::splice(from, source.pointer, to, target.pointer, static_cast<size_t>(count), static_cast<unsigned>(flags)); }));
  return count_or_error(ts, copied);
}

constexpr NativeMethod kFunctions[] = {
    function<read_file>("read", "($module, fd, length, /)", "Read up to length bytes."),
    function<read_at>("pread", "($module, fd, length, offset, /)", "Read up to length bytes from an offset; the position stays."),
    function<write_file>("write", "($module, fd, data, /)", "Write bytes; answers how many were taken."),
    function<write_at>("pwrite", "($module, fd, buffer, offset, /)", "Write bytes at an offset; the position stays."),
    function<read_vector>("readv", "($module, fd, buffers, /)", "Read into several writable buffers, one after the other."),
    function<write_vector>("writev", "($module, fd, buffers, /)", "Write several buffers, one after the other."),
    function<read_vector_at>("preadv", "($module, fd, buffers, offset, flags=0, /)", "Read into several buffers from an offset."),
    function<write_vector_at>("pwritev", "($module, fd, buffers, offset, flags=0, /)", "Write several buffers at an offset."),
    function<send_file>("sendfile", "($module, /, out_fd, in_fd, offset, count)", "Copy bytes from one descriptor to another."),
    function<copy_range>("copy_file_range", "($module, /, src, dst, count, offset_src=None, offset_dst=None)", "Copy bytes from one file to another."),
    function<splice_files>("splice", "($module, /, src, dst, count, offset_src=None, offset_dst=None, flags=0)",
                           "Move bytes between two descriptors, one of which is a pipe."),
};

}  // namespace

constexpr std::span<const NativeMethod> kPosixTransferFunctions = kFunctions;

}  // namespace pyemb
