// SPDX-License-Identifier: MIT
// _typing: the identity function that typing.NewType calls.
#include "modules/native_modules.h"

namespace pyemb {
namespace {

Result<Ref> identity(ThreadState&, Value value) { return Ref::copy(value); }

constexpr NativeMethod kFunctions[] = {
    function<identity>("_idfunc", "($module, x, /)", nullptr),
};

}  // namespace

constexpr NativeModule kTypingModule = {
    .name = "_typing",
    .doc = "Native parts of the module typing.",
    .functions = kFunctions,
};

}  // namespace pyemb
