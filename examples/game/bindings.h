// SPDX-License-Identifier: MIT
#pragma once

// The module `sea`: what scripts see of the world.

#include "pyemb/pyemb.hpp"
#include "world.h"

namespace game {

/// Who is told that a creature has a behaviour from now on: `function(creature, *arguments)`.
using Behave = pyemb::Result<void> (*)(void* context, pyemb::View creature, pyemb::View function, pyemb::Args arguments);

/// Fills the module. The world must live as long as the interpreter.
void define_sea(pyemb::Module& m, World& world, Behave behave, void* context);

}  // namespace game
