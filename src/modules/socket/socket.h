// SPDX-License-Identifier: MIT
#pragma once

// _socket: sockets of the system, and what the sources of the module share.
//
// A socket's timeout is kept here, not in the system: with one, the descriptor does not block, and each call waits with poll() before it
// tries (wait.h). While a thread waits it does not hold the interpreter lock, and a signal that comes meanwhile runs its handler (PEP 475).

#include <span>

#include "config/module_type_ids.h"
#include "modules/integer_constants.h"
#include "objects/module.h"
#include "objects/native.h"

namespace pyemb {
namespace sockets {

struct Socket : Object {
  static constexpr TypeId kId = ModuleType::kSocket;
  int32_t fd;       ///< -1: closed
  int32_t family;
  int32_t type;     ///< without SOCK_NONBLOCK and SOCK_CLOEXEC
  int32_t proto;
  int64_t timeout;  ///< nanoseconds; 0: never wait, kForever: wait as long as it takes
};
inline constexpr int64_t kForever = -1;

struct State {
  int64_t default_timeout;  ///< of new sockets
};
/// The timeout of new sockets.
int64_t default_timeout(ThreadState& ts);

// -- errors --------------------------------------------------------------------------------------------------------------------

/// OSError of the errno.
COLD Raised raise_errno(ThreadState& ts, int error);
COLD Raised raise_errno(ThreadState& ts);
/// OSError with a text and without a number.
COLD Raised raise_message(ThreadState& ts, const char* message);
[[nodiscard]] Result<Ref> gaierror_class(ThreadState& ts);
[[nodiscard]] Result<Ref> herror_class(ThreadState& ts);
/// gaierror of an EAI_ number, herror of an h_errno.
COLD Raised raise_gaierror(ThreadState& ts, int error);
COLD Raised raise_herror(ThreadState& ts, int error);

// -- arguments -----------------------------------------------------------------------------------------------------------------

/// Seconds or None as a timeout: ValueError "Timeout value out of range", OverflowError.
[[nodiscard]] Result<int64_t> to_timeout(ThreadState& ts, Value value);
/// A timeout as Python sees it: a float or None.
[[nodiscard]] Result<Ref> from_timeout(ThreadState& ts, int64_t timeout);
/// An integer, its low 32 or 64 bits.
[[nodiscard]] Result<uint32_t> to_masked(ThreadState& ts, Value value);
[[nodiscard]] Result<uint64_t> to_masked64(ThreadState& ts, Value value);
/// An int as a C unsigned long: OverflowError for negative and for larger numbers.
[[nodiscard]] Result<uint64_t> to_unsigned(ThreadState& ts, Value any_int);
/// Whether the value is an int that a C int holds.
bool fits_int(Value value);
/// TypeError unless the names are absent and the number of arguments is within bounds: "sendmsg() takes at least 1 argument (0 given)".
[[nodiscard]] Status check_count(ThreadState& ts, const char* function, size_t given, size_t least, size_t most);

// -- sockets -------------------------------------------------------------------------------------------------------------------

/// An object for a new descriptor, with the default timeout; the descriptor is closed on failure.
[[nodiscard]] Result<Ref> wrap_descriptor(ThreadState& ts, int fd, int family, int type, int proto);

// -- the parts -----------------------------------------------------------------------------------------------------------------

extern const std::span<const NativeMethod> kDescriptorFunctions; // descriptor.cpp
extern const std::span<const NativeMethod> kMessageFunctions;    // message.cpp
extern const std::span<const NativeMethod> kHostFunctions;       // host.cpp
extern const std::span<const NativeMethod> kServiceFunctions;    // service.cpp
extern const std::span<const NativeMethod> kNumberFunctions;     // number.cpp
extern const std::span<const NativeMethod> kInterfaceFunctions;  // interface.cpp
extern const std::span<const IntegerConstant> kNumbers;          // constants.cpp

}  // namespace sockets
}  // namespace pyemb
