// SPDX-License-Identifier: MIT
#include "modules/compress/lzma_filters.h"

#include <cstddef>
#include <cstring>

#include "modules/compress/output.h"
#include "objects/buffer.h"
#include "objects/bytes.h"
#include "objects/dict.h"
#include "objects/int.h"
#include "objects/operations.h"
#include "objects/raise.h"
#include "objects/str.h"

namespace pyemb {

Result<uint64_t> to_lzma_number(ThreadState& ts, Value value) {
  if (!is_any_int(value)) return raise(ts, Exc::kTypeError, "an integer is required");
  IntView number(value);
  if (number.negative()) return raise(ts, Exc::kOverflowError, "can't convert negative int to unsigned");
  if (number.size() > 1) return raise(ts, Exc::kOverflowError, "int too big to convert");
  return number.is_zero() ? 0 : number.magnitude()[0];
}

Result<uint32_t> to_lzma_uint32(ThreadState& ts, Value value) {
  uint64_t number = TRY(to_lzma_number(ts, value));
  if (number > UINT32_MAX) return raise(ts, Exc::kOverflowError, "Value too large for uint32_t type");
  return static_cast<uint32_t>(number);
}

namespace {

/// A key of a filter's dict and the field that it sets.
struct Option {
  const char* key;
  size_t offset;
};
constexpr Option kLzmaOptions[] = {
    {"lc", offsetof(lzma_options_lzma, lc)},     {"lp", offsetof(lzma_options_lzma, lp)},
    {"pb", offsetof(lzma_options_lzma, pb)},     {"dict_size", offsetof(lzma_options_lzma, dict_size)},
    {"mode", offsetof(lzma_options_lzma, mode)}, {"nice_len", offsetof(lzma_options_lzma, nice_len)},
    {"mf", offsetof(lzma_options_lzma, mf)},     {"depth", offsetof(lzma_options_lzma, depth)},
};
constexpr Option kDeltaOptions[] = {{"dist", offsetof(lzma_options_delta, dist)}};
constexpr Option kBcjOptions[] = {{"start_offset", offsetof(lzma_options_bcj, start_offset)}};
static_assert(sizeof(lzma_mode) == sizeof(uint32_t) && sizeof(lzma_match_finder) == sizeof(uint32_t));

/// A kind of filter: its options are a struct of 32-bit numbers.
struct FilterKind {
  const char* name;
  size_t size;
  std::span<const Option> options;
  bool has_preset;
};
constexpr FilterKind kLzmaKind = {"LZMA", sizeof(lzma_options_lzma), kLzmaOptions, true};
constexpr FilterKind kDeltaKind = {"delta", sizeof(lzma_options_delta), kDeltaOptions, false};
constexpr FilterKind kBcjKind = {"BCJ", sizeof(lzma_options_bcj), kBcjOptions, false};

const FilterKind* find_kind(lzma_vli id) {
  switch (id) {
    case LZMA_FILTER_LZMA1:
    case LZMA_FILTER_LZMA2: return &kLzmaKind;
    case LZMA_FILTER_DELTA: return &kDeltaKind;
    case LZMA_FILTER_X86:
    case LZMA_FILTER_POWERPC:
    case LZMA_FILTER_IA64:
    case LZMA_FILTER_ARM:
    case LZMA_FILTER_ARMTHUMB:
    case LZMA_FILTER_SPARC: return &kBcjKind;
    default: return nullptr;
  }
}

COLD Raised raise_unknown_filter(ThreadState& ts, lzma_vli id) {
  return raise(ts, Exc::kValueError, "Invalid filter ID: %llu", static_cast<unsigned long long>(id));
}

/// Sets the fields that the dict names; false: it is none of this kind's. An exception never leaves: the caller words it.
Status set_options(ThreadState& ts, const FilterKind& kind, Value spec, char* options) {
  if (!is<Dict>(spec)) return raise(ts, Exc::kTypeError, "not a dict");
  int64_t known = 0;
  for (const char* key : {"id", "preset"}) {
    if (std::strcmp(key, "preset") == 0 && !kind.has_preset) continue;
    Own<Str> name = TRY(new_str(ts, key));
    bool there = TRY(contains(ts, spec, name));
    known += there ? 1 : 0;
  }
  for (const Option& option : kind.options) {
    Own<Str> name = TRY(new_str(ts, option.key));
    bool there = TRY(contains(ts, spec, name));
    if (!there) continue;
    ++known;
    Ref value = TRY(get_item(ts, spec, name));
    uint32_t number = TRY(to_lzma_uint32(ts, value));
    std::memcpy(options + option.offset, &number, sizeof number);
  }
  int64_t size = TRY(length(ts, spec));
  if (size != known) return raise(ts, Exc::kTypeError, "an unknown key");
  return {};
}

/// What the dict does not say.
Status set_defaults(ThreadState& ts, const FilterKind& kind, Value spec, char* options) {
  if (&kind == &kDeltaKind) {
    lzma_options_delta delta = {};
    delta.dist = LZMA_DELTA_DIST_MIN;
    std::memcpy(options, &delta, sizeof delta);
  }
  if (!kind.has_preset) return {};
  uint32_t preset = LZMA_PRESET_DEFAULT;
  Own<Str> name = TRY(new_str(ts, "preset"));
  bool there = TRY(contains(ts, spec, name));
  if (there) {
    Ref value = TRY(get_item(ts, spec, name));
    preset = TRY(to_lzma_uint32(ts, value));
  }
  if (lzma_lzma_preset(reinterpret_cast<lzma_options_lzma*>(options), preset)) return raise_lzma_error(ts, "Invalid compression preset: %u", preset);
  return {};
}

Status parse_filter(ThreadState& ts, Value spec, lzma_filter& row) {
  if (type_of(ts, spec).slots.getitem == nullptr) return raise(ts, Exc::kTypeError, "Filter specifier must be a dict or dict-like object");
  Own<Str> key = TRY(new_str(ts, "id"));
  Result<Ref> found = get_item(ts, spec, key);
  if (found.raised() && clear_pending_if(ts, Exc::kKeyError)) return raise(ts, Exc::kValueError, "Filter specifier must have an \"id\" entry");
  Ref id_value = TRY(std::move(found));
  lzma_vli id = TRY(to_lzma_number(ts, id_value));
  const FilterKind* kind = find_kind(id);
  if (kind == nullptr) return raise_unknown_filter(ts, id);
  auto* options = static_cast<char*>(compression_allocate(1, kind->size));
  if (options == nullptr) return raise_no_memory(ts);
  std::memset(options, 0, kind->size);
  row = {id, options};  // owned by the chain from here on
  TRY(set_defaults(ts, *kind, spec, options));
  if (set_options(ts, *kind, spec, options).raised()) {
    ts.clear_pending();
    return raise(ts, Exc::kValueError, "Invalid filter specifier for %s filter", kind->name);
  }
  return {};
}

}  // namespace

LzmaFilters::~LzmaFilters() {
  for (lzma_filter* row = rows_; row->id != LZMA_VLI_UNKNOWN; ++row) compression_release(row->options);
}

Status LzmaFilters::open_one(ThreadState& ts, Value spec) {
  lzma_filter row = {LZMA_VLI_UNKNOWN, nullptr};
  Status parsed = parse_filter(ts, spec, row);
  rows_[0] = row;
  rows_[1] = {LZMA_VLI_UNKNOWN, nullptr};
  return parsed;
}

Status LzmaFilters::open(ThreadState& ts, Value specs) {
  if (is<Dict>(specs)) return raise(ts, Exc::kTypeError, "%s is not a sequence", type_name(ts, specs));
  int64_t count = TRY(length(ts, specs));
  if (count > LZMA_FILTERS_MAX) return raise(ts, Exc::kValueError, "Too many filters - liblzma supports a maximum of %d", LZMA_FILTERS_MAX);
  for (int64_t i = 0; i < count; ++i) {
    Ref spec = TRY(get_item(ts, specs, Value::from_int(i)));
    lzma_filter row = {LZMA_VLI_UNKNOWN, nullptr};
    Status parsed = parse_filter(ts, spec, row);
    rows_[i] = row;
    rows_[i + 1] = {LZMA_VLI_UNKNOWN, nullptr};
    TRY(parsed);
  }
  return {};
}

Result<Ref> lzma_encode_filter(ThreadState& ts, Value spec) {
  LzmaFilters filter;
  TRY(filter.open_one(ts, spec));
  uint32_t size;
  TRY(check_lzma(ts, lzma_properties_size(&size, filter.rows())));
  Own<Bytes> encoded = TRY(new_bytes_buffer(ts, size));
  TRY(check_lzma(ts, lzma_properties_encode(filter.rows(), encoded->data())));
  return encoded;
}

namespace {

Status add_number(ThreadState& ts, Dict& dict, const char* key, uint64_t number) {
  Ref value = TRY(new_int_unsigned(ts, number));
  return dict_set(ts, dict, key, value);
}

/// The dict of a decoded filter; its options are null where the properties said nothing.
Result<Ref> describe(ThreadState& ts, const lzma_filter& filter) {
  Own<Dict> dict = TRY(new_dict(ts));
  TRY(add_number(ts, *dict, "id", filter.id));
  const FilterKind* kind = find_kind(filter.id);
  if (kind == nullptr) return raise_unknown_filter(ts, filter.id);
  if (filter.options == nullptr) return dict;
  std::span<const Option> options = kind->options;
  if (filter.id == LZMA_FILTER_LZMA1) options = options.first(4);  // what its five bytes hold
  if (filter.id == LZMA_FILTER_LZMA2) options = options.subspan(3, 1);
  for (const Option& option : options) {
    uint32_t number;
    std::memcpy(&number, static_cast<const char*>(filter.options) + option.offset, sizeof number);
    TRY(add_number(ts, *dict, option.key, number));
  }
  return dict;
}

}  // namespace

Result<Ref> lzma_decode_filter(ThreadState& ts, Value id, Value properties) {
  lzma_filter filter = {LZMA_VLI_UNKNOWN, nullptr};
  filter.id = TRY(to_lzma_number(ts, id));
  Buffer buffer(ts);
  TRY(buffer.open(properties));
  TRY(check_lzma(ts, lzma_properties_decode(&filter, &kLzmaAllocator, buffer.data(), static_cast<size_t>(buffer.size()))));
  Result<Ref> described = describe(ts, filter);
  compression_release(filter.options);
  return described;
}

}  // namespace pyemb
