// SPDX-License-Identifier: MIT
#include "modules/signal_set.h"

#include <cerrno>

#include "objects/number.h"
#include "objects/operations.h"
#include "objects/raise.h"
#include "objects/set.h"

namespace pyemb {

Result<sigset_t> to_signal_set(ThreadState& ts, Value iterable) {
  sigset_t signals;
  sigemptyset(&signals);
  Ref iterator = TRY(get_iter(ts, iterable));
  while (true) {
    Ref item = TRY(next_item(ts, iterator));
    if (item.is_absent()) return signals;
    Ref index = TRY(number_index(ts, item));
    int64_t number = index.get().is_int() ? index.get().as_int() : -1;
    if (number < 1 || number >= NSIG) return raise(ts, Exc::kValueError, "signal number %lld out of range [1; %d]", static_cast<long long>(number), NSIG - 1);
    sigaddset(&signals, static_cast<int>(number));  // numbers that the C library keeps for itself are left out
  }
}

Result<Ref> from_signal_set(ThreadState& ts, const sigset_t& signals) {
  Own<Set> set = TRY(new_set(ts));
  for (int number = 1; number < NSIG; ++number) {
    if (sigismember(&signals, number) == 1) TRY(set_add(ts, *set, Value::from_int(number)));
  }
  return set;
}

}  // namespace pyemb
