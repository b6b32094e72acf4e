// SPDX-License-Identifier: MIT
#include "lifecycle/module_table.h"

#include "modules/native_modules.h"

namespace pyemb {
namespace {

const NativeModule* const kNativeModules[] = {
#define MODULE(id, name) &k##id##Module,
#include "config/modules.def"
#undef MODULE
};

}  // namespace

std::span<const NativeModule* const> native_modules() { return kNativeModules; }

}  // namespace pyemb
