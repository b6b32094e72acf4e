// SPDX-License-Identifier: MIT
#pragma once

// The buffer protocol: access to the memory of bytes-like objects without copying.

#include <cstdint>
#include <string_view>

#include "objects/type.h"

namespace pyemb {

/// What an exporter says about its memory. `object` owns a reference for as long as the view is held; release it with Buffer.
struct BufferView {
  static constexpr int kMaxDimensions = 64;

  Value object = Value::null();  ///< the exporter, owned; null: released. TypeSpec::get_buffer() sets it where another object lends the memory
  void* data = nullptr;
  int64_t size = 0;              ///< bytes
  int64_t item_size = 1;
  const char* format = nullptr;  ///< struct syntax; null: "B"
  int dimensions = 1;
  bool readonly = true;
  const int64_t* shape = nullptr;       ///< null: one dimension of size / item_size
  const int64_t* strides = nullptr;     ///< null: C-contiguous
  const int64_t* suboffsets = nullptr;
  void* internal = nullptr;             ///< the exporter's own
};

enum BufferFlag : int {  // what a caller asks for; the numbers of PyBUF_*
  kBufferSimple = 0,
  kBufferWritable = 0x1,
  kBufferFormat = 0x4,
  kBufferShape = 0x8,
  kBufferStrides = 0x18,
  kBufferContiguousC = 0x38,
  kBufferIndirect = 0x118,
};

bool has_buffer(ThreadState& ts, Value value);

/// How large the block is in which the C ABI shows the buffer of an object for as long as that lives. The object owns it.
inline constexpr size_t kShownBufferSize = 96;

/// Holds a view for its lifetime.
///     Buffer buffer(ts);
///     TRY(buffer.open(value));            // TypeError "a bytes-like object is required, not 'x'"
///     use(buffer.view());
class Buffer {
 public:
  explicit Buffer(ThreadState& ts) : ts_(ts) {}
  ~Buffer() { close(); }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;

  [[nodiscard]] Status open(Value value, int flags = kBufferSimple);
  /// For an argument that is written to: TypeError "function() argument must be read-write bytes-like object, not x". `function` may be "".
  [[nodiscard]] Status open_writable(Value value, const char* function);
  void close();
  std::string_view view() const { return {static_cast<const char*>(raw_.data), static_cast<size_t>(raw_.size)}; }
  uint8_t* data() { return static_cast<uint8_t*>(raw_.data); }
  int64_t size() const { return raw_.size; }
  const BufferView& raw() const { return raw_; }

 private:
  ThreadState& ts_;
  BufferView raw_;
};

}  // namespace pyemb
