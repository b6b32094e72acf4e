// SPDX-License-Identifier: MIT
#include "vm/frame_object.h"

#include "objects/attributes.h"
#include "objects/audit.h"
#include "objects/native.h"
#include "objects/operations.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "objects/type_specs.h"
#include "vm/frame_jump.h"
#include "vm/generator.h"
#include "vm/run.h"
#include "vm/traceback.h"

namespace pyemb {
namespace {

/// The registers of the frame, whether it lives or not; null: cleared.
Value* values_of(FrameObject& self) { return self.frame != nullptr ? self.frame->regs : self.values; }

bool is_in(const Tuple& names, Value name) {
  for (Value other : names.span()) {
    if (other == name) return true;
  }
  return false;
}

/// What a variable's register holds for Python: the contents of a cell; null: unbound.
Value variable_value(const Code& code, const Value* values, int32_t i) {
  Value value = values[i];
  if (!is_exactly(value, TypeId::kCell)) return value;
  bool is_cell = i >= code.nlocals || is_in(*code.cellvars, code.register_names->at(i));
  return is_cell ? as<Cell>(value).contents : value;
}

/// Brings a dict of the fast locals up to date; `values` null: the frame was cleared, and none is bound. `cells`: those of the function, where
/// the frame has not taken them yet.
Status update_locals(ThreadState& ts, const Code& code, const Value* values, const Tuple* cells, Dict& locals) {
  bool is_class = !code.is(Code::kOptimized);
  int32_t end = is_class ? code.first_temp - code.nfree : code.first_temp;
  for (int32_t i = 0; i < end; ++i) {
    Value name = code.register_names->at(i);
    Value value = values == nullptr ? Value::null() : variable_value(code, values, i);
    int32_t free = i - (code.first_temp - code.nfree);
    if (cells != nullptr && free >= 0) value = as<Cell>(cells->at(free)).contents;
    if (value.is_null()) {
      TRY(dict_delete(ts, locals, name));
    } else {
      TRY(dict_set(ts, locals, name, value));
    }
  }
  return {};
}

/// The cells of a generator that has not begun: it takes them when it does. Null: the frame has its cells.
const Tuple* cells_to_come(const FrameObject& self) {
  if (self.frame == nullptr || self.code->nfree == 0 || self.frame->function() == nullptr) return nullptr;
  bool begun = static_cast<Op>(code_generic_insn(*self.code, self.frame->offset()).op) != Op::kRETURN_GENERATOR;
  return begun ? nullptr : self.frame->function()->closure;
}

// -- attributes ----------------------------------------------------------------------------------------------------------

Result<Ref> get_back(ThreadState& ts, FrameObject& self) {
  if (self.frame == nullptr) return Ref::copy(self.back.is_null() ? Value::none() : self.back);
  Frame* caller = seen_frame(self.frame->previous);
  if (caller == nullptr) return Ref::none();
  return frame_object(ts, *caller);
}
Result<Ref> get_code(ThreadState& ts, FrameObject& self) {
  TRY(audit_attribute(ts, "object.__getattr__", Value::from_object(&self), "f_code"));
  return Ref::copy(self.code);
}
Value get_globals(ThreadState&, FrameObject& self) { return Value::from_object(self.globals); }
Value get_builtins(ThreadState&, FrameObject& self) { return Value::from_object(self.builtins); }
Result<Ref> get_locals(ThreadState& ts, FrameObject& self) { return frame_object_locals(ts, self); }
int64_t get_lasti(ThreadState&, FrameObject& self) { return int64_t{frame_object_offset(self)} * 2; }
Result<Ref> get_lineno(ThreadState&, FrameObject& self) {
  const int32_t line = frame_object_shown_line(self);
  if (line < 0) return Ref::none();
  return Ref::steal(Value::from_int(line));
}
Value get_trace(ThreadState&, FrameObject& self) { return self.trace.is_null() ? Value::none() : self.trace; }
Status set_trace(ThreadState&, FrameObject& self, Value value) {
  self.traced_line = frame_object_line(self);  // the rest of this line is no new one
  self.traced_offset = frame_object_offset(self);
  decref(std::exchange(self.trace, value.is_null() || value.is_none() ? Value::null() : Ref::copy(value).release()));
  return {};
}

/// frame.clear(): drops the variables of a frame that does not run.
Status clear_frame(ThreadState& ts, FrameObject& self) {
  if (self.frame != nullptr) {
    if (!self.frame->has(Frame::kGenerator) || generator_of(*self.frame).state == GeneratorObject::kRunning) {
      return raise(ts, Exc::kRuntimeError, "cannot clear an executing frame");
    }
    Ref keep = Ref::copy(&generator_of(*self.frame));
    finalize_generator(ts, keep);
    if (self.frame != nullptr) end_generator(ts, *keep.as<GeneratorObject>());
  }
  Value* values = std::exchange(self.values, nullptr);
  if (values == nullptr) return {};
  for (int32_t i = 0; i < self.code->first_temp; ++i) decref(values[i]);
  ts.interp.heap.release_buffer(values, static_cast<size_t>(self.code->first_temp) * sizeof(Value));
  return {};
}

Result<Ref> frame_repr(ThreadState& ts, Value value) {
  auto& self = as<FrameObject>(value);
  Own<Str> file = TRY(repr(ts, Value::from_object(self.code->filename)));
  return new_str_format(ts, "<frame at %p, file %s, line %d, code %s>", static_cast<void*>(&self), Utf8(ts, *file).c_str(), frame_object_line(self),
                        Utf8(ts, *self.code->name).c_str());
}

constexpr NativeMethod kFrameMethods[] = {
    method<clear_frame>("clear", "($self, /)", "Drop the references that the frame's variables hold."),
};
constexpr GetSet kFrameGetSets[] = {
    getset<get_back>("f_back", "The caller's frame, or None."),
    getset<get_code>("f_code", "The code object that runs."),
    getset<get_globals>("f_globals", "The global variables."),
    getset<get_builtins>("f_builtins", "The built-in names."),
    getset<get_locals>("f_locals", "The local variables, as they are now."),
    getset<get_lasti>("f_lasti", "The index of the last instruction."),
    getset<get_lineno, request_jump>("f_lineno", "The line that is executed."),
    getset<get_trace, set_trace>("f_trace", "The trace function of this frame."),
};
constexpr Member kFrameMembers[] = {
    {"f_trace_lines", Member::kBool, offsetof(FrameObject, trace_lines), Member::kReadWrite, "Whether each line makes a trace event."},
    {"f_trace_opcodes", Member::kBool, offsetof(FrameObject, trace_opcodes), Member::kReadWrite, "Whether each instruction makes a trace event."},
};

void frame_traverse(Object* object, GcVisitor& visit) {
  auto& self = *static_cast<FrameObject*>(object);
  visit(self.code);
  visit(self.globals);
  visit(self.builtins);
  visit(self.locals);
  visit(self.back);
  visit(self.trace);
  if (self.values == nullptr) return;
  for (int32_t i = 0; i < self.code->first_temp; ++i) visit(self.values[i]);
}

void frame_clear(ThreadState&, Object* object) {
  auto& self = *static_cast<FrameObject*>(object);
  decref(std::exchange(self.locals, Value::null()));
  decref(std::exchange(self.back, Value::null()));
  decref(std::exchange(self.trace, Value::null()));
  if (self.values == nullptr) return;
  for (int32_t i = 0; i < self.code->first_temp; ++i) decref(std::exchange(self.values[i], Value::null()));
}

void frame_dealloc(ThreadState& ts, Object* object) {
  auto& self = *static_cast<FrameObject*>(object);
  frame_clear(ts, object);
  if (self.values != nullptr) ts.interp.heap.release_buffer(self.values, static_cast<size_t>(self.code->first_temp) * sizeof(Value));
  decref(Value::from_object(self.globals));
  decref(Value::from_object(self.builtins));
  decref(Value::from_object(self.code));
}

}  // namespace

constexpr TypeSpec kFrameSpec = {
    .name = "frame",
    .id = TypeId::kFrame,
    .size = sizeof(FrameObject),
    .flags = Type::kCollected | Type::kNoNew,
    .methods = kFrameMethods,
    .getsets = kFrameGetSets,
    .members = kFrameMembers,
    .slots = {.repr = frame_repr},
    .traverse = frame_traverse,
    .clear = frame_clear,
    .dealloc = frame_dealloc,
};

Result<Own<FrameObject>> new_frame_object(ThreadState& ts, Code& code, Dict& globals, Dict& builtins, Value locals) {
  Own<FrameObject> object = TRY(new_native<FrameObject>(ts));
  object->code = Own<Code>::copy(&code).release();
  object->globals = Own<Dict>::copy(&globals).release();
  object->builtins = Own<Dict>::copy(&builtins).release();
  object->locals = Ref::copy(locals).release();
  object->trace_lines = true;
  object->traced_line = code.firstlineno;
  object->event = FrameObject::kNeverRuns;
  object->jump = -1;
  gc_track(ts, object.get());
  return object;
}

Result<FrameObject*> frame_object_of(ThreadState& ts, Frame& frame) {
  if (frame.has(Frame::kHasObject)) return frame.object;
  Own<FrameObject> object = TRY(new_native<FrameObject>(ts));
  object->frame = &frame;
  object->code = Own<Code>::copy(frame.code).release();
  object->globals = Own<Dict>::copy(frame.globals).release();
  object->builtins = Own<Dict>::copy(frame.builtins).release();
  if (frame.has(Frame::kHasLocals)) object->locals = Ref::copy(frame.locals).release();
  object->trace_lines = true;
  object->traced_line = -1;
  object->jump = -1;
  gc_track(ts, object.get());
  frame.object = object.release();
  frame.flags |= Frame::kHasObject;
  return frame.object;
}

Result<Ref> frame_object(ThreadState& ts, Frame& frame) {
  FrameObject* object = TRY(frame_object_of(ts, frame));
  return Ref::copy(object);
}

Own<FrameObject> detach_frame_object(ThreadState& ts, Frame& frame) {
  Own<FrameObject> object = Own<FrameObject>::steal(frame.object);
  frame.flags &= static_cast<uint16_t>(~Frame::kHasObject);
  object->frame = nullptr;
  object->offset = frame.offset();
  if (object->refcount == 1) return object;
  auto count = static_cast<size_t>(frame.code->first_temp);
  object->values = static_cast<Value*>(ts.interp.heap.allocate_buffer(count * sizeof(Value)));
  if (object->values != nullptr) {
    for (size_t i = 0; i < count; ++i) object->values[i] = std::exchange(frame.regs[i], Value::null());
  }
  Frame* caller = seen_frame(frame.previous);
  if (caller == nullptr) return object;
  Result<FrameObject*> back = frame_object_of(ts, *caller);
  if (back.raised()) {
    ts.clear_pending();
  } else {
    object->back = Ref::copy(back.take()).release();
  }
  return object;
}

uint32_t frame_object_offset(const FrameObject& object) { return object.frame != nullptr ? object.frame->offset() : object.offset; }

int32_t frame_object_line(const FrameObject& object) {
  if (object.event == FrameObject::kNeverRuns) return object.traced_line;
  return code_line(*object.code, frame_object_offset(object));
}

int32_t frame_object_shown_line(const FrameObject& object) {
  if (object.jump >= 0) return code_line(*object.code, static_cast<uint32_t>(object.jump));
  const bool entering = object.event == FrameObject::kCall;
  const int32_t line = entering ? object.code->firstlineno : frame_object_line(object);
  const bool own = line >= 0 && (entering || !is_joint_end(*object.code, frame_object_offset(object)));
  return !own && object.traced_line > 0 ? object.traced_line : line;  // an instruction of no line: the tracer has seen this one last
}

Result<Ref> frame_object_locals(ThreadState& ts, FrameObject& object) {
  if (object.frame != nullptr && object.frame->has(Frame::kHasLocals)) return Ref::copy(object.frame->locals);
  if (!object.code->is(Code::kNewLocals) && !object.locals.is_null()) return Ref::copy(object.locals);
  if (object.locals.is_null()) {
    Ref made = TRY(new_dict(ts));
    decref(std::exchange(object.locals, made.release()));
  }
  Ref locals = Ref::copy(object.locals);
  if (is_dict(locals)) TRY(update_locals(ts, *object.code, values_of(object), cells_to_come(object), *locals.as<Dict>()));
  return locals;
}

void store_locals(ThreadState& ts, FrameObject& object, Unnamed unnamed) {
  const bool has_mapping = object.frame != nullptr && object.frame->has(Frame::kHasLocals);
  if (has_mapping || object.locals.is_null() || !is_dict(object.locals) || values_of(object) == nullptr) return;
  const Code& code = *object.code;
  Ref locals = Ref::copy(object.locals);
  for (int32_t i = 0; i < code.first_temp; ++i) {
    Value* place = &values_of(object)[i];
    bool is_cell = i >= code.nlocals || is_in(*code.cellvars, code.register_names->at(i));
    if (is_cell && is_exactly(*place, TypeId::kCell)) place = &as<Cell>(*place).contents;
    Value value = dict_get(ts, *locals.as<Dict>(), &as<Str>(code.register_names->at(i)));
    if (value == *place || (value.is_null() && unnamed == Unnamed::kKeep)) continue;
    decref(std::exchange(*place, Ref::copy(value).release()));
  }
}

Result<bool> frame_object_bind(ThreadState& ts, FrameObject& object, Str& name, Value value) {
  const Code& code = *object.code;
  for (int32_t i = 0; code.is(Code::kOptimized) && i < code.first_temp; ++i) {
    if (!str_equal(as<Str>(code.register_names->at(i)), name)) continue;
    Value* values = values_of(object);
    if (values == nullptr) return false;
    Value* place = &values[i];
    const bool is_cell = i >= code.nlocals || is_in(*code.cellvars, code.register_names->at(i));
    if (is_cell && is_exactly(*place, TypeId::kCell)) place = &as<Cell>(*place).contents;
    decref(std::exchange(*place, Ref::copy(value).release()));
    return true;
  }
  Ref locals = TRY(frame_object_locals(ts, object));
  Ref key = Ref::copy(&name);
  TRY(set_item(ts, locals, key, value));
  return true;
}

Result<Ref> frame_locals(ThreadState& ts, Frame& frame) {
  if (frame.has(Frame::kHasLocals)) return Ref::copy(frame.locals);
  FrameObject* object = TRY(frame_object_of(ts, frame));
  return frame_object_locals(ts, *object);
}

Code& frame_object_code(Value frame) { return *as<FrameObject>(frame).code; }
Dict& frame_object_globals(Value frame) { return *as<FrameObject>(frame).globals; }

}  // namespace pyemb
