// SPDX-License-Identifier: MIT
// Memory for C code.
//
// PyObject_Free takes plain memory of PyObject_Malloc as well as objects. Plain blocks have 16 bytes before them that tell: the size, and a secret word
// that depends on the address. Before an object stands its GcHead, another object, or the head of a page, none of which holds that word.
#include <cstring>

#include "object_memory.h"
#include "state/memory.h"

using namespace pyemb;
using namespace pyemb::capi;

// -- domains -------------------------------------------------------------------------------------------------------------------

namespace {

void* checked_allocate(Domain domain, size_t size) { return size > PY_SSIZE_T_MAX ? nullptr : memory_allocate(domain, size); }
void* checked_allocate_zeroed(Domain domain, size_t count, size_t size) {
  if (size != 0 && count > static_cast<size_t>(PY_SSIZE_T_MAX) / size) return nullptr;
  return memory_allocate_zeroed(domain, count, size);
}
void* checked_resize(Domain domain, void* block, size_t size) { return size > PY_SSIZE_T_MAX ? nullptr : memory_resize(domain, block, size); }

}  // namespace

void* PyMem_RawMalloc(size_t size) { return checked_allocate(Domain::kRaw, size); }
void* PyMem_RawCalloc(size_t count, size_t size) { return checked_allocate_zeroed(Domain::kRaw, count, size); }
void* PyMem_RawRealloc(void* block, size_t size) { return checked_resize(Domain::kRaw, block, size); }
void PyMem_RawFree(void* block) { memory_release(Domain::kRaw, block); }
void* PyMem_Malloc(size_t size) { return checked_allocate(Domain::kMem, size); }
void* PyMem_Calloc(size_t count, size_t size) { return checked_allocate_zeroed(Domain::kMem, count, size); }
void* PyMem_Realloc(void* block, size_t size) { return checked_resize(Domain::kMem, block, size); }
void PyMem_Free(void* block) { memory_release(Domain::kMem, block); }

namespace {

bool domain_of(PyMemAllocatorDomain domain, Domain* out) {
  switch (domain) {
    case PYMEM_DOMAIN_RAW: return *out = Domain::kRaw, true;
    case PYMEM_DOMAIN_MEM: return *out = Domain::kMem, true;
    case PYMEM_DOMAIN_OBJ: return *out = Domain::kObject, true;
  }
  return false;
}

}  // namespace

void PyMem_GetAllocator(PyMemAllocatorDomain domain, PyMemAllocatorEx* allocator) {
  Domain own;
  if (!domain_of(domain, &own)) {
    *allocator = {nullptr, nullptr, nullptr, nullptr, nullptr};
    return;
  }
  Allocator current = memory_allocator(own);
  *allocator = {current.context, current.allocate, current.allocate_zeroed, current.resize, current.release};
}
void PyMem_SetAllocator(PyMemAllocatorDomain domain, PyMemAllocatorEx* allocator) {
  Domain own;
  if (!domain_of(domain, &own)) return;
  set_memory_allocator(own, {allocator->ctx, allocator->malloc, allocator->calloc, allocator->realloc, allocator->free});
}
void PyMem_SetupDebugHooks(void) {}  // the heap keeps its own books

namespace {

void* arena_allocate(void*, size_t size) { return memory_allocate(Domain::kObject, size); }
void arena_release(void*, void* block, size_t) { memory_release(Domain::kObject, block); }

/// The object domain of a host that gave an arena allocator: blocks remember their sizes, which its `free` wants.
struct ArenaBlock {
  size_t size;
  size_t padding;
};
void* from_arena(void* context, size_t size) {
  auto* arena = static_cast<PyObjectArenaAllocator*>(context);
  if (size > PY_SSIZE_T_MAX - sizeof(ArenaBlock)) return nullptr;
  auto* block = static_cast<ArenaBlock*>(arena->alloc(arena->ctx, size + sizeof(ArenaBlock)));
  if (block == nullptr) return nullptr;
  block->size = size;
  return block + 1;
}
void* from_arena_zeroed(void* context, size_t count, size_t size) {
  void* block = from_arena(context, count * size);
  return block == nullptr ? nullptr : std::memset(block, 0, count * size);
}
void to_arena(void* context, void* memory) {
  if (memory == nullptr) return;
  auto* arena = static_cast<PyObjectArenaAllocator*>(context);
  auto* block = static_cast<ArenaBlock*>(memory) - 1;
  arena->free(arena->ctx, block, block->size + sizeof(ArenaBlock));
}
void* resize_in_arena(void* context, void* memory, size_t size) {
  void* moved = from_arena(context, size);
  if (moved == nullptr || memory == nullptr) return moved;
  size_t old_size = (static_cast<ArenaBlock*>(memory) - 1)->size;
  std::memcpy(moved, memory, old_size < size ? old_size : size);
  to_arena(context, memory);
  return moved;
}

}  // namespace

void PyObject_GetArenaAllocator(PyObjectArenaAllocator* allocator) {
  Allocator current = memory_allocator(Domain::kObject);
  *allocator = current.allocate == &from_arena ? *static_cast<PyObjectArenaAllocator*>(current.context) : PyObjectArenaAllocator{nullptr, arena_allocate, arena_release};
}
void PyObject_SetArenaAllocator(PyObjectArenaAllocator* allocator) {
  auto* kept = static_cast<PyObjectArenaAllocator*>(memory_allocate(Domain::kRaw, sizeof(PyObjectArenaAllocator)));
  if (kept == nullptr) return;
  *kept = *allocator;
  set_memory_allocator(Domain::kObject, {kept, from_arena, from_arena_zeroed, resize_in_arena, to_arena});
}

// -- plain memory and objects of the interpreter's heap ------------------------------------------------------------------------------

namespace {

struct PlainHead {
  size_t size;
  uint64_t mark;
};
static_assert(sizeof(PlainHead) == 16);

uint64_t mark_for(ThreadState& ts, const void* block) { return (ts.interp.hash_key[0] ^ reinterpret_cast<uintptr_t>(block)) | 1; }
PlainHead* plain_head(ThreadState& ts, void* block) {
  auto* head = static_cast<PlainHead*>(block) - 1;
  return head->mark == mark_for(ts, block) ? head : nullptr;
}

}  // namespace

void* PyObject_Malloc(size_t size) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || size > PY_SSIZE_T_MAX - sizeof(PlainHead)) return nullptr;
  auto* head = static_cast<PlainHead*>(ts->interp.heap.allocate_buffer(size + sizeof(PlainHead)));
  if (head == nullptr) return nullptr;
  *head = {size, mark_for(*ts, head + 1)};
  return head + 1;
}
void* PyObject_Calloc(size_t count, size_t size) {
  if (size != 0 && count > static_cast<size_t>(PY_SSIZE_T_MAX) / size) return nullptr;
  void* block = PyObject_Malloc(count * size);
  return block == nullptr ? nullptr : std::memset(block, 0, count * size);
}
void* PyObject_Realloc(void* block, size_t size) {
  ThreadState* ts = current_thread();
  if (block == nullptr || ts == nullptr) return PyObject_Malloc(size);
  PlainHead* head = plain_head(*ts, block);
  if (head == nullptr) return nullptr;
  void* moved = PyObject_Malloc(size);
  if (moved == nullptr) return nullptr;
  std::memcpy(moved, block, head->size < size ? head->size : size);
  PyObject_Free(block);
  return moved;
}
void PyObject_Free(void* block) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || block == nullptr) return;
  PlainHead* head = plain_head(*ts, block);
  if (head == nullptr) return release_block(*ts, static_cast<Object*>(block));
  head->mark = 0;
  ts->interp.heap.release_buffer(head, head->size + sizeof(PlainHead));
}

namespace pyemb::capi {

PyObject* make_object(PyTypeObject* c_type, Py_ssize_t items, const char* function) {
  return api_object(
      [&](Api api) -> Result<Ref> {
        Type* type = TRY(expect_type(api, c_type));
        if (items < 0) return raise_bad_call(api);
        return new_object(api, *type, items);
      },
      function);
}

void release_block(ThreadState& ts, Object* object) {
  if (object->has(Object::kStatic)) return;
  void* block = has_gc_head(object) ? static_cast<void*>(gc_head(object)) : object;
  ts.interp.heap.release_object(block, object->has(Object::kLarge));
}

}  // namespace pyemb::capi

PyObject* _PyObject_New(PyTypeObject* type) { return make_object(type, 0); }
PyVarObject* _PyObject_NewVar(PyTypeObject* type, Py_ssize_t items) { return reinterpret_cast<PyVarObject*>(make_object(type, items)); }

namespace {

/// Makes an object of memory that PyObject_Malloc gave. It must be of a type without a cycle collector's head.
PyObject* init_object(PyObject* object, PyTypeObject* c_type, Py_ssize_t items, const char* function = __builtin_FUNCTION()) {
  if (object == nullptr) return PyErr_NoMemory();
  return api_object(
      [&](Api api) -> Result<Ref> {
        Type* type = TRY(expect_type(api, c_type));
        if (type->is_collected()) return raise(api, Exc::kSystemError, "%s: '%.200s' objects are made by PyObject_GC_New", api.function, type_name(*type));
        Ref pattern = TRY(new_object(api, *type, items));  // its header is what the new object needs
        std::memcpy(static_cast<void*>(object), static_cast<void*>(pattern.object()), sizeof(Object));
        auto* made = reinterpret_cast<Object*>(object);
        made->unset(Object::kLarge);
        if (type->spec->item_size > 0) static_cast<VarObject*>(made)->size = items;
        if (type->has_flag(Type::kHeapType)) incref(static_cast<Object*>(type));
        Object* dropped = pattern.release().as_object();
        release_block(api, dropped);
        if (type->has_flag(Type::kHeapType)) decref(static_cast<Object*>(type));
        return Ref::steal(made);
      },
      function);
}

}  // namespace

PyObject* PyObject_Init(PyObject* object, PyTypeObject* type) { return init_object(object, type, 0); }
PyVarObject* PyObject_InitVar(PyVarObject* object, PyTypeObject* type, Py_ssize_t items) {
  return reinterpret_cast<PyVarObject*>(init_object(reinterpret_cast<PyObject*>(object), type, items));
}
