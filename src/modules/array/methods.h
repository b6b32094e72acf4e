// SPDX-License-Identifier: MIT
#pragma once

// The methods of array.array.

#include "modules/array/array.h"

namespace pyemb::array_methods {

[[nodiscard]] Status append(ThreadState& ts, Array& self, Value item);
[[nodiscard]] Status extend(ThreadState& ts, Array& self, Value iterable);
[[nodiscard]] Status insert(ThreadState& ts, Array& self, int64_t index, Value item);
[[nodiscard]] Result<Ref> pop(ThreadState& ts, Array& self, std::optional<int64_t> index);
[[nodiscard]] Result<int64_t> index(ThreadState& ts, Array& self, Value value, Value start, Value stop);
[[nodiscard]] Result<int64_t> count(ThreadState& ts, Array& self, Value value);
[[nodiscard]] Status remove(ThreadState& ts, Array& self, Value value);
[[nodiscard]] Status reverse(ThreadState& ts, Array& self);
[[nodiscard]] Status byteswap(ThreadState& ts, Array& self);
[[nodiscard]] Result<Ref> buffer_info(ThreadState& ts, Array& self);
[[nodiscard]] Result<Ref> copy(ThreadState& ts, Array& self);
[[nodiscard]] Result<Ref> deep_copy(ThreadState& ts, Array& self, Value);
int64_t size_of_object(ThreadState& ts, Array& self);
[[nodiscard]] Result<Ref> to_bytes(ThreadState& ts, Array& self);
[[nodiscard]] Status from_list(ThreadState& ts, Array& self, Value argument);
[[nodiscard]] Status from_bytes(ThreadState& ts, Array& self, Value argument);
[[nodiscard]] Status from_file(ThreadState& ts, Array& self, Value file, int64_t items);
[[nodiscard]] Status to_file(ThreadState& ts, Array& self, Value file);
[[nodiscard]] Status from_unicode(ThreadState& ts, Array& self, Value text);
[[nodiscard]] Result<Ref> to_unicode(ThreadState& ts, Array& self);
[[nodiscard]] Result<Ref> reduce_ex(ThreadState& ts, Array& self, Value argument);

inline constexpr NativeMethod kRows[] = {
    method<append>("append", "($self, v, /)", "Append new value v to the end of the array."),
    method<buffer_info>("buffer_info", "($self, /)", "Return the address of the items in memory and their number."),
    method<byteswap>("byteswap", "($self, /)", "Reverse the bytes of each item."),
    method<count>("count", "($self, v, /)", "Return how often v occurs in the array."),
    method<extend>("extend", "($self, bb, /)", "Append the items of an iterable to the array."),
    method<from_bytes>("frombytes", "($self, buffer, /)", "Append items given as machine values, one after the other."),
    method<from_file>("fromfile", "($self, f, n, /)", "Read n items from a binary file and append them."),
    method<from_list>("fromlist", "($self, list, /)", "Append the items of a list, all or none."),
    method<from_unicode>("fromunicode", "($self, ustr, /)", "Append the characters of a string; only for arrays of characters."),
    method<index>("index", "($self, v, start=0, stop=sys.maxsize, /)", "Return where v occurs first; ValueError if it does not."),
    method<insert>("insert", "($self, i, v, /)", "Insert v before position i."),
    method<pop>("pop", "($self, i=-1, /)", "Remove item i and return it; i defaults to the last one."),
    method<remove>("remove", "($self, v, /)", "Remove the first occurrence of v."),
    method<reverse>("reverse", "($self, /)", "Reverse the order of the items."),
    method<to_bytes>("tobytes", "($self, /)", "Return the items as machine values in a bytes object."),
    method<to_file>("tofile", "($self, f, /)", "Write the items as machine values to a binary file."),
    method<pyemb::array_to_list>("tolist", "($self, /)", "Return the items in a list."),
    method<to_unicode>("tounicode", "($self, /)", "Return an array of characters as a string."),
    method<copy>("__copy__", "($self, /)", "Return a copy of the array."),
    method<deep_copy>("__deepcopy__", "($self, unused, /)", "Return a copy of the array."),
    method<reduce_ex>("__reduce_ex__", "($self, value, /)", "Return state information for pickling."),
    method<size_of_object>("__sizeof__", "($self, /)", "Size of the array in memory, in bytes."),
};

}  // namespace pyemb::array_methods
