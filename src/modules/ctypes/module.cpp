// SPDX-License-Identifier: MIT
// The module _ctypes: its types, and the classes of pointers.
#include <dlfcn.h>

#include "config/config.h"
#include "modules/ctypes/module_functions.h"
#include "modules/native_modules.h"
#include "objects/attributes.h"
#include "objects/audit.h"
#include "objects/builtin.h"
#include "objects/call.h"
#include "objects/metatype.h"
#include "objects/owned_fields.h"
#include "objects/str.h"

namespace pyemb::ctypes {

namespace {

// -- pointers ------------------------------------------------------------------------------------------------------------------

Result<Ref> new_pointer_type(ThreadState& ts, Str& target_name, Value target) {
  Own<Str> prefix = TRY(new_str(ts, "LP_"));
  Ref name = TRY(str_concat(ts, prefix, Value::from_object(&target_name)));
  Type* base = TRY(find_type(ts, ModuleType::kCPointer));
  Type* metatype = TRY(find_type(ts, ModuleType::kCPointerType));
  Own<Tuple> bases = TRY(new_tuple_of(ts, Value::from_object(base)));
  Own<Dict> dict = TRY(new_dict(ts));
  if (!target.is_null()) TRY(dict_set(ts, *dict, "_type_", target));
  return call(ts, Value::from_object(metatype), name, bases, dict);
}

Result<Ref> pointer_type(ThreadState& ts, Module& module, Value target) {
  Ref cache = Ref::copy(module_state<State>(module).pointer_types);
  if (!cache) return raise(ts, Exc::kRuntimeError, "the module _ctypes has ended");
  Ref known = TRY(dict_find(ts, *cache.as<Dict>(), target));
  if (!known.is_absent()) return known;
  Ref made;
  Ref key = Ref::copy(target);
  if (is<Str>(target)) {  // to be completed by SetPointerType()
    made = TRY(new_pointer_type(ts, as<Str>(target), Value::null()));
    key = TRY(new_int_unsigned(ts, made.get().bits()));
  } else if (is<Type>(target)) {
    Ref name = TRY(get_attr(ts, target, "__name__"));
    if (!is<Str>(name)) return raise(ts, Exc::kTypeError, "must be a ctypes type");
    made = TRY(new_pointer_type(ts, *name.as<Str>(), target));
  } else {
    return raise(ts, Exc::kTypeError, "must be a ctypes type");
  }
  TRY(dict_set(ts, *cache.as<Dict>(), key, made));
  return made;
}

Result<Ref> new_pointer(ThreadState& ts, Module& module, Value object) {
  Ref type = TRY(pointer_type(ts, module, Value::from_object(&type_of(ts, object))));
  return call(ts, type, object);
}

// -- calls by address ----------------------------------------------------------------------------------------------------------

Result<Ref> call_address(ThreadState& ts, Value address, Value args, int64_t flags) {
  if (!is_any_int(address)) return raise(ts, Exc::kTypeError, "an integer is required");
  uint64_t word = 0;
  Ref ignored = TRY(find_kind('P')->store(ts, reinterpret_cast<char*>(&word), address, {}));
  if (!is<Tuple>(args)) return raise(ts, Exc::kTypeError, "argument 2 must be tuple, not %s", type_name(ts, args));
  TRY(audit(ts, "ctypes.call_function", address, args));
  Tuple& values = as<Tuple>(args);
  return call_c(ts, {reinterpret_cast<void (*)()>(word), values.span(), flags, Value::null(), Value::null(), Value::null()});
}
Result<Ref> call_function(ThreadState& ts, Value address, Value args) { return call_address(ts, address, args, 0); }
Result<Ref> call_cdecl(ThreadState& ts, Value address, Value args) { return call_address(ts, address, args, Description::kCdecl); }

constexpr NativeMethod kFunctions[] = {
    function<get_errno>("get_errno", "$module, /", "The thread's own copy of errno, for functions that use one."),
    function<set_errno>("set_errno", "$module, value, /", "Set the thread's own copy of errno; the old value."),
    module_function<pointer_type>("POINTER", "$module, type, /", "The class of pointers to data of a class."),
    module_function<new_pointer>("pointer", "$module, obj, /", "A new pointer to the data of an instance."),
    function<unpickle>("_unpickle", "$module, typ, state, /", "Make an instance from pickled data."),
    function<buffer_info>("buffer_info", "$module, object, /", "Format, number of dimensions and shape of a type's or an instance's buffer."),
    function<resize>("resize", "$module, obj, size, /", "Give an instance more memory."),
    function<open_library>("dlopen", "$module, name, flag=RTLD_NOW, /", "dlopen(name, flag={RTLD_GLOBAL|RTLD_LOCAL}) open a shared library"),
    function<close_library>("dlclose", "$module, handle, /", "dlclose a library"),
    function<library_symbol>("dlsym", "$module, handle, name, /", "find symbol in shared library"),
    function<alignment_of>("alignment", "$module, obj, /", "alignment(C type) -> integer\nalignment(C instance) -> integer\nThe alignment that the type asks for."),
    function<size_of>("sizeof", "$module, obj, /", "sizeof(C type) -> integer\nsizeof(C instance) -> integer\nThe bytes of the memory of an instance."),
    function<by_reference>("byref", "$module, obj, offset=0, /",
                           "byref(C instance[, offset=0]) -> byref-object\nA pointer to the instance that is good for arguments of calls alone."),
    function<address_of>("addressof", "$module, obj, /", "addressof(C instance) -> integer\nThe address of the instance's memory."),
    function<call_function>("call_function", "$module, address, args, /", nullptr),
    function<call_cdecl>("call_cdeclfunction", "$module, address, args, /", nullptr),
    function<object_at>("PyObj_FromPtr", "$module, address, /", nullptr),
    function<increment>("Py_INCREF", "$module, obj, /", nullptr),
    function<decrement>("Py_DECREF", "$module, obj, /", nullptr),
};

// -- the module ----------------------------------------------------------------------------------------------------------------

struct Family {
  TypeId base;
  TypeId metatype;
};
constexpr Family kFamilies[] = {
    {ModuleType::kCStructure, ModuleType::kCStructType}, {ModuleType::kCUnion, ModuleType::kCUnionType},
    {ModuleType::kCPointer, ModuleType::kCPointerType},  {ModuleType::kCArray, ModuleType::kCArrayType},
    {ModuleType::kCSimple, ModuleType::kCSimpleType},    {ModuleType::kCFuncPtr, ModuleType::kCFuncPtrType},
};

struct Number {
  const char* name;
  int64_t value;
};
constexpr Number kNumbers[] = {
    {"FUNCFLAG_CDECL", Description::kCdecl},       {"FUNCFLAG_PYTHONAPI", Description::kPythonApi},
    {"FUNCFLAG_USE_ERRNO", Description::kUseErrno}, {"FUNCFLAG_USE_LASTERROR", Description::kUseLastError},
    {"RTLD_LOCAL", RTLD_LOCAL},                    {"RTLD_GLOBAL", RTLD_GLOBAL},
    {"CTYPES_MAX_ARGCOUNT", kMaxArguments},
};

Status exec(ThreadState& ts, Module& module) {
  if (ts.interp.config != nullptr && ts.interp.config->allow_ctypes == 0) {
    return raise(ts, Exc::kImportError, "ctypes is switched off in this interpreter (allow_ctypes)");
  }
  State& state = module_state<State>(module);
  Ref error = TRY(argument_error(ts));
  TRY(module_add(ts, module, "ArgumentError", error));
  Own<Dict> pointers = TRY(new_dict(ts));
  TRY(module_add(ts, module, "_pointer_type_cache", pointers));
  set_field(state.pointer_types, std::move(pointers));
  for (const Family& family : kFamilies) {
    TRY(set_native_metatype(ts, family.base, family.metatype));
    TRY(module_add_type(ts, module, family.base));
  }
  for (const Number& number : kNumbers) TRY(module_add(ts, module, number.name, Value::from_int(number.value)));
  Own<Str> version = TRY(new_str(ts, "1.1.0"));
  TRY(module_add(ts, module, "__version__", version));
  return add_addresses(ts, module);
}

void traverse(void* state, GcVisitor& visit) { visit(static_cast<State*>(state)->pointer_types); }
void clear(ThreadState&, void* state) { drop_field(static_cast<State*>(state)->pointer_types); }

}  // namespace
}  // namespace pyemb::ctypes

namespace pyemb {

constexpr NativeModule kCtypesModule = {
    .name = "_ctypes",
    .doc = "Create and manipulate C compatible data types in Python.",
    .functions = ctypes::kFunctions,
    .exec = ctypes::exec,
    .state_size = sizeof(ctypes::State),
    .traverse = ctypes::traverse,
    .clear = ctypes::clear,
};

}  // namespace pyemb
