// SPDX-License-Identifier: MIT
#pragma once

// Enums of C++ as classes of Python's enum module:
//
//     m.enum_<Color>("Color").value("RED", Color::kRed).value("BLUE", Color::kBlue);     // an enum.IntEnum
//     m.enum_<Rights>("Rights").value("READ", Rights::kRead).flags();                     // an enum.IntFlag
//
// From then on a parameter of the type takes members only, and an answer is one. Since 0.1.

#include "bind.hpp"
#include "containers.hpp"

namespace pyemb {
inline namespace api {

template <class E>
class [[nodiscard]] Enum {
 public:
  Enum(Module& module, const char* name, const char* doc) : module_(module), name_(name), doc_(doc) {}
  Enum(const Enum&) = delete;
  Enum& operator=(const Enum&) = delete;
  ~Enum() { static_cast<void>(finish()); }

  Enum& value(const char* name, E member) {
    members_.emplace_back(name, static_cast<std::underlying_type_t<E>>(member));
    return *this;
  }
  /// Members can be combined with |, & and ~.
  Enum& flags() { return kind_ = "IntFlag", *this; }
  /// The members are variables of the module, too.
  Enum& exported() { return exported_ = true, *this; }

  /// Makes the class; happens by itself at the end of the chain.
  Result<Object> finish() {
    if (done_ || !module_.status()) return Error(std::string("the enum was not made"));
    done_ = true;
    Result<Object> base = detail::taken(PyImport_ImportModule("enum")).attr(kind_);
    Result<Object> type = base(name_.c_str(), members_, arg("module") = PyModule_GetName(module_.object().raw()));
    if (!type) return module_.fail(type.error()), type;
    Result<void> documented = type.set_attr("__doc__", doc_);
    if (!documented) return module_.fail(documented.error()), documented.error();
    module_.set(name_.c_str(), *type);
    for (const auto& [name, number] : members_) {
      if (exported_) module_.set(name.c_str(), type.attr(name.c_str()));
    }
    detail::current_registry()->enums[&detail::kTypeKey<E>] = *type;
    return type;
  }

 private:
  Module& module_;
  std::string name_;
  std::string doc_;
  std::vector<std::pair<std::string, std::underlying_type_t<E>>> members_;
  const char* kind_ = "IntEnum";
  bool exported_ = false;
  bool done_ = false;
};

template <class E>
Enum<E> Module::enum_(const char* name, const char* doc) {
  return Enum<E>(*this, name, doc);
}

}  // namespace api
}  // namespace pyemb
