// SPDX-License-Identifier: MIT
#pragma once

// Build switches and the few macros of the house. Nothing here knows a Python object.
//
//   CHECK(cond)    an invariant that holds in every build; a violated one is a bug in pyemb itself
//   DCHECK(cond)   the same, only in debug builds
//   LIKELY / UNLIKELY / NOINLINE / ALWAYS_INLINE / COLD   hints to the compiler

#include <cstdint>

#define LIKELY(condition) __builtin_expect(static_cast<bool>(condition), 1)
#define UNLIKELY(condition) __builtin_expect(static_cast<bool>(condition), 0)
#define NOINLINE __attribute__((noinline))
#define ALWAYS_INLINE __attribute__((always_inline)) inline
#define COLD __attribute__((noinline, cold))

#ifdef NDEBUG
#define DCHECK(condition) static_cast<void>(0)
#else
#define DCHECK(condition) (LIKELY(condition) ? static_cast<void>(0) : __builtin_trap())
#endif

namespace pyemb {

#ifdef NDEBUG
inline constexpr bool kDebug = false;
#else
inline constexpr bool kDebug = true;
#endif

#ifdef PYEMB_STRESS
inline constexpr bool kStress = true;  ///< the stress switches are compiled in (cli/main.cpp reads them)
#else
inline constexpr bool kStress = false;
#endif

#if defined(__SANITIZE_ADDRESS__)
#define PYEMB_ADDRESS_SANITIZER 1
#elif defined(__has_feature)
#if __has_feature(address_sanitizer)
#define PYEMB_ADDRESS_SANITIZER 1
#endif
#endif
#ifdef PYEMB_ADDRESS_SANITIZER
inline constexpr bool kAddressSanitizer = true;  ///< heap and arenas keep their blocks apart, so that it sees each of them
#else
inline constexpr bool kAddressSanitizer = false;
#endif

}  // namespace pyemb
