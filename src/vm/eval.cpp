// SPDX-License-Identifier: MIT
//
// The eval loop: one function, one label an opcode, computed goto. What a row of config/opcodes.def says happens here where it is
// fast and in handlers_*.cpp where it is not.
//
// House rules:
//   1. `pc` points to the instruction that runs. It is saved in the frame before anything that may raise, run Python code or
//      look at frames: SLOW and RELEASE do it; whoever calls a function by hand does it by hand.
//   2. No Ref locals: a computed goto does not run destructors. Values are owned by hand, and each handler leaves none behind.
//   3. A handler that succeeds ends in NEXT, one that fails in `goto raised`, with nothing owned outside of registers.
//   4. SRC operands that are temporaries are consumed. On immediates there is nothing to do: a left-over immediate in a dead
//      temporary is harmless. A heap operand is taken out of its register (null) and released after the result is stored.
//   5. What a DST register held is released last: RELEASE may run __del__, and with it any Python code.
//   6. After RELEASE or any call, nothing read from objects before may be trusted, but `regs`, `frame` and `pc` still hold: frames
//      do not move.
//   7. Fast paths test with one compare and fall into the generic code, which tests for everything, null locals included.
//   8. An instruction rewrites itself (quickening) only after its generic form succeeded; a special form whose guard fails goes to the
//      generic code and stays as it is.
//   9. A handler that enters a frame gets it from a function that answers the frame to go on with; null means raised.

#include "vm/eval.h"

#include <cstring>

#include "objects/builtin.h"
#include "objects/iterators.h"
#include "objects/list.h"
#include "objects/module.h"
#include "objects/operations.h"
#include "objects/range.h"
#include "objects/str_state.h"
#include "objects/tuple.h"
#include "vm/call.h"
#include "vm/debug.h"
#include "vm/generator.h"
#include "vm/handlers.h"
#include "vm/host_eval.h"
#include "vm/inline_cache.h"
#include "vm/trace.h"
#include "vm/unwind.h"

namespace pyemb {
namespace {

// -- small ints: tagged words in, tagged words out; false: it does not fit -------------------------------------------------------------

ALWAYS_INLINE bool int_add(Value left, Value right, int64_t* out) {
  return !__builtin_add_overflow(static_cast<int64_t>(left.bits() - 1), static_cast<int64_t>(right.bits()), out);
}
ALWAYS_INLINE bool int_subtract(Value left, Value right, int64_t* out) {
  return !__builtin_sub_overflow(static_cast<int64_t>(left.bits()), static_cast<int64_t>(right.bits() - 1), out);
}
ALWAYS_INLINE bool int_multiply(Value left, Value right, int64_t* out) {
  bool overflow = __builtin_mul_overflow(static_cast<int64_t>(left.bits() - 1), right.as_int(), out);
  *out |= 1;
  return !overflow;
}
ALWAYS_INLINE bool int_floor_divide(Value left, Value right, int64_t* out) {
  int64_t a = left.as_int();
  int64_t b = right.as_int();
  if (UNLIKELY(b == 0)) return false;
  int64_t quotient = a / b;
  if ((a ^ b) < 0 && quotient * b != a) --quotient;
  *out = static_cast<int64_t>(Value::from_int(quotient).bits());
  return Value::fits_int(quotient);
}
ALWAYS_INLINE bool int_remainder(Value left, Value right, int64_t* out) {
  int64_t a = left.as_int();
  int64_t b = right.as_int();
  if (UNLIKELY(b == 0)) return false;
  int64_t rest = a % b;
  if (rest != 0 && (rest ^ b) < 0) rest += b;
  *out = static_cast<int64_t>(Value::from_int(rest).bits());
  return true;
}
ALWAYS_INLINE bool int_and(Value left, Value right, int64_t* out) {
  *out = static_cast<int64_t>(left.bits() & right.bits());
  return true;
}
ALWAYS_INLINE bool int_or(Value left, Value right, int64_t* out) {
  *out = static_cast<int64_t>(left.bits() | right.bits());
  return true;
}
ALWAYS_INLINE bool int_xor(Value left, Value right, int64_t* out) {
  *out = static_cast<int64_t>((left.bits() ^ right.bits()) | 1);
  return true;
}
ALWAYS_INLINE bool int_lshift(Value left, Value right, int64_t* out) {
  int64_t count = right.as_int();
  if (UNLIKELY(count < 0 || count > 60)) return false;
  int64_t value = left.as_int();
  int64_t shifted = static_cast<int64_t>(static_cast<uint64_t>(value) << count);
  *out = static_cast<int64_t>(Value::from_int(shifted).bits());
  return (shifted >> count) == value && Value::fits_int(shifted);
}
ALWAYS_INLINE bool int_rshift(Value left, Value right, int64_t* out) {
  int64_t count = right.as_int();
  if (UNLIKELY(count < 0)) return false;
  *out = static_cast<int64_t>(Value::from_int(left.as_int() >> (count > 63 ? 63 : count)).bits());
  return true;
}
/// Exact where both ints are: the quotient of two doubles is correctly rounded.
ALWAYS_INLINE bool int_true_divide(Value left, Value right, int64_t* out) {
  constexpr uint64_t kExact = uint64_t{1} << 53;
  int64_t a = left.as_int();
  int64_t b = right.as_int();
  if (UNLIKELY(b == 0 || static_cast<uint64_t>(a) + kExact > 2 * kExact || static_cast<uint64_t>(b) + kExact > 2 * kExact)) return false;
  Value quotient = Value::from_float(static_cast<double>(a) / static_cast<double>(b));
  *out = static_cast<int64_t>(quotient.bits());
  return quotient.is_float();
}

ALWAYS_INLINE Value owned_copy(Value value) {
  incref(value);
  return value;
}
/// The Value at a byte offset in an object.
ALWAYS_INLINE Value& value_at(Value object, uint32_t offset) {
  return *reinterpret_cast<Value*>(reinterpret_cast<char*>(object.as_object()) + offset);
}
/// Whether the frame's names are its globals: a module.
ALWAYS_INLINE bool runs_in_globals(const Frame& frame) {
  return frame.has(Frame::kHasLocals) && frame.locals == Value::from_object(frame.globals);
}
/// Whether `value` is a generator that can be resumed in the loop.
ALWAYS_INLINE bool is_idle_generator(Value value) {
  return is_exactly(value, TypeId::kGenerator) && as<GeneratorObject>(value).state <= GeneratorObject::kSuspended;
}
/// Whether `name` stands in an entry of a dict.
ALWAYS_INLINE bool has_entry(const Dict& dict, uint32_t entry, const Str* name) {
  return entry < static_cast<uint64_t>(dict.used) && dict.entries[entry].key == Value::from_object(name);
}
/// Arguments of a native call.
/// OPTIMIZATION: the two words are written as one pair. They are copied as one onto the stack, and a processor that has just written two words has to
/// wait before it can read them together.
ALWAYS_INLINE CallArgs row_arguments(const Value* values, size_t count) {
  using Pair = uint64_t __attribute__((vector_size(16)));
  static_assert(offsetof(CallArgs, values) == 0 && offsetof(CallArgs, count) == 8);
  const Pair pair = {reinterpret_cast<uint64_t>(values), count};
  CallArgs args;
  std::memcpy(static_cast<void*>(&args), &pair, sizeof pair);
  args.names = Value::null();
  return args;
}
ALWAYS_INLINE bool is_function(Value value) { return is_exactly(value, TypeId::kFunction); }
/// Drops the variables of a frame that returns, and is leaving as soon as one of them dies. True: what ran then has given the frame other flags, and the
/// rest is still there.
ALWAYS_INLINE bool drop_variables(Frame& frame, Value* regs, uint16_t flags) {
  for (int32_t i = 0; i < frame.first_temp; ++i) {
    if (!regs[i].is_heap()) continue;
    Object* dropped = std::exchange(regs[i], Value::null()).as_object();
    if (LIKELY(--dropped->refcount != 0)) continue;
    frame.pc = nullptr;
    destroy(dropped);
    if (UNLIKELY(frame.flags != flags)) return true;
  }
  return false;
}

}  // namespace

// The loop's own macros; gone at the end of the file.
#define TARGET(name) L_##name
#define DISPATCH() goto* targets[pc->op]
#define NEXT(name)                  \
  do {                              \
    pc += 1 + insn_length::k##name; \
    DISPATCH();                     \
  } while (0)
#define R(field) regs[pc->field]
#define IS_TEMP(field) (pc->field >= frame->first_temp)
/// Drops a reference; pc is saved, since that may run __del__.
#define RELEASE(value)                                                 \
  do {                                                                 \
    Value released = (value);                                          \
    if (released.is_heap() && --released.as_object()->refcount == 0) { \
      frame->pc = pc;                                                  \
      destroy(released.as_object());                                   \
    }                                                                  \
  } while (0)
#define SET(field, value)      \
  do {                         \
    Value replaced = R(field); \
    R(field) = (value);        \
    RELEASE(replaced);         \
  } while (0)
/// An operand has been used: a temporary ends here.
#define DROP_OPERAND(field)                        \
  do {                                             \
    if (IS_TEMP(field)) SET(field, Value::null()); \
  } while (0)
/// The owned value of a SRC operand that is not null.
#define TAKE(field) (IS_TEMP(field) ? std::exchange(R(field), Value::null()) : owned_copy(R(field)))
#define SLOW(name)                                                 \
  do {                                                             \
    frame->pc = pc;                                                \
    if (UNLIKELY(op_##name(ts, *frame, pc).raised())) goto raised; \
    NEXT(name);                                                    \
  } while (0)
/// Goes on in a frame, at its pc.
#define ENTER(next_frame)                     \
  do {                                        \
    frame = (next_frame);                     \
    regs = frame->regs;                       \
    constants = frame->code->consts->items(); \
    pc = frame->pc;                           \
  } while (0)

Result<Ref> eval(ThreadState& ts, Frame* frame, Start start) {
  static const void* const kTargets[] = {
#define OP(name, a, b, c, words, doc) &&TARGET(name),
#define SPECIAL(name, base, guard) &&TARGET(name),
#include "config/opcodes.def"
#undef OP
#undef SPECIAL
  };
  static const void* const kTracedTargets[] = {
#define OP(name, a, b, c, words, doc) &&traced,
#define SPECIAL(name, base, guard) &&traced,
#include "config/opcodes.def"
#undef OP
#undef SPECIAL
  };
  const void* const* targets = kTargets;
  Value* regs;
  Insn* pc;
  const Value* constants;
  Frame* entered;         // the answer of what may enter a frame
  Value object, value, self;  // operand and result of the shared ends below
  Value* last;
  bool answer;

  ENTER(frame);
  if (UNLIKELY(start == Start::kRaise)) goto raised;
  if (UNLIKELY(ts.breaker.load(std::memory_order_relaxed) != 0)) goto polled_entry;
  DISPATCH();

  // -- moves and variables -------------------------------------------------------------------------------------------------

  TARGET(NOP) : NEXT(NOP);

  TARGET(LOAD_CONST) : {
    Value constant = constants[pc->b + (uint32_t{pc->c} << 16)];
    incref(constant);
    SET(a, constant);
    NEXT(LOAD_CONST);
  }
  TARGET(MOVE) : {
    if (UNLIKELY(R(b).is_null())) SLOW(MOVE);
    Value moved = TAKE(b);
    SET(a, moved);
    NEXT(MOVE);
  }
  TARGET(COPY) : {
    Value copy = owned_copy(R(b));
    SET(a, copy);
    NEXT(COPY);
  }
  TARGET(DROP) : {
    SET(a, Value::null());
    NEXT(DROP);
  }
  TARGET(CHECK_BOUND) : {
    if (UNLIKELY(R(a).is_null())) SLOW(CHECK_BOUND);
    NEXT(CHECK_BOUND);
  }
  TARGET(DELETE_LOCAL) : {
    if (UNLIKELY(R(a).is_null())) SLOW(DELETE_LOCAL);
    SET(a, Value::null());
    NEXT(DELETE_LOCAL);
  }
  TARGET(MAKE_CELL) : SLOW(MAKE_CELL);
  TARGET(COPY_FREE_VARS) : {
    const Value* cells = frame->function()->closure->items();
    for (uint32_t i = 0; i < pc->b; ++i) regs[pc->a + i] = owned_copy(cells[i]);
    NEXT(COPY_FREE_VARS);
  }
  TARGET(LOAD_DEREF) : {
    Value contents = as<Cell>(R(b)).contents;
    if (UNLIKELY(contents.is_null())) SLOW(LOAD_DEREF);
    incref(contents);
    SET(a, contents);
    NEXT(LOAD_DEREF);
  }
  TARGET(STORE_DEREF) : {
    if (UNLIKELY(R(b).is_null())) SLOW(STORE_DEREF);
    Value replaced = std::exchange(as<Cell>(R(a)).contents, TAKE(b));
    RELEASE(replaced);
    NEXT(STORE_DEREF);
  }
  TARGET(DELETE_DEREF) : SLOW(DELETE_DEREF);
  TARGET(LOAD_CLASS_DEREF) : SLOW(LOAD_CLASS_DEREF);
  TARGET(LOAD_NAME) : SLOW(LOAD_NAME);
  TARGET(STORE_NAME) : SLOW(STORE_NAME);
  TARGET(DELETE_NAME) : SLOW(DELETE_NAME);
  TARGET(LOAD_GLOBAL) : SLOW(LOAD_GLOBAL);
  TARGET(STORE_GLOBAL) : SLOW(STORE_GLOBAL);
  TARGET(DELETE_GLOBAL) : SLOW(DELETE_GLOBAL);

  TARGET(LOAD_GLOBAL_MODULE) : {
    auto& cache = cache_of<GlobalCache>(pc);
    if (UNLIKELY(frame->globals->keys_version != cache.globals_version)) SLOW(LOAD_GLOBAL);
    Value global = owned_copy(frame->globals->entries[cache.entry].value);
    SET(a, global);
    NEXT(LOAD_GLOBAL);
  }
  TARGET(LOAD_GLOBAL_BUILTIN) : {
    auto& cache = cache_of<GlobalCache>(pc);
    if (UNLIKELY(frame->globals->keys_version != cache.globals_version)) SLOW(LOAD_GLOBAL);
    if (UNLIKELY(frame->builtins->keys_version != cache.builtins_version)) SLOW(LOAD_GLOBAL);
    Value builtin = owned_copy(frame->builtins->entries[cache.entry].value);
    SET(a, builtin);
    NEXT(LOAD_GLOBAL);
  }
  TARGET(LOAD_NAME_MODULE) : {
    auto& cache = cache_of<GlobalCache>(pc);
    if (UNLIKELY(!runs_in_globals(*frame) || frame->globals->keys_version != cache.globals_version)) SLOW(LOAD_NAME);
    Value global = owned_copy(frame->globals->entries[cache.entry].value);
    SET(a, global);
    NEXT(LOAD_NAME);
  }
  TARGET(LOAD_NAME_BUILTIN) : {
    auto& cache = cache_of<GlobalCache>(pc);
    if (UNLIKELY(!runs_in_globals(*frame) || frame->globals->keys_version != cache.globals_version)) SLOW(LOAD_NAME);
    if (UNLIKELY(frame->builtins->keys_version != cache.builtins_version)) SLOW(LOAD_NAME);
    Value builtin = owned_copy(frame->builtins->entries[cache.entry].value);
    SET(a, builtin);
    NEXT(LOAD_NAME);
  }
  TARGET(STORE_GLOBAL_CACHED) : {
    auto& cache = cache_of<StoreGlobalCache>(pc);
    if (UNLIKELY(frame->globals->keys_version != cache.version || R(a).is_null())) SLOW(STORE_GLOBAL);
    Value replaced = std::exchange(frame->globals->entries[cache.entry].value, TAKE(a));
    RELEASE(replaced);
    NEXT(STORE_GLOBAL);
  }
  TARGET(STORE_NAME_CACHED) : {
    auto& cache = cache_of<StoreGlobalCache>(pc);
    if (UNLIKELY(!runs_in_globals(*frame) || frame->globals->keys_version != cache.version || R(a).is_null())) SLOW(STORE_NAME);
    Value replaced = std::exchange(frame->globals->entries[cache.entry].value, TAKE(a));
    RELEASE(replaced);
    NEXT(STORE_NAME);
  }

  // -- attributes ----------------------------------------------------------------------------------------------------------

/// The guard of the attribute forms: object's shape, and the version of its type.
#define HAS_CACHED_SHAPE(cache, owner) (owner.is_heap() && cache.is_shape_of(owner.as_object()) && owner.as_object()->type->version == cache.version)

  TARGET(LOAD_ATTR) : SLOW(LOAD_ATTR);
  TARGET(LOAD_ATTR_SLOT) : TARGET(LOAD_ATTR_MEMBER) : {
    auto& cache = cache_of<AttrCache>(pc);
    object = R(b);
    if (UNLIKELY(!HAS_CACHED_SHAPE(cache, object))) SLOW(LOAD_ATTR);
    value = value_at(object, cache.offset);
    if (UNLIKELY(value.is_null())) SLOW(LOAD_ATTR);
    goto attribute_loaded;
  }
  TARGET(LOAD_ATTR_HINT) : {
    auto& cache = cache_of<AttrCache>(pc);
    object = R(b);
    if (UNLIKELY(!HAS_CACHED_SHAPE(cache, object))) SLOW(LOAD_ATTR);
    const Dict& dict = as<Dict>(value_at(object, cache.offset));
    if (UNLIKELY(!has_entry(dict, cache.new_shape, frame->name(pc->c)))) SLOW(LOAD_ATTR);
    value = dict.entries[cache.new_shape].value;
    goto attribute_loaded;
  }
  TARGET(LOAD_ATTR_TYPE_VALUE) : {
    auto& cache = cache_of<AttrCache>(pc);
    object = R(b);
    if (UNLIKELY(!HAS_CACHED_SHAPE(cache, object))) SLOW(LOAD_ATTR);
    value = Value::from_bits(cache.value);
    goto attribute_loaded;
  }
  TARGET(LOAD_ATTR_MODULE) : {
    auto& cache = cache_of<AttrCache>(pc);
    object = R(b);
    if (UNLIKELY(!is_exactly(object, TypeId::kModule) || as<Module>(object).dict.is_null())) SLOW(LOAD_ATTR);
    const Dict& dict = as<Module>(object).globals();
    if (UNLIKELY(dict.keys_version != cache.version)) SLOW(LOAD_ATTR);
    value = dict.entries[cache.offset].value;
    goto attribute_loaded;
  }
  TARGET(LOAD_ATTR_CLASS) : {
    auto& cache = cache_of<AttrCache>(pc);
    object = R(b);
    if (UNLIKELY(!is_exactly(object, TypeId::kType) || as<Type>(object).version != cache.version)) SLOW(LOAD_ATTR);
    value = Value::from_bits(cache.value);
    goto attribute_loaded;
  }
attribute_loaded: {
  incref(value);
  bool consumed = IS_TEMP(b);
  if (consumed) R(b) = Value::null();
  SET(a, value);
  if (consumed) RELEASE(object);
  NEXT(LOAD_ATTR);
}
  TARGET(LOAD_ATTR_PROPERTY) : {
    auto& cache = cache_of<AttrCache>(pc);
    object = R(b);
    if (UNLIKELY(!HAS_CACHED_SHAPE(cache, object))) SLOW(LOAD_ATTR);
    frame->pc = pc;
    entered = push_getter(ts, frame, as<Function>(Value::from_bits(cache.value)), TAKE(b), {pc->a, 0, insn_length::kLOAD_ATTR});
    goto entered_function;
  }

  TARGET(STORE_ATTR) : SLOW(STORE_ATTR);
  TARGET(STORE_ATTR_SLOT) : TARGET(STORE_ATTR_MEMBER) : {
    auto& cache = cache_of<AttrCache>(pc);
    object = R(a);
    if (UNLIKELY(!HAS_CACHED_SHAPE(cache, object) || R(c).is_null())) SLOW(STORE_ATTR);
    Value replaced = std::exchange(value_at(object, cache.offset), TAKE(c));
    if (IS_TEMP(a)) R(a) = Value::null();
    RELEASE(replaced);
    if (IS_TEMP(a)) RELEASE(object);
    NEXT(STORE_ATTR);
  }
  TARGET(STORE_ATTR_HINT) : {
    auto& cache = cache_of<AttrCache>(pc);
    object = R(a);
    if (UNLIKELY(!HAS_CACHED_SHAPE(cache, object) || R(c).is_null())) SLOW(STORE_ATTR);
    const Dict& dict = as<Dict>(value_at(object, cache.offset));
    if (UNLIKELY(!has_entry(dict, cache.new_shape, frame->name(pc->b)))) SLOW(STORE_ATTR);
    Value replaced = std::exchange(dict.entries[cache.new_shape].value, TAKE(c));
    if (IS_TEMP(a)) R(a) = Value::null();
    RELEASE(replaced);
    if (IS_TEMP(a)) RELEASE(object);
    NEXT(STORE_ATTR);
  }
  TARGET(STORE_ATTR_PROPERTY) : {
    auto& cache = cache_of<AttrCache>(pc);
    object = R(a);
    if (UNLIKELY(!HAS_CACHED_SHAPE(cache, object) || R(c).is_null())) SLOW(STORE_ATTR);
    frame->pc = pc;
    object = TAKE(a);
    entered = push_setter(ts, frame, as<Function>(Value::from_bits(cache.value)), object, TAKE(c), {0, Frame::kDiscard, insn_length::kSTORE_ATTR});
    goto entered_function;
  }
  TARGET(STORE_ATTR_ADD) : {
    auto& cache = cache_of<AttrCache>(pc);
    object = R(a);
    if (UNLIKELY(!HAS_CACHED_SHAPE(cache, object) || R(c).is_null())) SLOW(STORE_ATTR);
    value_at(object, cache.offset) = TAKE(c);
    object.as_object()->set_shape_id(cache.new_shape);
    if (IS_TEMP(a)) {
      R(a) = Value::null();
      RELEASE(object);
    }
    NEXT(STORE_ATTR);
  }
  TARGET(DELETE_ATTR) : SLOW(DELETE_ATTR);

  // The row of a method call is dead before LOAD_METHOD fills it, but for the object, if that stands in its first register.
  TARGET(LOAD_METHOD) : SLOW(LOAD_METHOD);
  TARGET(LOAD_METHOD_SHAPE) : {
    auto& cache = cache_of<MethodCache>(pc);
    object = R(b);
    if (UNLIKELY(!HAS_CACHED_SHAPE(cache, object))) SLOW(LOAD_METHOD);
    object = TAKE(b);
    R(a) = owned_copy(Value::from_bits(cache.value));
    regs[pc->a + 1] = object;
    NEXT(LOAD_METHOD);
  }
  TARGET(LOAD_METHOD_DICT) : {
    auto& cache = cache_of<MethodCache>(pc);
    object = R(b);
    if (UNLIKELY(!HAS_CACHED_SHAPE(cache, object) || !dict_get(ts, as<Dict>(attribute_slots(object.as_object())[0]), frame->name(pc->c)).is_null())) SLOW(LOAD_METHOD);
    object = TAKE(b);
    R(a) = owned_copy(Value::from_bits(cache.value));
    regs[pc->a + 1] = object;
    NEXT(LOAD_METHOD);
  }
  TARGET(LOAD_METHOD_VALUE) : {
    auto& cache = cache_of<MethodCache>(pc);
    object = R(b);
    if (UNLIKELY(!HAS_CACHED_SHAPE(cache, object))) SLOW(LOAD_METHOD);
    value = Value::from_bits(cache.value);
    self = cache.self == MethodCache::kType ? Value::from_object(object.as_object()->type) : Value::null();
    goto attribute_for_call_loaded;
  }
  TARGET(LOAD_METHOD_MODULE) : {
    auto& cache = cache_of<MethodCache>(pc);
    object = R(b);
    if (UNLIKELY(!is_exactly(object, TypeId::kModule) || as<Module>(object).dict.is_null())) SLOW(LOAD_METHOD);
    const Dict& dict = as<Module>(object).globals();
    if (UNLIKELY(dict.keys_version != cache.version)) SLOW(LOAD_METHOD);
    value = dict.entries[cache.offset].value;
    self = Value::null();
    goto attribute_for_call_loaded;
  }
  TARGET(LOAD_METHOD_CLASS) : {
    auto& cache = cache_of<MethodCache>(pc);
    object = R(b);
    if (UNLIKELY(!is_exactly(object, TypeId::kType) || as<Type>(object).version != cache.version)) SLOW(LOAD_METHOD);
    value = Value::from_bits(cache.value);
    self = cache.self == MethodCache::kObject ? object : Value::null();
    goto attribute_for_call_loaded;
  }
attribute_for_call_loaded: {
  incref(value);
  incref(self);
  bool consumed = IS_TEMP(b);
  R(a) = value;
  regs[pc->a + 1] = self;
  if (consumed && pc->a != pc->b) R(b) = Value::null();
  if (consumed) RELEASE(object);
  NEXT(LOAD_METHOD);
}

  // -- items ---------------------------------------------------------------------------------------------------------------

  TARGET(SUBSCRIPT) : SLOW(SUBSCRIPT);
  TARGET(SUBSCRIPT_LIST_INT) : {
    object = R(b);
    if (UNLIKELY(!is_list(object) || !R(c).is_int())) SLOW(SUBSCRIPT);
    value = list_get_int(as<List>(object), R(c).as_int());
    if (UNLIKELY(value.is_null())) SLOW(SUBSCRIPT);
    goto item_loaded;
  }
  TARGET(SUBSCRIPT_TUPLE_INT) : {
    object = R(b);
    if (UNLIKELY(!is_tuple(object) || !R(c).is_int())) SLOW(SUBSCRIPT);
    value = tuple_get_int(as<Tuple>(object), R(c).as_int());
    if (UNLIKELY(value.is_null())) SLOW(SUBSCRIPT);
    goto item_loaded;
  }
  TARGET(SUBSCRIPT_STR_INT) : {
    object = R(b);
    if (UNLIKELY(!is_str(object) || !R(c).is_int())) SLOW(SUBSCRIPT);
    const Str& text = as<Str>(object);
    int64_t index = R(c).as_int();
    if (index < 0) index += text.length;
    if (UNLIKELY(static_cast<uint64_t>(index) >= static_cast<uint64_t>(text.length) || text.kind != Str::kOneByte)) SLOW(SUBSCRIPT);
    Str* shared = ts.interp.strings->chars[text.latin1()[index]];
    if (UNLIKELY(shared == nullptr)) SLOW(SUBSCRIPT);
    value = Value::from_object(shared);
    goto item_loaded;
  }
  TARGET(SUBSCRIPT_K) : {
    object = R(b);
    Value key = constants[pc->c];
    if (UNLIKELY(!key.is_int())) SLOW(SUBSCRIPT_K);
    if (is_list(object)) {
      value = list_get_int(as<List>(object), key.as_int());
    } else if (is_tuple(object)) {
      value = tuple_get_int(as<Tuple>(object), key.as_int());
    } else {
      SLOW(SUBSCRIPT_K);
    }
    if (UNLIKELY(value.is_null())) SLOW(SUBSCRIPT_K);
    goto item_loaded;
  }
item_loaded: {
  incref(value);
  bool consumed = IS_TEMP(b);
  if (consumed) R(b) = Value::null();
  SET(a, value);
  if (consumed) RELEASE(object);
  NEXT(SUBSCRIPT);
}
  TARGET(STORE_SUBSCRIPT) : SLOW(STORE_SUBSCRIPT);
  TARGET(STORE_SUBSCRIPT_LIST_INT) : {
    object = R(a);
    if (UNLIKELY(!is_list(object) || !R(b).is_int() || R(c).is_null())) SLOW(STORE_SUBSCRIPT);
    List& list = as<List>(object);
    int64_t index = R(b).as_int();
    if (index < 0) index += list.size;
    if (UNLIKELY(static_cast<uint64_t>(index) >= static_cast<uint64_t>(list.size))) SLOW(STORE_SUBSCRIPT);
    Value replaced = std::exchange(list.items[index], TAKE(c));
    if (IS_TEMP(a)) R(a) = Value::null();
    RELEASE(replaced);
    if (IS_TEMP(a)) RELEASE(object);
    NEXT(STORE_SUBSCRIPT);
  }
  TARGET(DELETE_SUBSCRIPT) : SLOW(DELETE_SUBSCRIPT);
  TARGET(LOAD_SLICE) : SLOW(LOAD_SLICE);
  TARGET(BUILD_SLICE) : SLOW(BUILD_SLICE);

  // -- arithmetic ----------------------------------------------------------------------------------------------------------

/// A handler for small ints; whatever else goes to the slow path.
#define INT_ARITHMETIC(name, right, int_function)                                               \
  TARGET(name) : {                                                                              \
    int64_t word;                                                                               \
    if (UNLIKELY(!Value::both_int(R(b), right) || !int_function(R(b), right, &word))) SLOW(name); \
    SET(a, Value::from_bits(static_cast<uint64_t>(word)));                                      \
    NEXT(name);                                                                                 \
  }
/// The same, for inline floats too. Ints first; the _FLOAT forms ask for floats first.
#define ARITHMETIC(name, right, int_function, operation)                                     \
  TARGET(name) : {                                                                           \
    int64_t word;                                                                            \
    if (LIKELY(Value::both_int(R(b), right))) {                                              \
      if (UNLIKELY(!int_function(R(b), right, &word))) SLOW(name);                           \
      SET(a, Value::from_bits(static_cast<uint64_t>(word)));                                 \
      NEXT(name);                                                                            \
    }                                                                                        \
    if (UNLIKELY(!Value::both_float(R(b), right))) SLOW(name);                               \
    value = Value::from_bits(Value::encode_float(R(b).as_float() operation (right).as_float())); \
    if (UNLIKELY(!value.is_float())) SLOW(name);                                             \
    SET(a, value);                                                                           \
    NEXT(name);                                                                              \
  }
#define FLOAT_ARITHMETIC(name, operation)                                                       \
  TARGET(name##_FLOAT) : {                                                                      \
    if (UNLIKELY(!Value::both_float(R(b), R(c)))) goto TARGET(name);                            \
    value = Value::from_bits(Value::encode_float(R(b).as_float() operation R(c).as_float()));   \
    if (UNLIKELY(!value.is_float())) SLOW(name);                                                \
    SET(a, value);                                                                              \
    NEXT(name);                                                                                 \
  }

  ARITHMETIC(ADD, R(c), int_add, +)
  ARITHMETIC(SUBTRACT, R(c), int_subtract, -)
  ARITHMETIC(MULTIPLY, R(c), int_multiply, *)
  ARITHMETIC(ADD_K, constants[pc->c], int_add, +)
  ARITHMETIC(SUBTRACT_K, constants[pc->c], int_subtract, -)
  ARITHMETIC(MULTIPLY_K, constants[pc->c], int_multiply, *)
  ARITHMETIC(INPLACE_ADD, R(c), int_add, +)
  ARITHMETIC(INPLACE_SUBTRACT, R(c), int_subtract, -)
  ARITHMETIC(INPLACE_MULTIPLY, R(c), int_multiply, *)
  ARITHMETIC(INPLACE_ADD_K, constants[pc->c], int_add, +)
  ARITHMETIC(INPLACE_SUBTRACT_K, constants[pc->c], int_subtract, -)
  FLOAT_ARITHMETIC(ADD, +)
  FLOAT_ARITHMETIC(SUBTRACT, -)
  FLOAT_ARITHMETIC(MULTIPLY, *)
  TARGET(TRUE_DIVIDE_FLOAT) : {
    if (UNLIKELY(!Value::both_float(R(b), R(c)) || R(c).as_float() == 0.0)) goto TARGET(TRUE_DIVIDE);
    value = Value::from_bits(Value::encode_float(R(b).as_float() / R(c).as_float()));
    if (UNLIKELY(!value.is_float())) SLOW(TRUE_DIVIDE);
    SET(a, value);
    NEXT(TRUE_DIVIDE);
  }

  INT_ARITHMETIC(TRUE_DIVIDE, R(c), int_true_divide)
  INT_ARITHMETIC(FLOOR_DIVIDE, R(c), int_floor_divide)
  INT_ARITHMETIC(REMAINDER, R(c), int_remainder)
  INT_ARITHMETIC(LSHIFT, R(c), int_lshift)
  INT_ARITHMETIC(RSHIFT, R(c), int_rshift)
  INT_ARITHMETIC(AND, R(c), int_and)
  INT_ARITHMETIC(OR, R(c), int_or)
  INT_ARITHMETIC(XOR, R(c), int_xor)
  INT_ARITHMETIC(TRUE_DIVIDE_K, constants[pc->c], int_true_divide)
  INT_ARITHMETIC(FLOOR_DIVIDE_K, constants[pc->c], int_floor_divide)
  INT_ARITHMETIC(REMAINDER_K, constants[pc->c], int_remainder)
  INT_ARITHMETIC(LSHIFT_K, constants[pc->c], int_lshift)
  INT_ARITHMETIC(RSHIFT_K, constants[pc->c], int_rshift)
  INT_ARITHMETIC(AND_K, constants[pc->c], int_and)
  INT_ARITHMETIC(OR_K, constants[pc->c], int_or)
  INT_ARITHMETIC(XOR_K, constants[pc->c], int_xor)
  INT_ARITHMETIC(INPLACE_TRUE_DIVIDE, R(c), int_true_divide)
  INT_ARITHMETIC(INPLACE_FLOOR_DIVIDE, R(c), int_floor_divide)
  INT_ARITHMETIC(INPLACE_REMAINDER, R(c), int_remainder)
  INT_ARITHMETIC(INPLACE_LSHIFT, R(c), int_lshift)
  INT_ARITHMETIC(INPLACE_RSHIFT, R(c), int_rshift)
  INT_ARITHMETIC(INPLACE_AND, R(c), int_and)
  INT_ARITHMETIC(INPLACE_OR, R(c), int_or)
  INT_ARITHMETIC(INPLACE_XOR, R(c), int_xor)

  TARGET(POWER) : SLOW(POWER);
  TARGET(POWER_K) : SLOW(POWER_K);
  TARGET(INPLACE_POWER) : SLOW(INPLACE_POWER);
  TARGET(MATRIX_MULTIPLY) : SLOW(MATRIX_MULTIPLY);
  TARGET(MATRIX_MULTIPLY_K) : SLOW(MATRIX_MULTIPLY_K);
  TARGET(INPLACE_MATRIX_MULTIPLY) : SLOW(INPLACE_MATRIX_MULTIPLY);

  TARGET(NEGATIVE) : {
    value = R(b);
    if (LIKELY(value.is_int()) && Value::fits_int(-value.as_int())) {
      SET(a, Value::from_int(-value.as_int()));
      NEXT(NEGATIVE);
    }
    if (UNLIKELY(!value.is_float())) SLOW(NEGATIVE);
    SET(a, Value::from_float(-value.as_float()));
    NEXT(NEGATIVE);
  }
  TARGET(POSITIVE) : SLOW(POSITIVE);
  TARGET(INVERT) : {
    value = R(b);
    if (UNLIKELY(!value.is_int())) SLOW(INVERT);
    SET(a, Value::from_int(~value.as_int()));
    NEXT(INVERT);
  }
  TARGET(NOT) : {
    value = R(b);
    if (UNLIKELY(!value.is_bool())) SLOW(NOT);
    SET(a, Value::boolean(value.is_false()));
    NEXT(NOT);
  }

  // -- comparison ----------------------------------------------------------------------------------------------------------

#define COMPARE(name, operation)                                                                    \
  TARGET(name) : {                                                                                  \
    if (LIKELY(Value::both_int(R(b), R(c)))) {                                                      \
      answer = static_cast<int64_t>(R(b).bits()) operation static_cast<int64_t>(R(c).bits());       \
    } else if (LIKELY(Value::both_float(R(b), R(c)))) {                                             \
      answer = R(b).as_float() operation R(c).as_float();                                           \
    } else {                                                                                        \
      SLOW(name);                                                                                   \
    }                                                                                               \
    SET(a, Value::boolean(answer));                                                                 \
    NEXT(name);                                                                                     \
  }
#define JUMP_COMPARE(name, right, operation, slow, drop_right, kind)                                \
  TARGET(name) : {                                                                                  \
    if (LIKELY(Value::both_int(R(b), right))) {                                                     \
      answer = static_cast<int64_t>(R(b).bits()) operation static_cast<int64_t>((right).bits());    \
    } else if (LIKELY(Value::both_float(R(b), right))) {                                            \
      answer = R(b).as_float() operation (right).as_float();                                        \
    } else if (is_str(R(b)) && is_str(right)) {                                                     \
      answer = str_compare_is(as<Str>(R(b)), as<Str>(right), Compare::kind);                        \
      DROP_OPERAND(b);                                                                              \
      drop_right;                                                                                   \
    } else {                                                                                        \
      frame->pc = pc;                                                                               \
      Result<bool> compared = slow(ts, *frame, pc, Compare::kind);                                  \
      if (UNLIKELY(compared.raised())) goto raised;                                                 \
      answer = compared.take();                                                                     \
    }                                                                                               \
    if (answer == static_cast<bool>(pc->a)) goto jump_by_word;                                      \
    NEXT(name);                                                                                     \
  }

  COMPARE(LT, <)
  COMPARE(LE, <=)
  COMPARE(EQ, ==)
  COMPARE(NE, !=)
  COMPARE(GT, >)
  COMPARE(GE, >=)
  JUMP_COMPARE(JUMP_LT, R(c), <, compare_and_consume, DROP_OPERAND(c), kLt)
  JUMP_COMPARE(JUMP_LE, R(c), <=, compare_and_consume, DROP_OPERAND(c), kLe)
  JUMP_COMPARE(JUMP_EQ, R(c), ==, compare_and_consume, DROP_OPERAND(c), kEq)
  JUMP_COMPARE(JUMP_NE, R(c), !=, compare_and_consume, DROP_OPERAND(c), kNe)
  JUMP_COMPARE(JUMP_GT, R(c), >, compare_and_consume, DROP_OPERAND(c), kGt)
  JUMP_COMPARE(JUMP_GE, R(c), >=, compare_and_consume, DROP_OPERAND(c), kGe)
  JUMP_COMPARE(JUMP_LT_K, constants[pc->c], <, compare_constant_and_consume, static_cast<void>(0), kLt)
  JUMP_COMPARE(JUMP_LE_K, constants[pc->c], <=, compare_constant_and_consume, static_cast<void>(0), kLe)
  JUMP_COMPARE(JUMP_EQ_K, constants[pc->c], ==, compare_constant_and_consume, static_cast<void>(0), kEq)
  JUMP_COMPARE(JUMP_NE_K, constants[pc->c], !=, compare_constant_and_consume, static_cast<void>(0), kNe)
  JUMP_COMPARE(JUMP_GT_K, constants[pc->c], >, compare_constant_and_consume, static_cast<void>(0), kGt)
  JUMP_COMPARE(JUMP_GE_K, constants[pc->c], >=, compare_constant_and_consume, static_cast<void>(0), kGe)
  TARGET(IS) : SLOW(IS);
  TARGET(IS_NOT) : SLOW(IS_NOT);
  TARGET(IN) : SLOW(IN);
  TARGET(NOT_IN) : SLOW(NOT_IN);

  TARGET(JUMP_IS) : {
    object = R(b);
    value = R(c);
    if (UNLIKELY(object.is_null() || value.is_null())) SLOW(JUMP_IS);
    answer = object == value;
    bool jumps = answer == static_cast<bool>(pc->a);
    if (IS_TEMP(b)) R(b) = Value::null();
    if (IS_TEMP(c)) R(c) = Value::null();
    if (IS_TEMP(b)) RELEASE(object);
    if (IS_TEMP(c)) RELEASE(value);
    if (jumps) goto jump_by_word;
    NEXT(JUMP_IS);
  }
  TARGET(JUMP_IN) : {
    frame->pc = pc;
    Result<bool> contained = contains_and_consume(ts, *frame, pc);
    if (UNLIKELY(contained.raised())) goto raised;
    if (contained.take() == static_cast<bool>(pc->a)) goto jump_by_word;
    NEXT(JUMP_IN);
  }
jump_by_word:
  pc += 2 + insn_word(pc, 0);
  DISPATCH();

  // -- jumps ---------------------------------------------------------------------------------------------------------------

  TARGET(JUMP) : {
    pc += 1 + pc->jump();
    DISPATCH();
  }
  TARGET(JUMP_BACK) : {
    pc += 1 + pc->jump();
    if (UNLIKELY((ts.breaker.load(std::memory_order_relaxed) & ~static_cast<uint32_t>(Breaker::kDebug)) != 0)) goto polled;
    DISPATCH();
  }

/// The truth of R[a] into `answer`; the operand is consumed.
#define TRUTH_OF_A()                                             \
  do {                                                           \
    if (LIKELY(R(a).is_bool())) {                                \
      answer = R(a).is_true();                                   \
    } else {                                                     \
      frame->pc = pc;                                            \
      Result<bool> truth = consume_truth(ts, *frame, pc->a);     \
      if (UNLIKELY(truth.raised())) goto raised;                 \
      answer = truth.take();                                     \
    }                                                            \
  } while (0)

  TARGET(JUMP_IF_TRUE) : {
    TRUTH_OF_A();
    if (answer) goto jump_by_operands;
    NEXT(JUMP_IF_TRUE);
  }
  TARGET(JUMP_IF_FALSE) : {
    TRUTH_OF_A();
    if (!answer) goto jump_by_operands;
    NEXT(JUMP_IF_FALSE);
  }
  TARGET(JUMP_IF_TRUE_OR_DROP) : {
    frame->pc = pc;
    Result<bool> truth = pyemb::truth(ts, R(a));
    if (UNLIKELY(truth.raised())) goto raised;
    if (truth.take()) goto jump_by_operands;
    SET(a, Value::null());
    NEXT(JUMP_IF_TRUE_OR_DROP);
  }
  TARGET(JUMP_IF_FALSE_OR_DROP) : {
    frame->pc = pc;
    Result<bool> truth = pyemb::truth(ts, R(a));
    if (UNLIKELY(truth.raised())) goto raised;
    if (!truth.take()) goto jump_by_operands;
    SET(a, Value::null());
    NEXT(JUMP_IF_FALSE_OR_DROP);
  }
  TARGET(JUMP_IF_NONE) : TARGET(JUMP_IF_NOT_NONE) : {
    object = R(a);
    if (UNLIKELY(object.is_null())) SLOW(JUMP_IF_NONE);
    bool jumps = object.is_none() == (pc->op == static_cast<uint16_t>(Op::kJUMP_IF_NONE));
    if (IS_TEMP(a)) {
      R(a) = Value::null();
      RELEASE(object);
    }
    if (jumps) goto jump_by_operands;
    NEXT(JUMP_IF_NONE);
  }
jump_by_operands:
  pc += 1 + pc->jump();
  DISPATCH();

  // -- iteration -----------------------------------------------------------------------------------------------------------

  TARGET(GET_ITER) : SLOW(GET_ITER);
  TARGET(FOR_ITER) : {
    frame->pc = pc;
    Result<bool> advanced = advance_iterator(ts, *frame, pc);
    if (UNLIKELY(advanced.raised())) goto raised;
    if (UNLIKELY(!advanced.take())) goto loop_ended;
    NEXT(FOR_ITER);
  }
  TARGET(FOR_ITER_RANGE) : {
    if (UNLIKELY(!is_exactly(R(a), TypeId::kRangeIterator))) goto TARGET(FOR_ITER);
    value = next_of_range(as<RangeIterator>(R(a)));
    if (UNLIKELY(value.is_null())) goto loop_ended;
    SET(b, value);
    NEXT(FOR_ITER);
  }
  TARGET(FOR_ITER_LIST) : {
    if (UNLIKELY(!is_exactly(R(a), TypeId::kListIterator))) goto TARGET(FOR_ITER);
    value = next_of_list(as<ListIterator>(R(a)));
    if (UNLIKELY(value.is_null())) goto loop_ended;
    incref(value);
    SET(b, value);
    NEXT(FOR_ITER);
  }
  TARGET(FOR_ITER_TUPLE) : {
    if (UNLIKELY(!is_exactly(R(a), TypeId::kTupleIterator))) goto TARGET(FOR_ITER);
    value = next_of_tuple(as<TupleIterator>(R(a)));
    if (UNLIKELY(value.is_null())) goto loop_ended;
    incref(value);
    SET(b, value);
    NEXT(FOR_ITER);
  }
  TARGET(FOR_ITER_GENERATOR) : {
    if (UNLIKELY(!is_idle_generator(R(a)))) goto TARGET(FOR_ITER);
    frame->pc = pc;
    entered = enter_generator(ts, as<GeneratorObject>(R(a)), frame, Value::none(), pc->b, 0);
    if (UNLIKELY(entered == nullptr)) goto raised;
    ENTER(entered);
    if (UNLIKELY(ts.breaker.load(std::memory_order_relaxed) != 0)) goto polled_call;
    DISPATCH();
  }
loop_ended:
  SET(a, Value::null());
  goto jump_by_word;

  TARGET(UNPACK_SEQUENCE) : {
    frame->pc = pc;
    if (UNLIKELY(op_UNPACK_SEQUENCE(ts, *frame, pc).raised())) goto raised;
    pc += insn_words(*pc);
    DISPATCH();
  }
  TARGET(UNPACK_EX) : {
    frame->pc = pc;
    if (UNLIKELY(op_UNPACK_EX(ts, *frame, pc).raised())) goto raised;
    pc += insn_words(*pc);
    DISPATCH();
  }

  // -- containers ----------------------------------------------------------------------------------------------------------

  TARGET(BUILD_TUPLE) : SLOW(BUILD_TUPLE);
  TARGET(BUILD_LIST) : SLOW(BUILD_LIST);
  TARGET(BUILD_SET) : SLOW(BUILD_SET);
  TARGET(BUILD_MAP) : SLOW(BUILD_MAP);
  TARGET(BUILD_STRING) : SLOW(BUILD_STRING);
  TARGET(FORMAT_VALUE) : SLOW(FORMAT_VALUE);
  TARGET(LIST_APPEND) : {
    List& list = as<List>(R(a));
    if (UNLIKELY(list.size == list.capacity || R(b).is_null())) SLOW(LIST_APPEND);
    list.items[list.size++] = TAKE(b);
    NEXT(LIST_APPEND);
  }
  TARGET(LIST_EXTEND) : SLOW(LIST_EXTEND);
  TARGET(LIST_TO_TUPLE) : SLOW(LIST_TO_TUPLE);
  TARGET(SET_ADD) : SLOW(SET_ADD);
  TARGET(SET_UPDATE) : SLOW(SET_UPDATE);
  TARGET(MAP_ADD) : SLOW(MAP_ADD);
  TARGET(DICT_UPDATE) : SLOW(DICT_UPDATE);
  TARGET(DICT_MERGE) : SLOW(DICT_MERGE);

  // -- calls ---------------------------------------------------------------------------------------------------------------

  TARGET(CALL) : {
    frame->pc = pc;
    quicken_call(ts, pc, &R(a), pc->b, false);
    entered = call_row(ts, frame, &R(a), pc->b, nullptr, {pc->c, 0, insn_length::kCALL});
    if (UNLIKELY(entered != frame)) goto entered_function;
    pc += 1 + insn_length::kCALL;
    goto called_natively;
  }
  TARGET(CALL_PYTHON) : {
    object = R(a);
    if (UNLIKELY(!is_function(object) || as<Function>(object).code->exact_args != pc->b)) goto TARGET(CALL);
    frame->pc = pc;
    entered = push_exact(ts, frame, &R(a) + 1, as<Function>(object), pc->b, {pc->c, 0, insn_length::kCALL});
    goto entered_function;
  }
  TARGET(CALL_PYTHON_DEFAULTS) : {
    object = R(a);
    if (UNLIKELY(!is_function(object) || as<Function>(object).code->exact_args <= pc->b)) goto TARGET(CALL);
    frame->pc = pc;
    entered = push_defaults(ts, frame, &R(a), pc->b, {pc->c, 0, insn_length::kCALL});
    goto entered_function;
  }
  TARGET(CALL_BUILTIN) : {
    if (UNLIKELY(!is_exactly(R(a), TypeId::kBuiltin))) goto TARGET(CALL);
    frame->pc = pc;
    auto& builtin = as<Builtin>(R(a));
    value = builtin.row->entry(ts, *builtin.row, builtin.self, row_arguments(&R(a) + 1, pc->b)).release();
    last = &R(a) + pc->b;
    goto native_answered;
  }
  TARGET(CALL_CLASS) : {
    auto& cache = cache_of<CallCache>(pc);
    object = R(a);
    if (UNLIKELY(!is_exactly(object, TypeId::kType) || as<Type>(object).version != cache.version)) goto TARGET(CALL);
    frame->pc = pc;
    entered = push_constructor(ts, frame, &R(a), pc->b, nullptr, as<Type>(object), as<Function>(Value::from_bits(cache.function)),
                               {pc->c, 0, insn_length::kCALL});
    goto entered_function;
  }
  TARGET(CALL_METHOD) : {
    frame->pc = pc;
    Value* row = &R(a);
    bool has_self = !row[1].is_null();
    if (has_self) quicken_call(ts, pc, row, pc->b + 1u, true);
    if (!has_self) std::swap(row[0], row[1]);
    entered = call_row(ts, frame, has_self ? row : row + 1, uint32_t{pc->b} + has_self, nullptr, {pc->c, 0, insn_length::kCALL_METHOD});
    if (UNLIKELY(entered != frame)) goto entered_function;
    pc += 1 + insn_length::kCALL_METHOD;
    goto called_natively;
  }
  TARGET(CALL_METHOD_PYTHON) : {
    object = R(a);
    if (UNLIKELY(!is_function(object) || as<Function>(object).code->exact_args != pc->b + 1 || regs[pc->a + 1].is_null())) goto TARGET(CALL_METHOD);
    frame->pc = pc;
    entered = push_exact(ts, frame, &R(a) + 1, as<Function>(object), pc->b + 1, {pc->c, 0, insn_length::kCALL_METHOD});
    goto entered_function;
  }
  TARGET(CALL_METHOD_PYTHON_DEFAULTS) : {
    object = R(a);
    if (UNLIKELY(!is_function(object) || as<Function>(object).code->exact_args <= pc->b + 1 || regs[pc->a + 1].is_null())) goto TARGET(CALL_METHOD);
    frame->pc = pc;
    entered = push_defaults(ts, frame, &R(a), pc->b + 1u, {pc->c, 0, insn_length::kCALL_METHOD});
    goto entered_function;
  }
  TARGET(CALL_LIST_APPEND) : {
    object = regs[pc->a + 1];
    if (UNLIKELY(R(a).bits() != cache_of<CallCache>(pc).function || !is_list(object))) goto TARGET(CALL_METHOD);
    List& list = as<List>(object);
    if (UNLIKELY(list.size == list.capacity)) goto TARGET(CALL_METHOD_NATIVE);
    list.items[list.size++] = std::exchange(regs[pc->a + 2], Value::null());
    value = std::exchange(R(a), Value::null());
    regs[pc->a + 1] = Value::null();
    SET(c, Value::none());
    RELEASE(object);
    RELEASE(value);
    NEXT(CALL_METHOD);
  }
  TARGET(CALL_METHOD_NATIVE) : {
    self = regs[pc->a + 1];
    if (UNLIKELY(!is_exactly(R(a), TypeId::kMethodDescriptor) || self.is_null())) goto TARGET(CALL_METHOD);
    frame->pc = pc;
    auto& descriptor = as<MethodDescriptor>(R(a));
    if (LIKELY(self.is_heap() && self.as_object()->type == descriptor.owner)) {
      value = descriptor.row->entry(ts, *descriptor.row, self, row_arguments(&R(a) + 2, pc->b)).release();
    } else {
      value = call_method_descriptor(ts, descriptor, CallArgs{&R(a) + 1, pc->b + 1u}).release();
    }
    last = &R(a) + 1 + pc->b;
    goto native_answered;
  }
  TARGET(CALL_KW) : {
    frame->pc = pc;
    Tuple& names = as<Tuple>(constants[insn_word(pc, 0)]);
    entered = call_row(ts, frame, &R(a), pc->b - names.size, &names, {pc->c, 0, insn_length::kCALL_KW});
    if (UNLIKELY(entered != frame)) goto entered_function;
    pc += 1 + insn_length::kCALL_KW;
    goto called_natively;
  }
  TARGET(CALL_METHOD_KW) : {
    frame->pc = pc;
    Tuple& names = as<Tuple>(constants[insn_word(pc, 0)]);
    Value* row = &R(a);
    bool has_self = !row[1].is_null();
    if (!has_self) std::swap(row[0], row[1]);
    entered = call_row(ts, frame, has_self ? row : row + 1, pc->b + has_self - names.size, &names, {pc->c, 0, insn_length::kCALL_METHOD_KW});
    if (UNLIKELY(entered != frame)) goto entered_function;
    pc += 1 + insn_length::kCALL_METHOD_KW;
    goto called_natively;
  }
  TARGET(CALL_EX) : {
    frame->pc = pc;
    entered = call_spread(ts, frame, &R(a), pc->b != 0, {pc->c, 0, insn_length::kCALL_EX});
    if (UNLIKELY(entered != frame)) goto entered_function;
    pc += 1 + insn_length::kCALL_EX;
    goto called_natively;
  }

native_answered:  // `value` is what a native function gave to a CALL or CALL_METHOD; its row reaches to `last`
  static_assert(insn_length::kCALL == insn_length::kCALL_METHOD);
  for (; last >= &R(a); --last) {
    if (last->is_heap()) RELEASE(std::exchange(*last, Value::null()));
  }
  if (UNLIKELY(value.is_null())) goto raised;
  SET(c, value);
  if (UNLIKELY(ts.breaker.load(std::memory_order_relaxed) != 0)) {
    frame->pc = pc;
    if (UNLIKELY(answer_urgent(ts).raised())) goto raised;
    if (is_debugged(ts) && !debug_passes(ts, *frame)) targets = kTracedTargets;
  }
  NEXT(CALL);

called_natively:  // by a generic form: it may have been sys.setprofile()
  if (UNLIKELY(ts.breaker.load(std::memory_order_relaxed) != 0)) goto polled;
  DISPATCH();

entered_function:  // a frame was pushed, or that has failed
  if (UNLIKELY(entered == nullptr)) goto raised;
  ENTER(entered);
  if (UNLIKELY(ts.breaker.load(std::memory_order_relaxed) != 0)) goto polled_call;
  DISPATCH();

  TARGET(RETURN) : {
    value = std::exchange(R(a), Value::null());
    if (UNLIKELY(value.is_null())) SLOW(RETURN);
    goto returning;
  }
  TARGET(RETURN_CONST) : {
    value = owned_copy(constants[pc->b]);
    goto returning;
  }
returning:  // temporaries are dead; drop the variables
  if (UNLIKELY((frame->flags & ~Frame::kConstructor) != 0)) goto return_flagged;
  if (frame->flags != 0) {  // an __init__: the call's result is the instance
    if (UNLIKELY(!value.is_none())) goto return_special;
    value = frame->instance;
    frame->flags = 0;
  }
  if (UNLIKELY(drop_variables(*frame, regs, 0))) goto return_special;
  object = std::exchange(regs[-1], Value::null());
returned: {  // `object`: the function, which may own the code and so must outlive the frame; or null
  uint16_t destination = frame->destination;
  uint32_t words = frame->resume_words;
  --ts.recursion_depth;
  ts.frame = frame->previous;
  ENTER(frame->previous);
  Value replaced = std::exchange(regs[destination], value);
  RELEASE(object);
  RELEASE(replaced);
  pc += 1 + words;
  DISPATCH();
}
return_flagged:  // most often to native code that has called a function
  if (frame->flags != Frame::kEntry) goto return_special;
  if (UNLIKELY(drop_variables(*frame, regs, Frame::kEntry))) goto return_special;
  object = std::exchange(regs[-1], Value::null());
  --ts.recursion_depth;
  ts.frame = frame->previous;
  decref(object);
  return Ref::steal(value);
return_special: {
  uint16_t flags = frame->flags;
  uint16_t destination = frame->destination;
  frame->pc = pc;
  Frame* caller = frame->previous;
  bool returns = return_from_special(ts, *frame, &value);
  if ((flags & Frame::kEntry) != 0) {
    if (UNLIKELY(!returns)) return Raised{};
    return Ref::steal(value);
  }
  ENTER(caller);
  if (UNLIKELY((flags & Frame::kTraced) != 0) && is_observed(ts)) targets = kTracedTargets;
  if (UNLIKELY(!returns)) goto raised;
  if ((flags & Frame::kGenerator) != 0) goto generator_returned;
  if ((flags & Frame::kDiscard) != 0) {
    RELEASE(value);
  } else {
    Value replaced = std::exchange(regs[destination], value);
    RELEASE(replaced);
  }
  pc += insn_words(*pc);
  DISPATCH();
}
generator_returned:  // `value` is what it returned; the instruction is a FOR_ITER or SEND
  if (op_info(pc->op).base == Op::kFOR_ITER) {
    RELEASE(value);
    goto loop_ended;
  }
  SET(b, value);
  goto loop_ended;

  TARGET(MAKE_FUNCTION) : SLOW(MAKE_FUNCTION);
  TARGET(LOAD_BUILD_CLASS) : SLOW(LOAD_BUILD_CLASS);

  // -- imports -------------------------------------------------------------------------------------------------------------

  TARGET(IMPORT_NAME) : SLOW(IMPORT_NAME);
  TARGET(IMPORT_FROM) : SLOW(IMPORT_FROM);
  TARGET(IMPORT_STAR) : SLOW(IMPORT_STAR);

  // -- exceptions ----------------------------------------------------------------------------------------------------------

  TARGET(RAISE) : {
    if (pc->a != 0) SLOW(RAISE);
    frame->pc = pc;
    if (raise_again(ts) == Trace::kKeep) goto reraised;
    goto raised;
  }
  TARGET(RERAISE) : {
    frame->pc = pc;
    if (UNLIKELY(op_RERAISE(ts, *frame, pc).raised())) goto reraised;
    NEXT(RERAISE);
  }
  TARGET(PUSH_HANDLED) : SLOW(PUSH_HANDLED);
  TARGET(POP_HANDLED) : SLOW(POP_HANDLED);
  TARGET(MATCH_EXCEPTION) : SLOW(MATCH_EXCEPTION);
  TARGET(MATCH_EXCEPTION_GROUP) : SLOW(MATCH_EXCEPTION_GROUP);
  TARGET(PREPARE_RERAISE_STAR) : SLOW(PREPARE_RERAISE_STAR);
  TARGET(LOAD_ASSERTION_ERROR) : SLOW(LOAD_ASSERTION_ERROR);
  TARGET(WITH_ENTER) : SLOW(WITH_ENTER);
  TARGET(WITH_EXIT) : SLOW(WITH_EXIT);

  // -- generators and coroutines -------------------------------------------------------------------------------------------

  TARGET(RETURN_GENERATOR) : {
    frame->pc = pc;
    value = new_generator(ts, *frame).release();
    if (UNLIKELY(value.is_null())) goto raised;
    if (UNLIKELY(frame->flags != 0)) goto return_special;
    object = Value::null();
    goto returned;
  }
  TARGET(YIELD) : {
    if (UNLIKELY(R(b).is_null())) SLOW(YIELD);
    frame->pc = pc;
    value = TAKE(b);
    uint16_t flags = frame->flags;
    leave_generator(ts, generator_of(*frame), GeneratorObject::kSuspended);
    if ((flags & Frame::kEntry) != 0) return Ref::steal(value);
    uint16_t destination = frame->destination;
    ENTER(ts.frame);
    if (UNLIKELY((flags & Frame::kTraced) != 0) && is_observed(ts)) targets = kTracedTargets;
    Value replaced = std::exchange(regs[destination], value);
    RELEASE(replaced);
    pc += 2;  // FOR_ITER and SEND have one word
    DISPATCH();
  }
  TARGET(YIELD_FROM_ITER) : SLOW(YIELD_FROM_ITER);
  TARGET(GET_AWAITABLE) : SLOW(GET_AWAITABLE);
  TARGET(SEND) : {
    frame->pc = pc;
    Result<bool> suspended = send_step(ts, *frame, pc);
    if (UNLIKELY(suspended.raised())) goto raised;
    if (!suspended.take()) goto loop_ended;
    NEXT(SEND);
  }
  TARGET(SEND_GENERATOR) : {
    if (UNLIKELY(!is_idle_generator(R(a)))) goto TARGET(SEND);
    frame->pc = pc;
    entered = enter_generator(ts, as<GeneratorObject>(R(a)), frame, std::exchange(R(b), Value::null()), pc->b, 0);
    goto entered_function;
  }
  TARGET(ASYNC_GEN_WRAP) : SLOW(ASYNC_GEN_WRAP);
  TARGET(ASYNC_WITH_ENTER) : SLOW(ASYNC_WITH_ENTER);
  TARGET(GET_AITER) : SLOW(GET_AITER);
  TARGET(GET_ANEXT) : SLOW(GET_ANEXT);
  TARGET(END_ASYNC_FOR) : {
    frame->pc = pc;
    if (UNLIKELY(op_END_ASYNC_FOR(ts, *frame, pc).raised())) goto reraised;
    NEXT(END_ASYNC_FOR);
  }

  // -- match statements, class bodies, modules -----------------------------------------------------------------------------

  TARGET(GET_LEN) : SLOW(GET_LEN);
  TARGET(MATCH_MAPPING) : SLOW(MATCH_MAPPING);
  TARGET(MATCH_SEQUENCE) : SLOW(MATCH_SEQUENCE);
  TARGET(MATCH_KEYS) : SLOW(MATCH_KEYS);
  TARGET(MATCH_CLASS) : SLOW(MATCH_CLASS);
  TARGET(COPY_DICT_WITHOUT_KEYS) : SLOW(COPY_DICT_WITHOUT_KEYS);
  TARGET(SETUP_ANNOTATIONS) : SLOW(SETUP_ANNOTATIONS);
  TARGET(PRINT_EXPR) : SLOW(PRINT_EXPR);

  // -- leaving the fast path -----------------------------------------------------------------------------------------------

polled:  // the eval breaker is set, and pc is the next instruction
  frame->pc = pc;
  if (UNLIKELY(handle_breaker(ts).raised())) goto raised;
  if (is_observed(ts)) targets = kTracedTargets;
  DISPATCH();

polled_call: {  // likewise, and the loop has just pushed the frame
  if (!has_host_eval(ts)) goto polled_entry;
  frame->pc = pc;
  uint16_t destination = frame->destination;
  Frame* caller = frame->previous;
  HostRun outcome = run_pushed_by_host(ts, frame, &value);
  ENTER(caller);
  if (UNLIKELY(outcome == HostRun::kRaised)) goto raised;
  if (outcome == HostRun::kGeneratorEnded) goto generator_returned;
  if (outcome == HostRun::kDiscarded) {
    RELEASE(value);
  } else {
    Value replaced = std::exchange(regs[destination], value);
    RELEASE(replaced);
  }
  pc += insn_words(*pc);
  goto called_natively;
}

polled_entry:  // likewise, and the frame has just begun
  if (debug_passes(ts, *frame)) {
    if (targets == kTracedTargets) frame->flags |= Frame::kTraced;  // its caller may be watched
    targets = kTargets;
    DISPATCH();
  }
  frame->pc = pc;
  if (UNLIKELY(handle_breaker(ts).raised())) goto raised;
  if (!is_observed(ts)) DISPATCH();
  if (targets == kTracedTargets) frame->flags |= Frame::kTraced;
  targets = kTracedTargets;
  if (is_tracing(ts) && UNLIKELY(trace_entry(ts, *frame).raised())) goto raised;
  DISPATCH();

traced:  // every instruction comes here first
  if (!observes(ts, *frame)) {
    targets = kTargets;
    DISPATCH();
  }
  frame->pc = pc;
  if (UNLIKELY(observe_instruction(ts, *frame).raised())) goto raised;
  pc = frame->pc;  // a trace function may have set f_lineno
  if (!profiles_call(ts, *frame, pc)) goto* kTargets[pc->op];
  if (profile_call(ts, frame, pc) == nullptr) goto raised;
  pc += insn_words(*pc);
  DISPATCH();

raised:  // an exception is pending; frame->pc is where it was raised
  frame = unwind(ts, frame, Trace::kAdd);
  goto unwound;
reraised:
  frame = unwind(ts, frame, Trace::kKeep);
unwound:
  if (frame == nullptr) return Raised{};
  ENTER(frame);
  if (UNLIKELY(is_observed(ts))) targets = kTracedTargets;
  DISPATCH();
}

#undef TARGET
#undef DISPATCH
#undef NEXT
#undef R
#undef DROP_OPERAND
#undef IS_TEMP
#undef RELEASE
#undef SET
#undef TAKE
#undef SLOW
#undef ENTER
#undef HAS_CACHED_SHAPE
#undef INT_ARITHMETIC
#undef ARITHMETIC
#undef FLOAT_ARITHMETIC
#undef COMPARE
#undef JUMP_COMPARE
#undef TRUTH_OF_A

}  // namespace pyemb
