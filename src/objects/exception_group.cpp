// SPDX-License-Identifier: MIT
#include "objects/exception_group.h"

#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/exception_fields.h"
#include "objects/list.h"
#include "objects/operations.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/tuple.h"
#include "state/names.h"

namespace pyemb {
namespace {

/// What decides whether an exception belongs to a part.
struct Condition {
  enum Kind : uint8_t { kType, kPredicate, kMembers };
  Kind kind;
  Value value;  ///< class or tuple of classes; callable; list of exceptions

  static constexpr const char* kWrong = "expected a function, exception type or tuple of exception types";
};

Result<Condition> to_condition(ThreadState& ts, Value value) {
  if (is_exception_class(ts, value)) return Condition{Condition::kType, value};
  if (is<Tuple>(value)) {
    for (Value item : as<Tuple>(value).span()) {
      if (!is_exception_class(ts, item)) return raise(ts, Exc::kTypeError, Condition::kWrong);
    }
    return Condition{Condition::kType, value};
  }
  if (is_callable(ts, value) && !is<Type>(value)) return Condition{Condition::kPredicate, value};
  return raise(ts, Exc::kTypeError, Condition::kWrong);
}

Result<bool> holds(ThreadState& ts, Value exception, const Condition& condition) {
  if (condition.kind == Condition::kType) return exception_matches(ts, exception, condition.value);
  if (condition.kind == Condition::kPredicate) {
    Ref answer = TRY(call(ts, condition.value, exception));
    return truth(ts, answer);
  }
  if (is_exception_group(exception)) return false;  // its leaves are asked one by one
  for (Value member : as<List>(condition.value).span()) {
    if (member == exception) return true;
  }
  return false;
}

/// group.derive(exceptions) with the traceback, links and notes of `group`; null for an empty list.
Status derive_part(ThreadState& ts, ExceptionGroupLayout& group, List& exceptions, Ref* part) {
  *part = Ref();
  if (exceptions.size == 0) return {};
  Ref method = TRY(get_attr(ts, Value::from_object(&group), "derive"));
  Ref made = TRY(call(ts, method, Value::from_object(&exceptions)));
  if (!is_exception_group(made)) {
    return raise(ts, Exc::kTypeError, "derive must return an instance of BaseExceptionGroup");
  }
  auto& copy = *made.as<Exception>();
  set_traceback(copy, group.traceback);
  set_context(copy, group.context);
  set_field(copy.cause, group.cause);
  copy.suppress_context = group.suppress_context;
  Value name = Value::from_object(ts.names().dunder_notes);
  Ref notes = TRY(find_attr(ts, Value::from_object(&group), name));
  if (!notes.is_absent() && is<List>(notes)) {
    Own<List> own = TRY(new_list(ts, as<List>(notes).span()));
    TRY(set_attr(ts, made, name, own));
  }
  *part = std::move(made);
  return {};
}

Status split(ThreadState& ts, Value exception, const Condition& condition, GroupSplit* parts);

Status split_members(ThreadState& ts, ExceptionGroupLayout& group, const Condition& condition, GroupSplit* parts) {
  Own<List> matches = TRY(new_list(ts));
  Own<List> rests = TRY(new_list(ts));
  Ref members = Ref::copy(group.exceptions);
  for (int64_t i = 0; i < as<Tuple>(members).size; ++i) {
    GroupSplit inner;
    TRY(split(ts, as<Tuple>(members).at(i), condition, &inner));
    if (inner.match) TRY(list_append(ts, *matches, std::move(inner.match)));
    if (inner.rest) TRY(list_append(ts, *rests, std::move(inner.rest)));
  }
  TRY(derive_part(ts, group, *matches, &parts->match));
  return derive_part(ts, group, *rests, &parts->rest);
}

Status split(ThreadState& ts, Value exception, const Condition& condition, GroupSplit* parts) {
  bool whole = TRY(holds(ts, exception, condition));
  if (whole) {
    parts->match = Ref::copy(exception);
    return {};
  }
  if (!is_exception_group(exception)) {
    parts->rest = Ref::copy(exception);
    return {};
  }
  RecursionGuard guard(ts, " in exceptiongroup_split_recursive");
  if (guard.exceeded()) return guard.raise();
  return split_members(ts, as<ExceptionGroupLayout>(exception), condition, parts);
}

Ref part_or_none(Ref part) { return part ? std::move(part) : Ref::none(); }

Result<Own<Tuple>> to_members(ThreadState& ts, Value exceptions) {
  Type& type = type_of(ts, exceptions);
  bool sequence = type.slots.getitem != nullptr && !derives_from(type, TypeId::kDict);
  if (!sequence) return raise(ts, Exc::kTypeError, "second argument (exceptions) must be a sequence");
  Own<Tuple> members = TRY(to_tuple(ts, exceptions));
  if (members->size == 0) return raise(ts, Exc::kValueError, "second argument (exceptions) must be a non-empty sequence");
  for (int64_t i = 0; i < members->size; ++i) {
    if (is_exception(members->at(i))) continue;
    return raise(ts, Exc::kValueError, "Item %lld of second argument (exceptions) is not an exception", static_cast<long long>(i));
  }
  return members;
}

/// BaseExceptionGroup of Exceptions only becomes an ExceptionGroup; an ExceptionGroup must not hold anything else.
Result<Type*> choose_class(ThreadState& ts, Type& asked, Tuple& members) {
  bool nests_base = false;
  for (Value member : members.span()) nests_base |= !is_exception_of(ts, member, Exc::kException);
  if (&asked == &core_type(ts, Exc::kBaseExceptionGroup)) return nests_base ? &asked : &core_type(ts, Exc::kExceptionGroup);
  if (!nests_base) return &asked;
  if (&asked == &core_type(ts, Exc::kExceptionGroup)) {
    return raise(ts, Exc::kTypeError, "Cannot nest BaseExceptions in an ExceptionGroup");
  }
  if (is_subtype(asked, core_type(ts, Exc::kException))) {
    return raise(ts, Exc::kTypeError, "Cannot nest BaseExceptions in '%.200s'", type_name(asked));
  }
  return &asked;
}

/// The leaves of a tree of groups.
Status collect_leaves(ThreadState& ts, Value exception, List& leaves) {
  if (!is_exception_group(exception)) return list_append(ts, leaves, Ref::copy(exception));
  RecursionGuard guard(ts, " in collect_exception_group_leaves");
  if (guard.exceeded()) return guard.raise();
  for (Value member : as<Tuple>(as<ExceptionGroupLayout>(exception).exceptions).span()) TRY(collect_leaves(ts, member, leaves));
  return {};
}

/// Whether `exception` is a part of `original` that was raised again unchanged: split() copies these fields.
bool is_same_part(const Exception& exception, const Exception& original) {
  return exception.traceback == original.traceback && exception.cause == original.cause && exception.context == original.context;
}

}  // namespace

Result<Ref> new_exception_group(ThreadState& ts, Value message, Value exceptions) {
  const Value args[] = {message, exceptions};
  Own<Exception> group = TRY(new_exception(ts, Exc::kBaseExceptionGroup, args));
  return group;
}

Status match_exception_group(ThreadState& ts, Value exception, Value type, GroupSplit* parts) {
  auto check = [&](Value item) -> Status {
    if (!is_exception_class(ts, item)) {
      return raise(ts, Exc::kTypeError, "catching classes that do not inherit from BaseException is not allowed");
    }
    if (!is_subtype(as<Type>(item), core_type(ts, Exc::kBaseExceptionGroup))) return {};
    return raise(ts, Exc::kTypeError, "catching ExceptionGroup with except* is not allowed. Use except instead.");
  };
  if (is<Tuple>(type)) {
    for (Value item : as<Tuple>(type).span()) TRY(check(item));
  } else {
    TRY(check(type));
  }
  Condition condition{Condition::kType, type};
  bool whole = TRY(holds(ts, exception, condition));
  if (!whole && is_exception_group(exception)) return split(ts, exception, condition, parts);
  if (!whole) {
    parts->rest = Ref::copy(exception);
    return {};
  }
  if (is_exception_group(exception)) {
    parts->match = Ref::copy(exception);
    return {};
  }
  Own<Tuple> members = TRY(new_tuple_of(ts, exception));
  Own<Str> empty = TRY(new_str(ts, ""));
  parts->match = TRY(new_exception_group(ts, empty, members));
  set_traceback(*parts->match.as<Exception>(), as<Exception>(exception).traceback);
  return {};
}

Result<Ref> reraise_exception_group(ThreadState& ts, Value original, Value exceptions) {
  List& list = as<List>(exceptions);
  if (!is_exception_group(original)) {  // a plain exception: one clause took it, or none did
    for (int64_t i = list.size - 1; i >= 0; --i) {
      if (!list.at(i).is_none()) return Ref::copy(list.at(i));
    }
    return Ref::none();
  }
  Own<List> raised = TRY(new_list(ts));
  Own<List> kept = TRY(new_list(ts));
  for (int64_t i = 0; i < list.size; ++i) {
    Value item = list.at(i);
    if (item.is_none()) continue;
    bool same = is_exception(item) && is_same_part(as<Exception>(item), as<Exception>(original));
    if (same) {
      TRY(collect_leaves(ts, item, *kept));
    } else {
      TRY(list_append(ts, *raised, Ref::copy(item)));
    }
  }
  GroupSplit parts;
  if (kept->size > 0) TRY(split(ts, original, Condition{Condition::kMembers, kept}, &parts));
  if (raised->size == 0) return part_or_none(std::move(parts.match));
  if (parts.match) TRY(list_append(ts, *raised, std::move(parts.match)));
  Own<Str> empty = TRY(new_str(ts, ""));
  return new_exception_group(ts, empty, raised);
}

namespace exceptions {

Result<Ref> group_new(ThreadState& ts, Type& asked, CallArgs args) {
  constexpr const char* kName = "BaseExceptionGroup.__new__()";
  if (!args.names.is_null() && as<Tuple>(args.names).size > 0) return raise(ts, Exc::kTypeError, "%s takes no keyword arguments", kName);
  if (args.count != 2) return raise(ts, Exc::kTypeError, "%s takes exactly 2 arguments (%zu given)", kName, args.count);
  Value message = args.values[0];
  if (!is<Str>(message)) return raise(ts, Exc::kTypeError, "%s argument 1 must be str, not %s", kName, type_name(ts, message));
  Own<Tuple> members = TRY(to_members(ts, args.values[1]));
  Type* type = TRY(choose_class(ts, asked, *members));
  Ref object = TRY(base_new(ts, *type, CallArgs{args.values, args.count}));
  auto& self = *object.as<ExceptionGroupLayout>();
  set_field(self.message, message);
  set_field(self.exceptions, members);
  return object;
}

Status group_init(ThreadState& ts, Value self, CallArgs args) { return base_init(ts, self, args); }

Result<Ref> group_str(ThreadState& ts, Value value) {
  auto& self = as<ExceptionGroupLayout>(value);
  long long count = as<Tuple>(self.exceptions).size;
  return new_str_format(ts, "%s (%lld sub-exception%s)", Utf8(ts, self.message).c_str(), count, count > 1 ? "s" : "");
}

Result<Ref> group_derive(ThreadState& ts, Exception& self, Value exceptions) {
  return new_exception_group(ts, static_cast<ExceptionGroupLayout&>(self).message, exceptions);
}

Result<Ref> group_split(ThreadState& ts, Exception& self, Value value) {
  Condition condition = TRY(to_condition(ts, value));
  GroupSplit parts;
  TRY(split(ts, Value::from_object(&self), condition, &parts));
  Ref match = part_or_none(std::move(parts.match));
  Ref rest = part_or_none(std::move(parts.rest));
  return new_tuple_of(ts, match, rest);
}

Result<Ref> group_subgroup(ThreadState& ts, Exception& self, Value value) {
  Condition condition = TRY(to_condition(ts, value));
  GroupSplit parts;
  TRY(split(ts, Value::from_object(&self), condition, &parts));
  return part_or_none(std::move(parts.match));
}

Result<Ref> group_message(ThreadState&, Exception& self) { return Ref::copy(or_none(static_cast<ExceptionGroupLayout&>(self).message)); }
Result<Ref> group_exceptions(ThreadState&, Exception& self) {
  return Ref::copy(or_none(static_cast<ExceptionGroupLayout&>(self).exceptions));
}

Result<Ref> group_class_getitem(ThreadState& ts, Type& type, Value item) {
  Type& alias = core_type(ts, TypeId::kGenericAlias);
  return call(ts, Value::from_object(&alias), Value::from_object(&type), item);
}

}  // namespace exceptions
}  // namespace pyemb
