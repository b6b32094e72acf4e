// SPDX-License-Identifier: MIT
#pragma once

// Single characters: case, categories, membership in the sets of a code list. Pure functions but for the locale's ones.

#include <cstdint>

#include "modules/sre/codes.h"

namespace pyemb::sre {

/// How characters are compared.
enum class Fold : uint8_t { kNone, kAscii, kLocale, kUnicode };

char32_t lower(Fold fold, char32_t c);
char32_t lower_locale(char32_t c);
char32_t upper_locale(char32_t c);
/// One character each: of a mapping to several the first.
char32_t lower_unicode(char32_t c);
char32_t upper_unicode(char32_t c);
inline char32_t lower_ascii(char32_t c) { return c - U'A' < 26 ? c + 32 : c; }

bool is_word_ascii(char32_t c);
bool is_word_locale(char32_t c);
bool is_word_unicode(char32_t c);
bool in_category(Category category, char32_t c);

/// Whether the set (its operations up to kFailure) has the character.
bool set_has(const uint32_t* set, char32_t c);
/// The same for an opposite case.
bool set_has(Fold fold, const uint32_t* set, char32_t c);
/// Whether what the set has depends on the locale.
bool set_needs_locale(const uint32_t* set);
/// The number of words of an operation in a set.
uint32_t set_item_words(const uint32_t* item);

// Of the characters from 256 on, in four classes that do not overlap: which of them a set may have.
enum WideClass : uint8_t { kWideDigits = 1, kWideWords = 2, kWideSpaces = 4, kWideOthers = 8, kWideAll = 15 };
uint8_t wide_class(char32_t c);
uint8_t wide_classes(Fold fold, const uint32_t* set);

}  // namespace pyemb::sre
