// SPDX-License-Identifier: MIT
#include "modules/native_modules.h"
#include "modules/sre/sre.h"
#include "objects/list.h"

// _sre: the engine behind the library's re package.

namespace pyemb {

namespace {

using namespace sre;

Result<Ref> compile(ThreadState& ts, Value pattern, int flags, List& code, int64_t groups, Dict& group_index, Tuple& index_group) {
  return new_pattern(ts, pattern, flags, Value::from_object(&code), groups, group_index, index_group);
}

int64_t getcodesize(ThreadState&) { return sizeof(uint32_t); }

bool ascii_iscased(ThreadState&, int c) { return (c | 32) >= 'a' && (c | 32) <= 'z' && c >= 0; }
bool unicode_iscased(ThreadState&, int c) {
  auto point = static_cast<char32_t>(c);
  return lower_unicode(point) != point || upper_unicode(point) != point;
}
int64_t ascii_tolower(ThreadState&, int c) { return c >= 'A' && c <= 'Z' ? c + 32 : c; }
int64_t unicode_tolower(ThreadState&, int c) { return static_cast<int32_t>(lower_unicode(static_cast<char32_t>(c))); }

constexpr NativeMethod kFunctions[] = {
    function<compile>("compile", "($module, /, pattern, flags, code, groups, groupindex, indexgroup)", "A Pattern object of a code list."),
    function<getcodesize>("getcodesize", "($module, /)", "The bytes of a word of a code list."),
    function<ascii_iscased>("ascii_iscased", "($module, character, /)", "Whether it is a letter of ASCII."),
    function<unicode_iscased>("unicode_iscased", "($module, character, /)", "Whether it has another case."),
    function<ascii_tolower>("ascii_tolower", "($module, character, /)", "Its lower case, if it is a letter of ASCII."),
    function<unicode_tolower>("unicode_tolower", "($module, character, /)", "Its lower case."),
};

Status sre_exec(ThreadState& ts, Module& module) {
  TRY(module_add(ts, module, "MAGIC", Value::from_int(kMagic)));
  TRY(module_add(ts, module, "CODESIZE", Value::from_int(sizeof(uint32_t))));
  TRY(module_add(ts, module, "MAXREPEAT", Value::from_int(kMaxRepeat)));
  TRY(module_add(ts, module, "MAXGROUPS", Value::from_int(kMaxGroups)));
  return {};
}

}  // namespace

constexpr NativeModule kSreModule = {
    .name = "_sre",
    .doc = "The matching engine of regular expressions.",
    .functions = kFunctions,
    .exec = sre_exec,
};

}  // namespace pyemb
