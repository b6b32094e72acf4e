// SPDX-License-Identifier: MIT
#include "lifecycle/module_table.h"

#include "modules/native_modules.h"

namespace pyemb {

// A module that is not in the build has no description: the declaration is weak, its address null.
#define MODULE(id, name) extern const NativeModule k##id##Module __attribute__((weak));
#include "config/modules.def"
#undef MODULE

namespace {

const NativeModule* const kNativeModules[] = {
#define MODULE(id, name) &k##id##Module,
#include "config/modules.def"
#undef MODULE
};

}  // namespace

std::span<const NativeModule* const> native_modules() { return kNativeModules; }

}  // namespace pyemb
