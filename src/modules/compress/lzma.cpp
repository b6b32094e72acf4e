// SPDX-License-Identifier: MIT
// _lzma: compression by liblzma: the containers .xz and .lzma, and raw streams of filter chains.
#include <cstdarg>
#include <cstdio>

#include "modules/compress/lzma_filters.h"
#include "modules/compress/piecewise.h"
#include "modules/exception_class.h"
#include "modules/integer_constants.h"
#include "modules/module_type_specs.h"
#include "modules/native_modules.h"
#include "objects/str.h"

namespace pyemb {
namespace {

enum Format : int { kAuto, kXz, kAlone, kRaw };
constexpr int kUnknownCheck = LZMA_CHECK_ID_MAX + 1;

struct Compressor : PiecewiseCompressor {
  static constexpr TypeId kId = ModuleType::kLzmaCompressor;
  lzma_stream stream;
};
struct Decompressor : PiecewiseDecompressor {
  static constexpr TypeId kId = ModuleType::kLzmaDecompressor;
  lzma_stream stream;
  int32_t check;
};

struct State {
  Value error;  ///< owned: _lzma.LZMAError
};

lzma_stream fresh_stream() {
  lzma_stream stream = LZMA_STREAM_INIT;
  stream.allocator = &kLzmaAllocator;
  return stream;
}

/// Lends the stream input and room and runs it once.
Result<bool> step_of(ThreadState& ts, lzma_stream& stream, std::string_view& input, lzma_action action, CompressionOutput& out, lzma_ret& answer) {
  stream.next_in = reinterpret_cast<const uint8_t*>(input.data());
  stream.avail_in = input.size();
  stream.next_out = out.at();
  stream.avail_out = out.room();
  {
    WithoutGil unlocked(ts);
    answer = lzma_code(&stream, action);
  }
  out.advance(out.room() - stream.avail_out);
  input.remove_prefix(input.size() - stream.avail_in);
  if (answer == LZMA_BUF_ERROR && stream.avail_in == 0 && stream.avail_out > 0) return false;  // nothing was to be done
  return check_lzma(ts, answer);
}

Result<bool> compressor_step(ThreadState& ts, Object& object, std::string_view& input, bool last, CompressionOutput& out) {
  lzma_ret answer;
  return step_of(ts, static_cast<Compressor&>(object).stream, input, last ? LZMA_FINISH : LZMA_RUN, out, answer);
}
Result<bool> decompressor_step(ThreadState& ts, Object& object, std::string_view& input, bool, CompressionOutput& out) {
  auto& self = static_cast<Decompressor&>(object);
  lzma_ret answer;
  bool ended = TRY(step_of(ts, self.stream, input, LZMA_RUN, out, answer));
  if (answer == LZMA_GET_CHECK || answer == LZMA_NO_CHECK) self.check = static_cast<int32_t>(lzma_get_check(&self.stream));
  return ended;
}

// -- LZMACompressor -----------------------------------------------------------------------------------------------------------------

Result<Ref> compressor_new(ThreadState& ts, Type& type, CallArgs) {
  Own<Compressor> made = TRY(new_native<Compressor>(ts, type));
  made->stream = fresh_stream();
  return made;
}

Result<bool> begin_xz(ThreadState& ts, lzma_stream& stream, lzma_check check, uint32_t preset, Value filters) {
  if (filters.is_none()) return check_lzma(ts, lzma_easy_encoder(&stream, preset, check));
  LzmaFilters chain;
  TRY(chain.open(ts, filters));
  return check_lzma(ts, lzma_stream_encoder(&stream, chain.rows(), check));
}

Result<bool> begin_alone(ThreadState& ts, lzma_stream& stream, uint32_t preset, Value filters) {
  if (filters.is_none()) {
    lzma_options_lzma options;
    if (lzma_lzma_preset(&options, preset)) return raise_lzma_error(ts, "Invalid compression preset: %u", preset);
    return check_lzma(ts, lzma_alone_encoder(&stream, &options));
  }
  LzmaFilters chain;
  TRY(chain.open(ts, filters));
  if (!chain.is_single(LZMA_FILTER_LZMA1)) return raise(ts, Exc::kValueError, "Invalid filter chain for FORMAT_ALONE - must be a single LZMA1 filter");
  return check_lzma(ts, lzma_alone_encoder(&stream, static_cast<const lzma_options_lzma*>(chain.rows()[0].options)));
}

Result<bool> begin_raw(ThreadState& ts, lzma_stream& stream, Value filters, lzma_ret (*begin)(lzma_stream*, const lzma_filter*)) {
  if (filters.is_none()) return raise(ts, Exc::kValueError, "Must specify filters for FORMAT_RAW");
  LzmaFilters chain;
  TRY(chain.open(ts, filters));
  return check_lzma(ts, begin(&stream, chain.rows()));
}

Value or_none(Value value) { return value.is_null() ? Value::none() : value; }

Status compressor_init(ThreadState& ts, Compressor& self, std::optional<int> format_number, std::optional<int> check_number, Value preset_value, Value filters) {
  int format = format_number.value_or(kXz);
  int check = check_number.value_or(-1);
  Value level = or_none(preset_value);
  Value specs = or_none(filters);
  if (!level.is_none() && !specs.is_none()) return raise(ts, Exc::kValueError, "Cannot specify both preset and filter chain");
  uint32_t preset = LZMA_PRESET_DEFAULT;
  if (!level.is_none()) preset = TRY(to_lzma_uint32(ts, level));
  if (format != kXz && check != -1 && check != LZMA_CHECK_NONE) return raise(ts, Exc::kValueError, "Integrity checks are only supported by FORMAT_XZ");
  if (format < kXz || format > kRaw) return raise(ts, Exc::kValueError, "Invalid container format: %d", format);
  ObjectLock locked(ts, self.lock);
  lzma_end(&self.stream);
  self.stream = fresh_stream();
  self.flushed = false;
  if (format == kXz) {
    TRY(begin_xz(ts, self.stream, check == -1 ? LZMA_CHECK_CRC64 : static_cast<lzma_check>(check), preset, specs));
  } else if (format == kAlone) {
    TRY(begin_alone(ts, self.stream, preset, specs));
  } else {
    TRY(begin_raw(ts, self.stream, specs, lzma_raw_encoder));
  }
  return {};
}

Result<Ref> compress(ThreadState& ts, Compressor& self, Value data) { return compress_piece(ts, self, compressor_step, data); }
Result<Ref> flush(ThreadState& ts, Compressor& self) { return compress_flush(ts, self, compressor_step); }
void compressor_dealloc(ThreadState&, Object* object) { lzma_end(&static_cast<Compressor*>(object)->stream); }

constexpr NativeMethod kCompressorInit = method<compressor_init>("LZMACompressor", "(format=FORMAT_XZ, check=-1, preset=None, filters=None)", nullptr);
constexpr NativeMethod kCompressorMethods[] = {
    method<compress>("compress", "($self, data, /)", "Compress data and return what is ready of the result."),
    method<flush>("flush", "($self, /)", "Return what was kept back; the object can then take no more data."),
};

// -- LZMADecompressor ---------------------------------------------------------------------------------------------------------------

Result<Ref> decompressor_new(ThreadState& ts, Type& type, CallArgs) {
  Own<Decompressor> made = TRY(new_native<Decompressor>(ts, type));
  made->stream = fresh_stream();
  TRY(piecewise_begin(ts, *made));
  return made;
}

Result<bool> begin_decoder(ThreadState& ts, Decompressor& self, int format, uint64_t memory_limit, Value filters) {
  constexpr uint32_t kFlags = LZMA_TELL_ANY_CHECK | LZMA_TELL_NO_CHECK;
  self.check = kUnknownCheck;
  switch (format) {
    case kAuto: return check_lzma(ts, lzma_auto_decoder(&self.stream, memory_limit, kFlags));
    case kXz: return check_lzma(ts, lzma_stream_decoder(&self.stream, memory_limit, kFlags));
    case kAlone: self.check = LZMA_CHECK_NONE; return check_lzma(ts, lzma_alone_decoder(&self.stream, memory_limit));
    case kRaw: self.check = LZMA_CHECK_NONE; return begin_raw(ts, self.stream, filters, lzma_raw_decoder);
    default: return raise(ts, Exc::kValueError, "Invalid container format: %d", format);
  }
}

Status decompressor_init(ThreadState& ts, Decompressor& self, std::optional<int> format_number, Value limit, Value filters) {
  int format = format_number.value_or(kAuto);
  uint64_t memory_limit = UINT64_MAX;
  Value specs = or_none(filters);
  if (!or_none(limit).is_none()) {
    if (format == kRaw) return raise(ts, Exc::kValueError, "Cannot specify memory limit with FORMAT_RAW");
    memory_limit = TRY(to_lzma_number(ts, limit));
  }
  if (format == kRaw && specs.is_none()) return raise(ts, Exc::kValueError, "Must specify filters for FORMAT_RAW");
  if (format != kRaw && !specs.is_none()) return raise(ts, Exc::kValueError, "Cannot specify filters except with FORMAT_RAW");
  ObjectLock locked(ts, self.lock);
  lzma_end(&self.stream);
  self.stream = fresh_stream();
  TRY(piecewise_begin(ts, self));
  TRY(begin_decoder(ts, self, format, memory_limit, specs));
  return {};
}

Result<Ref> decompress(ThreadState& ts, Decompressor& self, Value data, std::optional<int64_t> max_length) {
  return decompress_piece(ts, self, decompressor_step, Pending::kMayHaveOutput, "Already at end of stream", data, max_length.value_or(-1));
}
void decompressor_dealloc(ThreadState&, Object* object) {
  auto& self = *static_cast<Decompressor*>(object);
  lzma_end(&self.stream);
  piecewise_drop(self);
}

constexpr NativeMethod kDecompressorInit = method<decompressor_init>("LZMADecompressor", "(format=FORMAT_AUTO, memlimit=None, filters=None)", nullptr);
constexpr NativeMethod kDecompressorMethods[] = {
    method<decompress>("decompress", "($self, /, data, max_length=-1)",
                       "Decompress data and return what is ready of the result, at most max_length bytes unless that is negative. While needs_input is "
                       "false the next call may be without data."),
};
constexpr Member kDecompressorMembers[] = {
    {"check", Member::kInt32, offsetof(Decompressor, check), Member::kReadOnly, "Which integrity check the stream has (CHECK_UNKNOWN until enough was read)."},
    {"eof", Member::kBool, offsetof(Decompressor, eof), Member::kReadOnly, "Whether the end of the stream has been reached."},
    {"needs_input", Member::kBool, offsetof(Decompressor, needs_input), Member::kReadOnly, "Whether more data is needed for more output."},
    {"unused_data", Member::kValue, offsetof(Decompressor, unused_data), Member::kReadOnly, "What came behind the end of the stream."},
};

// -- the module ---------------------------------------------------------------------------------------------------------------------

bool is_check_supported(ThreadState&, int check) { return lzma_check_is_supported(static_cast<lzma_check>(check)) != 0; }

constexpr NativeMethod kFunctions[] = {
    function<is_check_supported>("is_check_supported", "($module, check_id, /)", "Whether this build of liblzma knows the integrity check."),
    function<lzma_encode_filter>("_encode_filter_properties", "($module, filter, /)", "The properties of a filter as they stand in a container."),
    function<lzma_decode_filter>("_decode_filter_properties", "($module, filter_id, encoded_props, /)", "The filter of encoded properties, as a dict."),
};
constexpr TypeId kTypes[] = {ModuleType::kLzmaCompressor, ModuleType::kLzmaDecompressor};

constexpr IntegerConstant kNumbers[] = {
    {"FORMAT_AUTO", kAuto}, {"FORMAT_XZ", kXz}, {"FORMAT_ALONE", kAlone}, {"FORMAT_RAW", kRaw},
    {"CHECK_NONE", LZMA_CHECK_NONE}, {"CHECK_CRC32", LZMA_CHECK_CRC32}, {"CHECK_CRC64", LZMA_CHECK_CRC64}, {"CHECK_SHA256", LZMA_CHECK_SHA256},
    {"CHECK_ID_MAX", LZMA_CHECK_ID_MAX}, {"CHECK_UNKNOWN", kUnknownCheck},
    {"FILTER_LZMA1", static_cast<int64_t>(LZMA_FILTER_LZMA1)}, {"FILTER_LZMA2", static_cast<int64_t>(LZMA_FILTER_LZMA2)},
    {"FILTER_DELTA", LZMA_FILTER_DELTA}, {"FILTER_X86", LZMA_FILTER_X86}, {"FILTER_POWERPC", LZMA_FILTER_POWERPC}, {"FILTER_IA64", LZMA_FILTER_IA64},
    {"FILTER_ARM", LZMA_FILTER_ARM}, {"FILTER_ARMTHUMB", LZMA_FILTER_ARMTHUMB}, {"FILTER_SPARC", LZMA_FILTER_SPARC},
    {"MF_HC3", LZMA_MF_HC3}, {"MF_HC4", LZMA_MF_HC4}, {"MF_BT2", LZMA_MF_BT2}, {"MF_BT3", LZMA_MF_BT3}, {"MF_BT4", LZMA_MF_BT4},
    {"MODE_FAST", LZMA_MODE_FAST}, {"MODE_NORMAL", LZMA_MODE_NORMAL},
    {"PRESET_DEFAULT", LZMA_PRESET_DEFAULT}, {"PRESET_EXTREME", LZMA_PRESET_EXTREME},
};

Status lzma_exec(ThreadState& ts, Module& module) {
  Ref error = TRY(new_exception_class(ts, "_lzma.LZMAError", core_type(ts, Exc::kException), "Call to liblzma failed."));
  TRY(module_add(ts, module, "LZMAError", error));
  module_state<State>(module).error = error.release();
  return module_add_integers(ts, module, kNumbers);
}

void state_traverse(void* state, GcVisitor& visit) { visit(static_cast<State*>(state)->error); }
void state_clear(ThreadState&, void* state) { decref(std::exchange(static_cast<State*>(state)->error, Value::null())); }

void* allocate(void*, size_t count, size_t size) { return compression_allocate(count, size); }
void release(void*, void* block) { compression_release(block); }

}  // namespace

constexpr lzma_allocator kLzmaAllocator = {allocate, release, nullptr};

Raised raise_lzma_error(ThreadState& ts, const char* format, ...) {
  char text[100];
  va_list args;
  va_start(args, format);
  std::vsnprintf(text, sizeof text, format, args);
  va_end(args);
  auto* state = static_cast<State*>(find_module_state(ts, kLzmaModule));
  if (state == nullptr || state->error.is_null()) return raise(ts, Exc::kRuntimeError, "%s", text);
  Own<Str> message = TRY(new_str(ts, text));
  return raise_value(ts, as<Type>(state->error), message);
}

Result<bool> check_lzma(ThreadState& ts, lzma_ret answer) {
  switch (answer) {
    case LZMA_OK:
    case LZMA_GET_CHECK:
    case LZMA_NO_CHECK: return false;
    case LZMA_STREAM_END: return true;
    case LZMA_UNSUPPORTED_CHECK: return raise_lzma_error(ts, "Unsupported integrity check");
    case LZMA_MEM_ERROR: return raise_no_memory(ts);
    case LZMA_MEMLIMIT_ERROR: return raise_lzma_error(ts, "Memory usage limit exceeded");
    case LZMA_FORMAT_ERROR: return raise_lzma_error(ts, "Input format not supported by decoder");
    case LZMA_OPTIONS_ERROR: return raise_lzma_error(ts, "Invalid or unsupported options");
    case LZMA_DATA_ERROR: return raise_lzma_error(ts, "Corrupt input data");
    case LZMA_BUF_ERROR: return raise_lzma_error(ts, "Insufficient buffer space");
    case LZMA_PROG_ERROR: return raise_lzma_error(ts, "Internal error");
    default: return raise_lzma_error(ts, "Unrecognized error from liblzma: %d", static_cast<int>(answer));
  }
}

constexpr TypeSpec kLzmaCompressorSpec = {
    .name = "_lzma.LZMACompressor",
    .doc = "LZMACompressor(format=FORMAT_XZ, check=-1, preset=None, filters=None)\n\nCompresses data piece by piece into a container of the format, or into a "
           "raw stream. The integrity check is one of .xz alone. Either a preset (0 to 9, with PRESET_EXTREME or without) or a chain of filters says how.",
    .id = ModuleType::kLzmaCompressor,
    .size = sizeof(Compressor),
    .methods = kCompressorMethods,
    .slots = {.init = init_from<kCompressorInit>, .new_ = compressor_new},
    .dealloc = compressor_dealloc,
};
constexpr TypeSpec kLzmaDecompressorSpec = {
    .name = "_lzma.LZMADecompressor",
    .doc = "LZMADecompressor(format=FORMAT_AUTO, memlimit=None, filters=None)\n--\n\nDecompresses data piece by piece. memlimit is how much memory the library may "
           "take; filters are for FORMAT_RAW alone.",
    .id = ModuleType::kLzmaDecompressor,
    .size = sizeof(Decompressor),
    .methods = kDecompressorMethods,
    .members = kDecompressorMembers,
    .slots = {.init = init_from<kDecompressorInit>, .new_ = decompressor_new},
    .dealloc = decompressor_dealloc,
};

constexpr NativeModule kLzmaModule = {
    .name = "_lzma",
    .functions = kFunctions,
    .types = kTypes,
    .exec = lzma_exec,
    .state_size = sizeof(State),
    .traverse = state_traverse,
    .clear = state_clear,
};

}  // namespace pyemb
