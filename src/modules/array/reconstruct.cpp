// SPDX-License-Identifier: MIT
// Pickled arrays: the machine formats that their items were written in, which need not be this machine's.
#include <bit>

#include "modules/array/array.h"
#include "objects/bytes.h"
#include "objects/codecs.h"
#include "objects/item_format.h"
#include "objects/list.h"
#include "objects/str.h"

namespace pyemb {
namespace {

/// The row's place in the table is its number in pickles. A pair of rows for each kind: little-endian, big-endian.
struct MachineFormat {
  char item;             ///< the struct module's standard item; 'u': characters
  uint8_t size;
  const char* encoding;  ///< of characters
};
constexpr MachineFormat kFormats[] = {
    {'B', 1, nullptr}, {'b', 1, nullptr},  // bytes have no order
    {'H', 2, nullptr}, {'H', 2, nullptr}, {'h', 2, nullptr}, {'h', 2, nullptr}, {'I', 4, nullptr}, {'I', 4, nullptr}, {'i', 4, nullptr}, {'i', 4, nullptr},
    {'Q', 8, nullptr}, {'Q', 8, nullptr}, {'q', 8, nullptr}, {'q', 8, nullptr}, {'f', 4, nullptr}, {'f', 4, nullptr}, {'d', 8, nullptr}, {'d', 8, nullptr},
    {'u', 2, "utf-16-le"}, {'u', 2, "utf-16-be"}, {'u', 4, "utf-32-le"}, {'u', 4, "utf-32-be"},
};

ByteOrder order_of(size_t number) { return number >= 2 && number % 2 == 1 ? ByteOrder::kBig : ByteOrder::kLittle; }

Result<Ref> decode_text(ThreadState& ts, Bytes& items, const char* encoding) {
  Own<Str> name = TRY(new_str(ts, encoding));
  return decode_object(ts, Value::from_object(&items), name.get(), nullptr);
}

Result<Ref> decode_numbers(ThreadState& ts, const Bytes& items, const MachineFormat& format, ByteOrder order) {
  if (items.size % format.size != 0) return raise(ts, Exc::kValueError, "string length not a multiple of item size");
  const ItemFormat* item = standard_item(format.item);
  Own<List> list = TRY(new_list(ts, items.size / format.size));
  for (int64_t at = 0; at < items.size; at += format.size) {
    Ref number = TRY(load_item(ts, *item, order, items.data() + at));
    TRY(list_append(ts, *list, std::move(number)));
  }
  return list;
}

/// The code of the ints of a size and sign on this machine: the last in the table.
char32_t int_code(size_t size, bool is_signed, char32_t fallback) {
  for (const ArrayKind& kind : kArrayKinds) {
    if (kind.is_int && kind.item_size == size && kind.is_signed == is_signed) fallback = static_cast<char32_t>(kind.code);
  }
  return fallback;
}

}  // namespace

int array_machine_format(const ArrayKind& kind) {
  for (int i = 0; i < static_cast<int>(std::size(kFormats)); ++i) {
    const MachineFormat& format = kFormats[i];
    bool same = kind.is_int ? standard_item(format.item) != nullptr && standard_item(format.item)->kind == (kind.is_signed ? ItemFormat::kSigned : ItemFormat::kUnsigned)
                            : format.item == kind.code;
    bool own_order = format.size == 1 || order_of(static_cast<size_t>(i)) == kNativeOrder;
    if (same && own_order && format.size == kind.item_size) return i;
  }
  return -1;
}

Result<Ref> array_reconstruct(ThreadState& ts, Value type, Char code, int number, Value items) {
  if (!is<Type>(type)) return raise(ts, Exc::kTypeError, "first argument must be a type object, not %.200s", type_name(ts, type));
  Type* array_type = TRY(find_type(ts, ModuleType::kArray));
  if (!is_subtype(as<Type>(type), *array_type)) {
    return raise(ts, Exc::kTypeError, "%.200s is not a subtype of %.200s", type_name(as<Type>(type)), type_name(*array_type));
  }
  const ArrayKind* kind = find_array_kind(code.value);
  if (kind == nullptr) return raise(ts, Exc::kValueError, "second argument must be a valid type code");
  if (number < 0 || number >= static_cast<int>(std::size(kFormats))) {
    return raise(ts, Exc::kValueError, "third argument must be a valid machine format code.");
  }
  if (!is<Bytes>(items)) return raise(ts, Exc::kTypeError, "fourth argument should be bytes, not %.200s", type_name(ts, items));
  if (number == array_machine_format(*kind)) return make_array(ts, as<Type>(type), code.value, items);
  const MachineFormat& format = kFormats[number];
  if (format.encoding != nullptr) {
    Ref text = TRY(decode_text(ts, as<Bytes>(items), format.encoding));
    return make_array(ts, as<Type>(type), code.value, text);
  }
  Ref numbers = TRY(decode_numbers(ts, as<Bytes>(items), format, order_of(static_cast<size_t>(number))));
  ItemFormat::Kind item_kind = standard_item(format.item)->kind;
  char32_t own = item_kind == ItemFormat::kFloat ? code.value : int_code(format.size, item_kind == ItemFormat::kSigned, code.value);
  return make_array(ts, as<Type>(type), own, numbers);
}

}  // namespace pyemb
