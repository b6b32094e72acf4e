// SPDX-License-Identifier: MIT
#include "frontend/parser.h"

#include <catch2/catch.hpp>
#include <string>

#include "state/memory.h"
#include "state/runtime.h"

namespace {

using namespace pyemb;
using Kind = SyntaxError::Kind;

struct Parsed {
  Arena arena;
  NameTable names{arena};
  ParseResult result;

  explicit Parsed(std::string_view source, ParseOptions options = {}) {
    options.source_is_utf8 = true;
    if (options.stack_limit == nullptr) options.stack_limit = reinterpret_cast<const void*>(native_stack_limit());
    result = parse(names, source, options);
  }
};

constexpr std::string_view kEverything =
    "import a.b as c\n"
    "@d\nasync def f(x, /, y: int = 1, *z, k=2, **kw) -> r:\n"
    "    async with a as b, c: await d\n"
    "    return [i async for i in j if k], {**a, 'b': 1}, {x for y in z}, lambda *a: (yield)\n"
    "class A(B, metaclass=M):\n    x: int = 0xffffffffffffffffffff\n"
    "try: pass\nexcept* E as e: raise X from y\nelse: del a[1:2, ::3]\nfinally: x += f'{a!r:>{b}} {c=}' 'd' '\\n\\x41'\n"
    "match a:\n    case [1, *_] | {'k': v, **r} | C(d, e=-1 + 2j) if g: pass\n"
    "if (n := 1) < 2 <= 3 and not 4 or 5: print(*a, b=1, **c)\n"
    "elif x: global y\nelse: assert a, b\n";

TEST_CASE("nodes of the documented classes come out of a text") {
  Parsed parsed("x = 1 + y");
  REQUIRE(parsed.result.tree != nullptr);
  auto* module = ast::as<ast::Module>(parsed.result.tree);
  REQUIRE(module->body.size == 1);
  auto* assign = ast::as<ast::Assign>(module->body[0]);
  CHECK(ast::as<ast::Name>(assign->targets[0])->id == parsed.names.intern("x"));
  auto* sum = ast::as<ast::BinOp>(assign->value);
  CHECK(sum->op == ast::operator_::Add);
  CHECK(sum->col_offset == 4);
  CHECK(sum->end_col_offset == 9);
}

TEST_CASE("a parser that runs out of memory anywhere says so") {
  for (std::string_view source : {kEverything, std::string_view("f(a b\nx = '''")}) {
    long failures = 0;
    for (long n = 0;; ++n) {
      memory_fail_after(n, true);
      {
        Parsed parsed(source);
        memory_fail_after(-1, false);
        if (parsed.result.error.kind != Kind::kMemory) break;
        CHECK(parsed.result.tree == nullptr);
      }
      ++failures;
    }
    CHECK(failures > 2);
  }
}

TEST_CASE("one failed allocation is never lost") {
  for (long n = 0; n < 40; ++n) {
    memory_fail_after(n, false);
    Parsed parsed(kEverything);
    memory_fail_after(-1, false);
    CHECK((parsed.result.tree != nullptr) != static_cast<bool>(parsed.result.error));
  }
}

TEST_CASE("nesting ends in an error, not in the native stack") {
  auto repeat = [](std::string_view piece, int count) {
    std::string text;
    for (int i = 0; i < count; ++i) text += piece;
    return text;
  };
  for (std::string_view piece : {"-", "not ", "lambda: ", "a**", "1 if 1 else ", "~ not ", "lambda x=lambda: "}) {
    Parsed parsed(repeat(piece, 100000) + "1");
    CHECK(parsed.result.error.kind != Kind::kNone);
  }
  for (std::string_view piece : {"(", "[", "{", "f(", "a[", "{1:", "[x for x in "}) {
    Parsed parsed(repeat(piece, 100000));
    CHECK(parsed.result.error.kind != Kind::kNone);
  }
  CHECK(Parsed(repeat("(", 100000)).result.error.message == "too many nested parentheses");
  CHECK(Parsed("1" + repeat(" + 1", 100000)).result.tree != nullptr);
  CHECK(Parsed("a" + repeat(".b", 100000)).result.tree != nullptr);
}

TEST_CASE("the caller's stack limit is kept") {
  ParseOptions options;
  options.stack_limit = static_cast<char*>(__builtin_frame_address(0)) - 16 * 1024;
  std::string text(150, '(');
  text += "1" + std::string(150, ')');
  CHECK(Parsed(text, options).result.error.kind == Kind::kMemory);
  CHECK(Parsed("x = (1, [2])", options).result.tree != nullptr);
}

TEST_CASE("errors know their place") {
  Parsed parsed("x = (1,\n     2\ny = 3\n");
  const SyntaxError& error = parsed.result.error;
  CHECK(error.kind == Kind::kSyntax);
  CHECK(error.message == "'(' was never closed");
  CHECK(error.lineno == 1);
  CHECK(error.offset == 5);
}

TEST_CASE("without the Unicode hooks a non-ASCII name is an error") {
  CHECK(Parsed("caf\xc3\xa9 = 1").result.error.message == "invalid character '\xc3\xa9' (U+00E9)");
  CHECK(Parsed("x = 'caf\xc3\xa9'").result.tree != nullptr);
}

TEST_CASE("a script must be UTF-8 throughout") {
  ParseOptions options;
  options.script_path = "s.py";
  Arena arena;
  NameTable names(arena);
  ParseResult result = parse(names, "\n# \xff\n", options);
  CHECK(result.error.message ==
        "Non-UTF-8 code starting with '\\xff' in file s.py on line 2, but no encoding declared; see "
        "https://peps.python.org/pep-0263/ for details");
  CHECK_FALSE(result.error.has_place);
}

}  // namespace
