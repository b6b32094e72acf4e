// SPDX-License-Identifier: MIT
// _socket: the network interfaces of this host.
#include <cerrno>
#include <net/if.h>

#include "modules/paths.h"
#include "modules/socket/socket.h"
#include "objects/list.h"
#include "objects/str.h"
#include "objects/tuple.h"

namespace pyemb {
namespace sockets {
namespace {

struct Interfaces {
  struct if_nameindex* rows = ::if_nameindex();
  Interfaces() = default;
  ~Interfaces() {
    if (rows != nullptr) ::if_freenameindex(rows);
  }
  Interfaces(const Interfaces&) = delete;
  Interfaces& operator=(const Interfaces&) = delete;
};

Result<Ref> all(ThreadState& ts) {
  Interfaces interfaces;
  if (interfaces.rows == nullptr) return raise_errno(ts);
  Own<List> list = TRY(new_list(ts));
  for (const struct if_nameindex* row = interfaces.rows; row->if_index != 0 && row->if_name != nullptr; ++row) {
    Ref name = TRY(decode_file_name(ts, row->if_name));
    Own<Tuple> pair = TRY(new_tuple_of(ts, Value::from_int(row->if_index), name));
    TRY(list_append(ts, *list, std::move(pair)));
  }
  return list;
}

Result<int64_t> number_of(ThreadState& ts, Value value) {
  FileName name;
  TRY(name.init(ts, value));
  unsigned number = ::if_nametoindex(name.c_str());
  if (number == 0) return raise_message(ts, "no interface with this name");
  return int64_t{number};
}

Result<Ref> name_of(ThreadState& ts, Value value) {
  if (!is_any_int(value)) return raise(ts, Exc::kTypeError, "an integer is required");
  uint64_t number = TRY(to_unsigned(ts, value));
  char name[IF_NAMESIZE];
  if (::if_indextoname(static_cast<unsigned>(number), name) == nullptr) return raise_errno(ts);
  return decode_file_name(ts, name);
}

constexpr NativeMethod kFunctions[] = {
    function<all>("if_nameindex", "($module, /)", "All network interfaces, as (number, name)."),
    function<number_of>("if_nametoindex", "oname, /", "The number of a network interface."),
    function<name_of>("if_indextoname", "($module, if_index, /)", "The name of a network interface."),
};

}  // namespace

constexpr std::span<const NativeMethod> kInterfaceFunctions = kFunctions;

}  // namespace sockets
}  // namespace pyemb
