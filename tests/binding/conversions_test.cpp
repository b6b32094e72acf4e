// SPDX-License-Identifier: MIT
// Values of C++ as objects and back.
#include <climits>

#include "check.h"

using namespace pyemb;

namespace {

enum class Mode : unsigned char { kFast = 1, kSafe = 2 };

struct Point {
  int x = 0, y = 0;
};

/// repr() of what a value becomes.
template <class T>
std::string shown(const T& value) {
  return NEED(to_object(value).repr());
}

}  // namespace

template <>
struct pyemb::Convert<Point> {
  static Result<Object> to_python(const Point& point) { return to_object(std::pair(point.x, point.y)); }
  static Result<Point> from_python(View source) {
    Result<std::pair<int, int>> pair = source.to<std::pair<int, int>>();
    if (!pair) return std::move(pair).error();
    return Point{pair->first, pair->second};
  }
};

TEST(numbers_both_ways) {
  START(python);
  CHECK_EQUAL(shown(true), "True");
  CHECK_EQUAL(shown(-5), "-5");
  CHECK_EQUAL(shown(LLONG_MIN), "-9223372036854775808");
  CHECK_EQUAL(shown(ULLONG_MAX), "18446744073709551615");
  CHECK_EQUAL(shown(2.5f), "2.5");
  CHECK_EQUAL(shown(std::complex<double>(1, -2)), "(1-2j)");
  CHECK_EQUAL(NEED(python.eval("18446744073709551615").to<unsigned long long>()), ULLONG_MAX);
  CHECK_EQUAL(NEED(python.eval("-9223372036854775808").to<long long>()), LLONG_MIN);
  CHECK_EQUAL(NEED(python.eval("255").to<unsigned char>()), 255);
  CHECK_EQUAL(NEED(python.eval("True").to<int>()), 1);
  CHECK_EQUAL(NEED(python.eval("7").to<double>()), 7.0);
  CHECK(NEED(python.eval("2+1j").to<std::complex<double>>()) == std::complex<double>(2, 1));
  CHECK_EQUAL(check::failure(python.eval("256").to<unsigned char>()), "OverflowError: 256 does not fit in 8 bits: 0 to 255");
  CHECK_EQUAL(check::failure(python.eval("-1").to<unsigned>()), "OverflowError: -1 does not fit in 32 bits: 0 to 4294967295");
  CHECK_EQUAL(check::failure(python.eval("-129").to<signed char>()), "OverflowError: -129 does not fit in 8 bits: -128 to 127");
  CHECK_EQUAL(check::failure(python.eval("2**70").to<long long>()), "OverflowError: 1180591620717411303424 does not fit in 64 bits: -9223372036854775808 to 9223372036854775807");
  CHECK_EQUAL(check::failure(python.eval("-1").to<unsigned long long>()), "OverflowError: -1 does not fit in 64 bits: 0 to 18446744073709551615");
  CHECK_EQUAL(check::failure(python.eval("1.5").to<int>()), "TypeError: expected int, got float");
  CHECK_EQUAL(check::failure(python.eval("'1'").to<unsigned long long>()), "TypeError: expected int, got str");
  CHECK_EQUAL(check::failure(python.eval("1").to<bool>()), "TypeError: expected bool, got int");
  CHECK_EQUAL(check::failure(python.eval("'x'").to<double>()), "TypeError: expected float, got str");
  NEED(python.run("class I:\n    def __index__(self): return 40\n    def __float__(self): return 0.5\n"
                  "class Bad:\n    def __index__(self): raise RuntimeError('no')\n"));
  CHECK_EQUAL(NEED(python.eval("I()").to<short>()), 40);
  CHECK_EQUAL(NEED(python.eval("I()").to<double>()), 0.5);
  CHECK_EQUAL(check::failure(python.eval("Bad()").to<int>()), "RuntimeError: no");
}

TEST(text_both_ways) {
  START(python);
  CHECK_EQUAL(shown("h\xc3\xa9"), "'h\xc3\xa9'");
  CHECK_EQUAL(shown(std::string("a\0b", 3)), "'a\\x00b'");
  CHECK_EQUAL(shown('x'), "'x'");
  CHECK_EQUAL(NEED(python.eval("'\\u20ac\\0'").to<std::string>()), std::string("\xe2\x82\xac\0", 4));
  Object text = NEED(python.eval("'view'"));
  CHECK_EQUAL(NEED(text.to<std::string_view>()), "view");
  CHECK_EQUAL(NEED(python.eval("'c'").to<char>()), 'c');
  CHECK_EQUAL(check::failure(python.eval("'cc'").to<char>()), "ValueError: expected a str of one ASCII character");
  CHECK_EQUAL(check::failure(python.eval("b'x'").to<std::string>()), "TypeError: expected str, got bytes");
  CHECK_EQUAL(check::failure(python.eval("'\\ud800'").to<std::string>()).substr(0, 18), "UnicodeEncodeError");
  CHECK_EQUAL(check::failure(to_object("\xff")).substr(0, 18), "UnicodeDecodeError");
}

TEST(containers_both_ways) {
  START(python);
  CHECK_EQUAL(shown(std::vector<std::vector<int>>{{1}, {2, 3}}), "[[1], [2, 3]]");
  CHECK_EQUAL(shown(std::array<bool, 2>{true, false}), "[True, False]");
  CHECK_EQUAL(shown(std::tuple(1, "a", 2.0)), "(1, 'a', 2.0)");
  CHECK_EQUAL(shown(std::pair(std::string("k"), std::optional<int>())), "('k', None)");
  CHECK_EQUAL(shown(std::map<std::string, int>{{"a", 1}, {"b", 2}}), "{'a': 1, 'b': 2}");
  CHECK_EQUAL(shown(std::unordered_map<int, int>{{1, 2}}), "{1: 2}");
  CHECK_EQUAL(shown(std::set<int>{3}), "{3}");
  const int three[] = {1, 2, 3};
  CHECK_EQUAL(shown(std::span<const int>(three)), "[1, 2, 3]");
  CHECK_EQUAL(shown(std::vector<std::byte>{std::byte{65}, std::byte{0}}), "b'A\\x00'");
  CHECK(NEED(python.eval("(1, 2)").to<std::vector<int>>()) == (std::vector<int>{1, 2}));
  CHECK(NEED(python.eval("(i * i for i in range(3))").to<std::vector<int>>()) == (std::vector<int>{0, 1, 4}));
  CHECK(NEED(python.eval("[1, 2]").to<std::array<int, 2>>()) == (std::array<int, 2>{1, 2}));
  CHECK(NEED(python.eval("['a', 1]").to<std::tuple<std::string, int>>()) == std::tuple(std::string("a"), 1));
  CHECK(NEED(python.eval("{'a': [1]}").to<std::map<std::string, std::vector<int>>>()) == (std::map<std::string, std::vector<int>>{{"a", {1}}}));
  CHECK(NEED(python.eval("frozenset([1])").to<std::unordered_set<int>>()) == std::unordered_set<int>{1});
  CHECK(NEED(python.eval("bytearray(b'A')").to<std::vector<std::byte>>()) == std::vector<std::byte>{std::byte{65}});
  CHECK_EQUAL(check::failure(python.eval("'ab'").to<std::vector<std::string>>()), "TypeError: expected an iterable, got str");
  CHECK_EQUAL(check::failure(python.eval("5").to<std::vector<int>>()), "TypeError: expected an iterable, got int");
  CHECK_EQUAL(check::failure(python.eval("[1, 'x']").to<std::vector<int>>()), "TypeError: expected int, got str");
  CHECK_EQUAL(check::failure(python.eval("[1]").to<std::array<int, 2>>()), "ValueError: expected 2 items, got 1");
  CHECK_EQUAL(check::failure(python.eval("(1, 2, 3)").to<std::pair<int, int>>()), "ValueError: expected 2 items, got 3");
  CHECK_EQUAL(check::failure(python.eval("[1]").to<std::map<int, int>>()), "TypeError: expected a mapping, got list");
}

TEST(optional_variant_enum_and_own_types) {
  START(python);
  CHECK(NEED(python.eval("None").to<std::optional<int>>()) == std::nullopt);
  CHECK(NEED(python.eval("4").to<std::optional<int>>()) == 4);
  using Choice = std::variant<std::monostate, double, int, std::string, std::vector<int>>;
  CHECK_EQUAL(NEED(python.eval("4").to<Choice>()).index(), 2u);
  CHECK_EQUAL(NEED(python.eval("4.0").to<Choice>()).index(), 1u);
  CHECK_EQUAL(NEED(python.eval("None").to<Choice>()).index(), 0u);
  CHECK_EQUAL(NEED(python.eval("'x'").to<Choice>()).index(), 3u);
  CHECK_EQUAL(NEED(python.eval("range(2)").to<Choice>()).index(), 4u);
  CHECK_EQUAL(check::failure(python.eval("object()").to<std::variant<int, std::string>>()).substr(0, 20), "TypeError: expected ");
  CHECK_EQUAL(shown(Choice("x")), "'x'");
  CHECK_EQUAL(shown(Mode::kSafe), "2");
  CHECK_EQUAL(NEED(python.eval("1").to<Mode>()), Mode::kFast);
  CHECK_EQUAL(shown(Point{1, 2}), "(1, 2)");
  CHECK_EQUAL(NEED(python.eval("[(3, 4)]").to<std::vector<Point>>())[0].y, 4);
  CHECK_EQUAL(NEED(python.eval("'any'").to<Object>().repr()), "'any'");
}

TEST(durations_and_paths) {
  START(python);
  using namespace std::chrono_literals;
  CHECK_EQUAL(shown(1500ms), "datetime.timedelta(seconds=1, microseconds=500000)");
  CHECK_EQUAL(shown(-1us), "datetime.timedelta(days=-1, seconds=86399, microseconds=999999)");
  CHECK(NEED((NEED(python.run("import datetime\n")), python.eval("datetime.timedelta(days=-1, microseconds=5)").to<std::chrono::microseconds>())) == -86400s + 5us);
  CHECK(NEED(python.eval("0.25").to<std::chrono::milliseconds>()) == 250ms);
  CHECK(NEED(python.eval("2").to<std::chrono::duration<double>>()).count() == 2.0);
  CHECK_EQUAL(check::failure(python.eval("1e300").to<std::chrono::nanoseconds>()), "OverflowError: seconds out of range for the duration");
  CHECK_EQUAL(check::failure(python.eval("datetime.timedelta(days=200000)").to<std::chrono::nanoseconds>()), "OverflowError: seconds out of range for the duration");
  CHECK_EQUAL(check::failure(python.eval("datetime.timedelta.max").to<std::chrono::microseconds>()).substr(0, 13), "OverflowError");
  CHECK_EQUAL(check::failure(python.eval("'x'").to<std::chrono::seconds>()), "TypeError: expected timedelta or seconds, got str");
  CHECK_EQUAL(shown(std::filesystem::path("a/b")), "PosixPath('a/b')");
  CHECK(NEED(python.eval("'x/y'").to<std::filesystem::path>()) == "x/y");
  CHECK(NEED(python.eval("b'x/y'").to<std::filesystem::path>()) == "x/y");
  CHECK(NEED(python.import("pathlib").attr("Path")("p", "q").to<std::filesystem::path>()) == "p/q");
  CHECK_EQUAL(check::failure(python.eval("5").to<std::filesystem::path>()), "TypeError: expected str, bytes or os.PathLike object, not int");
}
