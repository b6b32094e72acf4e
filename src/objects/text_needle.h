// SPDX-License-Identifier: MIT
#pragma once

// What is searched for, in the units of what is searched in.

#include "objects/raise.h"
#include "objects/text_view.h"

namespace pyemb {

class Needle {
 public:
  Needle(ThreadState& ts, const Str& needle, Str::Kind kind) : ts_(ts), data_(needle.data()), length_(needle.length) {
    fits_ = needle.kind <= kind;
    if (!fits_ || needle.kind == kind) return;
    size_t size = static_cast<size_t>(length_) * kind;
    void* room = inline_;
    if (size > sizeof inline_) {
      room = ts.interp.heap.allocate_buffer(size);
      if (room == nullptr) {
        ok_ = false;
        return;
      }
      buffer_size_ = size;
    }
    copy_text(kind, room, Text(needle));
    data_ = room;
  }
  ~Needle() {
    if (buffer_size_ > 0) ts_.interp.heap.release_buffer(const_cast<void*>(data_), buffer_size_);
  }
  Needle(const Needle&) = delete;
  Needle& operator=(const Needle&) = delete;

  bool ok() const { return ok_; }      ///< false: out of memory, nothing raised
  bool fits() const { return fits_; }  ///< false: it has a code point that text of that kind cannot have
  int64_t length() const { return length_; }
  template <class Unit>
  const Unit* units() const {
    return static_cast<const Unit*>(data_);
  }

 private:
  ThreadState& ts_;
  const void* data_;
  int64_t length_;
  size_t buffer_size_ = 0;
  bool fits_ = true;
  bool ok_ = true;
  alignas(4) char inline_[128];
};

}  // namespace pyemb
