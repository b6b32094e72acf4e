// SPDX-License-Identifier: MIT
#include <algorithm>
#include <cstring>

#include "modules/io/newline.h"
#include "modules/module_type_specs.h"
#include "objects/dict.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/tuple.h"

// _io.StringIO: a text stream in memory.
//
// The text stands in a buffer of units as wide as its widest code point so far needed; getvalue() and reading make narrow strings of it.

namespace pyemb {
namespace io {
namespace {

struct StringIO : IOBase {
  static constexpr TypeId kId = ModuleType::kStringIO;

  void* buffer;
  int64_t capacity;   ///< units
  int64_t size;       ///< code points of the text
  int64_t position;   ///< may lie behind the end
  Str::Kind kind;
  Newline newline;
  bool ready;         ///< __init__ has run
  bool closed;
  NewlineState newlines;

  Text text() const { return {buffer == nullptr ? "" : buffer, size, kind}; }
  size_t bytes(int64_t units) const { return static_cast<size_t>(units) * kind; }
};

Status check_ready(ThreadState& ts, const StringIO& self) {
  if (self.closed) return raise(ts, Exc::kValueError, "I/O operation on closed file");
  if (!self.ready) return raise(ts, Exc::kValueError, "I/O operation on uninitialized object");
  return {};
}

void drop_buffer(ThreadState& ts, StringIO& self) {
  ts.interp.heap.release_buffer(std::exchange(self.buffer, nullptr), self.bytes(self.capacity));
  self.capacity = self.size = 0;
  self.kind = Str::kOneByte;
}

/// Room for `needed` units of `kind` or wider.
Status make_room(ThreadState& ts, StringIO& self, int64_t needed, Str::Kind kind) {
  kind = std::max(kind, self.kind);
  if (needed <= self.capacity && kind == self.kind) return {};
  if (needed > INT64_MAX / 16) return raise(ts, Exc::kOverflowError, "new buffer size too large");
  int64_t capacity = needed <= self.capacity ? self.capacity : std::max<int64_t>(needed + needed / 4, 32);
  void* grown = ts.interp.heap.allocate_buffer(static_cast<size_t>(capacity) * kind);
  if (grown == nullptr) return raise_no_memory(ts);
  copy_text(kind, grown, self.text());
  ts.interp.heap.release_buffer(self.buffer, self.bytes(self.capacity));
  self.buffer = grown;
  self.capacity = capacity;
  self.kind = kind;
  return {};
}

/// Puts text at the position, over what is there.
Status put(ThreadState& ts, StringIO& self, const Str& text) {
  if (text.length == 0) return {};
  if (self.position > INT64_MAX - text.length) return raise(ts, Exc::kOverflowError, "new position too large");
  int64_t end = self.position + text.length;
  TRY(make_room(ts, self, std::max(end, self.size), text.kind));
  auto* data = static_cast<char*>(self.buffer);
  if (self.position > self.size) std::memset(data + self.bytes(self.size), 0, self.bytes(self.position - self.size));
  copy_text(self.kind, data + self.bytes(self.position), Text(text));
  self.position = end;
  self.size = std::max(self.size, end);
  return {};
}

Status put_translated(ThreadState& ts, StringIO& self, Str& text) {
  if (self.newline == Newline::kLf) return put(ts, self, text);
  Own<Str> made = Own<Str>::copy(&text);
  if (is_universal(self.newline)) {
    made = TRY(self.newlines.decode(ts, std::move(made), true));
  } else {
    made = TRY(replace_newlines(ts, std::move(made), self.newline));
  }
  return put(ts, self, *made);
}

// -- construction --------------------------------------------------------------------------------------------------------------------

Result<Ref> create(ThreadState& ts, Type& type, CallArgs) {
  Own<StringIO> self = TRY(new_native<StringIO>(ts, type));
  self->kind = Str::kOneByte;
  gc_track(ts, self.get());
  return self;
}

Status init(ThreadState& ts, StringIO& self, Value initial, Value newline_value) {
  Newline newline = Newline::kLf;
  if (newline_value.is_none()) {
    newline = Newline::kTranslate;
  } else if (!newline_value.is_null()) {
    if (!is<Str>(newline_value)) return raise(ts, Exc::kTypeError, "newline must be str or None, not %.200s", type_name(ts, newline_value));
    std::optional<Newline> known = newline_of(as<Str>(newline_value));
    if (!known) {
      Own<Str> shown = TRY(repr(ts, newline_value));
      return raise(ts, Exc::kValueError, "illegal newline value: %s", Utf8(ts, *shown).c_str());
    }
    newline = *known;
  }
  bool given = !initial.is_null() && !initial.is_none();
  if (given && !is<Str>(initial)) return raise(ts, Exc::kTypeError, "initial_value must be str or None, not %.200s", type_name(ts, initial));
  self.ready = false;
  drop_buffer(ts, self);
  self.newline = newline;
  self.newlines = NewlineState{newline == Newline::kTranslate, false, 0};
  self.position = 0;
  if (given) TRY(put_translated(ts, self, as<Str>(initial)));
  self.position = 0;
  self.closed = false;
  self.ready = true;
  return {};
}

// -- reading -------------------------------------------------------------------------------------------------------------------------

Result<Ref> take(ThreadState& ts, StringIO& self, int64_t end) {
  int64_t start = std::exchange(self.position, end);
  return new_str(ts, self.text().part(start, end));
}

Result<Ref> read(ThreadState& ts, StringIO& self, Value size_value) {
  TRY(check_ready(ts, self));
  int64_t count = TRY(size_argument(ts, size_value));
  int64_t left = self.size - self.position;
  if (left <= 0) return new_str(ts, "");
  if (count < 0 || count > left) count = left;
  return take(ts, self, self.position + count);
}

Result<Ref> take_line(ThreadState& ts, StringIO& self, int64_t limit) {
  if (self.position >= self.size) return new_str(ts, "");
  int64_t last = limit >= 0 && limit < self.size - self.position ? self.position + limit : self.size;
  int64_t searched;
  int64_t end = find_line_end(self.text().part(0, last), self.position, self.newline, &searched);
  return take(ts, self, end < 0 ? last : end);
}

Result<Ref> read_line(ThreadState& ts, StringIO& self, Value size_value) {
  TRY(check_ready(ts, self));
  int64_t limit = TRY(size_argument(ts, size_value));
  return take_line(ts, self, limit);
}

Result<Ref> next(ThreadState& ts, Value value) {
  auto& self = as<StringIO>(value);
  TRY(check_ready(ts, self));
  if (!self.is_exactly(ModuleType::kStringIO)) {
    Ref line = TRY(call_named(ts, value, "readline"));
    if (!is<Str>(line)) return raise(ts, Exc::kOSError, "readline() should have returned an str object, not '%.200s'", type_name(ts, line));
    if (line.as<Str>()->length == 0) return Result<Ref>::absent();
    return line;
  }
  if (self.position >= self.size) return Result<Ref>::absent();
  return take_line(ts, self, -1);
}

Result<Ref> get_value(ThreadState& ts, StringIO& self) {
  TRY(check_ready(ts, self));
  return new_str(ts, self.text());
}

// -- writing and moving ----------------------------------------------------------------------------------------------------------------

Result<int64_t> write(ThreadState& ts, StringIO& self, Value text) {
  if (!is<Str>(text)) return raise(ts, Exc::kTypeError, "string argument expected, got '%s'", type_name(ts, text));
  TRY(check_ready(ts, self));
  TRY(put_translated(ts, self, as<Str>(text)));
  return as<Str>(text).length;
}

Result<int64_t> tell(ThreadState& ts, StringIO& self) {
  TRY(check_ready(ts, self));
  return self.position;
}

Result<int64_t> seek(ThreadState& ts, StringIO& self, int64_t position, std::optional<int> whence_value) {
  TRY(check_ready(ts, self));
  int whence = whence_value.value_or(0);
  if (whence < 0 || whence > 2) return raise(ts, Exc::kValueError, "Invalid whence (%i, should be 0, 1 or 2)", whence);
  if (whence == 0 && position < 0) return raise(ts, Exc::kValueError, "Negative seek position %lld", static_cast<long long>(position));
  if (whence != 0 && position != 0) return raise(ts, Exc::kOSError, "Can't do nonzero cur-relative seeks");
  if (whence == 0) self.position = position;
  if (whence == 2) self.position = self.size;
  return self.position;
}

Result<int64_t> truncate(ThreadState& ts, StringIO& self, Value size_value) {
  TRY(check_ready(ts, self));
  int64_t size = self.position;
  if (!size_value.is_null() && !size_value.is_none()) {
    size = TRY(size_argument(ts, size_value));
    if (size < 0) return raise(ts, Exc::kValueError, "Negative size value %lld", static_cast<long long>(size));
  }
  self.size = std::min(self.size, size);
  return size;
}

Status close(ThreadState& ts, StringIO& self) {
  self.closed = true;
  drop_buffer(ts, self);
  return {};
}
Result<bool> yes(ThreadState& ts, StringIO& self) {
  TRY(check_ready(ts, self));
  return true;
}
Result<bool> get_closed(ThreadState& ts, StringIO& self) {
  if (!self.ready) return raise(ts, Exc::kValueError, "I/O operation on uninitialized object");
  return self.closed;
}
Result<bool> get_line_buffering(ThreadState& ts, StringIO& self) {
  TRY(check_ready(ts, self));
  return false;
}
Result<Ref> get_newlines(ThreadState& ts, StringIO& self) {
  TRY(check_ready(ts, self));
  return seen_line_ends(ts, is_universal(self.newline) ? self.newlines.seen : 0);
}

// -- pickling ----------------------------------------------------------------------------------------------------------------------------

Result<Ref> get_state(ThreadState& ts, StringIO& self) {
  Ref contents = TRY(get_value(ts, self));
  Ref newline;
  if (self.newline != Newline::kTranslate) newline = TRY(new_str(ts, newline_text(self.newline)));
  Ref position = TRY(new_int(ts, self.position));
  Own<Dict> copy;
  if (!self.dict.is_null()) copy = TRY(dict_copy(ts, as<Dict>(self.dict)));
  Value dict = copy ? Value(copy) : Value::none();
  return new_tuple_of(ts, contents, newline ? Value(newline) : Value::none(), position, dict);
}

Status set_state(ThreadState& ts, StringIO& self, Value state) {
  if (!is<Tuple>(state) || as<Tuple>(state).size < 4) {
    return raise(ts, Exc::kTypeError, "%.200s.__setstate__ argument should be 4-tuple, got %.200s", type_name(ts, Value::from_object(&self)),
                 type_name(ts, state));
  }
  if (self.closed) return check_ready(ts, self);
  const Tuple& parts = as<Tuple>(state);
  TRY(init(ts, self, parts.at(0), parts.at(1)));
  // The contents as they were: what init() wrote may have been translated once more.
  drop_buffer(ts, self);
  self.position = 0;
  if (is<Str>(parts.at(0))) TRY(put(ts, self, as<Str>(parts.at(0))));
  Value position = parts.at(2);
  if (!is_any_int(position)) return raise(ts, Exc::kTypeError, "third item of state must be an integer, got %.200s", type_name(ts, position));
  int64_t at = TRY(to_ssize(ts, position));
  if (at < 0) return raise(ts, Exc::kValueError, "position value cannot be negative");
  self.position = at;
  Value dict = parts.at(3);
  if (dict.is_none()) return {};
  if (!is<Dict>(dict)) return raise(ts, Exc::kTypeError, "fourth item of state should be a dict, got a %.200s", type_name(ts, dict));
  if (self.dict.is_null()) {
    set_field(self.dict, Ref::copy(dict));
    return {};
  }
  return dict_update(ts, as<Dict>(self.dict), dict);
}

constexpr NativeMethod kInit = method<init>("StringIO", "($self, initial_value='', newline='\\n')", "");
constexpr NativeMethod kMethods[] = {
    method<close>("close", "($self, /)", "Close the stream and drop the text."),
    method<get_value>("getvalue", "($self, /)", "Retrieve the entire contents of the object."),
    method<read>("read", "($self, size=-1, /)", "Read at most size characters, all that is left without a size."),
    method<read_line>("readline", "($self, size=-1, /)", "Read until newline or EOF; at most size characters."),
    method<tell>("tell", "($self, /)", "Tell the current file position."),
    method<truncate>("truncate", "($self, pos=None, /)", "Cut the text off at pos, by default at the position, which stays. Returns the size."),
    method<seek>("seek", "($self, pos, whence=0, /)", "Move to a position from the start (whence 0), or to the end (pos 0, whence 2). Returns the new one."),
    method<write>("write", "($self, s, /)", "Write the text and return the number of characters."),
    method<yes>("seekable", "($self, /)", "Returns True if the IO object can be seeked."),
    method<yes>("readable", "($self, /)", "Returns True if the IO object can be read."),
    method<yes>("writable", "($self, /)", "Returns True if the IO object can be written."),
    method<get_state>("__getstate__", "($self, /)", nullptr),
    method<set_state>("__setstate__", "($self, state, /)", nullptr),
};
constexpr GetSet kGetSets[] = {
    getset<get_closed>("closed", nullptr),
    getset<get_newlines>("newlines", nullptr),
    getset<get_line_buffering>("line_buffering", nullptr),
};

using Owned = OwnedFields<StringIO, &StringIO::dict>;
void dealloc(ThreadState& ts, Object* object) {
  drop_buffer(ts, *static_cast<StringIO*>(object));
  Owned::dealloc(ts, object);
}

}  // namespace
}  // namespace io

constexpr TypeSpec kStringIOSpec = {
    .name = "_io.StringIO",
    .doc = "StringIO(initial_value='', newline='\\n')\n\nText I/O in memory. newline works as in TextIOWrapper, except that what is written is translated "
           "where universal newlines are.",
    .id = ModuleType::kStringIO,
    .base = ModuleType::kTextIOBase,
    .size = sizeof(io::StringIO),
    .flags = io::kStreamFlags,
    .methods = io::kMethods,
    .getsets = io::kGetSets,
    .slots = {.next = io::next, .init = init_from<io::kInit>, .new_ = io::create},
    .traverse = io::Owned::traverse,
    .clear = io::Owned::clear,
    .dealloc = io::dealloc,
};

}  // namespace pyemb
