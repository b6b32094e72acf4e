// SPDX-License-Identifier: MIT
// The codec registry and the standard error handlers.
#include "objects/codecs.h"

#include "api.h"
#include "objects/attributes.h"
#include "objects/call.h"
#include "objects/codec_handlers.h"
#include "objects/dict.h"

using namespace pyemb;
using namespace pyemb::capi;

const char* Py_hexdigits = "0123456789abcdef";

namespace {

Result<Own<Str>> encoding_name(Api api, const char* encoding) {
  TRY(expect_utf8(api, encoding));
  return new_str(api, encoding);
}

/// One of the four parts of a CodecInfo.
PyObject* part_of_codec(const char* encoding, int part, const char* function) {
  return api_object([&](Api api) -> Result<Ref> {
    Own<Str> name = TRY(encoding_name(api, encoding));
    Own<Tuple> codec = TRY(lookup_codec(api, *name));
    return Ref::copy(codec->at(part));
  }, function);
}

/// Calls an attribute of a CodecInfo with the error handling's name, if there is one.
PyObject* make_incremental(const char* encoding, const char* attribute, const char* errors, const char* function) {
  return api_object([&](Api api) -> Result<Ref> {
    Own<Str> name = TRY(encoding_name(api, encoding));
    Own<Tuple> codec = TRY(lookup_codec(api, *name));
    Ref maker = TRY(get_attr(api, codec, attribute));
    if (errors == nullptr) return call(api, maker);
    Own<Str> handling = TRY(new_str(api, errors));
    return call(api, maker, handling);
  }, function);
}
PyObject* make_stream(const char* encoding, int part, PyObject* stream, const char* errors, const char* function) {
  return api_object([&](Api api) -> Result<Ref> {
    Value wrapped = TRY(expect_value(api, stream));
    Own<Str> name = TRY(encoding_name(api, encoding));
    Own<Tuple> codec = TRY(lookup_codec(api, *name));
    if (errors == nullptr) return call(api, codec->at(part), wrapped);
    Own<Str> handling = TRY(new_str(api, errors));
    return call(api, codec->at(part), wrapped, handling);
  }, function);
}

/// codecs.encode() and codecs.decode().
template <class Convert>
PyObject* convert(PyObject* object, const char* encoding, const char* errors, Convert run, const char* function) {
  return api_object([&](Api api) -> Result<Ref> {
    Value value = TRY(expect_value(api, object));
    Own<Str> name = TRY(encoding_name(api, encoding));
    Own<Str> handling;
    if (errors != nullptr) handling = TRY(new_str(api, errors));
    return run(api, value, *name, handling.get());
  }, function);
}

/// What a standard handler makes of an exception, whatever is registered under its name now.
PyObject* handle(const char* name, PyObject* exception, const char* function) {
  return api_object([&](Api api) -> Result<Ref> {
    Value error = TRY(expect_value(api, exception));
    Own<Dict> handlers = TRY(new_dict(api));
    TRY(add_standard_handlers(api, *handlers));
    Ref handler = Ref::copy(dict_get(api, *handlers, name));
    return call(api, handler, error);
  }, function);
}

}  // namespace

int PyCodec_Register(PyObject* function) {
  return api_int([&](Api api) -> Status {
    Value value = TRY(expect_value(api, function));
    return register_search_function(api, value);
  });
}
int PyCodec_Unregister(PyObject* function) {
  return api_int([&](Api api) -> Status {
    Value value = TRY(expect_value(api, function));
    return unregister_search_function(api, value);
  });
}
int PyCodec_KnownEncoding(const char* encoding) {
  return api_quiet(0, [&](Api api) -> Result<int> {
    Own<Str> name = TRY(encoding_name(api, encoding));
    Own<Tuple> codec = TRY(lookup_codec(api, *name));
    return 1;
  });
}

PyObject* PyCodec_Encode(PyObject* object, const char* encoding, const char* errors) {
  return convert(object, encoding, errors, codec_encode, __func__);
}
PyObject* PyCodec_Decode(PyObject* object, const char* encoding, const char* errors) {
  return convert(object, encoding, errors, codec_decode, __func__);
}
PyObject* PyCodec_Encoder(const char* encoding) { return part_of_codec(encoding, 0, __func__); }
PyObject* PyCodec_Decoder(const char* encoding) { return part_of_codec(encoding, 1, __func__); }
PyObject* PyCodec_IncrementalEncoder(const char* encoding, const char* errors) { return make_incremental(encoding, "incrementalencoder", errors, __func__); }
PyObject* PyCodec_IncrementalDecoder(const char* encoding, const char* errors) { return make_incremental(encoding, "incrementaldecoder", errors, __func__); }
PyObject* PyCodec_StreamReader(const char* encoding, PyObject* stream, const char* errors) { return make_stream(encoding, 2, stream, errors, __func__); }
PyObject* PyCodec_StreamWriter(const char* encoding, PyObject* stream, const char* errors) { return make_stream(encoding, 3, stream, errors, __func__); }

int PyCodec_RegisterError(const char* name, PyObject* handler) {
  return api_int([&](Api api) -> Status {
    Own<Str> text = TRY(encoding_name(api, name));
    Value value = TRY(expect_value(api, handler));
    return register_error_handler(api, *text, value);
  });
}
PyObject* PyCodec_LookupError(const char* name) {
  return api_object([&](Api api) -> Result<Ref> {
    Own<Str> text = TRY(new_str(api, name != nullptr ? name : "strict"));
    return lookup_error_handler(api, *text);
  });
}
PyObject* PyCodec_StrictErrors(PyObject* exception) { return handle("strict", exception, __func__); }
PyObject* PyCodec_IgnoreErrors(PyObject* exception) { return handle("ignore", exception, __func__); }
PyObject* PyCodec_ReplaceErrors(PyObject* exception) { return handle("replace", exception, __func__); }
PyObject* PyCodec_XMLCharRefReplaceErrors(PyObject* exception) { return handle("xmlcharrefreplace", exception, __func__); }
PyObject* PyCodec_BackslashReplaceErrors(PyObject* exception) { return handle("backslashreplace", exception, __func__); }
PyObject* PyCodec_NameReplaceErrors(PyObject* exception) { return handle("namereplace", exception, __func__); }
