// SPDX-License-Identifier: MIT
#include <cstring>

#include "config/options.h"
#include "config/platform.h"

// -h, -V and their kin, made of the rows of options.def.

namespace pyemb {
namespace {

/// Puts lines together and sends them off.
struct Page {
  HelpWriter write;
  void* context;
  void text(std::string_view piece) { write(context, piece); }
  /// `name` in a column of this width, then the sentence.
  void row(std::string_view name, size_t width, std::string_view doc) {
    text(name);
    for (size_t i = name.size(); i < width; ++i) text(" ");
    text(": ");
    text(doc);
    text("\n");
  }
};

/// `-W arg` of the row's "W:arg"; false if the row has no flag.
bool flag_text(const char* flag, char (&out)[64]) {
  if (*flag == '!') ++flag;
  if (*flag == '\0') return false;
  std::snprintf(out, sizeof out, "-%s", flag);
  if (char* colon = std::strchr(out, ':')) *colon = ' ';
  return true;
}

/// The variable's name without the marks in front.
const char* variable_name(const char* environment) {
  while (*environment == '!' || *environment == '#' || *environment == '=') ++environment;
  return environment;
}

/// Calls back for each kind of flag once: fields may share one, and the first row tells about it.
template <class Show>
void each_flag(Show show) {
  for (size_t i = 0; i < kOptions.size(); ++i) {
    bool seen = false;
    for (size_t j = 0; j < i; ++j) seen |= std::strcmp(kOptions[i].flag, kOptions[j].flag) == 0;
    char flag[64];
    if (!seen && flag_text(kOptions[i].flag, flag)) show(std::string_view(flag), kOptions[i].doc, variable_name(kOptions[i].environment));
  }
  for (const Mention& row : kSwitches) {
    char flag[64];
    if (flag_text(row.name, flag)) show(std::string_view(flag), row.doc, "");
  }
}

void usage_line(Page& page, const Config& config) {
  page.text("usage: ");
  page.text(config.program_name != nullptr ? config.program_name : "pyemb");
  page.text(" [option] ... [-c cmd | -m mod | file | -] [arg] ...\n");
}

void usage(Page& page, const Config& config) {
  constexpr size_t kWidth = 8;
  usage_line(page, config);
  page.text("Options (and the environment variables that do the same):\n");
  each_flag([&](std::string_view flag, const char* doc, const char* variable) {
    page.text(flag);
    for (size_t i = flag.size(); i < kWidth; ++i) page.text(" ");
    page.text(": ");
    page.text(doc);
    if (*variable != '\0') {
      page.text("; also ");
      page.text(variable);
    }
    page.text("\n");
  });
  page.text("Arguments:\n");
  page.row("file", kWidth, "the program: a script, a .pyc file, a folder or zip file with __main__.py");
  page.row("-", kWidth, "the program comes from standard input, as without a file; interactive on a terminal");
  page.row("arg ...", kWidth, "what the program finds in sys.argv[1:]");
}

void environment(Page& page) {
  constexpr size_t kWidth = 25;
  page.text("Environment variables:\n");
  const char* last = "";
  for (const Option& row : kOptions) {
    const char* name = variable_name(row.environment);
    if (*name == '\0' || std::strcmp(name, last) == 0) continue;
    last = name;
    page.row(name, kWidth, row.doc);
  }
  for (const Mention& row : kVariables) page.row(row.name, kWidth, row.doc);
}

void x_options(Page& page) {
  constexpr size_t kWidth = 28;
  page.text("Options of the implementation:\n");
  for (const Option& row : kOptions) {
    if (row.x[0] == '\0') continue;
    char name[64];
    std::snprintf(name, sizeof name, "-X %s", row.x[0] == '!' ? row.x + 1 : row.x);
    page.text(name);
    for (size_t i = std::strlen(name); i < kWidth; ++i) page.text(" ");
    page.text(row.x[0] == '!' ? ": do not " : ": ");
    page.text(row.doc);
    page.text("\n");
  }
}

}  // namespace

void write_help(const Config& config, Help help, HelpWriter write, void* context) {
  Page page{write, context};
  switch (help) {
    case Help::kNone: break;
    case Help::kVersion:
    case Help::kLongVersion:
      page.text("Python ");
      page.text(help == Help::kVersion ? kVersion : kVersionText);
      page.text("\n");
      break;
    case Help::kUsage: usage(page, config); break;
    case Help::kEnvironment: environment(page); break;
    case Help::kXOptions: x_options(page); break;
    case Help::kAll:
      usage(page, config);
      page.text("\n");
      environment(page);
      page.text("\n");
      x_options(page);
      break;
    case Help::kTryHelp:
      usage_line(page, config);
      page.text("Try `python -h' for more information.\n");
      break;
  }
}

}  // namespace pyemb
