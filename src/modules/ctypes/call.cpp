// SPDX-License-Identifier: MIT
// Calls of C functions: arguments become words, the function is called by libffi, and the result becomes an object.
#include <cerrno>
#include <cstdarg>
#include <cstdio>
#include <cstring>
#include <new>

#include "modules/ctypes/call.h"
#include "modules/ctypes/type_methods.h"
#include "modules/exception_class.h"
#include "objects/attributes.h"
#include "objects/builtin.h"
#include "objects/bytes.h"
#include "objects/call.h"
#include "objects/exception.h"
#include "objects/int.h"
#include "objects/str.h"
#include "state/foreign_modules.h"
#include "state/gil.h"

namespace pyemb::ctypes {

Result<Ref> argument_error(ThreadState& ts) { return new_exception_class(ts, "ctypes.ArgumentError", core_type(ts, Exc::kException)); }

Raised raise_argument_error(ThreadState& ts, const char* format, ...) {
  char text[200];
  va_list args;
  va_start(args, format);
  std::vsnprintf(text, sizeof text, format, args);
  va_end(args);
  Ref type = TRY(argument_error(ts));
  Own<Str> message = TRY(new_str(ts, text));
  return raise_value(ts, *type.as<Type>(), message);
}

Raised extend_error(ThreadState& ts, Type& type, const char* format, ...) {
  char before[200];
  va_list args;
  va_start(args, format);
  std::vsnprintf(before, sizeof before, format, args);
  va_end(args);
  Ref error = ts.take_pending();
  Own<Str> text = TRY(to_str(ts, error));
  Own<Str> message = TRY(new_str_format(ts, "%s%s: %s", before, short_type_name(type_of(ts, error)), Utf8(ts, *text).c_str()));
  return raise_value(ts, type, message);
}

// -- arguments -----------------------------------------------------------------------------------------------------------------

void pass_word(const Description& about, const CData& data, Word& word) {
  std::memcpy(&word, data.memory, static_cast<size_t>(about.size < static_cast<int64_t>(sizeof word) ? about.size : static_cast<int64_t>(sizeof word)));
}

namespace {

void pass_pointer(Passed& out, const void* pointer) {
  out.type = &ffi_type_pointer;
  out.word.p = const_cast<void*>(pointer);
}

Status pass_data(ThreadState& ts, CData& data, Passed& out) {
  Description* about = TRY(describe_data(ts, data));
  out.keep = Ref::copy(&data);
  switch (about->category) {
    case Category::kSimple:
      out.type = about->kind->ffi;
      pass_word(*about, data, out.word);
      return {};
    case Category::kArray:
      out.pin(data);
      pass_pointer(out, data.memory);
      return {};
    case Category::kStructure:
    case Category::kUnion:
      out.pin(data);
      out.type = TRY(ffi_type_of(ts, *about));
      out.place = data.memory;
      return {};
    default: pass_pointer(out, pointer_in(data)); return {};
  }
}

Status pass_int(ThreadState& ts, Value value, Passed& out) {
  out.type = &ffi_type_sint;
  int64_t number;
  uint64_t positive;
  if (int_fits_int64(value, number)) {
    out.word.q = number;
  } else if (int_fits_uint64(value, positive)) {
    out.word.q = static_cast<long long>(positive);
  } else {
    return raise(ts, Exc::kOverflowError, "int too long to convert");
  }
  return {};
}

}  // namespace

Status pass_value(ThreadState& ts, Value value, size_t number, Passed& out) {
  out.place = &out.word;
  if (is_any_int(value)) return pass_int(ts, value, out);
  if (value.is_none()) return pass_pointer(out, nullptr), Status();
  if (is_data(value)) return pass_data(ts, as<CData>(value), out);
  if (is<CArgument>(value)) {
    out.type = as<CArgument>(value).type;
    out.word = as<CArgument>(value).word;
    out.keep = Ref::copy(value);
    return {};
  }
  if (is<Bytes>(value)) {
    out.keep = Ref::copy(value);
    return pass_pointer(out, as<Bytes>(value).data()), Status();
  }
  if (is<Str>(value)) {
    wchar_t* characters = nullptr;
    out.keep = TRY(wide_text(ts, as<Str>(value), &characters));
    return pass_pointer(out, characters), Status();
  }
  Ref parameter = TRY(find_as_parameter(ts, value));
  if (parameter.is_absent()) return raise(ts, Exc::kTypeError, "Don't know how to convert parameter %d", static_cast<int>(number));
  RecursionGuard guard(ts, " while processing _as_parameter_");
  if (guard.exceeded()) return guard.raise();
  TRY(pass_value(ts, parameter, number, out));
  if (!out.keep) out.keep = std::move(parameter);
  return {};
}

namespace {

/// The class whose own from_param `converter` is, unchanged; null: it is something else.
Type* plain_converter(Value converter) {
  if (!is_exactly(converter, TypeId::kBuiltin)) return nullptr;
  const Builtin& function = as<Builtin>(converter);
  return function.row->entry == kFromParamRow.entry ? &as<Type>(function.self) : nullptr;
}

/// A number for a class of numbers, without an object in between. False: it takes the long way.
bool pass_number(ThreadState& ts, const Description& about, Value value, Passed& out) {
  if (about.category != Category::kSimple || !(value.is_int() || value.is_float())) return false;
  if (std::strchr("zZPO", about.kind->code) != nullptr) return false;
  Result<Ref> kept = about.kind->store(ts, reinterpret_cast<char*>(&out.word), value, {0, about.swapped});
  if (kept.raised()) return ts.clear_pending(), false;
  out.keep = kept.take();
  out.type = about.kind->ffi;
  out.place = &out.word;
  return true;
}

Status pass_converted(ThreadState& ts, Value converter, Value value, size_t number, Passed& out) {
  Ref converted;
  if (Type* type = plain_converter(converter); type != nullptr) {
    const Description* about = describe(*type);
    if (about != nullptr && pass_number(ts, *about, value, out)) return {};
    converted = TRY(type_from_param(ts, *type, value));
  } else {
    converted = TRY(call(ts, converter, value));
  }
  TRY(pass_value(ts, converted, number, out));
  if (!out.keep) out.keep = std::move(converted);
  return {};
}

/// The arguments of one call, in place if they are few.
class Arguments {
 public:
  explicit Arguments(ThreadState& ts) : ts_(ts) {}
  ~Arguments() {
    for (size_t i = 0; i < made_; ++i) passed_[i].~Passed();
    if (block_ != nullptr) ts_.interp.heap.release_buffer(block_, block_size_);
  }
  Arguments(const Arguments&) = delete;
  Arguments& operator=(const Arguments&) = delete;

  Status convert(const CallRequest& request) {
    TRY(reserve(request.args.size()));
    const int64_t converted = request.converters.is_null() ? 0 : as<Tuple>(request.converters).size;
    for (size_t i = 0; i < request.args.size(); ++i) {
      Passed& out = *new (&passed_[i]) Passed;
      ++made_;
      const bool has_converter = static_cast<int64_t>(i) < converted;
      Status done = has_converter ? pass_converted(ts_, as<Tuple>(request.converters).at(static_cast<int64_t>(i)), request.args[i], i + 1, out)
                                  : pass_value(ts_, request.args[i], i + 1, out);
      if (done.raised()) return blame(i + 1);
      types_[i] = out.type;
      places_[i] = out.place;
    }
    return {};
  }
  ffi_type** types() { return types_; }
  void** places() { return places_; }

 private:
  static constexpr size_t kFew = 6;

  COLD Raised blame(size_t number) {
    Ref pending = ts_.take_pending();
    Ref type = TRY(argument_error(ts_));
    ts_.pending = pending.release();
    return extend_error(ts_, *type.as<Type>(), "argument %zu: ", number);
  }

  Status reserve(size_t count) {
    if (count <= kFew) return {};
    block_size_ = count * (sizeof(Passed) + sizeof(ffi_type*) + sizeof(void*));
    block_ = static_cast<char*>(ts_.interp.heap.allocate_buffer(block_size_));
    if (block_ == nullptr) return raise_no_memory(ts_);
    passed_ = reinterpret_cast<Passed*>(block_);
    types_ = reinterpret_cast<ffi_type**>(block_ + count * sizeof(Passed));
    places_ = reinterpret_cast<void**>(types_ + count);
    return {};
  }

  ThreadState& ts_;
  char* block_ = nullptr;
  size_t block_size_ = 0;
  size_t made_ = 0;
  alignas(Passed) char few_passed_[kFew * sizeof(Passed)];
  ffi_type* few_types_[kFew];
  void* few_places_[kFew];
  Passed* passed_ = reinterpret_cast<Passed*>(few_passed_);
  ffi_type** types_ = few_types_;
  void** places_ = few_places_;
};

// -- the call ------------------------------------------------------------------------------------------------------------------

/// Tells the C ABI which thread calls, for the length of a call; null: none does, since it holds no lock.
class KnownToC {
 public:
  explicit KnownToC(ThreadState* caller) : foreign_(foreign_modules()) {
    if (foreign_ != nullptr) before_ = foreign_->exchange_thread(caller);
  }
  ~KnownToC() {
    if (foreign_ != nullptr) foreign_->exchange_thread(before_);
  }
  KnownToC(const KnownToC&) = delete;
  KnownToC& operator=(const KnownToC&) = delete;

 private:
  const ForeignModules* foreign_;
  ThreadState* before_ = nullptr;
};

/// Calls with the thread's own copy of errno in the place of the system's, if that is asked for.
void call_with_errno(ffi_cif& cif, void (*function)(), void* result, void** places, int* own) {
  if (own == nullptr) return ffi_call(&cif, function, result, places);
  std::swap(errno, *own);
  ffi_call(&cif, function, result, places);
  std::swap(errno, *own);
}

Status run(ThreadState& ts, ffi_cif& cif, const CallRequest& request, void* result, void** places) {
  int own_errno = 0;
  const bool uses_errno = (request.flags & Description::kUseErrno) != 0;
  if (uses_errno) own_errno = TRY(thread_errno(ts));
  int* own = uses_errno ? &own_errno : nullptr;
  if ((request.flags & Description::kPythonApi) != 0) {
    KnownToC known(&ts);
    call_with_errno(cif, request.function, result, places, own);
  } else {
    KnownToC unknown(nullptr);
    WithoutGil unlocked(ts);
    call_with_errno(cif, request.function, result, places, own);
  }
  if (ts.has_pending()) return Raised{};
  return uses_errno ? set_thread_errno(ts, own_errno) : Status();
}

/// Room for what the function gives back.
class ResultRoom {
 public:
  ResultRoom(ThreadState& ts, size_t size) : ts_(ts), size_(size) {}
  ~ResultRoom() {
    if (block_ != nullptr) ts_.interp.heap.release_buffer(block_, size_);
  }
  ResultRoom(const ResultRoom&) = delete;
  ResultRoom& operator=(const ResultRoom&) = delete;
  /// Null: no memory.
  char* get() {
    if (size_ <= sizeof inside_) return inside_;
    if (block_ == nullptr) block_ = static_cast<char*>(ts_.interp.heap.allocate_buffer(size_));
    return block_;
  }

 private:
  ThreadState& ts_;
  size_t size_;
  char* block_ = nullptr;
  alignas(16) char inside_[64] = {};
};

Result<ffi_type*> result_type(ThreadState& ts, Value restype) {
  if (restype.is_null()) return &ffi_type_sint;
  if (restype.is_none()) return &ffi_type_void;
  Description* about = describe(restype);
  return about != nullptr ? ffi_type_of(ts, *about) : Result<ffi_type*>(&ffi_type_sint);
}

/// Where a small integer stands in the word that libffi widens it to.
char* narrow(char* room, const ffi_type& type) {
  const bool is_integral = type.type == FFI_TYPE_INT || (type.type >= FFI_TYPE_UINT8 && type.type <= FFI_TYPE_SINT64);
  return kNativeBig && is_integral && type.size < sizeof(ffi_arg) ? room + sizeof(ffi_arg) - type.size : room;
}

}  // namespace

Result<Ref> convert_result(ThreadState& ts, Value restype, Value checker, char* memory) {
  if (restype.is_null()) {
    int number;
    std::memcpy(&number, memory, sizeof number);
    return new_int(ts, number);
  }
  if (restype.is_none()) return Ref::none();
  Description* about = describe(restype);
  if (about == nullptr) {
    int number;
    std::memcpy(&number, memory, sizeof number);
    return call(ts, restype, Value::from_int(number));
  }
  Ref value;
  if (about->kind != nullptr && !keeps_instances(as<Type>(restype))) {
    value = TRY(about->kind->load(ts, memory, {about->size, about->swapped}));
    if (about->kind->code == 'O') decref(value);  // the reference that the function gave away
  } else {
    value = TRY(new_part(ts, as<Type>(restype), nullptr, 0, memory));
  }
  if (checker.is_null()) return value;
  return call(ts, checker, value);
}

Result<Ref> call_c(ThreadState& ts, const CallRequest& request) {
  if (request.args.size() > static_cast<size_t>(kMaxArguments)) {
    return raise_argument_error(ts, "too many arguments (%zu), maximum is %d", request.args.size(), static_cast<int>(kMaxArguments));
  }
  if (request.function == nullptr) return raise(ts, Exc::kValueError, "NULL function pointer");
  RecursionGuard guard(ts, " while calling a C function");
  if (guard.exceeded()) return guard.raise();
  Arguments arguments(ts);
  TRY(arguments.convert(request));
  ffi_type* type = TRY(result_type(ts, request.restype));
  ffi_cif cif;
  if (ffi_prep_cif(&cif, FFI_DEFAULT_ABI, static_cast<unsigned>(request.args.size()), type, arguments.types()) != FFI_OK) {
    return raise(ts, Exc::kRuntimeError, "ffi_prep_cif failed");
  }
  ResultRoom room(ts, type->size < sizeof(ffi_arg) ? sizeof(ffi_arg) : type->size);
  char* result = room.get();
  if (result == nullptr) return raise_no_memory(ts);
  TRY(run(ts, cif, request, result, arguments.places()));
  return convert_result(ts, request.restype, request.checker, narrow(result, *type));
}

}  // namespace pyemb::ctypes
