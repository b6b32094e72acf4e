// SPDX-License-Identifier: MIT
#pragma once

// What the build says of itself and the platform.

namespace pyemb {

/// Debian's name of it, such as "x86_64-linux-gnu": sys.implementation._multiarch, and part of the names of extension modules.
extern const char kMultiarch[];
/// sys.version, in the form that the library's platform module takes apart.
extern const char kVersionText[];
/// The parts of it that stand in parentheses and in brackets.
extern const char kBuildInfo[];
extern const char kCompiler[];
/// sys.platform and sys.copyright.
extern const char kPlatform[];
extern const char kCopyright[];

}  // namespace pyemb
