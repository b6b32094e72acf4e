// SPDX-License-Identifier: MIT
#pragma once

// Types. A native type is described by a constant TypeSpec; each interpreter builds its own Type from it on first use
// (type_of_id). Python classes are Types too, made by type_new().
//
// Layout of an instance of a Python class:   [native base][__slots__ members][attribute slots of the shape]
//                                            +0           +native_size       +slots_offset
// Everything behind the native base is Values. Where the native base has items behind it (tuple, int, str, bytes), the
// Values follow the items, and slots_offset counts from there.

#include <cstddef>
#include <cstdint>
#include <span>

#include "objects/slots.h"
#include "state/interpreter.h"
#include "state/object.h"
#include "state/result.h"

namespace pyemb {

struct BufferView;
struct Dict;
struct NativeMethod;
struct GetSet;
struct List;
struct Member;
struct Shape;
struct Str;
struct Tuple;

/// The constant description of a native type. Designated initialisers keep a table readable; what is left out is inherited.
struct TypeSpec {
  const char* name;                ///< "list"; with a module: "collections.deque" (the part before the last dot is __module__)
  const char* doc = nullptr;       ///< may start with a signature line "list(iterable=(), /)"
  TypeId id = TypeId::kNoType;
  TypeId base = TypeId::kObject;
  TypeId second_base = TypeId::kNoType;  ///< of the same layout
  uint32_t size = sizeof(Object);  ///< bytes of the fixed part
  uint32_t item_size = 0;          ///< bytes an item; > 0: a VarObject, or native_size() tells
  uint32_t flags = 0;              ///< Type::Flag
  uint32_t dict_offset = 0;        ///< a Value field that holds __dict__ (null until asked for); 0: none
  std::span<const NativeMethod> methods = {};
  std::span<const GetSet> getsets = {};
  std::span<const Member> members = {};
  Slots slots = {};
  /// What `await` and `yield from` send values with, where it is neither a generator nor to be asked for __next__() and send(): what it yields, or absent
  /// with *returned set.
  Result<Ref> (*send)(ThreadState&, Value self, Value sent, Ref* returned) = nullptr;
  /// Shows every value that the object owns in its native part. Required with kCollected.
  void (*traverse)(Object*, GcVisitor&) = nullptr;
  /// Drops what may be part of a cycle; the object stays valid, and empty.
  void (*clear)(ThreadState&, Object*) = nullptr;
  /// Drops everything that the native part owns; the block is given back by the caller.
  void (*dealloc)(ThreadState&, Object*) = nullptr;
  /// Bytes of the native part with its items, where `size + item_size * VarObject::size` is not it.
  size_t (*native_size)(Object*) = nullptr;
  /// What happens in place of dealloc and of giving the block back; says whether it has also dropped the object's reference to its class.
  /// For types of C code.
  bool (*end)(ThreadState&, Object*) = nullptr;
  /// Gives back what describes the type, when the type dies. Null: a constant.
  void (*release)(ThreadState&, Type&) = nullptr;
  /// Fills `view` with the object's memory (objects/buffer.h); null: no buffer protocol.
  Status (*get_buffer)(ThreadState&, Object*, BufferView& view, int flags) = nullptr;
  void (*release_buffer)(ThreadState&, Object*, BufferView& view) = nullptr;
  /// Adds what is neither method nor attribute to the dict of a type that is being made ready; null: nothing.
  Status (*fill)(ThreadState&, const TypeSpec&, Dict&) = nullptr;
  uint16_t struct_visible = 0;     ///< struct sequences: fields that are items of the tuple
  uint16_t struct_total = 0;       ///< and those with the hidden ones (objects/struct_sequence.h)
};

/// A native type comes into being in two steps. Once *placed* it has its layout and slots: instances can be made, and their operations run. Only when
/// somebody looks at the type itself is it made *ready*: it gets name, bases, MRO and a dict full of descriptors. Most types of a short-lived
/// interpreter are never made ready. type_lookup() does it by itself; who reads the fields marked (ready) says TRY(ready_type(ts, type)) first.
struct Type : Object {
  static constexpr TypeId kId = TypeId::kType;
  enum Flag : uint32_t {
    kCollected = 1 << 0,        ///< instances have a GcHead and a traverse function
    kSubclassable = 1 << 1,     ///< may be a base of a Python class
    kImmutable = 1 << 2,        ///< attributes of the type cannot be set: native types
    kHeapType = 1 << 3,         ///< made by a class statement
    kAbstract = 1 << 4,         ///< has a non-empty __abstractmethods__
    kWeakrefable = 1 << 5,      ///< instances can be weakly referenced
    kNoNew = 1 << 6,            ///< "cannot create 'x' instances"
    kVarSized = 1 << 7,         ///< native part has items behind it
    kMethodDescriptor = 1 << 8, ///< descr_get binds: obj.f(x) may become f(obj, x)
    kMapping = 1 << 9,          ///< matches a mapping pattern
    kSequence = 1 << 10,        ///< matches a sequence pattern
    kMatchSelf = 1 << 11,       ///< class pattern with one positional sub-pattern matches the subject itself
    kCached = 1 << 12,          ///< the type cache or an inline cache relies on `version`
    kReady = 1 << 13,
    kAttrSlots = 1 << 14,       ///< instances keep attributes in slots of a shape (they have a __dict__ on request)
    kGenericGet = 1 << 15,      ///< attribute access follows the ordinary rules: no __getattribute__, no __getattr__
    kGenericSet = 1 << 16,      ///< likewise for setting: no __setattr__, no __delattr__
    kStructSequence = 1 << 17,
    kDescribed = 1 << 18,       ///< made from a TypeSpec that came at run time, which it owns: types of C code
  };

  const TypeSpec* spec;     ///< of this type or of the native type it derives from; never null
  Interpreter* interp;
  TypeId id;                ///< which native type this is; kNoType for Python classes
  uint32_t flags;
  uint32_t version;         ///< changes with every change of the type or a base; 0: not assigned
  uint32_t native_size;     ///< fixed part of the native base
  uint32_t slots_offset;    ///< where attribute slots start (0: none), see above
  uint32_t member_count;    ///< Values of __slots__ between the native base and the attribute slots
  uint32_t dict_offset;     ///< native __dict__ field, inherited from the spec; 0: none
  Type* base;               ///< owned; null only for object
  Tuple* bases;             ///< owned (ready)
  Tuple* mro;               ///< owned (ready)
  Dict* dict;               ///< owned (ready)
  Str* name;                ///< owned, __name__ (ready)
  Str* qualname;            ///< owned, __qualname__ (ready)
  Value module;             ///< owned, __module__ of a native type (ready)
  Type** subclasses;        ///< buffer of subclass_capacity borrowed pointers, built-in types not among them; a dying type takes itself out
  uint32_t subclass_count;
  uint32_t subclass_capacity;
  Shape* root_shape;        ///< of new instances; null without attribute slots
  uint32_t instances_made;  ///< saturating; steers the capacity of the root shape
  uint32_t most_slots;      ///< the most attributes that an instance had
  Slots slots;
  /// What C code sees behind its opaque part: the fields tp_name to tp_vectorcall. Kept by the C ABI (capi/), and only once it is in use.
  static constexpr size_t kForeignFields = 48;
  void* foreign[kForeignFields];

  bool has_flag(Flag flag) const { return (flags & flag) != 0; }
  bool is_collected() const { return (flags & kCollected) != 0; }
};

// -- which type ------------------------------------------------------------------------------------------------

/// The interpreter's type for a native TypeId, placed on first use. Borrowed. Raises MemoryError, or ImportError for a
/// type that this build does not have.
[[nodiscard]] Result<Type*> place_type(ThreadState& ts, TypeId id);
[[nodiscard]] inline Result<Type*> find_type(ThreadState& ts, TypeId id) {
  Type* type = ts.interp.types[static_cast<uint32_t>(id)];
  if (LIKELY(type != nullptr)) return type;
  return place_type(ts, id);
}
/// Room for the built-in types and exceptions, and the names of names.def: the first step of an interpreter.
[[nodiscard]] Status init_core_types(ThreadState& ts);
/// A built-in type or exception: these have their room reserved, so that they are placed without fail.
NOINLINE Type& place_core_type(Interpreter& interp, TypeId id);
inline Type& core_type(ThreadState& ts, TypeId id) {
  Type* type = ts.interp.types[static_cast<uint32_t>(id)];
  return LIKELY(type != nullptr) ? *type : place_core_type(ts.interp, id);
}
inline Type& core_type(ThreadState& ts, Exc id) { return core_type(ts, static_cast<TypeId>(id)); }

/// Gives a placed type all that Python sees of it. Raises MemoryError, and leaves it as it was.
[[nodiscard]] NOINLINE Status make_type_ready(ThreadState& ts, Type& type);
[[nodiscard]] inline Status ready_type(ThreadState& ts, Type& type) {
  return LIKELY(type.has_flag(Type::kReady)) ? Status() : make_type_ready(ts, type);
}

/// type(value). Borrowed. The types of values outside the heap are placed from the beginning.
inline Type& type_of(ThreadState& ts, Value value) {
  if (LIKELY(value.is_heap())) return *value.as_object()->type;
  auto placed = [&](TypeId id) -> Type& { return *ts.interp.types[static_cast<uint32_t>(id)]; };
  if (value.is_int()) return placed(TypeId::kInt);
  if (value.is_float()) return placed(TypeId::kFloat);
  if (value.is_bool()) return placed(TypeId::kBool);
  if (value.is_none()) return placed(TypeId::kNoneType);
  return placed(value.is_ellipsis() ? TypeId::kEllipsisType : TypeId::kNotImplementedType);
}

/// Whether a GcHead stands before the object.
inline bool has_gc_head(const Object* object) { return object->type->is_collected() && !object->has(Object::kStatic); }
/// Where the object's block begins; `collected`: whether its type is. Not for kStatic ones, which have no block.
inline void* block_of(Object* object, bool collected) {
  return collected || object->has(Object::kHeaded) ? static_cast<void*>(gc_head(object)) : object;
}

/// The type's name for messages, "collections.deque" for a native type of a module; valid as long as the type is.
const char* type_name(ThreadState& ts, Value value);
const char* type_name(const Type& type);
/// The same without the module: __name__.
const char* short_type_name(ThreadState& ts, Value value);
const char* short_type_name(const Type& type);

/// Whether `type` is `base` or derives from it (by its MRO, as type.__subclasscheck__ does).
bool is_subtype(const Type& type, const Type& base);

/// Whether the native layout of `type` is that of `id` or derives from it.
inline bool derives_from(const Type& type, TypeId id) {
  for (const Type* t = &type; t != nullptr; t = t->base) {
    if (t->id == id) return true;
  }
  return false;
}

/// Whether `value` is a T (a struct with a kId) or of a subclass. Only for heap layouts: ask is_any_int, is_any_float for numbers.
template <class T>
inline bool is(Value value) {
  if (!value.is_heap()) return false;
  Object* object = value.as_object();
  return object->is_exactly(T::kId) || derives_from(*object->type, T::kId);
}
/// Unchecked cast.
template <class T>
inline T& as(Value value) {
  return *static_cast<T*>(value.as_object());
}
/// The T, or null.
template <class T>
inline T* as_if(Value value) {
  return is<T>(value) ? static_cast<T*>(value.as_object()) : nullptr;
}

// -- making instances ------------------------------------------------------------------------------------------

/// A new object of `type`, refcount 1, `items` items; the native part after the header is zeroed, members and attribute slots are null.
/// Not tracked by the collector yet: call gc_track when it is valid.
[[nodiscard]] Result<Ref> new_object(ThreadState& ts, Type& type, int64_t items = 0);
/// The same for C code, which may free the object's memory itself: with 16 bytes before the header (Object::kHeaded) whatever its type.
[[nodiscard]] Result<Ref> new_headed_object(ThreadState& ts, Type& type, int64_t items = 0);
/// The same for a native layout T (struct T : Object with kId), exactly of that type.
template <class T>
[[nodiscard]] inline Result<Own<T>> new_native(ThreadState& ts, int64_t items = 0) {
  Type* type = TRY(find_type(ts, T::kId));
  Ref object = TRY(new_object(ts, *type, items));
  return Own<T>::steal(static_cast<T*>(object.release().as_object()));
}
/// For constructors (`__new__`) that may be called for a subclass.
template <class T>
[[nodiscard]] inline Result<Own<T>> new_native(ThreadState& ts, Type& type, int64_t items = 0) {
  Ref object = TRY(new_object(ts, type, items));
  return Own<T>::steal(static_cast<T*>(object.release().as_object()));
}
/// Asks for a collection at the next safe point, unless the collector is off or busy.
void gc_ask(ThreadState& ts);
/// Shows the object to the collector and maybe asks for a collection at the next safe point.
ALWAYS_INLINE void gc_track(ThreadState& ts, Object* object) {
  GcState& gc = ts.interp.gc;
  gc_link(gc, object);
  if (UNLIKELY(++gc.counts[0] > gc.thresholds[0])) gc_ask(ts);
}

/// Bytes of the object's native part, items included.
size_t native_size(Object* object);
/// The Values behind the native part: members of __slots__, then attribute slots.
inline Value* member_values(Object* object) {
  const Type& type = *object->type;
  if (UNLIKELY(type.has_flag(Type::kVarSized))) return reinterpret_cast<Value*>(reinterpret_cast<char*>(object) + ((pyemb::native_size(object) + 7) & ~size_t{7}));
  return reinterpret_cast<Value*>(reinterpret_cast<char*>(object) + type.native_size);
}
inline Value* attribute_slots(Object* object) { return member_values(object) + object->type->member_count; }

// -- attributes of types ---------------------------------------------------------------------------------------

/// Looks `name` (interned) up along the MRO. Borrowed; null: absent. Never raises: where there is no memory to make the type ready, nothing
/// is found.
[[nodiscard]] Value type_lookup(ThreadState& ts, Type& type, Str* name);
/// Must be called after any change of a type's dict or bases: gives the type and its subclasses a new version.
void type_modified(ThreadState& ts, Type& type);
/// Sets or deletes (value null) an attribute of a Python class: dict, version, slots.
[[nodiscard]] Status type_set_attr(ThreadState& ts, Type& type, Value name, Value value);
/// Assigns a version to the type, so that caches can rely on it; 0: none left.
uint32_t type_version(ThreadState& ts, Type& type);

/// type(name, bases, dict, **kwargs) with `metatype`: the whole of a class creation after __prepare__.
[[nodiscard]] Result<Ref> type_new(ThreadState& ts, Type& metatype, CallArgs args);
/// The most derived metaclass of `bases`, starting from `metatype`. Borrowed. TypeError "metaclass conflict: ...".
[[nodiscard]] Result<Type*> calculate_metaclass(ThreadState& ts, Type& metatype, Tuple& bases);
/// Gives a type whose instances have a __dict__, and whose base's have none, the attribute that shows it; `dict` is, or will be, the type's.
[[nodiscard]] Status add_dict_getset(ThreadState& ts, Type& type, Dict& dict);
/// C3 linearization of a type whose bases are set.
[[nodiscard]] Result<Ref> compute_mro(ThreadState& ts, Type& type);
/// Fills the slots of a Python class from its dict and bases.
void type_fill_slots(ThreadState& ts, Type& type);
/// Brings the slots that `name` belongs to up to date in the type and its subclasses.
void type_update_slot(ThreadState& ts, Type& type, Str* name);
/// Puts a type into, or takes it out of, the list of its base's subclasses.
[[nodiscard]] Status type_link_subclass(ThreadState& ts, Type& base, Type& type);
void type_unlink_subclass(Type& base, const Type& type);
/// Adds a constant to the dict of a native type: `ContextVar.MISSING` and its like.
[[nodiscard]] Status type_add(ThreadState& ts, TypeId id, const char* name, Value value);
/// Appends the direct subclasses: the built-in ones in the order of their numbers, then the others as they were made.
[[nodiscard]] Status type_add_subclasses(ThreadState& ts, Type& type, List& list);
/// The row of every native type's `__new__`.
extern const NativeMethod kNativeNew;
/// Adds descriptors for the methods, getsets and members of the type's spec to a dict that is, or will be, the type's.
[[nodiscard]] Status type_add_rows(ThreadState& ts, Type& type, Dict& dict);
/// The same with wrappers for the slots of the spec, and `__doc__`.
[[nodiscard]] Status type_fill_dict(ThreadState& ts, Type& type, Dict& dict);
/// The base whose layout a new class extends. Borrowed. TypeError where there is none.
[[nodiscard]] Result<Type*> best_base(ThreadState& ts, Tuple& bases);
/// Whether classes may derive from it.
bool is_acceptable_base(const Type& type);

/// What a type is made of whose TypeSpec came at run time: one of C code.
struct TypeDescription {
  const TypeSpec& spec;  ///< the type's own: spec.release gives it back
  uint32_t flags;        ///< Type::Flag, kDescribed among them
  Type& metatype;
  Tuple& bases;          ///< at least one
  Type& base;            ///< best_base() of them
  Str& name;
  Value module;          ///< of a type outside the heap its __module__; else any object that it owns; may be null
  Type* place;           ///< zeroed memory for a type outside the heap; null: in the heap
};
/// The type with its MRO and an empty dict, which the caller fills, and then calls finish_described_type().
[[nodiscard]] Result<Own<Type>> new_described_type(ThreadState& ts, const TypeDescription& description);
/// Fills the slots from the dict and the bases, and shows the type to the collector.
[[nodiscard]] Status finish_described_type(ThreadState& ts, Type& type);

}  // namespace pyemb
