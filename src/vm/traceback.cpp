// SPDX-License-Identifier: MIT
#include "vm/traceback.h"

#include "objects/native.h"
#include "objects/list.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/type_specs.h"
#include "vm/frame_object.h"

namespace pyemb {
namespace {

Value or_none(Value value) { return value.is_null() ? Value::none() : value; }

Value get_next(ThreadState&, Traceback& self) { return or_none(self.next); }

/// tb.tb_next = entry or None; a chain must not become a ring.
Status set_next(ThreadState& ts, Traceback& self, Value value) {
  if (value.is_null()) return raise(ts, Exc::kTypeError, "can't delete tb_next attribute");
  if (!value.is_none() && !is<Traceback>(value)) return raise(ts, Exc::kTypeError, "expected traceback object, got '%s'", type_name(ts, value));
  if (value.is_none()) value = Value::null();
  for (Value entry = value; !entry.is_null(); entry = as<Traceback>(entry).next) {
    if (entry == Value::from_object(&self)) return raise(ts, Exc::kValueError, "traceback loop detected");
  }
  decref(std::exchange(self.next, Ref::copy(value).release()));
  return {};
}

int64_t get_lasti(ThreadState&, Traceback& self) { return self.given_lasti >= 0 ? self.given_lasti : int64_t{self.offset} * 2; }

Result<Ref> get_lineno(ThreadState&, Traceback& self) {
  int32_t line = traceback_line(self);
  if (line >= 0) return Ref::steal(Value::from_int(line));
  return Ref::none();
}

/// types.TracebackType(tb_next, tb_frame, tb_lasti, tb_lineno)
Result<Ref> traceback_new(ThreadState& ts, Type&, Value next, Value frame, int lasti, int line) {
  if (!next.is_none() && !is<Traceback>(next)) {
    return raise(ts, Exc::kTypeError, "expected traceback object or None, got '%s'", type_name(ts, next));
  }
  if (!is<FrameObject>(frame)) return raise(ts, Exc::kTypeError, "TracebackType() argument 'tb_frame' must be frame, not %s", type_name(ts, frame));
  Own<Traceback> entry = TRY(new_traceback(ts, next.is_none() ? Value::null() : next, frame, static_cast<uint32_t>(lasti) / 2, line));
  entry->given_lasti = lasti;
  return entry;
}
constexpr NativeMethod kNew = class_method<traceback_new>("TracebackType", "(tb_next, tb_frame, tb_lasti, tb_lineno)", "");

Result<Ref> traceback_dir(ThreadState& ts, Traceback&) {
  Own<Str> frame = TRY(new_str(ts, "tb_frame"));
  Own<Str> next = TRY(new_str(ts, "tb_next"));
  Own<Str> lasti = TRY(new_str(ts, "tb_lasti"));
  Own<Str> line = TRY(new_str(ts, "tb_lineno"));
  return new_list_of(ts, Value::from_object(frame.get()), Value::from_object(next.get()), Value::from_object(lasti.get()), Value::from_object(line.get()));
}

constexpr NativeMethod kTracebackMethods[] = {
    method<traceback_dir>("__dir__", "($self, /)", "The names of the attributes."),
};
constexpr GetSet kTracebackGetSets[] = {
    getset<get_next, set_next>("tb_next", "The entry of the frame that was called, or None."),
    getset<get_lasti>("tb_lasti", "The index of the instruction."),
    getset<get_lineno>("tb_lineno", "The line."),
};
constexpr Member kTracebackMembers[] = {
    {"tb_frame", Member::kValueOrNone, offsetof(Traceback, frame), Member::kAuditedReadOnly, "The frame that the exception left."},
};

void traceback_traverse(Object* object, GcVisitor& visit) {
  auto& self = *static_cast<Traceback*>(object);
  visit(self.next);
  visit(self.frame);
}
void traceback_clear(ThreadState&, Object* object) {
  auto& self = *static_cast<Traceback*>(object);
  decref(std::exchange(self.next, Value::null()));
  decref(std::exchange(self.frame, Value::null()));
}

}  // namespace

constexpr TypeSpec kTracebackSpec = {
    .name = "traceback",
    .doc = "TracebackType(tb_next, tb_frame, tb_lasti, tb_lineno)\n--\n\nOne entry of the way that an exception took.",
    .id = TypeId::kTraceback,
    .size = sizeof(Traceback),
    .flags = Type::kCollected,
    .methods = kTracebackMethods,
    .getsets = kTracebackGetSets,
    .members = kTracebackMembers,
    .slots = {.new_ = new_from<kNew>},
    .traverse = traceback_traverse,
    .clear = traceback_clear,
    .dealloc = traceback_clear,
};

int32_t traceback_line(const Traceback& entry) {
  if (entry.line != Traceback::kLineOfFrame || entry.frame.is_null()) return entry.line;
  return code_line(frame_object_code(entry.frame), entry.offset);
}

Result<Own<Traceback>> new_traceback(ThreadState& ts, Value next, Value frame, uint32_t offset, int32_t line) {
  Own<Traceback> entry = TRY(new_native<Traceback>(ts));
  entry->next = Ref::copy(next).release();
  entry->frame = Ref::copy(frame).release();
  entry->offset = offset;
  entry->line = line;
  entry->given_lasti = -1;
  gc_track(ts, entry.get());
  return entry;
}

}  // namespace pyemb
