// SPDX-License-Identifier: MIT
// Compiles modules of the standard library with the library's own compiler: freeze LIST STDLIB_DIR BLOB INDEX
//
// LIST has a line for each module: NAME ORIGIN PATH KIND, where ORIGIN `-` is none, PATH is below STDLIB_DIR if it is relative, and KIND is of the
// letters p (package), a (always found), c (found even where there is a library on disk) and s (stored as it is, to be mapped; else compressed). The blob has the
// table of names, then the marshalled code objects one behind the other; the index is the table of rows, sorted by name, that frozen_modules.cpp includes.

#include <zlib.h>

#include <algorithm>
#include <cstdio>
#include <cstring>
#include <map>
#include <string>
#include <vector>

#include "frontend/compile.h"
#include "lifecycle/lifecycle.h"
#include "modules/marshal/code_record.h"
#include "modules/marshal/marshal.h"
#include "objects/exception.h"
#include "objects/raise.h"
#include "objects/str.h"

using namespace pyemb;

namespace {

struct Row {
  std::string name, origin, path, kind;
  size_t offset = 0, stored = 0, size = 0;
  bool has(char letter) const { return kind.find(letter) != std::string::npos; }
};

bool read_file(const std::string& path, std::string& text) {
  std::FILE* file = std::fopen(path.c_str(), "rb");
  if (file == nullptr) return false;
  char buffer[65536];
  text.clear();
  for (size_t n; (n = std::fread(buffer, 1, sizeof buffer, file)) > 0;) text.append(buffer, n);
  std::fclose(file);
  return true;
}

bool write_file(const char* path, const std::string& text) {
  std::FILE* file = std::fopen(path, "wb");
  if (file == nullptr) return false;
  const bool well = std::fwrite(text.data(), 1, text.size(), file) == text.size();
  return std::fclose(file) == 0 && well;
}

std::vector<Row> read_list(const std::string& text) {
  std::vector<Row> rows;
  size_t at = 0;
  while (at < text.size()) {
    size_t end = text.find('\n', at);
    std::string line = text.substr(at, end - at);
    at = end == std::string::npos ? text.size() : end + 1;
    char name[256], origin[256], path[512], kind[8] = "-";
    if (std::sscanf(line.c_str(), "%255s %255s %511s %7s", name, origin, path, kind) >= 3) rows.push_back({name, origin, path, kind});
  }
  std::sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.name < b.name; });
  return rows;
}

/// The names that modules stored as they are share.
struct Names {
  std::map<std::string, int32_t, std::less<>> numbers;
  std::vector<std::string> list;
  static int32_t number(void* context, std::string_view name) {
    auto& names = *static_cast<Names*>(context);
    if (auto known = names.numbers.find(name); known != names.numbers.end()) return known->second;
    if (names.list.size() > 0xffff) return -1;
    names.list.emplace_back(name);
    return names.numbers[names.list.back()] = static_cast<int32_t>(names.list.size()) - 1;
  }
};

void append_word(std::string& out, size_t word) {
  const auto value = static_cast<uint32_t>(word);
  out.append(reinterpret_cast<const char*>(&value), sizeof value);
}

/// The table of names, in the form of FrozenNames.
std::string make_names(const Names& names) {
  std::string out;
  append_word(out, names.list.size());
  size_t at = (names.list.size() + 2) * sizeof(uint32_t);
  append_word(out, at);
  for (const std::string& name : names.list) append_word(out, at += name.size());
  for (const std::string& name : names.list) out += name;
  return out;
}

/// The marshalled code of a source text; null: names have no numbers.
Status freeze_text(ThreadState& ts, const std::string& text, const std::string& name, const marshal::NameNumbering* names, std::string& out) {
  Own<Str> filename = TRY(new_str_format(ts, "<frozen %s>", name.c_str()));
  Own<Code> code = TRY(compile_text(ts, text, filename, CompileOptions{}));
  marshal::Writer writer(ts, marshal::kVersion, marshal::CodeForm::kFrozen);
  writer.set_numbering(names);
  TRY(writer.write(filename));
  TRY(writer.write(code));
  if (!writer.ok()) return raise_no_memory(ts);
  out.assign(writer.view());
  return {};
}

/// The library's source of importlib says which bytecode CPython has. It must say ours. False: it does not say anything.
bool set_magic_number(std::string& text) {
  constexpr std::string_view kBefore = "\nMAGIC_NUMBER = (";
  size_t at = text.find(kBefore);
  if (at == std::string::npos) return false;
  at += kBefore.size();
  text.replace(at, text.find(')', at) - at, std::to_string(marshal::bytecode_magic()));
  return true;
}

bool store(std::string& blob, Row& row, const std::string& data) {
  row.offset = blob.size();
  row.size = data.size();
  if (row.has('s')) {
    blob += data;
  } else {
    std::string packed(compressBound(data.size()), '\0');
    uLongf size = packed.size();
    if (compress2(reinterpret_cast<Bytef*>(packed.data()), &size, reinterpret_cast<const Bytef*>(data.data()), data.size(), 9) != Z_OK) return false;
    blob.append(packed, 0, size);
  }
  row.stored = blob.size() - row.offset;
  return true;
}

bool freeze_all(ThreadState& ts, std::vector<Row>& rows, const std::string& folder, std::string& blob) {
  std::map<std::string, const Row*> known;  // aliases share what their original has
  Names names;
  const marshal::NameNumbering numbering = {Names::number, &names};
  std::string text, data;
  for (Row& row : rows) {
    const std::string shown = row.origin == "-" ? row.name : row.origin[0] == '<' ? row.origin.substr(1) : row.origin;
    if (auto same = known.find(shown + row.path + row.kind); same != known.end()) {
      row.offset = same->second->offset, row.stored = same->second->stored, row.size = same->second->size;
      continue;
    }
    known[shown + row.path + row.kind] = &row;
    if (!read_file(row.path[0] == '/' ? row.path : folder + "/" + row.path, text)) {
      std::fprintf(stderr, "freeze: cannot read %s\n", row.path.c_str());
      return false;
    }
    if (shown == "importlib._bootstrap_external" && !set_magic_number(text)) {
      std::fprintf(stderr, "freeze: no magic number in %s\n", row.path.c_str());
      return false;
    }
    if (freeze_text(ts, text, shown, row.has('s') ? &numbering : nullptr, data).raised()) {
      Ref error = ts.take_pending();
      std::fprintf(stderr, "freeze: %s: %s\n", row.path.c_str(), Utf8(ts, *exception_text(ts, error).take()).c_str());
      return false;
    }
    if (!store(blob, row, data)) return false;
  }
  const std::string table = make_names(names);
  blob.insert(0, table);
  for (Row& row : rows) row.offset += table.size();
  return true;
}

std::string make_index(const std::vector<Row>& rows) {
  std::string out;
  for (const Row& row : rows) {
    std::string origin = row.origin == "-" ? "nullptr" : '"' + row.origin + '"';
    out += "{\"" + row.name + "\", " + origin + ", " + std::to_string(row.offset) + ", " + std::to_string(row.stored) + ", " + std::to_string(row.size) +
           (row.has('p') ? ", true" : ", false") + ", FrozenModule::" + (row.has('a') ? "kAlways" : row.has('c') ? "kCore" : "kLibrary") + "},\n";
  }
  return out;
}

}  // namespace

int main(int argc, char** argv) {
  std::string list;
  if (argc != 5 || !read_file(argv[1], list)) return 2;
  Config config(raw_texts());
  config.set_isolated();
  config._init_main = 0;
  ThreadState* ts = nullptr;
  if (!start_interpreter(config, &ts).is_ok()) return 3;
  std::vector<Row> rows = read_list(list);
  std::string blob;
  const bool well = freeze_all(*ts, rows, argv[2], blob);
  finish_interpreter(*ts);
  if (!well) return 1;
  return write_file(argv[3], blob) && write_file(argv[4], make_index(rows)) ? 0 : 1;
}
