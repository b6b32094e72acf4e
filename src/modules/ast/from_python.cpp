// SPDX-License-Identifier: MIT
// Python objects as the arena's tree: every attribute is read, its type is checked, and what is missing is complained of in CPython's
// words. Any attribute may be computed by Python code, which may change the tree meanwhile.
#include <bit>
#include <cstring>

#include "modules/ast/ast_module.h"
#include "objects/attributes.h"
#include "objects/bytes.h"
#include "objects/complex.h"
#include "objects/float.h"
#include "objects/int.h"
#include "objects/list.h"
#include "objects/number.h"
#include "objects/operations.h"
#include "objects/raise.h"
#include "objects/str.h"
#include "objects/tuple.h"

namespace pyemb {
namespace {

using Kind = ast::constant::Kind;

class FromPython {
 public:
  FromPython(Compilation& compilation, AstState& state) : c_(compilation), ts_(compilation.ts), state_(state) {}

  /// The node of an instance of `type`, a sum or a product; null for None.
  Status node(AstClass type, Value object, ast::Node** out) {
    *out = nullptr;
    if (object.is_none()) return {};
    const AstRow& base = ast_row(type);
    ast::Located place = {};
    if (base.place != AstRow::kNowhere) TRY(read_place(base, object, &place));
    AstClass id = type;
    if (base.shape == AstRow::kSum) {
      id = TRY(alternative(type, object));
    }
    const AstRow& row = ast_row(id);
    ast::Node* made = row.make(c_.arena);
    if (made == nullptr) return raise_no_memory(ts_);
    for (size_t i = 0; i < row.fields.size(); ++i) TRY(field(id, row, i, object, reinterpret_cast<char*>(made) + row.fields[i].offset));
    if (row.place != AstRow::kNowhere) {
      place.node_kind = row.kind;
      static_cast<ast::Located&>(*made) = place;
    }
    *out = made;
    return {};
  }

 private:
  /// Which alternative of a sum the object is, by isinstance().
  Result<AstClass> alternative(AstClass type, Value object) {
    for (size_t i = static_cast<size_t>(type) + 1; i < kAstClassCount && kAstRows[i].base == type; ++i) {
      bool fits = TRY(is_instance(ts_, object, state_.classes[i]));
      if (fits) return static_cast<AstClass>(i);
    }
    Own<Str> shown = TRY(repr(ts_, object));
    return raise(ts_, Exc::kTypeError, "expected some sort of %s, but got %s", ast_row(type).name, Utf8(ts_, *shown).c_str());
  }

  Status read_place(const AstRow& row, Value object, ast::Located* place) {
    int32_t* const numbers[kAstAttributes] = {&place->lineno, &place->col_offset, &place->end_lineno, &place->end_col_offset};
    for (int i = 0; i < kAstAttributes; ++i) {
      Ref value = TRY(find_attr(ts_, object, state_.attribute_names[i]));
      if (value.is_absent() && (i < 2 || row.place == AstRow::kRange)) {
        return raise(ts_, Exc::kTypeError, "required field \"%s\" missing from %s", kAstAttributeNames[i], row.name);
      }
      if (i >= 2 && row.place == AstRow::kStart && (value.is_absent() || value.is_none())) {
        *numbers[i] = *numbers[i - 2];  // ends where it starts
      } else {
        TRY(number(value, numbers[i]));
      }
    }
    return {};
  }

  Status field(AstClass id, const AstRow& row, size_t index, Value object, char* at) {
    const AstField& f = row.fields[index];
    Ref value = TRY(find_attr(ts_, object, state_.name_of(id, index)));
    if (f.arity == AstField::kOPT && (value.is_absent() || value.is_none())) return {};
    if (value.is_absent()) return raise(ts_, Exc::kTypeError, "required field \"%s\" missing from %s", f.name, row.name);
    if (f.arity == AstField::kSEQ) return list(row, f, value, at);
    RecursionGuard guard(ts_, "");
    if (guard.exceeded()) return too_deep(row);
    TRY(one(f, value, at));
    bool is_pointer = f.kind == AstField::kNode || f.kind == AstField::kIdentifier || f.kind == AstField::kString;
    if (f.arity != AstField::kONE || !is_pointer) return {};
    void* pointer;
    std::memcpy(&pointer, at, sizeof pointer);
    if (pointer != nullptr) return {};
    return raise(ts_, Exc::kValueError, "field '%s' is required for %s", f.name, row.name);
  }

  Raised too_deep(const AstRow& row) {
    return raise(ts_, Exc::kRecursionError, "maximum recursion depth exceeded while traversing '%s' node", row.name);
  }

  Status list(const AstRow& row, const AstField& f, Value value, char* at) {
    if (!is<List>(value)) {
      return raise(ts_, Exc::kTypeError, "%s field \"%s\" must be a list, not a %.200s", row.name, f.name, short_type_name(ts_, value));
    }
    auto& items = as<List>(value);
    int64_t count = items.size;
    size_t width = f.kind == AstField::kEnum ? 1 : sizeof(void*);
    Seq<char> made = {c_.arena.make_array<char>(static_cast<size_t>(count) * width), static_cast<uint32_t>(count)};
    if (made.data == nullptr || count > INT32_MAX) return raise_no_memory(ts_);
    for (int64_t i = 0; i < count; ++i) {
      Ref item = Ref::copy(items.at(i));
      RecursionGuard guard(ts_, "");
      if (guard.exceeded()) return too_deep(row);
      TRY(one(f, item, made.data + static_cast<size_t>(i) * width));
      if (items.size != count) return raise(ts_, Exc::kRuntimeError, "%s field \"%s\" changed size during iteration", row.name, f.name);
    }
    std::memcpy(at, &made, sizeof made);
    return {};
  }

  /// Stores a value at an address: of a field, or of an item of one.
  Status one(const AstField& f, Value value, char* at) {
    switch (f.kind) {
      case AstField::kNode: {
        ast::Node* child;
        TRY(node(f.type, value, &child));
        std::memcpy(at, &child, sizeof child);
        return {};
      }
      case AstField::kEnum: {
        AstClass member = TRY(alternative(f.type, value));
        *at = static_cast<char>(static_cast<uint8_t>(member) - static_cast<uint8_t>(f.type) - 1);
        return {};
      }
      case AstField::kInt: {
        int32_t i;
        TRY(number(value, &i));
        std::memcpy(at, &i, sizeof i);
        return {};
      }
      case AstField::kIdentifier:
      case AstField::kString: return name(f.kind, value, at);
      case AstField::kConstant: break;
    }
    return constant(value, *reinterpret_cast<ast::constant*>(at));
  }

  Status number(Value value, int32_t* out) {
    if (!is<Int>(value) && !value.is_int() && !value.is_bool()) {
      Own<Str> shown = TRY(repr(ts_, value));
      return raise(ts_, Exc::kValueError, "invalid integer value: %s", Utf8(ts_, *shown).c_str());
    }
    *out = TRY(to_c_int(ts_, value));
    return {};
  }

  Status name(AstField::Kind kind, Value value, char* at) {
    const Identifier* id = nullptr;
    if (kind == AstField::kString && is_bytes(value)) {
      id = c_.intern(as<Bytes>(value).view());
    } else if (is_str(value)) {
      Utf8 text(ts_, value);
      if (!text.ok()) return raise_no_memory(ts_);
      id = c_.intern(text.view());
    } else if (kind == AstField::kIdentifier && value.is_none()) {
      return {};
    } else {
      return raise(ts_, Exc::kTypeError, "AST %s must be of type str", kind == AstField::kIdentifier ? "identifier" : "string");
    }
    if (id == nullptr) return Raised{};
    std::memcpy(at, &id, sizeof id);
    return {};
  }

  /// What a literal could denote becomes that literal, so that the compiler knows it; all else is an object of the pool.
  Status constant(Value value, ast::constant& out) {
    out = {};
    if (value.is_none()) return {};
    if (value.is_bool()) return out.kind = value.is_true() ? Kind::kTrue : Kind::kFalse, Status();
    if (value.is_ellipsis()) return out.kind = Kind::kEllipsis, Status();
    if (value.is_int() && value.as_int() >= 0) {
      out.kind = Kind::kInt;
      out.integer = value.as_int();
      return {};
    }
    if (value.is_float()) {
      out.kind = Kind::kFloat;
      out.real = value.as_float();
      return {};
    }
    if (is_str(value)) {
      Utf8 text(ts_, value);
      if (!text.ok()) return raise_no_memory(ts_);
      return copy_text(Kind::kStr, text.view(), out);
    }
    if (is_bytes(value)) return copy_text(Kind::kBytes, as<Bytes>(value).view(), out);
    if (is_exactly(value, TypeId::kComplex) && std::bit_cast<uint64_t>(as<Complex>(value).value.real) == 0) {
      out.kind = Kind::kImaginary;
      out.real = as<Complex>(value).value.imag;
      return {};
    }
    out.kind = Kind::kValue;
    bool is_number = is_exactly(value, TypeId::kInt) || is_exactly(value, TypeId::kFloat);
    // A tuple of anything may come here; only valid ones may be looked into, and validate_ast() has not seen this one.
    uint32_t place = TRY(is_number ? c_.constants.add(Ref::copy(value)) : c_.constants.add_unshared(Ref::copy(value)));
    out.integer = place;
    return {};
  }

  Status copy_text(Kind kind, std::string_view text, ast::constant& out) {
    out.kind = kind;
    out.text = c_.arena.copy(text);
    if (out.text.data() == nullptr) return raise_no_memory(ts_);
    return {};
  }

  Compilation& c_;
  ThreadState& ts_;
  AstState& state_;
};

}  // namespace

Result<ast::mod*> ast_from_python(Compilation& compilation, AstState& state, Value object, ParseMode mode) {
  ThreadState& ts = compilation.ts;
  AstClass wanted = mode == ParseMode::kExec ? AstClass::k_Module : mode == ParseMode::kEval ? AstClass::k_Expression : AstClass::k_Interactive;
  bool fits = TRY(is_instance(ts, object, state.class_of(wanted)));
  if (!fits) return raise(ts, Exc::kTypeError, "expected %s node, got %.400s", ast_row(wanted).name, short_type_name(ts, object));
  ast::Node* tree = nullptr;
  TRY(FromPython(compilation, state).node(AstClass::k_mod, object, &tree));
  if (tree == nullptr) return raise(ts, Exc::kTypeError, "expected some sort of mod");
  return static_cast<ast::mod*>(tree);
}

}  // namespace pyemb
