// SPDX-License-Identifier: MIT
#include "objects/struct_sequence.h"

#include "objects/dict.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/string_builder.h"

namespace pyemb {
namespace struct_sequence_detail {

Result<Ref> get_field(ThreadState&, Value self, uint32_t index) {
  Value value = as<Tuple>(self).items()[index];
  return Ref::copy(value.is_null() ? Value::none() : value);
}

Result<Ref> repr(ThreadState& ts, Value value) {
  auto& self = as<Tuple>(value);
  const TypeSpec& spec = *self.type->spec;
  StringBuilder out(ts);
  out.append(spec.name);
  out.append('(');
  for (int64_t i = 0; i < self.size; ++i) {
    if (i > 0) out.append(", ");
    if (static_cast<size_t>(i) < spec.getsets.size()) {  // the names in their order, even if an item before had none
      out.append(spec.getsets[static_cast<size_t>(i)].name);
      out.append('=');
    }
    Own<Str> item = TRY(pyemb::repr(ts, self.at(i)));
    out.append(*item);
  }
  out.append(')');
  return out.finish();
}

Result<Ref> create(ThreadState& ts, Type& type, CallArgs args) {
  const TypeSpec& spec = *type.spec;
  if (args.count < 1 || args.count > 2) return raise(ts, Exc::kTypeError, "%s() takes 1 or 2 arguments (%zu given)", spec.name, args.count);
  Own<Tuple> items = TRY(to_tuple(ts, args.values[0]));
  long long given = items->size;
  if (items->size < spec.struct_visible || items->size > spec.struct_total) {
    bool exact = spec.struct_visible == spec.struct_total;
    const char* bound = exact ? "a" : items->size < spec.struct_visible ? "an at least" : "an at most";
    int wanted = items->size < spec.struct_visible ? spec.struct_visible : spec.struct_total;
    return raise(ts, Exc::kTypeError, "%s() takes %s %d-sequence (%lld-sequence given)", spec.name, bound, wanted, given);
  }
  Value named = args.count == 2 ? args.values[1] : Value::null();
  if (!named.is_null() && !is<Dict>(named)) {
    return raise(ts, Exc::kTypeError, "%s() takes a dict as second arg, if any", spec.name);
  }
  Ref object = TRY(new_object(ts, type, spec.struct_total));
  auto& self = *object.as<Tuple>();
  self.size = spec.struct_visible;
  for (int64_t i = 0; i < items->size; ++i) self.items()[i] = Ref::copy(items->at(i)).release();
  size_t first_hidden = spec.getsets.size() - (spec.struct_total - spec.struct_visible);
  for (int64_t i = items->size; i < spec.struct_total; ++i) {
    size_t row = first_hidden + static_cast<size_t>(i - spec.struct_visible);
    Value found = named.is_null() ? Value::null() : dict_get(ts, as<Dict>(named), spec.getsets[row].name);
    self.items()[i] = Ref::copy(found.is_null() ? Value::none() : found).release();
  }
  gc_track(ts, &self);
  return object;
}

Result<Ref> reduce(ThreadState& ts, Value value) {
  auto& self = as<Tuple>(value);
  const TypeSpec& spec = *self.type->spec;
  Own<Tuple> visible = TRY(new_tuple(ts, self.span()));
  Own<Dict> hidden = TRY(new_dict(ts));
  size_t first_hidden = spec.getsets.size() - (spec.struct_total - spec.struct_visible);
  for (int64_t i = self.size; i < spec.struct_total; ++i) {
    size_t row = first_hidden + static_cast<size_t>(i - self.size);
    Ref item = TRY(get_field(ts, value, static_cast<uint32_t>(i)));
    TRY(dict_set(ts, *hidden, spec.getsets[row].name, item));
  }
  Own<Tuple> arguments = TRY(new_tuple_of(ts, visible, hidden));
  return new_tuple_of(ts, Value::from_object(self.type), arguments);
}

void traverse(Object* object, GcVisitor& visit) {
  auto& self = *static_cast<Tuple*>(object);
  for (int i = 0; i < self.type->spec->struct_total; ++i) visit(self.items()[i]);
}

void clear(ThreadState&, Object* object) {
  auto& self = *static_cast<Tuple*>(object);
  for (int i = 0; i < self.type->spec->struct_total; ++i) decref(std::exchange(self.items()[i], Value::null()));
}

size_t size(Object* object) { return sizeof(Tuple) + object->type->spec->struct_total * sizeof(Value); }

}  // namespace struct_sequence_detail

Result<Own<Tuple>> new_struct_sequence(ThreadState& ts, Type& type) {
  Ref object = TRY(new_object(ts, type, type.spec->struct_total));
  Own<Tuple> self = Own<Tuple>::steal(static_cast<Tuple*>(object.release().as_object()));
  self->size = type.spec->struct_visible;
  gc_track(ts, self.get());
  return self;
}

Result<Own<Tuple>> new_struct_sequence(ThreadState& ts, TypeId id) {
  Type* type = TRY(struct_sequence_type(ts, id));
  return new_struct_sequence(ts, *type);
}

Status struct_sequence_detail::fill(ThreadState& ts, const TypeSpec& spec, Dict& dict) {
  int64_t hidden = spec.struct_total - spec.struct_visible;
  int64_t named = static_cast<int64_t>(spec.getsets.size()) - hidden;
  TRY(dict_set(ts, dict, "n_sequence_fields", Value::from_int(spec.struct_visible)));
  TRY(dict_set(ts, dict, "n_fields", Value::from_int(spec.struct_total)));
  TRY(dict_set(ts, dict, "n_unnamed_fields", Value::from_int(spec.struct_visible - named)));
  Own<Tuple> match_args = TRY(new_tuple(ts, named));
  for (int64_t i = 0; i < named; ++i) match_args->set(i, TRY(intern(ts, spec.getsets[static_cast<size_t>(i)].name)));
  return dict_set(ts, dict, "__match_args__", match_args);
}

Status describe_struct_sequence(ThreadState& ts, Type& type) { return struct_sequence_detail::fill(ts, *type.spec, *type.dict); }

Result<Type*> struct_sequence_type(ThreadState& ts, TypeId id) { return find_type(ts, id); }

}  // namespace pyemb
