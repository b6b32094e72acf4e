// SPDX-License-Identifier: MIT
#include "frontend/token.h"

namespace pyemb {

std::string_view token_text(Tok kind) {
  static constexpr std::string_view kTexts[] = {
#define TOKEN_CLASS(name) "",
#define TOKEN_OPERATOR(name, text) text,
#define TOKEN_KEYWORD(name, text) text,
#include "config/tokens.def"
  };
  return kTexts[static_cast<size_t>(kind)];
}

}  // namespace pyemb
