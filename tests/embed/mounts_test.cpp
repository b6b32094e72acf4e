// SPDX-License-Identifier: MIT
// File systems of the host (pyemb_mounts.h): imports, files and tracebacks from memory, and hosts that lie.
#include <catch2/catch.hpp>
#include <cerrno>
#include <cstring>
#include <map>
#include <string>
#include <vector>

#include "Python.h"

namespace {

/// The text of what a program raised, empty for nothing.
std::string run(const char* text) {
  PyObject* globals = PyModule_GetDict(PyImport_AddModule("__main__"));
  PyObject* done = PyRun_String(text, Py_file_input, globals, globals);
  if (done != nullptr) {
    Py_DECREF(done);
    return {};
  }
  PyObject* error = PyErr_GetRaisedException();
  PyObject* shown = PyEmb_FormatException(error);
  Py_DECREF(error);
  std::string message = shown != nullptr ? PyUnicode_AsUTF8(shown) : "unknown";
  Py_XDECREF(shown);
  return message;
}

struct Options {
  const char* path = "/game";
  int (*prepare)(PyInitConfig*, const char* path) = nullptr;
  int site = 0;
};

/// An interpreter for the time of a test.
class Python {
 public:
  explicit Python(const Options& options = {}) {
    PyInitConfig* config = PyInitConfig_Create();
    REQUIRE(config != nullptr);
    char* path = const_cast<char*>(options.path);
    PyInitConfig_SetInt(config, "site_import", options.site);
    PyInitConfig_SetInt(config, "write_bytecode", 1);
    PyInitConfig_SetStrList(config, "module_search_paths", 1, &path);
    if (options.prepare) REQUIRE(options.prepare(config, options.path) == 0);
    const int status = Py_InitializeFromInitConfig(config);
    PyInitConfig_Free(config);
    REQUIRE(status == 0);
  }
  ~Python() { Py_FinalizeEx(); }
};

PyEmb_File file(const char* name, const char* text) { return {name, text, std::strlen(text)}; }

const std::vector<PyEmb_File>& archive() {
  static const std::vector<PyEmb_File> files = {
      file("main.py", "import pkg.deep.leaf as leaf\nfrom pkg import helper\nvalue = leaf.value + helper.value\n"),
      file("pkg/__init__.py", ""),
      file("pkg/helper.py", "from .deep import leaf\nvalue = leaf.value * 2\n"),
      file("pkg/deep/__init__.py", "names = ['leaf']\n"),
      file("pkg/deep/leaf.py", "value = 14\n"),
      file("pkg/data/table.txt", "one\ntwo\nthree\n"),
      file("space/part.py", "where = __spec__.parent\n"),
      file("broken.py", "def fail(x):\n    return 1 / x\n\nfail(0)\n"),
      file("faulty.py", "x = 1\ny = = 2\n"),
      file("empty.bin", ""),
      file("program/__main__.py", "import sys\nimport helper\nsys.argv.append(helper.name)\nassert __name__ == '__main__', __name__\n"),
      file("program/helper.py", "name = 'found'\n"),
      file("a-b.txt", "dash"),
  };
  return files;
}

int mount_archive(PyInitConfig* config, const char* point) { return PyInitConfig_MountFiles(config, point, archive().data(), archive().size()); }

Options with_archive(const char* point = "/game") {
  return {point, mount_archive, 0};
}

/// A file system of functions that a test sets; what it does not set works on `files`.
struct Host {
  std::map<std::string, std::string> files = {{"data", "0123456789"}, {"mod.py", "value = 1\n"}};
  int64_t told_size = -2;  ///< -2: the true one
  int stat_error = 0, open_error = 0, list_error = 0;
  int64_t (*on_read)(const std::string& data, int64_t offset, char* to, size_t size) = nullptr;
  void (*on_close)() = nullptr;
  const char* odd_name = nullptr;
  bool names_odd = false;
  int opened = 0, closed = 0;

  PyEmb_FileSystem system() {
    PyEmb_FileSystem c = {};
    c.struct_size = sizeof c;
    c.context = this;
    c.stat = [](void* context, const char* path, PyEmb_FileInfo* info) {
      auto& self = *static_cast<Host*>(context);
      if (self.stat_error != 0) return self.stat_error;
      if (*path == '\0') return info->is_folder = 1, 0;
      auto found = self.files.find(path);
      if (found == self.files.end()) return ENOENT;
      info->size = self.told_size != -2 ? self.told_size : static_cast<int64_t>(found->second.size());
      info->modified = 1500000000123456789;
      return 0;
    };
    c.open = [](void* context, const char* path, void** file) {
      auto& self = *static_cast<Host*>(context);
      if (self.open_error != 0) return self.open_error;
      *file = &self.files.find(path)->second;
      ++self.opened;
      return 0;
    };
    c.read = [](void* context, void* file, int64_t offset, void* data, size_t size) -> int64_t {
      auto& self = *static_cast<Host*>(context);
      const auto& text = *static_cast<std::string*>(file);
      if (self.on_read) return self.on_read(text, offset, static_cast<char*>(data), size);
      return static_cast<int64_t>(text.copy(static_cast<char*>(data), size, static_cast<size_t>(offset)));
    };
    c.close = [](void* context, void*) {
      auto& self = *static_cast<Host*>(context);
      ++self.closed;
      if (self.on_close) self.on_close();
    };
    c.list = [](void* context, const char* path, PyEmb_NameFunc add, void* names) {
      auto& self = *static_cast<Host*>(context);
      if (self.list_error != 0) return self.list_error;
      if (*path != '\0') return ENOTDIR;
      for (const auto& [name, data] : self.files) add(names, name.c_str());
      return self.names_odd ? add(names, self.odd_name) : 0;
    };
    return c;
  }
};

}  // namespace

TEST_CASE("mounts: modules, packages and namespace packages are imported from memory") {
  Python python(with_archive());
  CHECK(run("import sys, main\n"
            "assert main.value == 42, main.value\n"
            "assert main.__file__ == '/game/main.py', main.__file__\n"
            "assert sys.modules['pkg'].__path__ == ['/game/pkg']\n"
            "assert type(main.__loader__).__name__ == 'SourceFileLoader'\n"
            "import space.part\n"
            "assert space.part.where == 'space' and list(space.__path__) == ['/game/space'], space.__path__\n"
            "try: import nothing\n"
            "except ModuleNotFoundError: pass\n"
            "import importlib; importlib.reload(main)\n") == "");
}

TEST_CASE("mounts: pkgutil, importlib.resources and inspect find what lies there") {
  Python python(with_archive());
  CHECK(run("import pkgutil, importlib.resources as r, inspect\n"
            "import pkg.helper\n"
            "assert sorted(m.name for m in pkgutil.walk_packages(pkg.__path__, 'pkg.')) == ['pkg.deep', 'pkg.deep.leaf', 'pkg.helper']\n"
            "assert pkgutil.get_data('pkg', 'data/table.txt') == b'one\\ntwo\\nthree\\n'\n"
            "assert r.files('pkg').joinpath('data', 'table.txt').read_text().split() == ['one', 'two', 'three']\n"
            "assert sorted(x.name for x in r.files('pkg').iterdir()) == ['__init__.py', 'data', 'deep', 'helper.py']\n"
            "with r.as_file(r.files('pkg') / 'helper.py') as path: assert str(path) == '/game/pkg/helper.py', path\n"
            "assert inspect.getsource(pkg.helper).startswith('from .deep import leaf')\n") == "");
}

TEST_CASE("mounts: compiled modules are imported, and none is written") {
  Python python(with_archive());
  REQUIRE(run("import importlib._bootstrap_external as e\n"
              "pyc = bytes(e._code_to_timestamp_pyc(compile('value = 7', 'made.py', 'exec'), 0, 0))\n"
              "import main, os\n"
              "assert not os.path.exists(main.__cached__)\n") == "");
  PyObject* pyc = PyDict_GetItemString(PyModule_GetDict(PyImport_AddModule("__main__")), "pyc");
  const PyEmb_File files[] = {{"made.pyc", PyBytes_AsString(pyc), static_cast<size_t>(PyBytes_Size(pyc))}};
  REQUIRE(PyEmb_MountFiles("/compiled", files, 1) == 0);
  CHECK(run("import sys; sys.path.append('/compiled')\n"
            "import made; assert made.value == 7 and made.__file__ == '/compiled/made.pyc', made.__file__\n") == "");
  CHECK(PyEmb_Unmount("/compiled") == 0);
}

TEST_CASE("mounts: files are read as others are") {
  Python python(with_archive());
  CHECK(run("import io, os\n"
            "with open('/game/pkg/data/table.txt') as f: assert list(f) == ['one\\n', 'two\\n', 'three\\n'] and f.name == '/game/pkg/data/table.txt'\n"
            "with open('/game//pkg/./deep/../data/table.txt', 'rb') as f:\n"
            "    assert f.read(3) == b'one' and f.tell() == 3 and f.seek(-6, 2) == 8 and f.read() == b'three\\n' and f.read() == b''\n"
            "    assert f.seek(100) == 100 and f.read() == b'' and f.seekable() and not f.writable() and not f.isatty()\n"
            "    b = bytearray(4); f.seek(4); assert f.readinto(b) == 4 and b == b'two\\n'\n"
            "    for bad in (lambda: f.seek(-1), lambda: f.seek(0, 9)):\n"
            "        try: bad()\n"
            "        except (OSError, ValueError): pass\n"
            "        else: assert False\n"
            "    try: f.fileno()\n"
            "    except io.UnsupportedOperation: pass\n"
            "    else: assert False\n"
            "assert f.closed and f.raw.closed\n"
            "with open('/game/empty.bin', 'rb', buffering=0) as f: assert f.read(5) == b'' and f.readall() == b'' and f.read() == b''\n"
            "with io.open_code('/game/main.py') as f: assert f.read().startswith(b'import')\n"
            "with io.FileIO(b'/game/a-b.txt') as f: assert f.read() == b'dash' and repr(f).startswith('<_io.FileIO name=b'), repr(f)\n") == "");
}

TEST_CASE("mounts: os looks at them") {
  Python python(with_archive());
  CHECK(run("import os, stat, glob, pathlib\n"
            "info = os.stat('/game/a-b.txt')\n"
            "assert info.st_size == 4 and stat.S_ISREG(info.st_mode) and stat.S_ISDIR(os.lstat('/game/pkg').st_mode)\n"
            "assert os.path.samefile('/game/pkg', '/game/pkg/deep/..') and not os.path.samefile('/game/pkg', '/game/pkg/deep')\n"
            "names = ['a-b.txt', 'broken.py', 'empty.bin', 'faulty.py', 'main.py', 'pkg', 'program', 'space']\n"
            "assert os.listdir('/game') == names, os.listdir('/game')\n"
            "assert os.listdir(b'/game/space/') == [b'part.py']\n"
            "with os.scandir('/game/pkg') as entries: found = {e.name: (e.path, e.is_dir(), e.is_file(), e.is_symlink(), e.stat().st_size) for e in entries}\n"
            "assert found == {'__init__.py': ('/game/pkg/__init__.py', False, True, False, 0), 'data': ('/game/pkg/data', True, False, False, 0),\n"
            "                 'deep': ('/game/pkg/deep', True, False, False, 0), 'helper.py': ('/game/pkg/helper.py', False, True, False, 46)}, found\n"
            "with os.scandir('/game/pkg/') as entries: assert all(e.inode() == e.stat().st_ino and e.path.startswith('/game/pkg/') for e in entries)\n"
            "assert sum(len(files) for _, _, files in os.walk('/game')) == 13\n"
            "assert sorted(glob.glob('/game/pkg/**/*.py', recursive=True))[-1] == '/game/pkg/helper.py'\n"
            "assert pathlib.Path('/game/pkg/data/table.txt').read_text()[:3] == 'one' and pathlib.Path('/game/pkg').resolve() == pathlib.Path('/game/pkg')\n"
            "assert os.path.exists('/game') and os.path.isdir('/game/pkg') and not os.path.exists('/game/x') and not os.path.exists('/gamer')\n"
            "assert os.access('/game/main.py', os.R_OK) and not os.access('/game/main.py', os.W_OK) and not os.access('/game/main.py', os.X_OK)\n"
            "assert os.access('/game/pkg', os.X_OK) and not os.access('/game/x', os.F_OK)\n") == "");
}

TEST_CASE("mounts: nothing can be changed, and what a mount cannot tell is said") {
  Python python(with_archive());
  CHECK(run("import os, errno\n"
            "def fails(wanted, function, *args, **kw):\n"
            "    try: function(*args, **kw)\n"
            "    except OSError as e: assert e.errno == wanted and e.filename, (e, function, args)\n"
            "    else: assert False, (function, args)\n"
            "for mode in 'w', 'a', 'x', 'r+': fails(errno.EROFS, open, '/game/main.py', mode)\n"
            "for function in os.remove, os.unlink, os.rmdir, os.mkdir: fails(errno.EROFS, function, '/game/main.py')\n"
            "fails(errno.EROFS, os.rename, '/game/main.py', '/elsewhere'); fails(errno.EROFS, os.replace, '/', '/game/x')\n"
            "fails(errno.EROFS, os.chmod, '/game/main.py', 0); fails(errno.EROFS, os.utime, '/game/main.py'); fails(errno.EROFS, os.truncate, '/game/main.py', 0)\n"
            "fails(errno.EROFS, os.open, '/game/main.py', os.O_WRONLY); fails(errno.ENOTSUP, os.open, '/game/main.py', os.O_RDONLY)\n"
            "fails(errno.ENOTSUP, os.chdir, '/game'); fails(errno.ENOTSUP, os.statvfs, '/game'); fails(errno.EINVAL, os.readlink, '/game/main.py')\n"
            "fails(errno.EISDIR, open, '/game/pkg'); fails(errno.ENOENT, open, '/game/none'); fails(errno.ENOENT, os.stat, '/game/none')\n"
            "fails(errno.ENOTDIR, os.listdir, '/game/main.py'); fails(errno.ENOENT, os.scandir, '/game/none')\n"
            "fails(errno.ENOENT, os.stat, '/game/../nowhere')\n"
            "os.makedirs('/game/pkg', exist_ok=True)\n") == "");
}

TEST_CASE("mounts: tracebacks and syntax errors show the lines of the host's files") {
  Python python(with_archive());
  const std::string shown = run("import broken\n");
  CHECK(shown.find("  File \"/game/broken.py\", line 2, in fail\n    return 1 / x\n           ~~^~~\nZeroDivisionError: division by zero") != std::string::npos);
  CHECK(run("import faulty\n").find("  File \"/game/faulty.py\", line 2\n    y = = 2\n        ^\nSyntaxError: invalid syntax") != std::string::npos);
  CHECK(run("import linecache\nassert linecache.getline('/game/broken.py', 2) == '    return 1 / x\\n'\n") == "");
  PyObject* line = PyErr_ProgramText("/game/broken.py", 1);
  REQUIRE(line != nullptr);
  CHECK(std::string(PyUnicode_AsUTF8(line)) == "def fail(x):\n");
  Py_DECREF(line);
}

TEST_CASE("mounts: programs are run from there") {
  struct Case {
    const char* option;
    const char* value;
  };
  for (const Case& c : {Case{"run_module", "program"}, Case{"run_filename", "/game/program"}, Case{"run_filename", "/game/program/__main__.py"}}) {
    PyInitConfig* config = PyInitConfig_Create();
    char* path = const_cast<char*>(c.option == std::string("run_module") ? "/game/program" : "/elsewhere");
    char* both[] = {const_cast<char*>("/game"), path};
    PyInitConfig_SetInt(config, "site_import", 0);
    PyInitConfig_SetInt(config, "isolated", 0);  // which makes the path safe
    PyInitConfig_SetInt(config, "safe_path", 0);
    PyInitConfig_SetStrList(config, "module_search_paths", 2, both);
    PyInitConfig_SetStr(config, c.option, c.value);
    REQUIRE(mount_archive(config, "/game") == 0);
    REQUIRE(Py_InitializeFromInitConfig(config) == 0);
    PyInitConfig_Free(config);
    CHECK(Py_RunMain() == 0);
  }
}

TEST_CASE("mounts: a mount point may begin with a name") {
  for (int site : {0, 1}) {
    Options options = with_archive("game:/");
    options.site = site;
    Python python(options);
    CHECK(run("import main, os, pathlib, space.part\n"
              "assert main.value == 42\n"
              "assert os.listdir('game:')[0] == 'a-b.txt' and open('game:/a-b.txt').read() == 'dash' and os.path.exists('game:/pkg/')\n"
              "assert pathlib.Path('game:/a-b.txt').resolve().read_text() == 'dash' and open(os.path.abspath('game:/a-b.txt')).read() == 'dash'\n"
              "assert not os.path.exists('other:/a-b.txt') and not os.path.exists('/x/game:/a-b.txt')\n") == "");
    if (site == 0) CHECK(run("assert main.__file__ == 'game:/main.py', main.__file__\n") == "");
  }
  Python python;
  REQUIRE(run("import json\n") == "");
  REQUIRE(PyEmb_MountFiles("mods:/x", archive().data(), archive().size()) == 0);
  CHECK(run("import sys; sys.path.append('mods:/x')\nimport main; assert main.__file__ == 'mods:/x/main.py', main.__file__\n") == "");
}

TEST_CASE("mounts: they come and go while the interpreter runs") {
  Python python;
  Host host;
  const PyEmb_FileSystem system = host.system();
  REQUIRE(run("try: import mod\nexcept ModuleNotFoundError: pass\n") == "");
  REQUIRE(PyEmb_Mount("/game/", &system) == 0);
  CHECK(run("import mod, os; assert mod.value == 1 and os.stat('/game/mod.py').st_mtime_ns == 1500000000123456789\n"
            "f = open('/game/data', 'rb', buffering=0); assert f.read(3) == b'012'\n") == "");
  CHECK(PyEmb_Mount("/game", &system) == -1);
  CHECK(PyErr_ExceptionMatches(PyExc_ValueError));
  PyErr_Clear();
  CHECK(host.opened - host.closed == 1);
  CHECK(PyEmb_Unmount("/game") == 0);
  CHECK(host.opened == host.closed);
  CHECK(run("import errno\ntry: f.read(1)\nexcept OSError as e: assert e.errno == errno.ESTALE, e\nelse: assert False\nf.close()\n"
            "assert not os.path.exists('/game/mod.py')\n") == "");
  CHECK(run("import sys; sys.modules.pop('mod', None)\ntry: import mod\nexcept ModuleNotFoundError: pass\nelse: assert False\n") == "");
  CHECK(PyEmb_Unmount("/game") == -1);
  PyErr_Clear();
}

TEST_CASE("mounts: the longest point wins, and the root may be one") {
  const PyEmb_File outer[] = {file("inner/x", "outer"), file("y", "y")}, inner[] = {file("x", "inner")};
  Python python;
  REQUIRE(PyEmb_MountFiles("/g", outer, 2) == 0);
  REQUIRE(PyEmb_MountFiles("/g/inner", inner, 1) == 0);
  CHECK(run("assert open('/g/inner/x').read() == 'inner' and open('/g/y').read() == 'y'\n") == "");
  REQUIRE(PyEmb_MountFiles("/", inner, 1) == 0);
  CHECK(run("import os; assert os.listdir('/') == ['x'] and open('/x').read() == 'inner' and not os.path.exists('/tmp') and open('/g/y').read() == 'y'\n") == "");
}

TEST_CASE("mounts: a host that fails or lies is an exception") {
  Python python;
  Host host;
  const PyEmb_FileSystem system = host.system();
  REQUIRE(PyEmb_Mount("/h", &system) == 0);
  REQUIRE(run("import errno, os\n"
              "def fails(wanted, function, *args):\n"
              "    try: function(*args)\n"
              "    except OSError as e: assert e.errno == wanted, e\n"
              "    else: assert False, wanted\n"
              "def read(): return open('/h/data', 'rb').read()\n") == "");
  for (int error : {EACCES, -EACCES}) {
    host.stat_error = error;
    CHECK(run("fails(errno.EACCES, os.stat, '/h/data'); fails(errno.EACCES, read); assert not os.access('/h/data', 0)\n") == "");
  }
  for (int error : {-99999, 99999}) {
    host.stat_error = error;
    CHECK(run("fails(errno.EIO, os.stat, '/h/data')\n") == "");
  }
  host.stat_error = 0;
  host.told_size = -1;
  CHECK(run("fails(errno.EIO, os.stat, '/h/data'); fails(errno.EIO, read)\n") == "");
  host.told_size = 20;  // it is shorter
  CHECK(run("fails(errno.EIO, read)\n") == "");
  host.told_size = 4;  // it is longer: that much is it
  CHECK(run("assert read() == b'0123'\n") == "");
  host.told_size = int64_t{1} << 62;
  CHECK(run("try: read()\nexcept (OSError, MemoryError): pass\nelse: assert False\n") == "");
  host.told_size = -2;
  host.open_error = EMFILE;
  CHECK(run("fails(errno.EMFILE, read)\n") == "");
  host.open_error = 0;
  host.on_read = [](const std::string&, int64_t, char*, size_t) { return int64_t{-EIO}; };
  CHECK(run("fails(errno.EIO, read)\n") == "");
  host.on_read = [](const std::string&, int64_t, char*, size_t size) { return static_cast<int64_t>(size) + 1; };
  CHECK(run("fails(errno.EIO, read)\n") == "");
  host.on_read = [](const std::string&, int64_t, char*, size_t) { return INT64_MIN; };
  CHECK(run("fails(errno.EIO, read)\n") == "");
  host.on_read = [](const std::string& data, int64_t offset, char* to, size_t) { return static_cast<int64_t>(data.copy(to, 1, static_cast<size_t>(offset))); };
  CHECK(run("assert read() == b'0123456789'\nimport sys; sys.path.append('/h'); import mod; assert mod.value == 1\n") == "");
  host.on_read = [](const std::string&, int64_t, char*, size_t) {
    PyErr_SetString(PyExc_RuntimeError, "from the host");
    return int64_t{3};
  };
  CHECK(run("try: read()\nexcept RuntimeError as e: assert str(e) == 'from the host'\nelse: assert False\n") == "");
  host.on_read = nullptr;
  host.list_error = EPERM;
  CHECK(run("fails(errno.EPERM, os.listdir, '/h'); fails(errno.EPERM, os.scandir, '/h')\n") == "");
  host.list_error = 0;
  host.names_odd = true;
  for (const char* odd : {static_cast<const char*>(nullptr), ""}) {
    host.odd_name = odd;
    CHECK(run("try: os.listdir('/h')\nexcept ValueError: pass\nelse: assert False\n") == "");
  }
  host.odd_name = "\xff\xfe/..";
  CHECK(run("assert os.listdir('/h')[-1] == '\\udcff\\udcfe/..'\n") == "");
  CHECK(host.opened == host.closed);
}

TEST_CASE("mounts: callbacks may run Python") {
  Python python;
  Host host;
  const PyEmb_FileSystem system = host.system();
  REQUIRE(PyEmb_Mount("/h", &system) == 0);
  static int refused;
  refused = 0;
  host.on_read = [](const std::string& data, int64_t offset, char* to, size_t size) {
    refused += PyEmb_Unmount("/h") == -1 && PyErr_ExceptionMatches(PyExc_RuntimeError);
    PyErr_Clear();
    Py_BEGIN_ALLOW_THREADS
    Py_END_ALLOW_THREADS
    PyRun_SimpleString("f.close()");
    return static_cast<int64_t>(data.copy(to, size, static_cast<size_t>(offset)));
  };
  CHECK(run("import errno\n"
            "f = open('/h/data', 'rb', buffering=0)\n"
            "try: f.read(2)\nexcept OSError as e: assert e.errno == errno.EBADF, e\nelse: assert False\n"
            "assert f.closed\n") == "");
  CHECK(refused == 1);
  CHECK(host.opened == host.closed);
  host.on_read = nullptr;
  host.on_close = [] { PyErr_SetString(PyExc_KeyError, "closing"); };
  CHECK(run("try: open('/h/data', 'rb', buffering=0).close()\nexcept KeyError: pass\nelse: assert False\n") == "");
  CHECK(run("f = open('/h/data', 'rb')\n") == "");  // the end of the interpreter closes it
  host.on_close = nullptr;
}

TEST_CASE("mounts: the end of the interpreter closes files, and what one leaves open") {
  Host host;
  {
    Python python;
    const PyEmb_FileSystem system = host.system();
    REQUIRE(PyEmb_Mount("/h", &system) == 0);
    CHECK(run("import io\nclass Kept(io.FileIO):\n    def close(self): pass\n    def __del__(self): pass\nkept = Kept('/h/data')\nkept.me = kept\nf = open('/h/data')\n") == "");
    CHECK(host.opened == 2);
  }
  CHECK(host.closed == 2);
}

TEST_CASE("mounts: what is no mount point, no file system, no table") {
  Python python;
  Host host;
  PyEmb_FileSystem system = host.system();
  for (const char* point : {"", "game", "a/b:", ":", "/a/../b", "/a/./b", static_cast<const char*>(nullptr)}) {
    CAPTURE(point != nullptr ? point : "NULL");
    CHECK(PyEmb_Mount(point, &system) == -1);
    CHECK(PyErr_ExceptionMatches(PyExc_ValueError));
    PyErr_Clear();
  }
  CHECK(PyEmb_Mount("/x", nullptr) == -1);
  PyErr_Clear();
  system.read = nullptr;
  CHECK(PyEmb_Mount("/x", &system) == -1);
  PyErr_Clear();
  system = host.system();
  system.struct_size = 8;
  CHECK(PyEmb_Mount("/x", &system) == -1);
  PyErr_Clear();
  for (const char* name : {"", "/a", "a/", "a//b", "../a", "a/./b", static_cast<const char*>(nullptr)}) {
    const PyEmb_File files[] = {{name, "", 0}};
    CHECK(PyEmb_MountFiles("/x", files, 1) == -1);
    CHECK(PyErr_ExceptionMatches(PyExc_ValueError));
    PyErr_Clear();
  }
  const PyEmb_File twice[] = {file("a", ""), file("a", "")}, both[] = {file("a", ""), file("a/b", "")}, nothing[] = {{"a", nullptr, 1}};
  CHECK(PyEmb_MountFiles("/x", twice, 2) == -1);
  PyErr_Clear();
  CHECK(PyEmb_MountFiles("/x", both, 2) == -1);
  PyErr_Clear();
  CHECK(PyEmb_MountFiles("/x", nothing, 1) == -1);
  PyErr_Clear();
  CHECK(PyEmb_MountFiles("/x", nullptr, 0) == 0);
  CHECK(run("import os; assert os.listdir('/x') == []\n") == "");
  system = host.system();
  PyInitConfig* config = PyInitConfig_Create();
  const char* message = nullptr;
  CHECK(PyInitConfig_Mount(config, "nowhere", &system) == -1);
  CHECK(PyInitConfig_GetError(config, &message) == 1);
  CHECK(std::string(message) == "a mount point is a path from the root, or begins with a name and a colon: 'nowhere'");
  PyInitConfig_Free(config);
}
