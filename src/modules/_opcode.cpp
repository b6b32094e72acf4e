// SPDX-License-Identifier: MIT
// _opcode: what lib/opcode.py asks. It is about a stack machine, which ours is not.
#include "modules/native_modules.h"

namespace pyemb {
namespace {

Result<Ref> stack_effect(ThreadState& ts, Value, Value, Value) {
  return raise(ts, Exc::kValueError, "invalid opcode or oparg: instructions of a register machine have no stack");
}
Result<Ref> get_specialization_stats(ThreadState&) { return Ref::none(); }

constexpr NativeMethod kFunctions[] = {
    function<stack_effect>("stack_effect", "($module, opcode, oparg=None, /, *, jump=None)", "Raises ValueError: there is no stack."),
    function<get_specialization_stats>("get_specialization_stats", "($module, /)", "None: they are not counted."),
};

}  // namespace

constexpr NativeModule kOpcodeModule = {.name = "_opcode", .doc = "Support of the opcode module.", .functions = kFunctions};

}  // namespace pyemb
