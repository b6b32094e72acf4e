// SPDX-License-Identifier: MIT
#include "bindings.h"

#include <tuple>
#include <vector>

using pyemb::arg;
using pyemb::Op;

namespace game {
namespace {

Kind kind_of(const Creature& creature) { return creature.kind; }
bool is_alive(const Creature& creature) { return creature.alive; }

std::string shown(const Creature& creature) {
  constexpr const char* kNames[kKinds] = {"plankton", "fish", "jelly", "shark", "diver"};
  char text[80];
  std::snprintf(text, sizeof text, "<%s at %.0f, %.0f>", kNames[static_cast<int>(creature.kind)], creature.x, creature.y);
  return text;
}

}  // namespace

void define_sea(pyemb::Module& m, World& world, Behave behave, void* context) {
  m.doc("The sea of the game: its creatures, and what can be asked of them.");
  m.enum_<Kind>("Kind")
      .value("PLANKTON", Kind::kPlankton)
      .value("FISH", Kind::kFish)
      .value("JELLY", Kind::kJelly)
      .value("SHARK", Kind::kShark)
      .value("DIVER", Kind::kDiver)
      .exported();
  m.class_<Creature>("Creature", "Something that lives in the sea.")
      .property<&Creature::x>("x")
      .property<&Creature::y>("y")
      .property<&Creature::vx>("vx", "Pixels a second to the right.")
      .property<&Creature::vy>("vy", "Pixels a second downwards.")
      .property<&Creature::hue>("hue", "A place on the wheel of colours, 0 to 1.")
      .property<&Creature::glow>("glow", "How bright it is, 0 to 1.")
      .property<&kind_of>("kind")
      .property<&is_alive>("alive")
      .method("leave", [](Creature& creature) { creature.alive = false; }, "It is gone at the end of the frame.")
      .method<&Creature::distance>("distance", arg("other"))
      .method<&Creature::steer>("steer", arg("x"), arg("y"), arg("speed"), arg("eagerness"), "Turns its motion towards a place.")
      .op<Op::kRepr>([](const Creature& creature) { return shown(creature); });
  m.set("WIDTH", World::kWidth).set("HEIGHT", World::kHeight).set("FLOOR", World::kFloor);

  World* sea = &world;
  m.def("add", [sea](Kind kind, double x, double y) { return sea->add(kind, x, y); }, arg("kind"), arg("x"), arg("y"), "A new creature.");
  m.def("behave", [behave, context](pyemb::View creature, pyemb::View function, pyemb::Args more) { return behave(context, creature, function, std::move(more)); },
        "behave(creature, function, *more): from the next frame on it does what the generator or coroutine function(creature, *more) says. That yields None "
        "for a frame, or the seconds until it wants to go on.");
  m.def("nearest", [sea](const Creature& to, Kind kind, double radius) { return sea->nearest(to, kind, radius); }, arg("to"), arg("kind"), arg("radius"),
        "The nearest other creature of a kind, or None.");
  m.def("creatures", [sea]() { return sea->creatures(); }, "All of them.");
  m.def("count", [sea]() { return sea->creatures().size(); }, "How many there are.");
  m.def("diver", [sea]() { return sea->diver(); }, "The one that the player steers, or None.");
  m.def("steering", [sea]() { return std::tuple(sea->steering.x, sea->steering.y); }, "What the player asks for: -1, 0 or 1 for each axis.");
  m.def("random", [sea]() { return sea->random(); }, "A number from 0 up to 1, the same row of them for the same seed.");
  m.def("time", [sea]() { return sea->time(); }, "Seconds since the beginning.");
  m.def("score", [sea](long more) { return sea->score += more; }, arg("more") = 0, "Adds to the score, and answers it.");
}

}  // namespace game
