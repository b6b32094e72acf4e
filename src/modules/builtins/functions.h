// SPDX-License-Identifier: MIT
#pragma once

// The functions of the builtins module, by subject; builtins.cpp has the table.

#include "objects/native.h"

namespace pyemb::builtins {

// -- objects.cpp: attributes, identity, text ---------------------------------------------------------------------------------
Result<Ref> get_attribute(ThreadState& ts, CallArgs args);
Result<bool> has_attribute(ThreadState& ts, Value object, Value name);
Status set_attribute(ThreadState& ts, Value object, Value name, Value value);
Status delete_attribute(ThreadState& ts, Value object, Value name);
bool is_callable_object(ThreadState& ts, Value object);
Result<Ref> identity(ThreadState& ts, Value object);
Result<int64_t> hash_of(ThreadState& ts, Value object);
Result<bool> is_instance_of(ThreadState& ts, Value object, Value classes);
Result<bool> is_subclass_of(ThreadState& ts, Value type, Value classes);
Result<int64_t> length_of(ThreadState& ts, Value object);
Result<Ref> repr_of(ThreadState& ts, Value object);
Result<Ref> ascii_of(ThreadState& ts, Value object);
Result<Ref> format_of(ThreadState& ts, Value object, Value spec);
Result<Ref> character(ThreadState& ts, Value number);
Result<int64_t> ordinal(ThreadState& ts, Value character);

// -- numbers.cpp ---------------------------------------------------------------------------------------------------------------
Result<Ref> absolute(ThreadState& ts, Value x);
Result<Ref> binary(ThreadState& ts, Value number);
Result<Ref> octal(ThreadState& ts, Value number);
Result<Ref> hexadecimal(ThreadState& ts, Value number);
Result<Ref> divide_modulo(ThreadState& ts, Value x, Value y);
Result<Ref> power(ThreadState& ts, Value base, Value exponent, Value modulus);
Result<Ref> rounded(ThreadState& ts, Value number, Value digits);
Result<Ref> total(ThreadState& ts, Value iterable, Value start);

// -- iteration.cpp ---------------------------------------------------------------------------------------------------------------
Result<bool> all_true(ThreadState& ts, Value iterable);
Result<bool> any_true(ThreadState& ts, Value iterable);
Result<Ref> iterator(ThreadState& ts, CallArgs args);
Result<Ref> next_of(ThreadState& ts, CallArgs args);
Result<Ref> async_iterator(ThreadState& ts, Value iterable);
Result<Ref> async_next(ThreadState& ts, Value iterator, Value fallback);
Result<Ref> smallest(ThreadState& ts, CallArgs args);
Result<Ref> largest(ThreadState& ts, CallArgs args);
Result<Ref> sorted_list(ThreadState& ts, CallArgs args);

// -- code.cpp: compiling, running, scopes ------------------------------------------------------------------------------------------
Result<Ref> compile_source(ThreadState& ts, Value source, Value filename, Value mode, std::optional<int> flags,
                           std::optional<bool> dont_inherit, std::optional<int> optimize, std::optional<int> feature_version);
Result<Ref> evaluate(ThreadState& ts, Value source, Value globals, Value locals);
Status execute(ThreadState& ts, Value source, Value globals, Value locals, Value closure);
Result<Ref> globals_of_caller(ThreadState& ts);
Result<Ref> locals_of_caller(ThreadState& ts);
Result<Ref> variables(ThreadState& ts, CallArgs args);
Result<Ref> directory(ThreadState& ts, CallArgs args);
Result<Ref> import(ThreadState& ts, Value name, Value globals, Value locals, Value from_list, std::optional<int> level);
Result<Ref> breakpoint(ThreadState& ts, CallArgs args);

// -- build_class.cpp -----------------------------------------------------------------------------------------------------------------
Result<Ref> build_class(ThreadState& ts, CallArgs args);

// -- streams.cpp -----------------------------------------------------------------------------------------------------------------------
Status print(ThreadState& ts, Rest objects, Value separator, Value end, Value file, std::optional<bool> flush);
Result<Ref> input(ThreadState& ts, Value prompt);

}  // namespace pyemb::builtins
