// SPDX-License-Identifier: MIT
#pragma once

// What a file action of os.posix_spawn() begins with.

namespace pyemb {

inline constexpr int kSpawnOpen = 0;
inline constexpr int kSpawnClose = 1;
inline constexpr int kSpawnDup2 = 2;

}  // namespace pyemb
