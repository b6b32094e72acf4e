// SPDX-License-Identifier: MIT
#include "objects/mapping_proxy.h"

#include "objects/call.h"
#include "objects/container_repr.h"
#include "objects/dict.h"
#include "objects/generic_alias.h"
#include "objects/native.h"
#include "objects/number.h"
#include "objects/owned_fields.h"
#include "objects/tuple.h"
#include "objects/type_specs.h"
#include "state/names.h"

namespace pyemb {

Result<Ref> new_mapping_proxy(ThreadState& ts, Value mapping) {
  Own<MappingProxy> proxy = TRY(new_native<MappingProxy>(ts));
  proxy->mapping = Ref::copy(mapping).release();
  gc_track(ts, proxy.get());
  return proxy;
}

namespace {

Value mapping_of(Value self) { return as<MappingProxy>(self).mapping; }

Result<Ref> proxy_new(ThreadState& ts, Type&, Value mapping) {
  const Type& type = type_of(ts, mapping);
  if (type.slots.getitem == nullptr || is<List>(mapping) || is<Tuple>(mapping)) {
    return raise(ts, Exc::kTypeError, "mappingproxy() argument must be a mapping, not %s", type_name(type));
  }
  return new_mapping_proxy(ts, mapping);
}

constexpr NativeMethod kNew = class_method<proxy_new>("mappingproxy", "(mapping)", "");

Result<Ref> proxy_repr(ThreadState& ts, Value self) {
  RecursionGuard guard(ts, " while getting the repr of an object");
  if (guard.exceeded()) return guard.raise();
  ReprWriter out(ts);
  out.text("mappingproxy(");
  TRY(out.item(mapping_of(self)));
  out.text(")");
  return out.finish();
}

Result<Ref> proxy_str(ThreadState& ts, Value self) { return to_str(ts, mapping_of(self)); }
Result<Ref> proxy_compare(ThreadState& ts, Value left, Value right, Compare op) { return compare(ts, mapping_of(left), right, op); }
Result<Ref> proxy_iter(ThreadState& ts, Value self) { return get_iter(ts, mapping_of(self)); }
Result<int64_t> proxy_length(ThreadState& ts, Value self) { return length(ts, mapping_of(self)); }
Result<Ref> proxy_getitem(ThreadState& ts, Value self, Value key) { return get_item(ts, mapping_of(self), key); }

Result<bool> proxy_contains(ThreadState& ts, Value self, Value key) {
  Value mapping = mapping_of(self);
  return is_dict(mapping) ? dict_contains(ts, as<Dict>(mapping), key) : contains(ts, mapping, key);
}

Result<Ref> proxy_or(ThreadState& ts, Value left, Value right) {
  Value a = is<MappingProxy>(left) ? mapping_of(left) : left;
  Value b = is<MappingProxy>(right) ? mapping_of(right) : right;
  return binary_op(ts, BinaryOp::kOr, a, b);
}

Result<Ref> proxy_inplace_or(ThreadState& ts, Value self, Value) {
  return raise(ts, Exc::kTypeError, "'|=' is not supported by %s; use '|' instead", type_name(ts, self));
}

Result<Ref> call_of_mapping(ThreadState& ts, MappingProxy& self, const char* name) {
  Own<Str> method = TRY(intern(ts, name));
  return call_method_of(ts, self.mapping, Value(method));
}

Result<Ref> proxy_get(ThreadState& ts, MappingProxy& self, Value key, Value fallback) {
  Value given = fallback.is_null() ? Value::none() : fallback;
  return call_method_of(ts, self.mapping, Value::from_object(ts.names().get), key, given);
}
Result<Ref> proxy_keys(ThreadState& ts, MappingProxy& self) { return call_of_mapping(ts, self, "keys"); }
Result<Ref> proxy_values(ThreadState& ts, MappingProxy& self) { return call_of_mapping(ts, self, "values"); }
Result<Ref> proxy_items(ThreadState& ts, MappingProxy& self) { return call_of_mapping(ts, self, "items"); }
Result<Ref> proxy_copy(ThreadState& ts, MappingProxy& self) { return call_of_mapping(ts, self, "copy"); }
Result<Ref> proxy_reversed(ThreadState& ts, MappingProxy& self) { return call_of_mapping(ts, self, "__reversed__"); }

using Owned = OwnedFields<MappingProxy, &MappingProxy::mapping>;

constexpr NativeMethod kMethods[] = {
    method<proxy_get>("get", "($self, key, default=None, /)", "The value at key, or default if there is none."),
    method<proxy_keys>("keys", "($self, /)", "What keys() of the mapping gives."),
    method<proxy_values>("values", "($self, /)", "What values() of the mapping gives."),
    method<proxy_items>("items", "($self, /)", "What items() of the mapping gives."),
    method<proxy_copy>("copy", "($self, /)", "What copy() of the mapping gives."),
    method<proxy_reversed>("__reversed__", "($self, /)", "What reversed() of the mapping gives."),
    class_method<class_getitem_alias>("__class_getitem__", "($cls, item, /)", "The type with its parameters, for annotations."),
};

}  // namespace

constexpr TypeSpec kMappingProxySpec = {
    .name = "mappingproxy",
    .doc = "Shows a mapping, read-only.",
    .id = TypeId::kMappingProxy,
    .size = sizeof(MappingProxy),
    .flags = Type::kCollected | Type::kMapping,
    .methods = kMethods,
    .slots = {.repr = proxy_repr,
              .str = proxy_str,
              .compare = proxy_compare,
              .iter = proxy_iter,
              .new_ = new_from<kNew>,
              .or_ = proxy_or,
              .inplace_or = proxy_inplace_or,
              .length = proxy_length,
              .getitem = proxy_getitem,
              .contains = proxy_contains},
    .traverse = Owned::traverse,
    .dealloc = Owned::dealloc,
};

}  // namespace pyemb
