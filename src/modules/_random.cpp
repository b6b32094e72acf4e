// SPDX-License-Identifier: MIT
// The module _random: the Mersenne Twister MT19937 of Matsumoto and Nishimura, seeded with ints of any size.

#include <sys/random.h>

#include <algorithm>
#include <ctime>

#include "modules/native_modules.h"
#include "objects/arguments.h"
#include "objects/int.h"
#include "objects/operations.h"
#include "objects/tuple.h"
#include "modules/module_type_specs.h"

namespace pyemb {
namespace {

// 624 words of state; after `used` of them have been handed out the next 624 are made.
class MersenneTwister {
 public:
  static constexpr int kWords = 624;

  uint32_t next() {
    if (used_ >= kWords) refill();
    uint32_t y = state_[used_++];
    y ^= y >> 11;
    y ^= (y << 7) & 0x9d2c5680u;
    y ^= (y << 15) & 0xefc60000u;
    return y ^ (y >> 18);
  }

  /// A double in [0, 1) of 53 random bits.
  double next_double() {
    uint32_t high = next() >> 5;
    uint32_t low = next() >> 6;
    return (high * 67108864.0 + low) * (1.0 / 9007199254740992.0);
  }

  /// Seeds with a key of `count` words, count > 0; word(i) gives one.
  template <class Word>
  void seed(size_t count, Word word) {
    seed(19650218u);
    uint32_t i = 1;
    size_t j = 0;
    auto advance = [&] {
      if (++i < kWords) return;
      state_[0] = state_[kWords - 1];
      i = 1;
    };
    for (size_t k = std::max<size_t>(kWords, count); k > 0; --k) {
      state_[i] = (state_[i] ^ (mixed(i) * 1664525u)) + word(j) + static_cast<uint32_t>(j);
      advance();
      if (++j >= count) j = 0;
    }
    for (int k = kWords - 1; k > 0; --k) {
      state_[i] = (state_[i] ^ (mixed(i) * 1566083941u)) - i;
      advance();
    }
    state_[0] = 0x80000000u;
  }

  std::span<uint32_t, kWords> words() { return std::span<uint32_t, kWords>(state_); }
  int used() const { return used_; }
  void set_used(int used) { used_ = used; }

 private:
  uint32_t mixed(uint32_t i) const { return state_[i - 1] ^ (state_[i - 1] >> 30); }

  void seed(uint32_t word) {
    state_[0] = word;
    for (uint32_t i = 1; i < kWords; ++i) state_[i] = 1812433253u * mixed(i) + i;
    used_ = kWords;
  }

  void refill() {
    constexpr int kShift = 397;
    for (int k = 0; k < kWords; ++k) {
      uint32_t y = (state_[k] & 0x80000000u) | (state_[(k + 1) % kWords] & 0x7fffffffu);
      state_[k] = state_[(k + kShift) % kWords] ^ (y >> 1) ^ ((y & 1) != 0 ? 0x9908b0dfu : 0);
    }
    used_ = 0;
  }

  uint32_t state_[kWords];
  int used_ = kWords;
};

struct RandomObject : Object {
  static constexpr TypeId kId = ModuleType::kRandom;

  MersenneTwister generator;
};

// -- seeds
// ------------------------------------------------------------------------------------------------------------------

void seed_from_system(MersenneTwister& generator) {
  uint32_t key[MersenneTwister::kWords];
  size_t count = std::size(key);
  if (getrandom(key, sizeof key, GRND_NONBLOCK) != sizeof key) {  // no entropy: the clocks must do
    timespec now = {};
    timespec steady = {};
    clock_gettime(CLOCK_REALTIME, &now);
    clock_gettime(CLOCK_MONOTONIC, &steady);
    key[0] = static_cast<uint32_t>(now.tv_nsec);
    key[1] = static_cast<uint32_t>(now.tv_sec);
    key[2] = static_cast<uint32_t>(steady.tv_nsec);
    key[3] = static_cast<uint32_t>(steady.tv_sec);
    count = 4;
  }
  generator.seed(count, [&](size_t i) { return key[i]; });
}

// By the magnitude, 32 bits a word.
void seed_from_int(MersenneTwister& generator, Value number) {
  IntView view(number);
  Limbs limbs = view.magnitude();
  auto word = [&](size_t i) { return i / 2 < limbs.size() ? static_cast<uint32_t>(limbs[i / 2] >> (i % 2 * 32)) : 0; };
  size_t count = limbs.size() * 2;
  if (count > 0 && word(count - 1) == 0) --count;
  generator.seed(std::max<size_t>(count, 1), word);
}

[[nodiscard]] Status seed(ThreadState& ts, RandomObject& self, Value seed) {
  if (seed.is_null() || seed.is_none()) {
    seed_from_system(self.generator);
    return {};
  }
  if (is_any_int(seed)) {
    Ref magnitude = TRY(number_absolute(ts, seed));
    seed_from_int(self.generator, magnitude);
    return {};
  }
  int64_t value = TRY(hash(ts, seed));
  Ref number = TRY(new_int_unsigned(ts, static_cast<uint64_t>(value)));
  seed_from_int(self.generator, number);
  return {};
}

Result<Ref> random_new(ThreadState& ts, Type& type, CallArgs args) {
  if (type.id == ModuleType::kRandom) {
    TRY(require_no_keywords(ts, "Random", args));
    if (args.count > 1) return raise(ts, Exc::kTypeError, "Random() requires 0 or 1 argument");
  }
  Own<RandomObject> self = TRY(new_native<RandomObject>(ts, type));
  TRY(seed(ts, *self, args.count == 1 ? args.values[0] : Value::null()));
  return self;
}

// -- methods
// ----------------------------------------------------------------------------------------------------------------

Status random_seed(ThreadState& ts, RandomObject& self, Value n) { return seed(ts, self, n); }

double random_random(ThreadState&, RandomObject& self) { return self.generator.next_double(); }

Result<Ref> random_getrandbits(ThreadState& ts, RandomObject& self, int k) {
  if (k < 0) return raise(ts, Exc::kValueError, "number of bits must be non-negative");
  if (k == 0) return Ref::steal(Value::from_int(0));
  if (k <= 32) return new_int(ts, self.generator.next() >> (32 - k));
  size_t words = (static_cast<size_t>(k) + 31) / 32;
  Own<Int> result = TRY(new_int_object(ts, (words + 1) / 2));
  Limb* limbs = result->limbs();
  limbs[(words - 1) / 2] = 0;
  for (size_t i = 0; i < words; ++i, k -= 32) {  // from the least significant word
    Limb word = self.generator.next();
    if (k < 32) word >>= 32 - k;
    limbs[i / 2] = i % 2 == 0 ? word : limbs[i / 2] | word << 32;
  }
  return int_finish(std::move(result), Sign::kPlus);
}

Result<Ref> random_getstate(ThreadState& ts, RandomObject& self) {
  Own<Tuple> state = TRY(new_tuple(ts, MersenneTwister::kWords + 1));
  int64_t i = 0;
  for (uint32_t word : self.generator.words()) state->set(i++, Ref::steal(Value::from_int(word)));
  state->set(i, Ref::steal(Value::from_int(self.generator.used())));
  return state;
}

Result<uint32_t> word_of(ThreadState& ts, Value value) {
  if (!is_any_int(value)) return raise(ts, Exc::kTypeError, "an integer is required");
  if (int_sign(value) < 0) return raise(ts, Exc::kOverflowError, "can't convert negative value to unsigned int");
  uint64_t word;
  if (!int_fits_uint64(value, word)) {
    return raise(ts, Exc::kOverflowError, "Python int too large to convert to C unsigned long");
  }
  return static_cast<uint32_t>(word);
}

Status random_setstate(ThreadState& ts, RandomObject& self, Value state) {
  if (!is<Tuple>(state)) return raise(ts, Exc::kTypeError, "state vector must be a tuple");
  Tuple& tuple = as<Tuple>(state);
  if (tuple.size != MersenneTwister::kWords + 1) return raise(ts, Exc::kValueError, "state vector is the wrong size");
  uint32_t words[MersenneTwister::kWords];
  for (int i = 0; i < MersenneTwister::kWords; ++i) words[i] = TRY(word_of(ts, tuple.at(i)));
  Value last = tuple.at(MersenneTwister::kWords);
  if (!is_any_int(last)) return raise(ts, Exc::kTypeError, "an integer is required");
  int64_t used;
  if (!int_fits_int64(last, used)) {
    return raise(ts, Exc::kOverflowError, "Python int too large to convert to C long");
  }
  if (used < 0 || used > MersenneTwister::kWords) return raise(ts, Exc::kValueError, "invalid state");
  std::copy(std::begin(words), std::end(words), self.generator.words().begin());
  self.generator.set_used(static_cast<int>(used));
  return {};
}

constexpr NativeMethod kMethods[] = {
    method<random_random>("random", "($self, /)", "random() -> x in the interval [0, 1)."),
    method<random_seed>("seed", "($self, n=None, /)",
                        "Starts the sequence that belongs to n: an int, or the hash of anything else.\n\n"
                        "None, or nothing, starts one that nobody can foresee."),
    method<random_getstate>("getstate", "($self, /)", "The state of the generator, for setstate()."),
    method<random_setstate>("setstate", "($self, state, /)", "Goes back to a state that getstate() gave."),
    method<random_getrandbits>("getrandbits", "($self, k, /)", "An int of k random bits."),
};

constexpr TypeId kTypes[] = {ModuleType::kRandom};

}  // namespace

constexpr TypeSpec kRandomSpec = {
    .name = "_random.Random",
    .doc = "Random(seed=None)\n\nA source of random numbers with a state of its own.",
    .id = ModuleType::kRandom,
    .size = sizeof(RandomObject),
    .flags = Type::kSubclassable,
    .methods = kMethods,
    .slots = {.new_ = random_new},
};

constexpr NativeModule kRandomModule = {
    .name = "_random",
    .doc = "A generator of pseudo-random numbers: the Mersenne Twister.",
    .types = kTypes,
};

}  // namespace pyemb
