// SPDX-License-Identifier: MIT
// Classes of C++ in Python: constructors, properties, methods, operators, a class derived in C++ and one derived in Python, an enum, an array without a
// copy, and an object of the host's that is lent for a while.
#include <array>
#include <cmath>
#include <cstdio>
#include <span>
#include <string>
#include <vector>

#include "pyemb/pyemb.hpp"

using pyemb::arg;
using pyemb::Op;

namespace {

struct Vec {
  double x = 0, y = 0;
  double length() const { return std::hypot(x, y); }
  friend Vec operator+(const Vec& a, const Vec& b) { return {a.x + b.x, a.y + b.y}; }
  friend bool operator==(const Vec& a, const Vec& b) { return a.x == b.x && a.y == b.y; }
};

enum class Mood { kCalm, kAngry };

class Entity {
 public:
  explicit Entity(std::string name) : name_(std::move(name)) {}
  const std::string& name() const { return name_; }
  void set_name(std::string name) { name_ = std::move(name); }
  void move(const Vec& by, int times) {
    for (int i = 0; i < times; ++i) position = position + by;
  }
  Vec position;
  Mood mood = Mood::kCalm;

 private:
  std::string name_;
};

class Player : public Entity {
 public:
  explicit Player(std::string name) : Entity(std::move(name)) {}
  std::array<float, 4> scores = {};
};

void define(pyemb::Module& m) {
  m.enum_<Mood>("Mood").value("CALM", Mood::kCalm).value("ANGRY", Mood::kAngry);
  m.class_<Vec>("Vec", "A vector in the plane.")
      .init<>()
      .init_by([](double x, double y) { return Vec{x, y}; }, arg("x"), arg("y"))
      .property<&Vec::x>("x")
      .property<&Vec::y>("y")
      .property<&Vec::length>("length", "How long it is.")
      .op<Op::kAdd>()
      .op<Op::kEq>()
      .op<Op::kMul>([](const Vec& v, double k) { return Vec{v.x * k, v.y * k}; })
      .op<Op::kMul>([](double k, const Vec& v) { return Vec{v.x * k, v.y * k}; })
      .op<Op::kRepr>([](const Vec& v) {
        char text[64];
        std::snprintf(text, sizeof text, "Vec(%g, %g)", v.x, v.y);
        return std::string(text);
      });
  m.class_<Entity>("Entity", "Something in the world.")
      .init<std::string>(arg("name"))
      .property<&Entity::name, &Entity::set_name>("name")
      .property<&Entity::position>("position")
      .property<&Entity::mood>("mood")
      .method<&Entity::move>("move", arg("by"), arg("times") = 1, "Move it, once or several times.");
  m.class_<Player, Entity>("Player", "An entity that somebody plays.")
      .init<std::string>(arg("name"))
      .buffer([](Player& player) { return std::span<float>(player.scores); });
}

constexpr const char* kScript = R"(
import pydoc
from world import Vec, Entity, Player, Mood

v = Vec(3, 4)
print(v.length, v + v, 2 * v, v == Vec(3.0, 4.0))

hero = Player('Ann')
hero.move(Vec(1, 0.5), times=4)
hero.position.y += 10           # a part of hero: the change is seen there
hero.mood = Mood.ANGRY
print(hero.name, hero.position, hero.mood.name, isinstance(hero, Entity))

scores = memoryview(hero)       # the host's array itself
scores[2] = 7.5
print(scores.tolist())

class Monster(Entity):          # derived in Python
    def __init__(self, name, teeth):
        super().__init__(name)
        self.teeth = teeth
    def move(self, by, times=1):
        super().move(by * 2, times)

m = Monster('Bug', teeth=9)
m.move(by=Vec(1, 1))
print(m.name, m.teeth, m.position)

try:
    hero.move('north')
except TypeError as e:
    print(e)
print(pydoc.plain(pydoc.render_doc(Entity.move)))      # what help() shows

kept = []
def update(entity):
    entity.move(Vec(0, 1))
    kept.append(entity)         # longer than the host wants
)";

}  // namespace

int main() {
  pyemb::Interpreter python(pyemb::Config().executable("classes").set(pyemb::option::buffered_stdio, 0).on_write([](pyemb::Stream, std::string_view text) {
    return std::fwrite(text.data(), 1, text.size(), stdout) == text.size();
  }));
  if (!python || !python.add_module("world", define)) return 1;
  pyemb::Result<void> ran = python.run(kScript, "world.py");
  if (!ran) return std::fputs(ran.error().text().c_str(), stderr), 1;

  // An object of the host's, for the time of one call.
  Entity door("door");
  {
    pyemb::Lent<Entity> lent(door);
    if (!python.get("update")(lent.object())) return 1;
  }
  std::printf("the door is at (%g, %g)\n", door.position.x, door.position.y);
  pyemb::Result<pyemb::Object> late = python.eval("kept[0].name");
  if (!late) std::printf("%s: %s\n", late.error().type().c_str(), late.error().message().c_str());

  // An object of Python's, in C++.
  pyemb::Result<pyemb::Object> hero = python.get("hero");
  pyemb::Result<Player&> player = hero.to<Player&>();
  if (player) std::printf("%s has %g points\n", player->name().c_str(), static_cast<double>(player->scores[2]));
  return 0;
}
