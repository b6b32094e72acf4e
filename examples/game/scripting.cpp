// SPDX-License-Identifier: MIT
#include "scripting.h"

#include <chrono>
#include <cstdio>

#include "bindings.h"

namespace game {
namespace {

pyemb::Config configure(Console& console, const std::string& folder) {
  pyemb::Config config;
  config.executable("game").module_search_paths({folder});
  config.set(pyemb::option::buffered_stdio, 0).set(pyemb::option::write_bytecode, 0);
  config.on_write([&console](pyemb::Stream stream, std::string_view text) {
    console.write(stream == pyemb::Stream::kErrors ? Console::Tone::kError : Console::Tone::kOutput, text);
    return true;
  });
  return config;
}

}  // namespace

Scripting::Scripting(World& world, Console& console, const std::string& folder) : world_(world), console_(console), python_(configure(console, folder)) {
  if (!python_) {
    fault_ = python_.status().message();
    return;
  }
  pyemb::Result<pyemb::Object> made = python_.add_module("sea", [this](pyemb::Module& m) { define_sea(m, world_, &note_behaviour, this); });
  pyemb::Result<void> ready = made ? python_.run("import sea\n") : pyemb::Result<void>(made.error());
  if (!ready) complain(ready.error());
  // Collections come when the frame has time for them, not when somebody happens to make an object.
  python_.automatic_collection(false);
}

Scripting::~Scripting() {
  started_.clear();
  actors_.clear();
}

void Scripting::complain(const pyemb::Error& error) {
  const std::string text = error.text();
  console_.write(Console::Tone::kError, text);
  std::fputs(text.c_str(), stderr);
}

bool Scripting::start(int creatures, bool demo) {
  pyemb::Result<pyemb::Object> done = python_.import("main").method("start", creatures, demo);
  if (!done) complain(done.error());
  take_started();
  return static_cast<bool>(done);
}

// -- behaviours ----------------------------------------------------------------------------------------------------------------------

pyemb::Result<void> Scripting::note_behaviour(void* self, pyemb::View creature, pyemb::View function, pyemb::Args more) {
  pyemb::Result<std::shared_ptr<Creature>> known = creature.to<std::shared_ptr<Creature>>();
  if (!known) return std::move(known).error();
  std::vector<pyemb::Object> all = {pyemb::Object(creature)};
  for (pyemb::Result<pyemb::Object>& item : more.tuple.each()) all.push_back(std::move(item).value_or({}));
  pyemb::Object arguments = pyemb::Object::steal(PyTuple_New(static_cast<Py_ssize_t>(all.size())));
  if (!arguments) return pyemb::Error::take();
  for (std::size_t i = 0; i < all.size(); ++i) PyTuple_SetItem(arguments.raw(), static_cast<Py_ssize_t>(i), all[i].release());
  Actor actor = {*known, pyemb::Object(function), std::move(arguments), {}, 0};
  auto& scripting = *static_cast<Scripting*>(self);
  pyemb::Result<void> begun = scripting.begin(actor);
  if (!begun) return begun;
  scripting.started_.push_back(std::move(actor));
  return {};
}

pyemb::Result<void> Scripting::begin(Actor& actor) {
  pyemb::Object made = pyemb::Object::steal(PyObject_Call(actor.function.raw(), actor.arguments.raw(), nullptr));
  if (!made) return pyemb::Error::take();
  actor.behaviour = pyemb::Coroutine(std::move(made));
  actor.wakes = 0;
  return {};
}

void Scripting::take_started() {
  for (Actor& actor : std::exchange(started_, {})) {
    const auto [place, is_new] = places_.try_emplace(actor.creature.get(), actors_.size());
    if (is_new) {
      actors_.push_back(std::move(actor));
    } else {
      actors_[place->second] = std::move(actor);
    }
  }
}

void Scripting::step(Actor& actor) {
  pyemb::Result<std::optional<pyemb::Object>> pause = actor.behaviour.step();
  if (!pause) return complain(pause.error());
  if (!*pause || (*pause)->is_none()) return;
  pyemb::Result<double> seconds = (*pause)->to<double>();
  if (!seconds) return complain(seconds.error());
  actor.wakes = world_.time() + *seconds;
}

void Scripting::run() {
  for (std::size_t i = 0; i < actors_.size();) {
    Actor& actor = actors_[i];
    if (!actor.creature->alive) {
      places_.erase(actor.creature.get());
      if (i + 1 < actors_.size()) {
        std::swap(actor, actors_.back());
        places_[actor.creature.get()] = i;
      }
      actors_.pop_back();
      continue;
    }
    if (actor.wakes <= world_.time() && actor.behaviour) step(actor);
    ++i;
  }
  take_started();
}

void Scripting::restart_behaviours_of(const std::string& module) {
  for (Actor& actor : actors_) {
    if (actor.function.attr("__module__").to<std::string>().value_or("") != module) continue;
    pyemb::Result<void> begun = begin(actor);
    if (!begun) complain(begun.error());
  }
}

// -- the console, the collector ------------------------------------------------------------------------------------------------------

void Scripting::evaluate(const std::string& statement) {
  pyemb::Result<void> done = python_.run_interactive(statement.c_str(), "<console>");
  if (!done) complain(done.error());
}

void Scripting::collect(int budget) {
  pyemb::Result<bool> complete = python_.collect_step(std::chrono::microseconds(budget));
  if (!complete) complain(complete.error());
}

}  // namespace game
