// SPDX-License-Identifier: MIT
#pragma once

// _ctypes: C data in memory of our own or of others, and calls of C functions by libffi.
//
// The native metaclasses (PyCSimpleType, PyCPointerType, ...) make classes that are CTypes: a Type with a description of the C type behind it. The
// base classes themselves (Structure, Array, ...) are abstract, plain native Types without a description; describe() answers null for them.
//
// An instance is a CData: a pointer to its memory, and who owns that. Either the object itself does (in itself if it is small), or `base` does, the object
// that this one is a part of, or nobody does (from_address). Pointers within the memory say nothing of who keeps alive what they point to: that stands in
// `objects` of the outermost base, a dict whose keys are the path to the pointer ("2:1" is item 2 of part 1), or, for simple data, the object itself.
//
// A py_object holds the word of a Value, which is what a PyObject* of the C ABI is.

#include <ffi.h>

#include <span>

#include "config/module_type_ids.h"
#include "objects/dict.h"
#include "objects/native.h"
#include "objects/tuple.h"

namespace pyemb::ctypes {

// -- descriptions --------------------------------------------------------------------------------------------------------------

/// Where a value stands: how many bytes it has, or for a bit field the number of its bits in the upper half and the lowest one in the lower.
struct Extent {
  int64_t size;
  bool swapped = false;  ///< the other byte order

  unsigned bits() const { return static_cast<unsigned>(size >> 16); }
  unsigned low_bit() const { return static_cast<unsigned>(size & 0xffff); }
};

/// A C type that one letter stands for: how its values become objects, and objects its values.
struct SimpleKind {
  char code;
  char pep3118;       ///< the letter for the buffer protocol
  bool is_swappable;  ///< has a twin in the other byte order
  ffi_type* ffi;
  Result<Ref> (*load)(ThreadState&, const char* from, Extent extent);
  /// Answers what must be kept alive for as long as the value stands there, or None.
  Result<Ref> (*store)(ThreadState&, char* to, Value value, Extent extent);
};
/// The kind of a letter; null: there is none.
const SimpleKind* find_kind(char32_t code);
extern const SimpleKind kCharArrayKind;      ///< fields of type c_char * n: bytes
extern const SimpleKind kWideCharArrayKind;  ///< and of c_wchar * n: str

/// A number or pointer within an aggregate, for the way in which C passes that.
struct Leaf {
  uint32_t offset;
  ffi_type* type;
};

enum class Category : uint8_t { kNone, kSimple, kPointer, kArray, kStructure, kUnion, kFunction };

struct Description {
  enum Flag : uint32_t { kFinal = 1, kHasPointer = 2, kHasUnion = 4 };
  /// Of function types; the numbers are those of the module.
  enum FunctionFlag : int64_t { kCdecl = 1, kPythonApi = 4, kUseErrno = 8, kUseLastError = 16 };

  Category category = Category::kNone;  ///< kNone: abstract, or not made yet
  uint32_t flags = 0;
  int64_t size = 0;
  int64_t align = 0;
  int64_t length = 0;         ///< items of an array, fields of a structure
  const SimpleKind* kind = nullptr;  ///< null: values are instances of the class
  bool swapped = false;
  Value proto = Value::null();       ///< what a pointer points to, the items of an array; owned
  char* format = nullptr;     ///< PEP 3118, in a buffer of format_size; null: "B"
  size_t format_size = 0;
  int dimensions = 0;
  int64_t* shape = nullptr;   ///< buffer of `dimensions`
  Leaf* leaves = nullptr;     ///< of aggregates of up to kMaxByValue bytes; buffer of leaf_count
  uint32_t leaf_count = 0;
  ffi_type aggregate = {};    ///< how the aggregate is passed by value; made when it is wanted first
  ffi_type** elements = nullptr;  ///< buffer of element_count + 1
  uint32_t element_count = 0;
  // of function types
  int64_t function_flags = 0;
  Value argtypes = Value::null();    ///< tuple, owned; null: not given, here and below
  Value converters = Value::null();  ///< tuple of the from_param of each
  Value restype = Value::null();
  Value checker = Value::null();     ///< restype._check_retval_
  Value arrays = Value::null();      ///< dict of length: weak reference to the type of arrays of this type; owned

  bool has(Flag flag) const { return (flags & flag) != 0; }
  const char* format_text() const { return format != nullptr ? format : "B"; }
};
inline constexpr bool kNativeBig = __BYTE_ORDER__ == __ORDER_BIG_ENDIAN__;
inline constexpr int64_t kMaxByValue = 64;  ///< larger aggregates are in memory in every calling convention

struct CData;
struct CType : Type {
  Description about;
};

/// The description of a class; null: it is none of ctypes', or abstract.
Description* describe(Value value);
inline Description* describe(const Type& type) { return describe(Value::from_object(&type)); }
/// That of an object's class.
inline Description* describe_class_of(ThreadState& ts, Value value) { return describe(Value::from_object(&type_of(ts, value))); }
/// Whether it is a class of this category, with a description.
bool is_of_category(Value type, Category category);
/// Whether the class derives from _SimpleCData through another one: its values stay instances.
bool keeps_instances(const Type& type);

/// The new description of a class that has just been made; what there was goes.
[[nodiscard]] Result<Description*> new_description(ThreadState& ts, Value type, Category category);
/// A copy of the base's.
[[nodiscard]] Status copy_description(ThreadState& ts, Description& into, const Description& from);
void release_description(ThreadState& ts, Description& about);
[[nodiscard]] Status set_format(ThreadState& ts, Description& about, std::string_view format);
[[nodiscard]] Status set_shape(ThreadState& ts, Description& about, int64_t first, std::span<const int64_t> rest);

/// The type by which libffi passes values of the class. TypeError where that cannot be.
[[nodiscard]] Result<ffi_type*> ffi_type_of(ThreadState& ts, Description& about);
/// Notes the leaves of a member at `offset`. Only for aggregates up to kMaxByValue bytes.
[[nodiscard]] Status add_leaves(ThreadState& ts, Description& about, const Description& member, int64_t offset);

/// What all metaclasses share.
Result<Ref> type_repeat(ThreadState& ts, Value type, int64_t count);
void traverse_type(Object* object, GcVisitor& visit);
void clear_type(ThreadState& ts, Object* object);
void dealloc_type(ThreadState& ts, Object* object);
/// A metaclass: what is its own, and what all of them share.
constexpr TypeSpec as_metaclass(TypeSpec own) {
  own.base = TypeId::kType;
  own.size = sizeof(CType);
  own.flags |= Type::kCollected | Type::kSubclassable;
  own.traverse = traverse_type;
  own.clear = clear_type;
  own.dealloc = dealloc_type;
  return own;
}
/// type * length
[[nodiscard]] Result<Ref> array_type_of(ThreadState& ts, Value item_type, int64_t length);
/// The from_param of structures, unions, arrays and functions, and what the others end with. Null words: TypeError "expected X instance instead of Y".
[[nodiscard]] Result<Ref> general_from_param(ThreadState& ts, Type& type, Value value);
/// from_param of what the value has as _as_parameter_; absent if it has none.
[[nodiscard]] Result<Ref> find_as_parameter(ThreadState& ts, Value value);
[[nodiscard]] Result<Ref> simple_from_param(ThreadState& ts, Type& type, Value value);
[[nodiscard]] Result<Ref> pointer_from_param(ThreadState& ts, Type& type, Value value);
[[nodiscard]] Result<Ref> reference_to(ThreadState& ts, CData& data, int64_t offset);  ///< byref()

// -- data ----------------------------------------------------------------------------------------------------------------------

struct CData : Object {
  static constexpr TypeId kId = ModuleType::kCData;

  alignas(16) char inside[16];  ///< the memory of small data
  char* memory;
  size_t block_size;            ///< of the buffer that `memory` is; 0: it is none of its own, or `inside`
  bool owns;                    ///< the memory is the object's own
  CData* base;                  ///< owned; null: it is no part
  int64_t index;                ///< of the part in its base
  int64_t size;
  int64_t length;
  int64_t lent;                 ///< parts and views of this whole: while there are any, the memory stays where it is
  Value objects;                ///< owned; null: nothing is kept
  Value lender;                 ///< owned: the memoryview by which another object lends the memory (from_buffer), or null
};

inline bool is_data(Value value) { return is<CData>(value); }
/// The description of the class, of which the memory must be no less than that says: `__class__` may have been set to another one.
[[nodiscard]] Result<Description*> describe_data(ThreadState& ts, const CData& data);
/// Whether it is an instance of a class of this category.
inline bool is_instance_of(ThreadState& ts, Value value, Category category) {
  return is_data(value) && is_of_category(Value::from_object(&type_of(ts, value)), category);
}
/// Its pointer, for pointers and functions. Data may stand anywhere: nothing in it is aligned.
inline void* pointer_in(const CData& data) {
  void* pointer;
  __builtin_memcpy(&pointer, data.memory, sizeof pointer);
  return pointer;
}
inline void set_pointer(CData& data, const void* pointer) { __builtin_memcpy(data.memory, &pointer, sizeof pointer); }
/// `memory` moved by so many bytes, wherever that is: pointers of C programs have no bounds.
inline char* moved(char* memory, int64_t bytes) { return reinterpret_cast<char*>(reinterpret_cast<uintptr_t>(memory) + static_cast<uintptr_t>(bytes)); }

/// The outermost object that `data` is a part of.
inline CData& whole_of(CData& data) {
  CData* whole = &data;
  while (whole->base != nullptr) whole = whole->base;
  return *whole;
}
/// Around what may run Python code while there is a pointer into the memory: nobody can resize it meanwhile.
class Pinned {
 public:
  explicit Pinned(CData& data) : whole_(Own<CData>::copy(&whole_of(data))) { ++whole_->lent; }
  ~Pinned() { --whole_->lent; }
  Pinned(const Pinned&) = delete;
  Pinned& operator=(const Pinned&) = delete;

 private:
  Own<CData> whole_;
};

/// A new instance with zeroed memory of its own.
[[nodiscard]] Result<Own<CData>> new_data(ThreadState& ts, Type& type);
/// An instance that is part `index` of `base`, at `memory`; base null: a copy of what stands there.
[[nodiscard]] Result<Own<CData>> new_part(ThreadState& ts, Type& type, CData* base, int64_t index, char* memory);
/// One whose memory belongs to nobody we know.
[[nodiscard]] Result<Own<CData>> new_data_at(ThreadState& ts, Type& type, char* memory);

/// What stands at `memory` as an object: by the kind, or else as a part of `base` (null: a copy).
[[nodiscard]] Result<Ref> load_data(ThreadState& ts, Type& type, const SimpleKind* kind, Extent extent, CData* base, int64_t index, char* memory);
/// Stores a value there, and remembers what must live for it.
[[nodiscard]] Status store_data(ThreadState& ts, Type& type, const SimpleKind* kind, Extent extent, CData& base, int64_t index, char* memory, Value value);
/// Keeps `object` alive for part `index`.
[[nodiscard]] Status keep_alive(ThreadState& ts, CData& data, int64_t index, Value object);
/// What the whole that `data` is a part of keeps alive: None, a dict, or one object. Borrowed.
[[nodiscard]] Result<Value> kept_objects(ThreadState& ts, CData& data);

Result<Ref> new_of_type(ThreadState& ts, Type& type, CallArgs args);  ///< the `__new__` of all but functions
void traverse_data(Object* object, GcVisitor& visit);
void clear_data(ThreadState& ts, Object* object);
void dealloc_data(ThreadState& ts, Object* object);
Status lend_data(ThreadState& ts, Object* object, BufferView& view, int flags);
void take_back_data(ThreadState& ts, Object* object, BufferView& view);
/// A class of data without fields of its own: what is its own, and what all of them share.
constexpr TypeSpec as_data_class(TypeSpec own) {
  if (own.id != ModuleType::kCData) own.base = ModuleType::kCData;
  own.size = sizeof(CData);
  own.flags |= Type::kCollected | Type::kSubclassable;
  own.traverse = traverse_data;
  own.clear = clear_data;
  own.dealloc = dealloc_data;
  own.get_buffer = lend_data;
  own.release_buffer = take_back_data;
  return own;
}

// -- arguments of calls --------------------------------------------------------------------------------------------------------

union Word {
  char c;
  signed char b;
  short h;
  int i;
  long l;
  long long q;
  double d;
  float f;
  void* p;
  long double g;
};

/// An argument as C takes it: what from_param() and byref() answer.
struct CArgument : Object {
  static constexpr TypeId kId = ModuleType::kCArgument;

  alignas(16) Word word;
  ffi_type* type;
  char tag;      ///< the letter of the type; 'P' of pointers to data
  Value object;  ///< owned: lives for as long as the argument
};
[[nodiscard]] Result<Own<CArgument>> new_argument(ThreadState& ts, char tag, ffi_type* type, Value object);

/// An argument during a call.
struct Passed {
  Word word;
  ffi_type* type;
  void* place;             ///< what libffi is told
  CData* pinned = nullptr; ///< data whose memory C sees: it stays where it is
  Ref keep;

  Passed() = default;
  ~Passed() {
    if (pinned != nullptr) --whole_of(*pinned).lent;
  }
  Passed(const Passed&) = delete;
  Passed& operator=(const Passed&) = delete;
  void pin(CData& data) {
    pinned = &data;
    ++whole_of(data).lent;
  }
};
/// Turns any object into an argument. TypeError "Don't know how to convert parameter 1".
[[nodiscard]] Status pass_value(ThreadState& ts, Value value, size_t number, Passed& out);
/// Stores an instance of a simple class as an argument of its kind.
void pass_word(const Description& about, const CData& data, Word& word);

/// The str of wide characters; ValueError for what is none.
[[nodiscard]] Result<Ref> text_of_wide(ThreadState& ts, const wchar_t* from, size_t length);
/// A buffer of the text's characters as C knows them, and the capsule that owns it.
[[nodiscard]] Result<Ref> wide_text(ThreadState& ts, Str& text, wchar_t** characters);

// -- functions -----------------------------------------------------------------------------------------------------------------

struct CFunction : CData {
  static constexpr TypeId kId = ModuleType::kCFuncPtr;

  // each owned; null: that of the class
  Value callable;    ///< what a callback calls
  Value argtypes;
  Value converters;
  Value restype;
  Value checker;
  Value errcheck;
  Value paramflags;  ///< tuple of (flags, name, default)
};

struct CallRequest {
  void (*function)();
  std::span<const Value> args;
  int64_t flags;
  Value converters;  ///< tuple; null: none
  Value restype;     ///< null: int
  Value checker;     ///< null: none
};
[[nodiscard]] Result<Ref> call_c(ThreadState& ts, const CallRequest& request);
/// A callable object or None as what C gives back.
[[nodiscard]] Result<Ref> convert_result(ThreadState& ts, Value restype, Value checker, char* memory);

/// A tuple of the `from_param` of each type. `types` is any iterable.
[[nodiscard]] Result<Ref> converters_of(ThreadState& ts, Value types);
/// restype._check_retval_, or absent.
[[nodiscard]] Result<Ref> find_checker(ThreadState& ts, Value restype);

/// A thunk: machine code that calls a Python object.
[[nodiscard]] Result<Ref> new_callback(ThreadState& ts, Value callable, Description& about, void** code);

/// Puts words before the pending exception's own and makes it one of `type`: "argument 1: TypeError: wrong type".
COLD Raised extend_error(ThreadState& ts, Type& type, const char* format, ...) __attribute__((format(printf, 3, 4)));

// -- the module ----------------------------------------------------------------------------------------------------------------

struct State {
  Value pointer_types;  ///< dict: class to its pointer class, owned
};
/// ArgumentError. One an interpreter, whether or not the module still lives.
[[nodiscard]] Result<Ref> argument_error(ThreadState& ts);
/// Raises it with a message.
COLD Raised raise_argument_error(ThreadState& ts, const char* format, ...) __attribute__((format(printf, 2, 3)));
/// The address of a function in a loaded library; null: there is none.
[[nodiscard]] Result<void*> find_symbol(ThreadState& ts, Value library, Value name, Exc missing);
/// How many arguments a function can have.
inline constexpr int64_t kMaxArguments = 1024;

}  // namespace pyemb::ctypes
