// SPDX-License-Identifier: MIT
#pragma once

<<<<<<< HEAD
// The buffer protocol: access to the memory of bytes-like objects without copying.

#include <cstdint>
#include <string_view>
=======
// The buffer protocol between native types (PEP 3118): an object lends its memory for the time of a Buffer.

#include <cstdint>
>>>>>>> 21eabe2 (Bytes: storage and buffers lent)

#include "objects/type.h"

namespace pyemb {

<<<<<<< HEAD
/// What an exporter says about its memory. `object` owns a reference for as long as the view is held; release it with Buffer.
struct BufferView {
  static constexpr int kMaxDimensions = 64;

  Value object = Value::null();  ///< the exporter, owned; null: released
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
  void close();
  std::string_view view() const { return {static_cast<const char*>(raw_.data), static_cast<size_t>(raw_.size)}; }
  uint8_t* data() { return static_cast<uint8_t*>(raw_.data); }
  int64_t size() const { return raw_.size; }
  const BufferView& raw() const { return raw_; }

 private:
  ThreadState& ts_;
  BufferView raw_;
};

=======
/// What a lender fills in. Bytes of item i_0, ..., i_n: data + sum(i_k * strides[k]) (+ suboffsets where >= 0).
struct BufferView {
  static constexpr int kMaxDimensions = 64;
  enum Request : int { kSimple = 0, kWritable = 1, kFormat = 4, kShape = 8, kStrides = 0x10 | kShape, kFull = 0x100 | kStrides | kFormat };

  char* data;
  int64_t size;          ///< bytes
  int64_t item_size;
  bool read_only;
  int dimensions;        ///< 0: a scalar
  const char* format;    ///< struct syntax; null: "B"
  int64_t* shape;        ///< null: one dimension of size / item_size
  int64_t* strides;      ///< null: contiguous, C order
  int64_t* suboffsets;   ///< null: none
  void* internal;        ///< the lender's own
};

/// A borrowed buffer of an object; returned in the destructor.
class Buffer {
 public:
  explicit Buffer(ThreadState& ts) : ts_(ts) {}
  ~Buffer() { release(); }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;

  /// Borrows `object`'s memory; TypeError "a bytes-like object is required, not 'x'", BufferError if it cannot be lent this way.
  [[nodiscard]] Status borrow(Value object, int request = BufferView::kSimple);
  /// Gives it back early.
  void release();

  const BufferView& view() const { return view_; }
  const uint8_t* bytes() const { return reinterpret_cast<const uint8_t*>(view_.data); }
  uint8_t* writable() const { return reinterpret_cast<uint8_t*>(view_.data); }
  int64_t size() const { return view_.size; }
  Value owner() const { return owner_; }

 private:
  ThreadState& ts_;
  Ref owner_;
  BufferView view_ = {};
};

/// Whether the object can lend its memory.
bool has_buffer(ThreadState& ts, Value object);

>>>>>>> 21eabe2 (Bytes: storage and buffers lent)
}  // namespace pyemb
