// SPDX-License-Identifier: MIT
//
// Shows what the parser makes of texts, for tests/frontend/compare.py, which asks CPython the same. Reads requests from
// stdin, "<mode> <origin> <flags> <size>\n" and the bytes; answers each with "<size>\n" and the dump.
//   mode: e(xec), v (eval), s(ingle); origin: s(tr) or b(ytes)
//   flags: the digit of 1 (dont_imply_dedent) + 2 (allow_incomplete_input) + 4 (barry_as_flufl)
// The one argument names a file with what is needed of the Unicode database, written by compare.py.
// With the arguments --time FILES... it parses each file a few times and prints lines a second of processor time.

#include <iconv.h>

#include <cinttypes>
#include <cstdio>
#include <cstring>
#include <ctime>
#include <string>
#include <unordered_map>
#include <vector>

#include "frontend/parser.h"
#include "frontend/source.h"

namespace {

using namespace pyemb;

struct UnicodeFacts {
  std::string flags = std::string(0x110000, '\0');  // bit 0: XID_Start, 1: XID_Continue, 2: printable
  std::unordered_map<uint32_t, std::string> nfkc;
  std::unordered_map<std::string, int32_t> names;
};

UnicodeFacts* facts_of(void* context) { return static_cast<UnicodeFacts*>(context); }
bool is_start(void* context, uint32_t c) { return (facts_of(context)->flags[c] & 1) != 0; }
bool is_continue(void* context, uint32_t c) { return (facts_of(context)->flags[c] & 2) != 0; }
bool is_printable(void* context, uint32_t c) { return (facts_of(context)->flags[c] & 4) != 0; }

bool normalize(void* context, Arena& arena, std::string_view text, std::string_view* normalized) {
  std::string result;
  for (const char* at = text.data(); at != text.data() + text.size();) {
    const char* start = at;
    auto found = facts_of(context)->nfkc.find(next_code_point(at));
    if (found != facts_of(context)->nfkc.end()) {
      result += found->second;
    } else {
      result.append(start, at);
    }
  }
  *normalized = arena.copy(result);
  return normalized->data() != nullptr;
}

int32_t find_character(void* context, std::string_view name) {
  std::string upper(name);
  for (char& c : upper) c = static_cast<char>(std::toupper(static_cast<unsigned char>(c)));
  auto found = facts_of(context)->names.find(upper);
  return found == facts_of(context)->names.end() ? -1 : found->second;
}

bool decode(void*, Arena& arena, std::string_view encoding, std::string_view bytes, std::string_view* utf8,
            SyntaxError* error) {
  std::string name(encoding);
  iconv_t converter = iconv_open("UTF-8", name.c_str());
  if (converter == reinterpret_cast<iconv_t>(-1)) {
    error->kind = SyntaxError::Kind::kSyntax;
    error->message = arena.copy("unknown encoding: " + name);
    return false;
  }
  std::string result(bytes.size() * 4 + 4, '\0');
  char* in = const_cast<char*>(bytes.data());
  char* out = result.data();
  size_t in_left = bytes.size(), out_left = result.size();
  iconv(converter, &in, &in_left, &out, &out_left);
  iconv_close(converter);
  *utf8 = arena.copy(std::string_view(result).substr(0, result.size() - out_left));
  return true;
}

void load_facts(UnicodeFacts* facts, const char* path) {
  FILE* file = std::fopen(path, "rb");
  if (file == nullptr) return;
  if (std::fread(facts->flags.data(), 1, facts->flags.size(), file) == 0) return;
  char line[512];
  while (std::fgets(line, sizeof line, file) != nullptr) {
    std::string text(line, std::strcspn(line, "\n"));
    size_t space = text.find(' ');
    uint32_t c = static_cast<uint32_t>(std::strtoul(text.c_str() + 1, nullptr, 16));
    if (text[0] == 'N') facts->names[text.substr(space + 1)] = static_cast<int32_t>(c);
    if (text[0] == 'K') facts->nfkc[c] = text.substr(space + 1);
  }
  std::fclose(file);
}

class Dump {
 public:
  std::string out;

  void node(const ast::Node* node) {
    if (node == nullptr) {
      out += '-';
      return;
    }
    out += ast::node_name(node->node_kind);
    out += '(';
    switch (node->node_kind) {
#define AST_FIELD(type, arity, name) field(n->name);
#define AST_NODE(type, name, fields)                                \
  case ast::NodeKind::name: {                                       \
    [[maybe_unused]] auto* n = static_cast<const ast::name*>(node); \
    fields break;                                                   \
  }
#define AST_PRODUCT(type, location, fields)                                \
  case ast::NodeKind::type: {                                              \
    [[maybe_unused]] auto* n = static_cast<const struct ast::type*>(node); \
    fields break;                                                          \
  }
#include "config/ast.def"
    }
    out += ')';
    if (is_located(node->node_kind)) {
      auto* located = static_cast<const ast::Located*>(node);
      char text[64];
      std::snprintf(text, sizeof text, "@%d:%d-%d:%d", located->lineno, located->col_offset, located->end_lineno,
                    located->end_col_offset);
      out += text;
    }
  }

  void hex(std::string_view bytes) {
    char text[4];
    for (unsigned char c : bytes) {
      std::snprintf(text, sizeof text, "%02x", c);
      out += text;
    }
  }

 private:
  static bool is_located(ast::NodeKind kind) {
    switch (kind) {
#define AST_LOCATION_mod false
#define AST_LOCATION_stmt true
#define AST_LOCATION_expr true
#define AST_LOCATION_excepthandler true
#define AST_LOCATION_pattern true
#define AST_LOCATION_type_ignore false
#define AST_LOCATED_LOCATED true
#define AST_LOCATED_PLAIN false
// clang-format off
#define AST_NODE(type, name, fields) \
  case ast::NodeKind::name: return AST_LOCATION_##type;
#define AST_PRODUCT(type, location, fields) \
  case ast::NodeKind::type: return AST_LOCATED_##location;
#include "config/ast.def"
      // clang-format on
    }
    return false;
  }

  void field(const ast::Node* child) {
    node(child);
    out += ',';
  }
  void field(ast::identifier name) {
    if (name == nullptr) {
      out += '-';
    } else {
      out += '\'';
      hex(name->text);
    }
    out += ',';
  }
  void field(int32_t value) { out += std::to_string(value) + ","; }
  template <typename E>
  requires std::is_enum_v<E>
  void field(E value) {
    out += name_of(value);
    out += ',';
  }
#define AST_ENUM_NAME_expr_context expr_context
#define AST_ENUM_NAME_boolop boolop
#define AST_ENUM_NAME_operator operator_
#define AST_ENUM_NAME_unaryop unaryop
#define AST_ENUM_NAME_cmpop cmpop
#define AST_ENUM(type, members)                                 \
  static const char* name_of(ast::AST_ENUM_NAME_##type value) { \
    static constexpr const char* kNames[] = {members};          \
    return kNames[static_cast<int>(value)];                     \
  }
#define AST_MEMBER(type, name) #name,
#include "config/ast.def"
  void field(const ast::constant& value) {
    using Kind = ast::constant::Kind;
    char text[40];
    switch (value.kind) {
      case Kind::kNone: out += "None"; break;
      case Kind::kTrue: out += "True"; break;
      case Kind::kFalse: out += "False"; break;
      case Kind::kEllipsis: out += "Ellipsis"; break;
      case Kind::kInt:
        std::snprintf(text, sizeof text, "%" PRIx64, static_cast<uint64_t>(value.integer));
        out += text;
        break;
      case Kind::kBigInt: out += big_hex(value); break;
      case Kind::kFloat:
      case Kind::kImaginary: {
        uint64_t bits;
        std::memcpy(&bits, &value.real, sizeof bits);
        std::snprintf(text, sizeof text, "%c%016" PRIx64, value.kind == Kind::kFloat ? 'f' : 'j', bits);
        out += text;
        break;
      }
      case Kind::kStr:
        out += 's';
        hex(value.text);
        break;
      case Kind::kBytes:
        out += 'b';
        hex(value.text);
        break;
      case Kind::kValue: out += '?'; break;  // no text denotes one
    }
    out += ',';
  }
  static std::string big_hex(const ast::constant& value) {
    std::vector<uint32_t> words;
    for (char c : value.text) {
      uint64_t carry = c <= '9' ? static_cast<uint64_t>(c - '0') : static_cast<uint64_t>((c | 0x20) - 'a' + 10);
      for (uint32_t& word : words) {
        carry += uint64_t{word} * value.base;
        word = static_cast<uint32_t>(carry);
        carry >>= 32;
      }
      if (carry != 0) words.push_back(static_cast<uint32_t>(carry));
    }
    std::string result;
    char text[12];
    for (size_t i = words.size(); i-- > 0;) {
      std::snprintf(text, sizeof text, i + 1 == words.size() ? "%x" : "%08x", words[i]);
      result += text;
    }
    return result;
  }
  template <typename T>
  void field(const Seq<T>& list) {
    out += '[';
    for (const T& item : list) field(item);
    out += "],";
  }
};

std::string show_error(const SyntaxError& error) {
  static constexpr const char* kKinds[] = {"",           "SyntaxError",        "IndentationError",
                                           "TabError",   "MemoryError",        "RecursionError",
                                           "ValueError", "UnicodeDecodeError", "Hook"};
  Dump dump;
  dump.out = std::string("ERR ") + kKinds[static_cast<int>(error.kind)];
  if (error.kind == SyntaxError::Kind::kMemory) return dump.out;
  if (error.kind == SyntaxError::Kind::kUnicodeDecode) {
    Arena arena;
    return dump.out + "|" + std::string(utf8_fault_message(arena, error.text, find_utf8_fault(error.text)));
  }
  dump.out += "|" + std::string(error.message);
  if (error.kind == SyntaxError::Kind::kValue) return dump.out;
  dump.out += "|" + std::to_string(error.lineno) + "|" + std::to_string(error.offset) + "|";
  if (error.has_end) dump.out += std::to_string(error.end_lineno) + "|" + std::to_string(error.end_offset);
  dump.out += "|";
  if (error.has_text) {
    dump.out += 't';
    dump.hex(error.text);
  }
  return dump.out;
}

std::string show(std::string_view source, ParseOptions options) {
  Arena arena;
  NameTable names(arena);
  ParseResult result = parse(names, source, options);
  Dump dump;
  if (result.tree != nullptr) {
    dump.node(result.tree);
  } else {
    dump.out = show_error(result.error);
  }
  for (const SyntaxWarning& warning : result.warnings) {
    dump.out +=
        "\nWARN " +
        std::string(warning.category == SyntaxWarning::Category::kSyntax ? "SyntaxWarning" : "DeprecationWarning") +
        "|" + std::string(warning.message) + "|" + std::to_string(warning.as_error.lineno);
  }
  return dump.out;
}

int time_files(int count, char** paths, ParseOptions options) {
  std::vector<std::string> texts;
  size_t lines = 0;
  for (int i = 0; i < count; ++i) {
    FILE* file = std::fopen(paths[i], "rb");
    if (file == nullptr) continue;
    std::string text;
    char buffer[65536];
    for (size_t got; (got = std::fread(buffer, 1, sizeof buffer, file)) > 0;) text.append(buffer, got);
    std::fclose(file);
    for (char c : text) lines += c == '\n';
    texts.push_back(std::move(text));
  }
  double best = 1e9;
  size_t memory = 0, failed = 0;
  for (int round = 0; round < 5; ++round) {
    std::clock_t start = std::clock();
    memory = failed = 0;
    for (const std::string& text : texts) {
      Arena arena;
      NameTable names(arena);
      failed += parse(names, text, options).tree == nullptr;
      memory += arena.footprint();
    }
    best = std::min(best, static_cast<double>(std::clock() - start) / CLOCKS_PER_SEC);
  }
  std::printf("%zu files, %zu lines, %.3f s, %.0f lines/s, %.1f bytes a line, %zu refused\n", texts.size(), lines, best,
              static_cast<double>(lines) / best, static_cast<double>(memory) / static_cast<double>(lines), failed);
  return 0;
}

}  // namespace

int main(int argc, char** argv) {
  UnicodeFacts facts;
  ParseOptions options;
  options.stack_limit = static_cast<char*>(__builtin_frame_address(0)) - 6 * 1024 * 1024;
  options.hooks = {&facts, is_start, is_continue, is_printable, normalize, find_character, decode};
  if (argc > 2 && std::strcmp(argv[1], "--time") == 0) return time_files(argc - 2, argv + 2, options);
  if (argc > 1) load_facts(&facts, argv[1]);
  char line[64];
  while (std::fgets(line, sizeof line, stdin) != nullptr) {
    size_t size = std::strtoul(line + 6, nullptr, 10);
    std::string source(size, '\0');
    if (size != 0 && std::fread(source.data(), 1, size, stdin) != size) return 1;
    options.mode = line[0] == 'v' ? ParseMode::kEval : line[0] == 's' ? ParseMode::kSingle : ParseMode::kExec;
    options.source_is_utf8 = line[2] == 's';
    int flags = line[4] - '0';
    options.dont_imply_dedent = (flags & 1) != 0;
    options.allow_incomplete_input = (flags & 2) != 0;
    options.barry_as_flufl = (flags & 4) != 0;
    std::string answer = show(source, options);
    std::printf("%zu\n", answer.size());
    std::fwrite(answer.data(), 1, answer.size(), stdout);
    std::fflush(stdout);
  }
  return 0;
}
