// SPDX-License-Identifier: MIT
#pragma once

// std::filesystem::path: pathlib.Path; from whatever os.fspath() takes. Since 0.1.

#include <filesystem>

#include "convert.hpp"

namespace pyemb {
inline namespace api {

template <>
struct Convert<std::filesystem::path> {
  static constexpr std::string_view kName = "str, bytes or os.PathLike";
  static PyObject* make(const std::filesystem::path& path, detail::Pass&) {
    const std::string& text = path.native();
    Object name = Object::steal(PyUnicode_DecodeFSDefaultAndSize(text.data(), static_cast<Py_ssize_t>(text.size())));
    Object module = Object::steal(name ? PyImport_ImportModule("pathlib") : nullptr);
    Object type = Object::steal(module ? PyObject_GetAttrString(module.raw(), "Path") : nullptr);
    return type ? PyObject_CallOneArg(type.raw(), name.raw()) : nullptr;
  }
  static bool load(PyObject* source, detail::Pass& pass, std::optional<std::filesystem::path>& to) {
    if (pass.exact && PyUnicode_Check(source) != 0) return detail::mismatch(source, "os.PathLike");
    Object text = Object::steal(PyOS_FSPath(source));
    if (!text) return false;
    Object bytes = PyUnicode_Check(text.raw()) != 0 ? Object::steal(PyUnicode_EncodeFSDefault(text.raw())) : text;
    char* data = nullptr;
    Py_ssize_t size = 0;
    if (!bytes || PyBytes_AsStringAndSize(bytes.raw(), &data, &size) < 0) return false;
    to.emplace(std::string(data, static_cast<std::size_t>(size)));
    return true;
  }
};

}  // namespace api
}  // namespace pyemb
