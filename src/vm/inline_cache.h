// SPDX-License-Identifier: MIT
#pragma once

// Inline caches: how the words behind an instruction are used, and the functions that fill them.
//
// A generic instruction that has found its answer by the general rules asks here whether the answer can be cached, and is then
// rewritten to the special form. A special form whose guard fails goes through the generic code, which may cache anew. Each
// refill counts as a miss; an instruction that missed kMaxMisses times stays generic.
//
// Guards: a shape id tells the exact type of an object and which attributes it has of its own; the version of a type changes with each
// change of the type or of a base, so that what was found on the type still holds (also that a slot is not hidden by a data
// descriptor). Values in caches are borrowed from the type or dict that the guard names.

#include "objects/type.h"
#include "vm/frame.h"

namespace pyemb {

inline constexpr uint32_t kMaxMisses = 40;

/// The words of LOAD_ATTR, STORE_ATTR and (the first two of) LOAD_METHOD. `key` is shape id << 8 | misses.
struct AttrCache {
  uint32_t key;
  uint32_t version;     ///< of the type; of the module dict's keys; of the class itself
  union {
    uint64_t value;     ///< bits of the attribute, or of a property's getter
    struct {
      uint32_t offset;  ///< of a slot, in bytes from the object; the entry of a module's dict
      uint32_t new_shape;  ///< of a store that adds the attribute; the entry in the dict of an instance
    };
  };

  uint32_t misses() const { return key & 0xff; }
  bool is_shape_of(const Object* object) const { return (object->shape_and_flags ^ key) < (1u << Object::kShapeShift); }
  void set_shape(uint32_t shape) { key = shape << Object::kShapeShift | (misses() + 1); }
};
static_assert(sizeof(AttrCache) == 2 * sizeof(Insn));

struct MethodCache : AttrCache {
  enum Self : uint64_t { kNone, kObject, kType };
  Self self;            ///< what the value is called with before the arguments: nothing, the object, its type
};
static_assert(sizeof(MethodCache) == 3 * sizeof(Insn));

/// The words of LOAD_GLOBAL and LOAD_NAME.
struct GlobalCache {
  uint32_t globals_version;
  uint32_t builtins_version;
  uint64_t entry;
};
static_assert(sizeof(GlobalCache) == 2 * sizeof(Insn));

/// The word of STORE_GLOBAL and STORE_NAME.
struct StoreGlobalCache {
  uint32_t version;
  uint32_t entry;
};
static_assert(sizeof(StoreGlobalCache) == sizeof(Insn));

/// The words of CALL and CALL_METHOD.
struct CallCache {
  uint32_t version;     ///< of a class
  uint32_t spare;
  uint64_t function;    ///< bits of its __init__
};
static_assert(sizeof(CallCache) == 2 * sizeof(Insn));

template <class T>
inline T& cache_of(Insn* pc) {
  return *reinterpret_cast<T*>(pc + 1);
}

inline void rewrite(Insn* pc, Op op) { pc->op = static_cast<uint16_t>(op); }

/// After a generic LOAD_ATTR of `name` from `object`: chooses the special form, if one fits.
void cache_load_attr(ThreadState& ts, Insn* pc, Value object, Str* name);
void cache_store_attr(ThreadState& ts, Insn* pc, Value object, Str* name, uint32_t shape_before);
void cache_load_method(ThreadState& ts, Insn* pc, Value object, Str* name);
/// After a generic look-up in globals and builtins; `load_name` for LOAD_NAME.
void cache_load_global(ThreadState& ts, Insn* pc, Frame& frame, Str* name, bool load_name);
void cache_store_global(ThreadState& ts, Insn* pc, Frame& frame, Str* name, bool store_name);

}  // namespace pyemb
