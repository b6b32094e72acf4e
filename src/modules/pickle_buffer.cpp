// SPDX-License-Identifier: MIT
#include "modules/pickle_buffer.h"

#include "modules/module_type_specs.h"
#include "objects/memoryview.h"
#include "objects/native.h"
#include "objects/tuple.h"

namespace pyemb {

Status check_held(ThreadState& ts, const PickleBuffer& buffer) {
  if (buffer.lent.object.is_null()) return raise(ts, Exc::kValueError, "operation forbidden on released PickleBuffer object");
  return {};
}

Result<Ref> new_pickle_buffer(ThreadState& ts, Value object) {
  if (!has_buffer(ts, object)) return raise(ts, Exc::kTypeError, "a bytes-like object is required, not '%.100s'", type_name(ts, object));
  Own<PickleBuffer> made = TRY(new_native<PickleBuffer>(ts));
  new (&made->lent) BufferView();
  gc_track(ts, made.get());
  TRY(type_of(ts, object).spec->get_buffer(ts, object.as_object(), made->lent, kBufferIndirect | kBufferFormat));
  if (made->lent.object.is_null()) made->lent.object = Ref::copy(object).release();
  return made;
}

void release_pickle_buffer(ThreadState& ts, PickleBuffer& buffer) {
  Ref owner = Ref::steal(std::exchange(buffer.lent.object, Value::null()));
  if (!owner) return;
  auto give_back = owner.object()->type->spec->release_buffer;
  if (give_back != nullptr) give_back(ts, owner.object(), buffer.lent);
}

namespace {

Result<Ref> buffer_new(ThreadState& ts, Type&, CallArgs args) {
  const size_t named = args.names.is_null() ? 0 : static_cast<size_t>(as<Tuple>(args.names).size);
  if (args.count + named > 1) return raise(ts, Exc::kTypeError, "PickleBuffer() takes at most 1 argument (%zu given)", args.count + named);
  if (args.count < 1) return raise(ts, Exc::kTypeError, "PickleBuffer() takes exactly 1 positional argument (0 given)");
  return new_pickle_buffer(ts, args.values[0]);
}

Status release(ThreadState& ts, PickleBuffer& self) {
  release_pickle_buffer(ts, self);
  return {};
}

Result<Ref> raw(ThreadState& ts, PickleBuffer& self) {
  TRY(check_held(ts, self));
  return new_raw_memory_view(ts, Value::from_object(&self));
}

Status get_buffer(ThreadState& ts, Object* object, BufferView& view, int flags) {
  auto& self = *static_cast<PickleBuffer*>(object);
  TRY(check_held(ts, self));
  Ref owner = Ref::copy(self.lent.object);
  TRY(owner.object()->type->spec->get_buffer(ts, owner.object(), view, flags));
  view.object = owner.release();
  return {};
}

void traverse(Object* object, GcVisitor& visit) { visit(static_cast<PickleBuffer*>(object)->lent.object); }
void clear(ThreadState& ts, Object* object) { release_pickle_buffer(ts, *static_cast<PickleBuffer*>(object)); }
void dealloc(ThreadState& ts, Object* object) {
  clear(ts, object);
  ts.interp.heap.release_buffer(static_cast<PickleBuffer*>(object)->shown, kShownBufferSize);
}

constexpr NativeMethod kMethods[] = {
    method<raw>("raw", "($self, /)", "The memory as a one-dimensional memoryview of bytes. BufferError unless it is contiguous, in C or Fortran order."),
    method<release>("release", "($self, /)", "Give the memory back to the object that it belongs to."),
};

}  // namespace

constexpr TypeSpec kPickleBufferSpec = {
    .name = "pickle.PickleBuffer",
    .doc = "A wrapper for memory that a pickle may leave out.",
    .id = ModuleType::kPickleBuffer,
    .size = sizeof(PickleBuffer),
    .flags = Type::kCollected | Type::kWeakrefable,
    .methods = kMethods,
    .slots = {.new_ = buffer_new},
    .traverse = traverse,
    .clear = clear,
    .dealloc = dealloc,
    .get_buffer = get_buffer,
};

}  // namespace pyemb
