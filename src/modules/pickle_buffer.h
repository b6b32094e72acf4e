// SPDX-License-Identifier: MIT
#pragma once

// pickle.PickleBuffer: holds the memory of another object, which a pickle of protocol 5 may leave out and hand over beside itself. Whoever asks it for its
// memory is lent that of the other object, by that object.

#include "config/module_type_ids.h"
#include "objects/buffer.h"

namespace pyemb {

struct PickleBuffer : Object {
  static constexpr TypeId kId = ModuleType::kPickleBuffer;

  BufferView lent;  ///< lent.object null: released
  void* shown;      ///< what the C ABI shows of it, kShownBufferSize bytes; null: nothing yet
};

[[nodiscard]] Result<Ref> new_pickle_buffer(ThreadState& ts, Value object);
/// ValueError if it was released.
[[nodiscard]] Status check_held(ThreadState& ts, const PickleBuffer& buffer);
/// Gives the memory back. Nothing happens the second time.
void release_pickle_buffer(ThreadState& ts, PickleBuffer& buffer);

}  // namespace pyemb
