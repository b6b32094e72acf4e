// SPDX-License-Identifier: MIT
#pragma once

// Frames that C code makes of a code object (new_frame_object, frame_object.h), fills with variables and then has run, or turns into generators. Each of them
// begins once.

#include "objects/str.h"
#include "vm/frame_object.h"
#include "vm/generator_object.h"

namespace pyemb {

/// Room for the variables of such a frame that has none yet.
[[nodiscard]] Status make_frame_values(ThreadState& ts, FrameObject& object);

/// Runs it, as a call of its code in its namespaces with the variables that it has. SystemError: it has begun already.
[[nodiscard]] Result<Ref> run_frame_object(ThreadState& ts, FrameObject& object);
/// As if the pending exception were raised before its first instruction.
Raised raise_in_frame_object(ThreadState& ts, FrameObject& object);

/// The generator, coroutine or asynchronous generator that its code makes; the frame is its own then. Names may be null: those of the code. SystemError: it
/// has begun already, or its code makes none of that kind.
[[nodiscard]] Result<Ref> new_generator_of(ThreadState& ts, FrameObject& object, TypeId kind, Str* name, Str* qualname);

}  // namespace pyemb
