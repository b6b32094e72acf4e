// SPDX-License-Identifier: MIT
// File systems of the host: tables of texts, and classes derived from FileSystem.
#include <cerrno>

#include "check.h"

using namespace pyemb;

namespace {

/// Files "0", "1", ... "9", each of which holds its name ten times.
struct Digits : FileSystem {
  struct Digit : File {
    explicit Digit(int& open, char which) : open_files(open), digit(which) { ++open_files; }
    ~Digit() override { --open_files; }
    std::int64_t read(std::int64_t, char* data, std::size_t size) override {
#if PYEMB_HOST_THROWS
      if (digit == '9') throw 9;
#else
      if (digit == '9') return -EIO;
#endif
      return static_cast<std::int64_t>(std::string(size, digit).copy(data, size));
    }
    int& open_files;
    char digit;
  };
  int stat(std::string_view path, FileInfo& info) override {
    info.is_folder = path.empty();
    info.size = 10;
    return path.empty() || (path.size() == 1 && path[0] >= '0' && path[0] <= '9') ? 0 : ENOENT;
  }
  int open(std::string_view path, std::unique_ptr<File>& file) override {
    if (path != "8") file = std::make_unique<Digit>(open_files, path[0]);
    return 0;
  }
  int list(std::string_view, std::vector<std::string>& names) override {
    for (char digit = '0'; digit <= '9'; ++digit) names.emplace_back(1, digit);
    return 0;
  }
  int open_files = 0;
};

}  // namespace

TEST(files_in_memory_are_there_from_the_start) {
  MemoryFiles files;
  files.add("main.py", "import part\nvalue = part.value\n").lend("part.py", "value = 'lent'\n");
  Config config;
  config.mount("/game", files).module_search_paths({"/game"});
  files.add("later.py", "");
  Interpreter python{Config(config)};
  if (!CHECK(python)) return;
  CHECK_EQUAL(NEED(python.import("main").attr("value").to<std::string>()), "lent");
  CHECK_EQUAL(NEED(python.eval("__import__('os').listdir('/game')").repr()), "['main.py', 'part.py']");
}

TEST(a_file_system_is_kept_and_let_go) {
  START(python);
  auto digits = std::make_shared<Digits>();
  NEED(python.mount("/digits", digits));
  CHECK_EQUAL(check::failure(python.mount("/digits", digits)).substr(0, 10), "ValueError");
  CHECK_EQUAL(digits.use_count(), 2L);
  CHECK_EQUAL(NEED(python.eval("open('/digits/7').read()").to<std::string>()), "7777777777");
  CHECK_EQUAL(digits->open_files, 0);
  CHECK_EQUAL(check::failure(python.run("open('/digits/9').read()")).substr(0, 16), "OSError: [Errno ");
  CHECK_EQUAL(check::failure(python.run("open('/digits/8').read()")).substr(0, 17), "FileNotFoundError");
  NEED(python.run("kept = open('/digits/3', 'rb')\nassert kept.read(2) == b'33'"));
  CHECK_EQUAL(digits->open_files, 1);
  NEED(python.unmount("/digits"));
  CHECK_EQUAL(digits->open_files, 0);
  CHECK_EQUAL(digits.use_count(), 1L);
  CHECK_EQUAL(check::failure(python.unmount("/digits")).substr(0, 10), "ValueError");
}

TEST(a_mount_that_is_refused_fails_the_start) {
  Interpreter python(Config().mount("nowhere", MemoryFiles()));
  CHECK(!python);
  CHECK_EQUAL(python.status().message(), "a mount point is a path from the root, or begins with a name and a colon: 'nowhere'");
  Interpreter other(Config().mount("/x", std::shared_ptr<FileSystem>()));
  CHECK(!other);
}
