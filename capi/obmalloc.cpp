// SPDX-License-Identifier: MIT
// Memory for C code.
//
// PyObject_Free takes plain memory of PyObject_Malloc as well as objects. Before each of them stand 16 bytes of its own block, a BlockHead:
//
//     plain memory          size << 1 | 1     kLive
//     a collected object    its GcHead: a pointer, or null while nobody has shown it to the collector
//     any other object      null              0            (Object::kHeaded)
//     what was freed        anything          kFreed       until the block is used again: a second free is noticed, not promised to be
//
// Objects that have no such bytes (ints, strings and what else is native and not collected) never come here: they end in native code.
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
  if (allocator == nullptr) return;
  if (!domain_of(domain, &own)) {
    *allocator = {nullptr, nullptr, nullptr, nullptr, nullptr};
    return;
  }
  Allocator current = memory_allocator(own);
  *allocator = {current.context, current.allocate, current.allocate_zeroed, current.resize, current.release};
}
void PyMem_SetAllocator(PyMemAllocatorDomain domain, PyMemAllocatorEx* allocator) {
  Domain own;
  if (allocator == nullptr || !domain_of(domain, &own)) return;
  set_memory_allocator(own, {allocator->ctx, allocator->malloc, allocator->calloc, allocator->realloc, allocator->free});
}
void PyMem_SetupDebugHooks(void) {}  // the heap keeps its own books

namespace {

/// What a host finds and may call out of its own: not the object domain, which then leads to the host.
void* arena_allocate(void*, size_t size) { return memory_allocate(Domain::kRaw, size); }
void arena_release(void*, void* block, size_t) { memory_release(Domain::kRaw, block); }

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
  if (allocator == nullptr) return;
  Allocator current = memory_allocator(Domain::kObject);
  *allocator = current.allocate == &from_arena ? *static_cast<PyObjectArenaAllocator*>(current.context) : PyObjectArenaAllocator{nullptr, arena_allocate, arena_release};
}
void PyObject_SetArenaAllocator(PyObjectArenaAllocator* allocator) {
  if (allocator == nullptr) return;
  auto* kept = static_cast<PyObjectArenaAllocator*>(memory_allocate(Domain::kRaw, sizeof(PyObjectArenaAllocator)));
  if (kept == nullptr) return;
  *kept = *allocator;
  set_memory_allocator(Domain::kObject, {kept, from_arena, from_arena_zeroed, resize_in_arena, to_arena});
}

// -- plain memory and objects of the interpreter's heap ------------------------------------------------------------------------------

namespace {

struct BlockHead {
  static constexpr uintptr_t kLive = 6;   ///< no value that GcHead::previous takes: a pointer to a head, and flags of the collector
  static constexpr uintptr_t kFreed = 4;

  uintptr_t size_or_link;
  uintptr_t state;

  bool is_plain() const { return (size_or_link & 1) != 0; }
  size_t size() const { return size_or_link >> 1; }
};
static_assert(sizeof(BlockHead) == sizeof(GcHead));

BlockHead* head_of(void* block) { return static_cast<BlockHead*>(block) - 1; }

void release_plain(ThreadState& ts, BlockHead* head) {
  const size_t size = head->size() + sizeof(BlockHead);
  head->state = BlockHead::kFreed;
  ts.interp.heap.release_buffer(head, size);
}

}  // namespace

void* PyObject_Malloc(size_t size) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || size > PY_SSIZE_T_MAX - sizeof(BlockHead)) return nullptr;
  auto* head = static_cast<BlockHead*>(ts->interp.heap.allocate_buffer(size + sizeof(BlockHead)));
  if (head == nullptr) return nullptr;
  *head = {size << 1 | 1, BlockHead::kLive};
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
  BlockHead* head = head_of(block);
  if (!head->is_plain()) return nullptr;
  void* moved = PyObject_Malloc(size);
  if (moved == nullptr) return nullptr;
  std::memcpy(moved, block, head->size() < size ? head->size() : size);
  release_plain(*ts, head);
  return moved;
}
void PyObject_Free(void* block) {
  ThreadState* ts = current_thread();
  if (ts == nullptr || block == nullptr) return;
  BlockHead* head = head_of(block);
  if (UNLIKELY(head->state == BlockHead::kFreed)) {
    if (kApiChecks) report_aside("PyObject_Free", "the block has been freed before");
    return;
  }
  if (head->is_plain()) return release_plain(*ts, head);
  release_block(*ts, static_cast<Object*>(block));
}

namespace pyemb::capi {

PyObject* make_object(PyTypeObject* c_type, Py_ssize_t items, const char* function) {
  return api_object(
      [&](Api api) -> Result<Ref> {
        Type* type = TRY(expect_type(api, c_type));
        if (items < 0) return raise_bad_call(api);
        return new_headed_object(api, *type, items);
      },
      function);
}

void release_block(ThreadState& ts, Object* object) {
  if (object->has(Object::kStatic)) return;
  const bool collected = object->type->is_collected();
  if (collected) gc_untrack(object);
  const bool large = object->has(Object::kLarge);
  void* block = block_of(object, collected);
  if (block != object) {
    BlockHead* head = head_of(object);
    if (head->is_plain()) return release_plain(ts, head);  // PyObject_Init has made an object of plain memory
    head->state = BlockHead::kFreed;
  }
  ts.interp.heap.release_object(block, large);
}

}  // namespace pyemb::capi

PyObject* _PyObject_New(PyTypeObject* type) { return make_object(type, 0); }
PyVarObject* _PyObject_NewVar(PyTypeObject* type, Py_ssize_t items) { return reinterpret_cast<PyVarObject*>(make_object(type, items)); }

namespace {

/// Makes an object of memory that PyObject_Malloc gave, or, for a type that has its own tp_free, of any other. The type must not be collected.
PyObject* init_object(PyObject* object, PyTypeObject* c_type, Py_ssize_t items, const char* function = __builtin_FUNCTION()) {
  if (object == nullptr) return PyErr_NoMemory();
  return api_object(
      [&](Api api) -> Result<Ref> {
        Type* type = TRY(expect_type(api, c_type));
        if (type->is_collected()) return raise(api, Exc::kSystemError, "%s: '%.200s' objects are made by PyObject_GC_New", api.function, type_name(*type));
        Ref pattern = TRY(new_headed_object(api, *type, items));  // its header is what the new object needs
        std::memcpy(static_cast<void*>(object), static_cast<void*>(pattern.object()), sizeof(Object));
        auto* made = reinterpret_cast<Object*>(object);
        made->unset(Object::kLarge);
        if (type->spec->end == nullptr && head_of(object)->size() + sizeof(BlockHead) > Heap::kSmallLimit) made->set(Object::kLarge);  // ends in native code
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
