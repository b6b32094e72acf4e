// SPDX-License-Identifier: MIT
// A host as somebody else writes it, with an installed library. It has symbols of its own that the library must not meet.
#include <cstdio>
#include <map>
#include <string>

#include "pyemb/pyemb.hpp"

#ifdef PYEMB_SUBPROJECT
static  // a subproject is linked with the libraries that the installed archive has taken in, where their functions can be seen
#else
extern "C"
#endif
const char* zlibVersion() { return "the host's own"; }

int main() {
  std::map<std::string, std::string> files = {{"greeting.py", "import zlib, hashlib, lzma, json\ntext = zlib.decompress(zlib.compress(b'hello')).decode()\n"}};
  pyemb::MemoryFiles memory;
  for (const auto& [name, text] : files) memory.add(name, text);
  pyemb::Interpreter python(pyemb::Config().executable("host").mount("/host", memory).module_search_paths({"/host"}));
  if (!python) return std::puts(python.status().message().c_str()), 1;
  std::printf("%s %s\n", python.import("greeting").attr("text").to<std::string>().value_or("?").c_str(), zlibVersion());
  pyemb::Result<void> failed = python.run("1 / 0");
  std::printf("%s\n", failed.error().message().c_str());
  return 0;
}
