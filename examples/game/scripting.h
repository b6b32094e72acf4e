// SPDX-License-Identifier: MIT
#pragma once

// Python in the game: the interpreter, the behaviours of the creatures, what is typed into the console, and the garbage collector's share of a frame.

#include <memory>
#include <string>
#include <unordered_map>
#include <vector>

#include "console.h"
#include "pyemb/pyemb.hpp"
#include "world.h"

namespace game {

class Scripting {
 public:
  /// Starts Python; output and errors go to the console.
  Scripting(World& world, Console& console, const std::string& folder);
  Scripting(const Scripting&) = delete;
  Scripting& operator=(const Scripting&) = delete;
  ~Scripting();

  /// Whether Python runs; else why not.
  explicit operator bool() const { return static_cast<bool>(python_); }
  const std::string& fault() const { return fault_; }

  /// main.start(creatures, demo). False: an error, which is in the console.
  bool start(int creatures, bool demo);
  /// Runs the behaviours whose time has come.
  void run();
  /// One statement from the console, as at Python's prompt.
  void evaluate(const std::string& statement);
  /// Collects garbage for about so many microseconds.
  void collect(int budget);

  pyemb::Interpreter& python() { return python_; }
  /// Starts the behaviours anew whose functions are from this module: what runs already keeps the code that it began with.
  void restart_behaviours_of(const std::string& module);
  /// Shows an error in the console, and on the standard error of the process.
  void complain(const pyemb::Error& error);

 private:
  /// A creature and what it does.
  struct Actor {
    std::shared_ptr<Creature> creature;
    pyemb::Object function;
    pyemb::Object arguments;  ///< a tuple, the creature first
    pyemb::Coroutine behaviour;
    double wakes = 0;         ///< in the world's time
  };

  static pyemb::Result<void> note_behaviour(void* self, pyemb::View creature, pyemb::View function, pyemb::Args more);
  pyemb::Result<void> begin(Actor& actor);
  void step(Actor& actor);
  void take_started();

  World& world_;
  Console& console_;
  std::string fault_;
  pyemb::Interpreter python_;
  std::vector<Actor> actors_;
  std::unordered_map<const Creature*, std::size_t> places_;  ///< of the creatures in actors_
  std::vector<Actor> started_;  ///< since the last frame
};

}  // namespace game
