// SPDX-License-Identifier: MIT
// A small game whose creatures are all scripted in Python: the window, the frames, the keyboard. `game --help` lists the options.
#include <cstdio>

#include "canvas.h"
#include "console.h"
#include "options.h"
#include "png.h"
#include "reload.h"
#include "scene.h"
#include "scripting.h"
#include "statistics.h"
#include "world.h"

using namespace game;

namespace {

constexpr double kFrame = 1.0 / 60;
constexpr int kCollectionBudget = 400;  ///< microseconds a frame
constexpr long kLookEvery = 20;         ///< frames, for scripts that have changed
constexpr long kTypeEvery = 6;          ///< frames, for lines of --type

/// A key that the console takes.
void press(Console& console, Scripting& scripting, SDL_Keycode key) {
  if (key == SDLK_BACKSPACE) console.erase();
  if (key == SDLK_UP || key == SDLK_DOWN) console.recall(key == SDLK_UP ? -1 : 1);
  if (key == SDLK_RETURN || key == SDLK_KP_ENTER) scripting.evaluate(console.enter());
}

/// What happened since the last frame. False: the window is closed.
bool take_events(Console& console, Scripting& scripting, World& world) {
  for (SDL_Event event; SDL_PollEvent(&event) != 0;) {
    if (event.type == SDL_QUIT) return false;
    if (event.type == SDL_KEYDOWN && event.key.keysym.scancode == SDL_SCANCODE_GRAVE) {
      console.toggle();
    } else if (event.type == SDL_KEYDOWN && event.key.keysym.sym == SDLK_ESCAPE) {
      if (!console.is_open()) return false;
      console.toggle();
    } else if (event.type == SDL_KEYDOWN && console.is_open()) {
      press(console, scripting, event.key.keysym.sym);
    } else if (event.type == SDL_TEXTINPUT && console.is_open() && event.text.text[0] != '`') {
      console.type(event.text.text);
    }
  }
  const Uint8* keys = SDL_GetKeyboardState(nullptr);
  const auto axis = [&](SDL_Scancode less, SDL_Scancode more) { return console.is_open() ? 0 : keys[more] - keys[less]; };
  world.steering = {static_cast<double>(axis(SDL_SCANCODE_LEFT, SDL_SCANCODE_RIGHT)), static_cast<double>(axis(SDL_SCANCODE_UP, SDL_SCANCODE_DOWN))};
  return true;
}

/// The lines of --type, one every few frames.
void type_line(const Options& options, long frame, Console& console, Scripting& scripting) {
  if (frame % kTypeEvery != 0 || static_cast<std::size_t>(frame / kTypeEvery) >= options.typed.size()) return;
  console.open();
  console.type(options.typed[static_cast<std::size_t>(frame / kTypeEvery)]);
  scripting.evaluate(console.enter());
}

/// What is where, for tests.
void report(const World& world) {
  constexpr const char* kNames[kKinds] = {"plankton", "fish", "jelly", "shark", "diver"};
  for (const auto& creature : world.creatures()) {
    std::printf("%s %.1f %.1f %.3f %.3f\n", kNames[static_cast<int>(creature->kind)], creature->x, creature->y, creature->hue, creature->glow);
  }
}

/// Runs the frames. False: the screenshot could not be kept.
bool play(const Options& options, Canvas& canvas, Console& console, World& world, Scripting& scripting) {
  Scene scene(canvas);
  Reload reload(scripting, options.scripts);
  Statistics statistics;
  const Stopwatch watch(options.cpu_time);
  bool well = true;
  for (long frame = 0; (options.frames == 0 || frame < options.frames) && take_events(console, scripting, world); ++frame) {
    type_line(options, frame, console, scripting);
    if (frame % kLookEvery == kLookEvery - 1 && reload.look() > 0) std::printf("frame %ld: reloaded\n", frame);
    const double start = watch.now();
    scripting.run();
    const double ran = watch.now();
    world.move(kFrame);
    const double moved = watch.now();
    scripting.collect(kCollectionBudget);
    const double collected = watch.now();
    scene.draw(world, statistics);
    console.draw(canvas);
    const double drawn = watch.now();
    if (frame + 1 == options.frames && !options.screenshot.empty()) well = write_png(options.screenshot, canvas.pixels(), canvas.width(), canvas.height());
    const double written = watch.now();
    canvas.present();
    const double presented = watch.now();
    statistics.scripts.add(ran - start);
    statistics.collection.add(collected - moved);
    statistics.drawing.add(drawn - collected + presented - written);
    statistics.frames.add(presented - start - (written - drawn));
  }
  if (options.frames > 0) statistics.print(world.creatures().size());
  if (options.report) report(world);
  return well;
}

}  // namespace

int main(int argc, char** argv) {
  Options options;
  if (!read_options(argc, argv, options)) return 2;
  Canvas canvas("Lantern Reef", static_cast<int>(World::kWidth), static_cast<int>(World::kHeight));
  if (!canvas) return std::fprintf(stderr, "game: no window: %s\n", SDL_GetError()), 1;
  World world(options.seed);
  Console console;
  Scripting scripting(world, console, options.scripts);
  if (!scripting) return std::fprintf(stderr, "game: Python did not start: %s\n", scripting.fault().c_str()), 1;
  if (!scripting.start(options.creatures, options.demo)) console.open();
  if (play(options, canvas, console, world, scripting)) return 0;
  return std::fprintf(stderr, "game: cannot write %s\n", options.screenshot.c_str()), 1;
}
