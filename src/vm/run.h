// SPDX-License-Identifier: MIT
#pragma once

// Running code from native code, and looking at the frames that run.

#include "objects/code.h"
#include "objects/dict.h"
#include "objects/function.h"
#include "vm/frame.h"

namespace pyemb {

/// Runs a module, an exec or eval text: `locals` null means the globals. `closure`: a tuple of cells for its free variables, or null.
/// If globals has no `__builtins__`, it gets the interpreter's.
[[nodiscard]] Result<Ref> run_code(ThreadState& ts, Code& code, Dict& globals, Value locals, Value closure = Value::null());

/// Runs the body function of a class statement in `locals`, the namespace of __prepare__; the result is the class cell, or None.
[[nodiscard]] Result<Ref> run_class_body(ThreadState& ts, Function& body, Value locals);

/// The record of an entry frame above the running one, not running yet: its window is empty but for the place of the function. Its globals and builtins are
/// the caller's to set.
[[nodiscard]] Result<Frame*> push_entry(ThreadState& ts, Code& code);

/// locals() of a frame: its mapping, or a dict of the fast locals' values as they are now.
[[nodiscard]] Result<Ref> frame_locals(ThreadState& ts, Frame& frame);
/// sys._getframe(): the frame object of a running frame.
[[nodiscard]] Result<Ref> frame_object(ThreadState& ts, Frame& frame);

// -- what the hooks of the interpreter point to (Hooks, state/interpreter.h) ---------------------------------------------
Dict* current_globals(ThreadState& ts);
Dict* current_builtins(ThreadState& ts);
[[nodiscard]] Status super_arguments(ThreadState& ts, Ref& type, Ref& object);
void keep_code(ThreadState& ts, Value code);
/// Fills in the hooks that this layer provides: calls, frames, the eval breaker.
void install_vm_hooks(Interpreter& interp);

}  // namespace pyemb
