// SPDX-License-Identifier: MIT
// _stat: what the bits of st_mode mean.
#include <sys/stat.h>

#include "modules/integer_constants.h"
#include "modules/native_modules.h"
#include "objects/str.h"

namespace pyemb {
namespace {

constexpr int64_t kTypeBits = S_IFMT;
constexpr int64_t kPermissionBits = 07777;

/// A mode as mode_t: OverflowError beyond it.
Result<int64_t> to_mode(ThreadState& ts, Value value) {
  if (!is_any_int(value)) return raise(ts, Exc::kTypeError, "an integer is required");
  Ref index = TRY(number_index(ts, value));
  if (!index.get().is_int()) return raise(ts, Exc::kOverflowError, "Python int too large to convert to C unsigned long");
  int64_t mode = index.get().as_int();
  if (mode < 0) return raise(ts, Exc::kOverflowError, "can't convert negative value to unsigned int");
  if (mode > UINT32_MAX) return raise(ts, Exc::kOverflowError, "mode out of range");
  return mode;
}

template <int64_t Type>
Result<bool> is_of_type(ThreadState& ts, Value value) {
  int64_t mode = TRY(to_mode(ts, value));
  return (mode & kTypeBits) == Type;
}
/// File types that this system does not have.
Result<bool> is_never(ThreadState& ts, Value value) {
  TRY(to_mode(ts, value));
  return false;
}
template <int64_t Bits>
Result<int64_t> bits_of(ThreadState& ts, Value value) {
  int64_t mode = TRY(to_mode(ts, value));
  return mode & Bits;
}

char type_letter(int64_t mode) {
  switch (mode & kTypeBits) {
    case S_IFREG: return '-';
    case S_IFDIR: return 'd';
    case S_IFLNK: return 'l';
    case S_IFBLK: return 'b';
    case S_IFCHR: return 'c';
    case S_IFIFO: return 'p';
    case S_IFSOCK: return 's';
    default: return '?';
  }
}

Result<Ref> filemode(ThreadState& ts, Value value) {
  int64_t mode = TRY(to_mode(ts, value));
  char text[] = "?rwxrwxrwx";
  text[0] = type_letter(mode);
  for (int bit = 0; bit < 9; ++bit) {
    if ((mode & (0400 >> bit)) == 0) text[1 + bit] = '-';
  }
  auto mark = [&](int64_t flag, int place, char with_execute, char without) {
    if ((mode & flag) != 0) text[place] = text[place] == 'x' ? with_execute : without;
  };
  mark(S_ISUID, 3, 's', 'S');
  mark(S_ISGID, 6, 's', 'S');
  mark(S_ISVTX, 9, 't', 'T');
  return new_str(ts, text);
}

constexpr NativeMethod kFunctions[] = {
    function<is_of_type<S_IFDIR>>("S_ISDIR", "(mode, /)", "Whether the mode is that of a folder."),
    function<is_of_type<S_IFCHR>>("S_ISCHR", "(mode, /)", "Whether the mode is that of a character device."),
    function<is_of_type<S_IFBLK>>("S_ISBLK", "(mode, /)", "Whether the mode is that of a block device."),
    function<is_of_type<S_IFREG>>("S_ISREG", "(mode, /)", "Whether the mode is that of a regular file."),
    function<is_of_type<S_IFIFO>>("S_ISFIFO", "(mode, /)", "Whether the mode is that of a named pipe."),
    function<is_of_type<S_IFLNK>>("S_ISLNK", "(mode, /)", "Whether the mode is that of a symbolic link."),
    function<is_of_type<S_IFSOCK>>("S_ISSOCK", "(mode, /)", "Whether the mode is that of a socket."),
    function<is_never>("S_ISDOOR", "(mode, /)", "Whether the mode is that of a door."),
    function<is_never>("S_ISPORT", "(mode, /)", "Whether the mode is that of an event port."),
    function<is_never>("S_ISWHT", "(mode, /)", "Whether the mode is that of a whiteout."),
    function<bits_of<kPermissionBits>>("S_IMODE", "(mode, /)", "The permission bits of a mode."),
    function<bits_of<kTypeBits>>("S_IFMT", "(mode, /)", "The file type bits of a mode."),
    function<filemode>("filemode", "(mode, /)", "A mode as ls shows it, such as '-rwxr-xr-x'."),
};

#define NUMBER(name) {#name, name}
constexpr IntegerConstant kNumbers[] = {
    NUMBER(S_IFDIR), NUMBER(S_IFCHR), NUMBER(S_IFBLK), NUMBER(S_IFREG), NUMBER(S_IFIFO), NUMBER(S_IFLNK), NUMBER(S_IFSOCK),
    {"S_IFDOOR", 0}, {"S_IFPORT", 0}, {"S_IFWHT", 0},
    NUMBER(S_ISUID), NUMBER(S_ISGID), NUMBER(S_ISVTX), {"S_ENFMT", S_ISGID}, NUMBER(S_IREAD), NUMBER(S_IWRITE), NUMBER(S_IEXEC),
    NUMBER(S_IRWXU), NUMBER(S_IRUSR), NUMBER(S_IWUSR), NUMBER(S_IXUSR), NUMBER(S_IRWXG), NUMBER(S_IRGRP), NUMBER(S_IWGRP),
    NUMBER(S_IXGRP), NUMBER(S_IRWXO), NUMBER(S_IROTH), NUMBER(S_IWOTH), NUMBER(S_IXOTH),
    // flags of BSD file systems
    {"UF_NODUMP", 0x1}, {"UF_IMMUTABLE", 0x2}, {"UF_APPEND", 0x4}, {"UF_OPAQUE", 0x8}, {"UF_NOUNLINK", 0x10},
    {"UF_COMPRESSED", 0x20}, {"UF_HIDDEN", 0x8000}, {"SF_ARCHIVED", 0x10000}, {"SF_IMMUTABLE", 0x20000}, {"SF_APPEND", 0x40000},
    {"SF_NOUNLINK", 0x100000}, {"SF_SNAPSHOT", 0x200000},
    // places in the tuple of os.stat()
    {"ST_MODE", 0}, {"ST_INO", 1}, {"ST_DEV", 2}, {"ST_NLINK", 3}, {"ST_UID", 4}, {"ST_GID", 5}, {"ST_SIZE", 6}, {"ST_ATIME", 7},
    {"ST_MTIME", 8}, {"ST_CTIME", 9},
};
#undef NUMBER

Status exec(ThreadState& ts, Module& module) { return module_add_integers(ts, module, kNumbers); }

}  // namespace

constexpr NativeModule kStatModule = {
    .name = "_stat",
    .doc = "What the bits of a file's mode mean.",
    .functions = kFunctions,
    .exec = exec,
};

}  // namespace pyemb
