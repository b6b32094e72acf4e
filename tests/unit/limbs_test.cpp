// SPDX-License-Identifier: MIT
// Laws that hold between the operations of limbs.h, on random and on extreme operands of every size class.
#include "objects/limbs.h"

#include <algorithm>
#include <catch2/catch.hpp>
#include <cstring>
#include <memory>
#include <string>
#include <vector>

#include "objects/limbs_tuning.h"

namespace pyemb {
namespace {

using Number = std::vector<Limb>;

class Random {
 public:
  Limb next() {
    state_ ^= state_ << 13;
    state_ ^= state_ >> 7;
    return state_ ^= state_ << 17;
  }
  /// A normalized number of `size` limbs; every other one has long runs of ones and zeros.
  Number number(size_t size) {
    Number n(size);
    bool runs = (next() & 1) != 0;
    for (Limb& limb : n) limb = runs ? ((next() & 1) != 0 ? ~Limb{0} : 0) : next();
    if (size > 0 && n.back() == 0) n.back() = next() | 1;
    return n;
  }

 private:
  Limb state_ = 88172645463325252u;
};

Number trimmed(Number n) {
  n.resize(limbs_trim(n.data(), n.size()));
  return n;
}

Number product(const Number& a, const Number& b) {
  Number out(a.size() + b.size());
  REQUIRE(limbs_multiply(out.data(), a, b));
  return trimmed(out);
}

Number sum(Number a, Number b) {
  if (a.size() < b.size()) std::swap(a, b);
  a.push_back(0);
  limbs_add(a.data(), a.data(), a.size(), b.data(), b.size());
  return trimmed(a);
}

Number of(const Natural& n) { return {n.view().begin(), n.view().end()}; }

const size_t kSizes[] = {1, 2, 3, 7, 30, 64, 65, 141, 300};

TEST_CASE("every multiplication gives the schoolbook's product", "[limbs]") {
  Random random;
  for (size_t n : kSizes) {
    for (size_t m : kSizes) {
      Number a = random.number(n);
      Number b = random.number(m);
      Number school(n + m);
      Number transform(n + m);
      limbs_multiply_school(school.data(), a.data(), n, b.data(), m);
      REQUIRE(limbs_multiply_transform(transform.data(), a, b, nullptr));
      CHECK(product(a, b) == trimmed(school));
      CHECK(transform == school);
    }
  }
}

TEST_CASE("a square is the product with a copy", "[limbs]") {
  Random random;
  for (size_t n : {1, 2, 5, 41, 100, 2000}) {
    Number a = random.number(n);
    Number copy = a;
    CHECK(product(a, a) == product(a, copy));
  }
}

TEST_CASE("quotient times divisor plus remainder is the dividend", "[limbs]") {
  Random random;
  for (size_t n : {1, 2, 3, 30, 141, 300, 2600}) {
    for (size_t m : kSizes) {
      if (m > n) continue;
      Number a = random.number(n);
      Number b = random.number(m);
      Number quotient(n - m + 1);
      Number remainder(m);
      REQUIRE(limbs_divide(quotient.data(), remainder.data(), a, b));
      CHECK(limbs_compare(trimmed(remainder), b) < 0);
      CHECK(sum(product(trimmed(quotient), b), trimmed(remainder)) == a);
    }
  }
}

TEST_CASE("text of any base reads back", "[limbs]") {
  Random random;
  for (size_t n : {0, 1, 2, 31, 100, 1000}) {
    Number a = random.number(n);
    for (int base = 2; base <= 36; base += n < 100 ? 1 : 9) {
      std::string text(limbs_text_bound(a, base), '\0');
      size_t length = 0;
      REQUIRE(limbs_to_text(text.data(), length, a, base));
      REQUIRE(length <= text.size());
      std::vector<uint8_t> digits(length);
      for (size_t i = 0; i < length; ++i)
        digits[i] = static_cast<uint8_t>(text[i] <= '9' ? text[i] - '0' : text[i] - 'a' + 10);
      Natural back;
      REQUIRE(limbs_from_digits(back, digits.data(), length, base));
      CHECK(of(back) == a);
    }
  }
}

TEST_CASE("a square root squared is the number or less", "[limbs]") {
  Random random;
  for (size_t n : kSizes) {
    Number a = random.number(n);
    Natural root;
    REQUIRE(limbs_square_root(root, a));
    CHECK(limbs_compare(product(of(root), of(root)), a) <= 0);
    Number next = sum(of(root), {1});
    CHECK(limbs_compare(product(next, next), a) > 0);
  }
}

TEST_CASE("the gcd of multiples is a multiple, and inverses invert", "[limbs]") {
  Random random;
  for (size_t n : {1, 2, 5, 20}) {
    Number common = random.number(n);
    Number a = product(common, random.number(n));
    Number b = product(common, random.number(2 * n));
    Natural divisor;
    REQUIRE(limbs_gcd(divisor, a, b));
    Number remainder(common.size());
    REQUIRE(limbs_divide(nullptr, remainder.data(), divisor.view(), common));
    CHECK(trimmed(remainder).empty());

    Number modulus = random.number(n + 1);
    Natural inverse;
    REQUIRE(limbs_inverse_modulo(inverse, a, modulus));
    if (inverse.is_zero()) continue;
    Number one(modulus.size());
    REQUIRE(limbs_divide(nullptr, one.data(), product(of(inverse), a), modulus));
    CHECK(trimmed(one) == Number{1});
  }
}

TEST_CASE("power modulo agrees with power and division", "[limbs]") {
  Random random;
  for (size_t n : {1, 2, 3, 8}) {
    for (Limb low : {0, 1}) {  // even moduli take another way than odd ones
      Number base = random.number(n);
      Number modulus = random.number(n);
      modulus[0] = (modulus[0] & ~Limb{1}) | low;
      if (trimmed(modulus).size() != n) continue;
      Natural power;
      Natural residue;
      Number exponent = {37};
      REQUIRE(limbs_power(power, base, 37));
      REQUIRE(limbs_power_modulo(residue, base, exponent, modulus));
      Number expected(n);
      REQUIRE(limbs_divide(nullptr, expected.data(), power.view(), modulus));
      CHECK(of(residue) == trimmed(expected));
    }
  }
}

TEST_CASE("operations that get no memory say so and leak nothing", "[limbs]") {
  Random random;
  Number a = random.number(500);
  Number b = random.number(250);
  Number out(750);
  Natural power;
  for (long count = 0; count < 6; ++count) {
    memory_fail_after(count, true);
    bool multiplied = limbs_multiply(out.data(), a, b);
    bool divided = limbs_divide(out.data(), nullptr, a, b);
    bool raised = limbs_power(power, a, 5);
    memory_fail_after(-1, false);
    if (count == 0) CHECK_FALSE((multiplied || divided || raised));
  }
}

TEST_CASE("a poll that wants to stop stops", "[limbs]") {
  Random random;
  Number a = random.number(9000);
  Poll poll = {[](void*) { return true; }};
  Natural root;
  CHECK_FALSE(limbs_power(root, a, 3, &poll));
  CHECK(poll.stopped);
}

TEST_CASE("doubles are rounded to even", "[limbs]") {
  double out = 0;
  REQUIRE(limbs_to_double(Number{(Limb{1} << 53) + 1}, out));
  CHECK(out == 0x1p53);
  REQUIRE(limbs_to_double(Number{(Limb{1} << 53) + 3}, out));
  CHECK(out == 0x1p53 + 4);
  CHECK_FALSE(limbs_to_double(Number(16, ~Limb{0}), out));
  bool overflow = false;
  REQUIRE(limbs_true_divide(out, overflow, Number{1}, Number{3}));
  CHECK(out == 1.0 / 3.0);
}

}  // namespace
}  // namespace pyemb
