// SPDX-License-Identifier: MIT
#pragma once

// Asynchronous generators: what asend(), athrow(), aclose() and __anext__ answer, and anext(iterator, default).
//
// The generator's frame yields two kinds of values: those that its awaits hand to the event loop, as they are, and those of its
// own yield statements, wrapped (wrap_async_value). An awaitable of this file drives the generator until a wrapped value comes, which
// becomes its result.

#include "objects/type.h"

namespace pyemb {

[[nodiscard]] Result<Ref> wrap_async_value(ThreadState& ts, Value value);
/// anext(iterator, default): the awaitable that gives `fallback` at the end.
[[nodiscard]] Result<Ref> new_anext_awaitable(ThreadState& ts, Value awaitable, Value fallback);

}  // namespace pyemb
