// SPDX-License-Identifier: MIT
// Functions of C that the library calls through their addresses: cast(), string_at(), wstring_at(), memmove(), memset().
#include <cstring>
#include <cwchar>

#include "modules/ctypes/module_functions.h"
#include "objects/audit.h"
#include "objects/bytes.h"
#include "objects/call.h"
#include "objects/number.h"
#include "objects/str.h"
#include "state/runtime.h"

namespace pyemb::ctypes {
namespace {

/// The result for C: the word of an object, which C owns, or 0 with the exception pending.
template <class F>
uint64_t answer(F function) {
  ThreadState* ts = find_running_thread();
  if (ts == nullptr) return 0;
  Result<Ref> made = function(*ts);
  return made.raised() ? 0 : made.take().release().bits();
}

Status audit_text(ThreadState& ts, const char* event, const void* text, int size) {
  if (!is_audited(ts)) return {};
  Ref address = TRY(new_int_unsigned(ts, reinterpret_cast<uint64_t>(text)));
  return audit(ts, event, address, Value::from_int(size));
}

uint64_t string_at(const char* text, int size) {
  return answer([&](ThreadState& ts) -> Result<Ref> {
    TRY(audit_text(ts, "ctypes.string_at", text, size));
    if (text == nullptr && size != 0) return raise(ts, Exc::kValueError, "NULL pointer access");
    if (size < -1) return raise(ts, Exc::kSystemError, "Negative size passed to PyBytes_FromStringAndSize");
    return new_bytes(ts, size == -1 ? std::string_view(text) : std::string_view(text, static_cast<size_t>(size)));
  });
}

uint64_t wide_string_at(const wchar_t* text, int size) {
  return answer([&](ThreadState& ts) -> Result<Ref> {
    TRY(audit_text(ts, "ctypes.wstring_at", text, size));
    if (text == nullptr && size != 0) return raise(ts, Exc::kValueError, "NULL pointer access");
    return text_of_wide(ts, text, size < 0 ? std::wcslen(text) : static_cast<size_t>(size));
  });
}

Status check_pointer_type(ThreadState& ts, Value type) {
  const Description* about = describe(type);
  if (about != nullptr) {
    if (about->category == Category::kPointer || about->category == Category::kFunction) return {};
    if (about->category == Category::kSimple && std::strchr("sPzUZXO", about->kind->code) != nullptr) return {};
  }
  return raise(ts, Exc::kTypeError, "cast() argument 2 must be a pointer type, not %s", is<Type>(type) ? type_name(as<Type>(type)) : type_name(ts, type));
}

/// Both keep alive from now on what the other does, and the new pointer its source.
Status share_objects(ThreadState& ts, CData& source, CData& pointer) {
  Own<Dict> shared;
  if (source.objects.is_null() || source.objects.is_none()) {
    shared = TRY(new_dict(ts));
  } else if (is<Dict>(source.objects)) {
    shared = Own<Dict>::copy(&as<Dict>(source.objects));
  } else {
    return keep_alive(ts, pointer, 0, source.objects);
  }
  Ref key = TRY(new_int_unsigned(ts, reinterpret_cast<uint64_t>(&source)));
  TRY(dict_set(ts, *shared, key, Value::from_object(&source)));
  Ref old = Ref::steal(std::exchange(pointer.objects, Ref(std::move(shared)).release()));
  return {};
}

uint64_t cast(void* address, uint64_t source_word, uint64_t type_word) {
  return answer([&](ThreadState& ts) -> Result<Ref> {
    const Value source = Value::from_bits(source_word);
    const Value type = Value::from_bits(type_word);
    TRY(check_pointer_type(ts, type));
    Ref made = TRY(call(ts, type));
    if (!is_data(made)) return raise(ts, Exc::kTypeError, "cast() argument 2 must be a pointer type");
    if (is_data(source)) TRY(share_objects(ts, as<CData>(source), *made.as<CData>()));
    set_pointer(*made.as<CData>(), address);
    return made;
  });
}

template <class R, class... P>
Status add_address(ThreadState& ts, Module& module, const char* name, R (*function)(P...)) {
  Ref address = TRY(new_int_unsigned(ts, reinterpret_cast<uint64_t>(function)));
  return module_add(ts, module, name, address);
}

}  // namespace

Status add_addresses(ThreadState& ts, Module& module) {
  TRY(add_address(ts, module, "_memmove_addr", &std::memmove));
  TRY(add_address(ts, module, "_memset_addr", &std::memset));
  TRY(add_address(ts, module, "_string_at_addr", &string_at));
  TRY(add_address(ts, module, "_wstring_at_addr", &wide_string_at));
  return add_address(ts, module, "_cast_addr", &cast);
}

}  // namespace pyemb::ctypes
