// SPDX-License-Identifier: MIT
#include "objects/arguments.h"
#include "objects/iterators.h"
#include "objects/native.h"
#include "objects/owned_fields.h"
#include "objects/str.h"
#include "objects/type_specs.h"

// zip: tuples of one item from each iterator, until one of them ends.

namespace pyemb {

namespace {

struct Zip : Object {
  static constexpr TypeId kId = TypeId::kZip;
  Tuple* iterators;  ///< owned
  Tuple* row;        ///< owned; the last tuple given out, used again if nobody kept it
  bool strict;
};

Result<Ref> zip_new(ThreadState& ts, Type& type, CallArgs args) {
  bool strict = false;
  for (size_t i = 0; i < keyword_count(args); ++i) {
    Value name = as<Tuple>(args.names).at(static_cast<int64_t>(i));
    if (!str_equal(as<Str>(name), "strict")) {
      return raise(ts, Exc::kTypeError, "'%s' is an invalid keyword argument for zip()", Utf8(ts, name).c_str());
    }
    strict = TRY(truth(ts, args.values[args.count + i]));
  }
  Own<Tuple> iterators = TRY(iterators_of(ts, std::span(args.values, args.count)));
  Own<Zip> made = TRY(new_native<Zip>(ts, type));
  made->iterators = iterators.release();
  made->strict = strict;
  gc_track(ts, made.get());
  return made;
}

/// The iterator at `ended` is at its end; strict: all others must be as well.
COLD Result<Ref> end_strictly(ThreadState& ts, const Zip& it, int64_t ended) {
  auto complain = [&](int64_t which, const char* how) {
    return raise(ts, Exc::kValueError, which == 1 ? "zip() argument %lld is %s than argument %lld" : "zip() argument %lld is %s than arguments 1-%lld",
                 static_cast<long long>(which + 1), how, static_cast<long long>(which));
  };
  if (ended > 0) return complain(ended, "shorter");
  for (int64_t i = 1; i < it.iterators->size; ++i) {
    Ref item = TRY(next_item(ts, it.iterators->at(i)));
    if (!item.is_absent()) return complain(i, "longer");
  }
  return Result<Ref>::absent();
}

Result<Ref> zip_next(ThreadState& ts, Value self) {
  auto& it = as<Zip>(self);
  int64_t width = it.iterators->size;
  if (width == 0) return Result<Ref>::absent();
  // The row is filled while nobody else can see it: an iterator may run Python code.
  Own<Tuple> row = Own<Tuple>::steal(std::exchange(it.row, nullptr));
  if (!row || row->refcount != 1) row = TRY(new_tuple(ts, width));
  for (int64_t i = 0; i < width; ++i) {
    Ref item = TRY(next_item(ts, it.iterators->at(i)));
    if (UNLIKELY(item.is_absent())) return it.strict ? end_strictly(ts, it, i) : Result<Ref>::absent();
    row->set(i, std::move(item));
  }
  Own<Tuple> old = Own<Tuple>::steal(std::exchange(it.row, Own<Tuple>::copy(row.get()).release()));
  return row;
}

Result<Ref> zip_reduce(ThreadState& ts, Zip& self) {
  Value type = Value::from_object(self.type);
  if (!self.strict) return new_tuple_of(ts, type, Value::from_object(self.iterators));
  return new_tuple_of(ts, type, Value::from_object(self.iterators), Value::true_());
}

Status zip_setstate(ThreadState& ts, Zip& self, Value state) {
  self.strict = TRY(truth(ts, state));
  return {};
}

using Owned = OwnedFields<Zip, &Zip::iterators, &Zip::row>;

constexpr NativeMethod kMethods[] = {
    method<zip_reduce>("__reduce__", "($self, /)", "The type and its arguments, for pickling."),
    method<zip_setstate>("__setstate__", "($self, state, /)", "Sets strict."),
};

}  // namespace

constexpr TypeSpec kZipSpec = {
    .name = "zip",
    .doc = "zip(*iterables, strict=False)\n\nTuples of the first items of all iterables, of the second ones and so on.\n\n"
           "Ends with the shortest one; with strict, ValueError if they are not equally long.",
    .id = TypeId::kZip,
    .size = sizeof(Zip),
    .flags = Type::kCollected | Type::kSubclassable,
    .methods = kMethods,
    .slots = {.iter = self_iter, .next = zip_next, .new_ = zip_new},
    .traverse = Owned::traverse,
    .dealloc = Owned::dealloc,
};

}  // namespace pyemb
