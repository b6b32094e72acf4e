// SPDX-License-Identifier: MIT
#pragma once

// Modules that are part of the library: what the import system itself is made of, and the pure standard library, as marshalled code that
// the freeze tool (tools/freeze) made of its source. Constant data; a module is unpacked and its code made when it is imported.
//
// Which of them an import finds: those of the import system and our own (lib/), always; those that CPython freezes, too, unless use_frozen_modules is off; the
// others where there is no standard library on disk (stdlib_dir is null), so that files are what they are in CPython where there are any.

#include <cstddef>
#include <cstring>
#include <span>
#include <string_view>

#include "objects/code.h"

namespace pyemb {

struct FrozenModule {
  enum Found : uint8_t {
    kAlways,
    kCore,     ///< unless use_frozen_modules is off
    kLibrary,  ///< where there is no library on disk
  };
  const char* name;
  const char* origin;     ///< the module whose source it is; null: none is told
  uint32_t offset;        ///< in the blob
  uint32_t stored;        ///< bytes there: fewer than `size` if it is compressed
  uint32_t size;
  bool is_package;
  Found found;
};

/// Begins with the names (FrozenNames); a module's row says where in it the module is.
struct FrozenLibrary {
  std::span<const FrozenModule> modules;  ///< sorted by name
  const unsigned char* blob = nullptr;
};

/// The names that stand in the frozen code of modules which are stored as they are, by number. Their form: how many there are, where each
/// of them begins and the last one ends, 4 bytes each and counted from the start of the blob, and their characters.
class FrozenNames {
 public:
  explicit FrozenNames(const FrozenLibrary& library) : blob_(reinterpret_cast<const char*>(library.blob)) {}
  size_t count() const { return word(0); }
  std::string_view at(size_t number) const { return {blob_ + word(1 + number), word(2 + number) - word(1 + number)}; }

 private:
  uint32_t word(size_t i) const {
    uint32_t value;
    std::memcpy(&value, blob_ + i * sizeof value, sizeof value);
    return value;
  }
  const char* blob_;
};

/// What the build froze: the one definition stands in tools/freeze.
extern const FrozenLibrary kFrozenLibrary;

/// What _imp._override_frozen_modules_for_tests() says.
enum class FrozenOverride : int8_t { kOff = -1, kNone = 0, kOn = 1 };

/// The row of this module if an import may find it, or null.
const FrozenModule* find_frozen(ThreadState& ts, std::string_view name, FrozenOverride override = FrozenOverride::kNone);
/// Its marshalled code, as bytes.
[[nodiscard]] Result<Ref> frozen_bytes(ThreadState& ts, const FrozenModule& row);
/// Its code.
[[nodiscard]] Result<Ref> frozen_code(ThreadState& ts, const FrozenModule& row);
/// Runs it outside of the import system, and puts it into sys.modules under its name.
[[nodiscard]] Result<Ref> run_frozen(ThreadState& ts, const FrozenModule& row);
/// The same with the code of any module. `origin`: the name of the module whose source it is, or None.
[[nodiscard]] Result<Ref> run_frozen_code(ThreadState& ts, Str& name, Code& code, Value origin, bool is_package);

/// Has the import system, if it has started, take the paths of mounts that begin with a name ("game:", config/mounts.h) for absolute.
[[nodiscard]] Status teach_mount_paths(ThreadState& ts);
/// What ImportState::start_importlib points to.
[[nodiscard]] Status start_importlib(ThreadState& ts);

}  // namespace pyemb
