// SPDX-License-Identifier: MIT
// A game whose scripts and data lie in one archive: Python imports, opens and lists what is in it as if it were a folder.
#include <algorithm>
#include <cerrno>
#include <cstdio>
#include <map>
#include <string>

#include "pyemb/pyemb.hpp"

namespace {

/// One block of bytes, as it would be mapped from a file, and where each file stands in it.
class Archive : public pyemb::FileSystem {
 public:
  void pack(const std::string& name, std::string_view data) {
    places_[name] = {block_.size(), data.size()};
    block_ += data;
  }

  int stat(std::string_view path, pyemb::FileInfo& info) override {
    if (const Place* place = find(path)) {
      info.size = static_cast<std::int64_t>(place->size);
      return 0;
    }
    info.is_folder = true;
    return is_folder(path) ? 0 : ENOENT;
  }

  int open(std::string_view path, std::unique_ptr<File>& file) override {
    const Place* place = find(path);
    if (place == nullptr) return ENOENT;
    file = std::make_unique<Part>(std::string_view(block_).substr(place->begin, place->size));
    return 0;
  }

  int list(std::string_view path, std::vector<std::string>& names) override {
    if (!is_folder(path)) return find(path) != nullptr ? ENOTDIR : ENOENT;
    for (const auto& [name, place] : places_) {
      if (!lies_in(name, path)) continue;
      const std::string rest = path.empty() ? name : name.substr(path.size() + 1);
      const std::string part = rest.substr(0, rest.find('/'));
      if (names.empty() || names.back() != part) names.push_back(part);  // the map is in order
    }
    return 0;
  }

 private:
  struct Place {
    std::size_t begin, size;
  };
  struct Part : File {
    explicit Part(std::string_view part) : data(part) {}
    std::int64_t read(std::int64_t offset, char* to, std::size_t size) override {
      return static_cast<std::int64_t>(data.copy(to, size, static_cast<std::size_t>(offset)));
    }
    std::string_view data;
  };

  const Place* find(std::string_view path) const {
    auto found = places_.find(path);
    return found != places_.end() ? &found->second : nullptr;
  }
  static bool lies_in(std::string_view name, std::string_view folder) {
    return folder.empty() || (name.size() > folder.size() && name.starts_with(folder) && name[folder.size()] == '/');
  }
  bool is_folder(std::string_view path) const {
    return std::any_of(places_.begin(), places_.end(), [&](const auto& file) { return lies_in(file.first, path); });
  }

  std::string block_;
  std::map<std::string, Place, std::less<>> places_;
};

}  // namespace

int main() {
  auto archive = std::make_shared<Archive>();
  archive->pack("scripts/level.py",
                "import importlib.resources, json\n"
                "import monsters\n"
                "\n"
                "def load():\n"
                "    text = importlib.resources.files('monsters').joinpath('goblin.json').read_text()\n"
                "    return monsters.Monster(**json.loads(text))\n");
  archive->pack("scripts/monsters/__init__.py",
                "class Monster:\n"
                "    def __init__(self, name, health):\n"
                "        self.name, self.health = name, health\n"
                "    def hit(self, strength):\n"
                "        self.health -= 100 // strength\n");
  archive->pack("scripts/monsters/goblin.json", R"({"name": "Grik", "health": 30})");
  archive->pack("readme.txt", "Mods go into the folder mods.\n");

  pyemb::Config config;
  config.executable("game").mount("/game", archive).module_search_paths({"/game/scripts", "/mods"});
  // A small table of texts does for scripts that are compiled into the program.
  config.mount("/mods", pyemb::MemoryFiles().add("cheats.py", "def heal(monster):\n    monster.health = 100\n"));
  pyemb::Interpreter python(config);
  if (!python) return 1;

  pyemb::Result<void> ran = python.run(
      "import level, cheats, os\n"
      "grik = level.load()\n"
      "print(grik.name, grik.health, level.__file__)\n"
      "cheats.heal(grik)\n"
      "print(grik.health, sorted(os.listdir('/game')), os.path.getsize('/game/readme.txt'))\n"
      "print(open('/game/readme.txt').read(), end='')\n"
      "try:\n"
      "    open('/game/readme.txt', 'w')\n"
      "except OSError as error:\n"
      "    print(error)\n"
      "grik.hit(0)\n",
      "<console>");
  // The error shows the line of the script, which is read from the archive.
  if (!ran) std::fputs(ran.error().text().c_str(), stdout);
  return 0;
}
