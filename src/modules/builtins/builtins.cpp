// SPDX-License-Identifier: MIT
#include "modules/builtins/functions.h"
#include "modules/native_modules.h"
#include "objects/str.h"

namespace pyemb {
namespace {

using namespace builtins;

constexpr NativeMethod kFunctions[] = {
    function<build_class>("__build_class__", "", "Makes a class: what a class statement calls."),
    function<import>("__import__", "($module, /, name, globals=None, locals=None, fromlist=(), level=0)",
                     "Imports a module: what an import statement calls. importlib.import_module() is the better choice in programs."),
    function<absolute>("abs", "($module, x, /)", "Return the absolute value of the argument."),
    function<all_true>("all", "($module, iterable, /)", "Whether every item is true; True for no items."),
    function<any_true>("any", "($module, iterable, /)", "Whether some item is true; False for no items."),
    function<ascii_of>("ascii", "($module, obj, /)", "repr() with everything that is not ASCII escaped."),
    function<binary>("bin", "($module, number, /)", "The binary digits of an integer, with the prefix 0b."),
    function<breakpoint>("breakpoint", "", "breakpoint(*args, **kws)\n\nCalls sys.breakpointhook with the arguments."),
    function<is_callable_object>("callable", "($module, obj, /)", "Whether the object can be called."),
    function<character>("chr", "($module, i, /)", "The string of one character with code point i."),
    function<compile_source>("compile",
                             "($module, /, source, filename, mode, flags=0, dont_inherit=False, optimize=-1, *, _feature_version=-1)",
                             "Compiles source text into a code object for exec() or eval(); mode is 'exec', 'eval' or 'single'."),
    function<delete_attribute>("delattr", "($module, obj, name, /)", "delattr(x, 'y') is del x.y."),
    function<directory>("dir", "", "dir([object]) -> list of strings\n\nThe sorted names of an object's attributes, or of the current scope."),
    function<divide_modulo>("divmod", "($module, x, y, /)", "Return the tuple (x//y, x%y)."),
    function<evaluate>("eval", "($module, source, globals=None, locals=None, /)",
                       "Evaluates an expression, given as text or as a code object, in the scopes given or those of the caller."),
    function<execute>("exec", "($module, source, globals=None, locals=None, /, *, closure=None)",
                      "Runs statements, given as text or as a code object, in the scopes given or those of the caller."),
    function<format_of>("format", "($module, value, format_spec='', /)", "Return type(value).__format__(value, format_spec)."),
    function<get_attribute>("getattr", "", "getattr(object, name[, default]) -> value\n\ngetattr(x, 'y') is x.y; a default answers for a missing attribute."),
    function<globals_of_caller>("globals", "($module, /)", "The dictionary of the current module's variables."),
    function<has_attribute>("hasattr", "($module, obj, name, /)", "Whether getattr() finds the attribute."),
    function<hash_of>("hash", "($module, obj, /)", "The hash value of an object; equal objects have equal ones."),
    function<hexadecimal>("hex", "($module, number, /)", "The hexadecimal digits of an integer, with the prefix 0x."),
    function<identity>("id", "($module, obj, /)", "A number that no other living object has."),
    function<input>("input", "($module, prompt='', /)", "Reads a line from standard input, without its newline; the prompt is written first."),
    function<is_instance_of>("isinstance", "($module, obj, class_or_tuple, /)", "Whether the object is an instance of the class, or of one in the tuple."),
    function<is_subclass_of>("issubclass", "($module, cls, class_or_tuple, /)", "Whether the class derives from the other, or from one in the tuple."),
    function<iterator>("iter", "", "iter(iterable) -> iterator\niter(callable, sentinel) -> iterator\n\nAn iterator over an object, or one that calls until it gets the sentinel."),
    function<async_iterator>("aiter", "($module, async_iterable, /)", "The asynchronous iterator of an asynchronous iterable."),
    function<length_of>("len", "($module, obj, /)", "Return the number of items in a container."),
    function<locals_of_caller>("locals", "($module, /)", "A dictionary of the current scope's variables."),
    function<largest>("max", "", "max(iterable, *[, default=obj, key=func]) -> value\nmax(arg1, arg2, *args, *[, key=func]) -> value\n\nThe largest item or argument."),
    function<smallest>("min", "", "min(iterable, *[, default=obj, key=func]) -> value\nmin(arg1, arg2, *args, *[, key=func]) -> value\n\nThe smallest item or argument."),
    function<next_of>("next", "", "next(iterator[, default])\n\nThe next item; the default, if given, answers for an exhausted iterator."),
    function<async_next>("anext", "($module, aiterator, default=<unrepresentable>, /)",
                         "async anext(aiterator[, default])\n\nThe next item of an asynchronous iterator, or the default."),
    function<octal>("oct", "($module, number, /)", "The octal digits of an integer, with the prefix 0o."),
    function<ordinal>("ord", "($module, c, /)", "Return the Unicode code point for a one-character string."),
    function<power>("pow", "($module, /, base, exp, mod=None)", "base**exp, or base**exp % mod computed in one go."),
    function<print>("print", "($module, /, *args, sep=' ', end='\\n', file=None, flush=False)",
                    "Writes the objects to a stream: sep between them, end after the last."),
    function<repr_of>("repr", "($module, obj, /)", "Return the canonical string representation of the object."),
    function<rounded>("round", "($module, /, number, ndigits=None)", "Rounds a number to ndigits decimal digits; without them to an integer."),
    function<set_attribute>("setattr", "($module, obj, name, value, /)", "setattr(x, 'y', v) is x.y = v."),
    function<sorted_list>("sorted", "($module, iterable, /, *, key=None, reverse=False)", "A new list of the items in ascending order."),
    function<total>("sum", "($module, iterable, /, start=0)", "The start value plus all the items."),
    function<variables>("vars", "", "vars([object]) -> dictionary\n\nThe __dict__ of an object, or locals()."),
};

constexpr TypeId kTypes[] = {
    TypeId::kBool,       TypeId::kMemoryView,  TypeId::kByteArray, TypeId::kBytes,    TypeId::kClassMethod,  TypeId::kComplex,
    TypeId::kDict,       TypeId::kEnumerate,   TypeId::kFilter,    TypeId::kFloat,    TypeId::kFrozenSet,    TypeId::kProperty,
    TypeId::kInt,        TypeId::kList,        TypeId::kMap,       TypeId::kObject,   TypeId::kRange,        TypeId::kReversed,
    TypeId::kSet,        TypeId::kSlice,       TypeId::kStaticMethod, TypeId::kStr,   TypeId::kSuper,        TypeId::kTuple,
    TypeId::kType,       TypeId::kZip,
#define EXCEPTION(id, base, layout, doc) TypeId::k##id,
#include "config/exceptions.def"
#undef EXCEPTION
};

Status exec(ThreadState& ts, Module& module) {
  TRY(module_add(ts, module, "None", Value::none()));
  TRY(module_add(ts, module, "Ellipsis", Value::ellipsis()));
  TRY(module_add(ts, module, "NotImplemented", Value::not_implemented()));
  TRY(module_add(ts, module, "False", Value::false_()));
  TRY(module_add(ts, module, "True", Value::true_()));
  for (TypeId id : kTypes) {
    if (ts.interp.hooks.type_specs[static_cast<uint32_t>(id)] != nullptr) TRY(module_add_type(ts, module, id));
  }
  Value os_error = Value::from_object(&core_type(ts, Exc::kOSError));
  TRY(module_add(ts, module, "EnvironmentError", os_error));
  TRY(module_add(ts, module, "IOError", os_error));
  return module_add(ts, module, "__debug__", Value::boolean(ts.interp.optimize == 0));
}

}  // namespace

// An array of its own: a start reads it, and the linker puts what a start reads side by side.
constexpr char kDoc[] = "What every scope sees: the built-in functions, types, exceptions and constants.";

constexpr NativeModule kBuiltinsModule = {
    .name = "builtins",
    .doc = kDoc,
    .functions = kFunctions,
    .exec = exec,
};

}  // namespace pyemb
