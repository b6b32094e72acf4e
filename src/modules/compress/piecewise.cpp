// SPDX-License-Identifier: MIT
#include "modules/compress/piecewise.h"

#include "objects/buffer.h"
#include "objects/bytes.h"

namespace pyemb {

Result<Ref> compress_piece(ThreadState& ts, PiecewiseCompressor& self, CompressionStep step, Value data) {
  Buffer buffer(ts);
  TRY(buffer.open(data));
  ObjectLock locked(ts, self.lock);
  if (self.flushed) return raise(ts, Exc::kValueError, "Compressor has been flushed");
  std::string_view input = buffer.view();
  CompressionOutput out(ts);
  do {
    TRY(out.make_room());
    TRY(step(ts, self, input, false, out));
  } while (!input.empty());
  return out.finish();
}

Result<Ref> compress_flush(ThreadState& ts, PiecewiseCompressor& self, CompressionStep step) {
  ObjectLock locked(ts, self.lock);
  if (self.flushed) return raise(ts, Exc::kValueError, "Repeated call to flush()");
  self.flushed = true;
  std::string_view input;
  CompressionOutput out(ts);
  while (true) {
    TRY(out.make_room());
    bool ended = TRY(step(ts, self, input, true, out));
    if (ended) return out.finish();
  }
}

Status piecewise_begin(ThreadState& ts, PiecewiseDecompressor& self) {
  piecewise_drop(self);
  Own<Bytes> nothing = TRY(new_bytes(ts, {}));
  self.unused_data = Ref(std::move(nothing)).release();
  self.eof = self.broken = false;
  self.needs_input = true;
  return {};
}

void piecewise_drop(PiecewiseDecompressor& self) {
  decref(std::exchange(self.unused_data, Value::null()));
  decref(std::exchange(self.rest, Value::null()));
}

namespace {

/// Runs the library until the input, the output or the stream is at its end.
Status run(ThreadState& ts, PiecewiseDecompressor& self, CompressionStep step, Pending pending, std::string_view& input, CompressionOutput& out) {
  while (true) {
    TRY(out.make_room());
    self.eof = TRY(step(ts, self, input, false, out));
    if (self.eof) return {};
    if (input.empty() && pending == Pending::kNothing) return {};
    if (out.room() == 0) {
      if (out.at_limit()) return {};
    } else if (input.empty()) {
      return {};
    }
  }
}

/// What was left over the last time, and behind it the new data; either may be empty.
Result<Ref> join(ThreadState& ts, Value rest, std::string_view data) {
  if (data.empty()) return Ref::copy(rest);
  std::string_view before = as<Bytes>(rest).view();
  Own<Bytes> joined = TRY(new_bytes_buffer(ts, static_cast<int64_t>(before.size() + data.size())));
  before.copy(reinterpret_cast<char*>(joined->data()), before.size());
  data.copy(reinterpret_cast<char*>(joined->data()) + before.size(), data.size());
  return joined;
}

}  // namespace

Result<Ref> decompress_piece(ThreadState& ts, PiecewiseDecompressor& self, CompressionStep step, Pending pending, const char* at_end, Value data,
                             int64_t max_length) {
  Buffer buffer(ts);
  TRY(buffer.open(data));
  ObjectLock locked(ts, self.lock);
  if (self.eof) return raise(ts, Exc::kEOFError, "%s", at_end);
  if (self.broken) return raise(ts, Exc::kValueError, "Decompressor is unusable after a previous error");
  std::string_view input = buffer.view();
  Ref joined;
  if (!self.rest.is_null()) {
    joined = TRY(join(ts, self.rest, input));
    input = as<Bytes>(joined).view();
  }
  CompressionOutput out(ts, max_length < 0 ? CompressionOutput::kUnlimited : max_length);
  Status outcome = run(ts, self, step, pending, input, out);
  if (outcome.raised() && pending == Pending::kNothing) {
    self.broken = true;
    self.needs_input = false;
  }
  TRY(outcome);
  Ref left;
  if (!input.empty()) left = TRY(new_bytes(ts, input));
  if (self.eof) {
    self.needs_input = false;
    if (left) decref(std::exchange(self.unused_data, left.release()));
  } else {
    self.needs_input = input.empty() && (pending == Pending::kNothing || out.room() > 0);
  }
  decref(std::exchange(self.rest, left.release()));
  return out.finish();
}

}  // namespace pyemb
