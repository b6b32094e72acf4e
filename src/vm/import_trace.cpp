// SPDX-License-Identifier: MIT
#include "vm/import_trace.h"

#include "objects/exception.h"
#include "objects/str.h"
#include "vm/traceback.h"

namespace pyemb {
namespace {

bool is_importlib(const Code& code) {
  return str_equal(*code.filename, "<frozen importlib._bootstrap>") || str_equal(*code.filename, "<frozen importlib._bootstrap_external>");
}

}  // namespace

void trim_import_trace(ThreadState& ts) {
  if (!is_exception(ts.pending)) return;
  auto& exception = as<Exception>(ts.pending);
  bool always = is_exception_of(ts, ts.pending, Exc::kImportError);
  Value* link = &exception.traceback;  // where the entry at hand is referred to
  Value* chunk = nullptr;              // where a run of importlib's entries began
  while (!link->is_null()) {
    auto& entry = as<Traceback>(*link);
    Code& code = frame_object_code(entry.frame);
    bool own = is_importlib(code);
    if (own && chunk == nullptr) chunk = link;
    bool ends_chunk = own && (always || str_equal(*code.name, "_call_with_frames_removed"));
    if (!own) chunk = nullptr;
    if (!ends_chunk) {
      link = &entry.next;
      continue;
    }
    Value rest = Ref::copy(entry.next).release();
    decref(std::exchange(*chunk, rest));
    link = chunk;
  }
}

}  // namespace pyemb
