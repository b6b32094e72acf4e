// SPDX-License-Identifier: MIT
#include "objects/suggestions.h"

#include <algorithm>

#include "objects/str.h"

namespace pyemb {
namespace {

constexpr int64_t kMoveCost = 2;       // insert, delete, or replace a character
constexpr int64_t kCaseCost = 1;       // replace it by itself in the other case
constexpr size_t kMaxLength = 40;
constexpr size_t kMaxCandidates = 750;

char lower(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c + 32) : c; }

int64_t replace_cost(char a, char b) {
  if ((a & 31) != (b & 31)) return kMoveCost;
  if (a == b) return 0;
  return lower(a) == lower(b) ? kCaseCost : kMoveCost;
}

/// Levenshtein distance of the two names' UTF-8; more than `limit` when it is that.
int64_t distance(std::string_view a, std::string_view b, int64_t limit) {
  if (a == b) return 0;
  while (!a.empty() && !b.empty() && a.front() == b.front()) {
    a.remove_prefix(1);
    b.remove_prefix(1);
  }
  while (!a.empty() && !b.empty() && a.back() == b.back()) {
    a.remove_suffix(1);
    b.remove_suffix(1);
  }
  if (a.empty() || b.empty()) return static_cast<int64_t>(a.size() + b.size()) * kMoveCost;
  if (a.size() > kMaxLength || b.size() > kMaxLength) return limit + 1;
  if (b.size() < a.size()) std::swap(a, b);
  if (static_cast<int64_t>(b.size() - a.size()) * kMoveCost > limit) return limit + 1;

  int64_t row[kMaxLength];  // costs of turning prefixes of `a` into the prefix of `b` at hand
  for (size_t i = 0; i < a.size(); ++i) row[i] = static_cast<int64_t>(i + 1) * kMoveCost;
  int64_t result = 0;
  for (size_t j = 0; j < b.size(); ++j) {
    int64_t diagonal = static_cast<int64_t>(j) * kMoveCost;
    result = diagonal;
    int64_t least = INT64_MAX;
    for (size_t i = 0; i < a.size(); ++i) {
      int64_t substitute = diagonal + replace_cost(b[j], a[i]);
      diagonal = row[i];
      int64_t insert_or_delete = std::min(result, diagonal) + kMoveCost;
      result = std::min(insert_or_delete, substitute);
      row[i] = result;
      least = std::min(least, result);
    }
    if (least > limit) return limit + 1;
  }
  return result;
}

}  // namespace

Value closest_name(ThreadState& ts, std::span<const Value> candidates, Value name) {
  if (candidates.size() >= kMaxCandidates || !is<Str>(name)) return Value::null();
  Utf8 wanted(ts, name);
  Value best = Value::null();
  int64_t best_distance = INT64_MAX;
  for (Value candidate : candidates) {
    if (!is<Str>(candidate)) continue;
    Utf8 text(ts, candidate);
    if (text.view() == wanted.view()) continue;
    // No more than a third of the characters involved may need a change.
    int64_t limit = static_cast<int64_t>(wanted.view().size() + text.view().size() + 3) * kMoveCost / 6;
    limit = std::min(limit, best_distance - 1);
    int64_t d = distance(wanted.view(), text.view(), limit);
    if (d > limit) continue;
    best = candidate;
    best_distance = d;
  }
  return best;
}

}  // namespace pyemb
