// SPDX-License-Identifier: MIT
#include "state/fault_state.h"

namespace pyemb {
namespace {

constinit FaultState g_faults;

}  // namespace

FaultState& fault_state() { return g_faults; }

}  // namespace pyemb
