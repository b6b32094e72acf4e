// SPDX-License-Identifier: MIT
// The arena's tree as Python objects.
#include <cstring>

#include "frontend/constants.h"
#include "modules/ast/ast_module.h"
#include "objects/attributes.h"
#include "objects/list.h"
#include "objects/raise.h"
#include "objects/str.h"

namespace pyemb {
namespace {

class ToPython {
 public:
  ToPython(ThreadState& ts, AstState& state) : ts_(ts), state_(state) {}

  Result<Ref> node(const ast::Node* n) {
    RecursionGuard guard(ts_, " during  ast construction");
    if (guard.exceeded()) return guard.raise();
    AstClass id = ast_class_of(n->node_kind);
    const AstRow& row = ast_row(id);
    Ref object = TRY(new_object(ts_, as<Type>(state_.class_of(id))));
    for (size_t i = 0; i < row.fields.size(); ++i) {
      Ref value = TRY(field(row.fields[i], reinterpret_cast<const char*>(n) + row.fields[i].offset));
      TRY(instance_set(ts_, object.object(), state_.name_of(id, i), value));
    }
    if (row.place == AstRow::kNowhere) return object;
    const auto* located = static_cast<const ast::Located*>(n);
    const int32_t places[kAstAttributes] = {located->lineno, located->col_offset, located->end_lineno, located->end_col_offset};
    for (int i = 0; i < kAstAttributes; ++i) {
      TRY(instance_set(ts_, object.object(), state_.attribute_names[i], Value::from_int(places[i])));
    }
    return object;
  }

 private:
  Result<Ref> field(const AstField& row, const char* at) {
    if (row.arity != AstField::kSEQ) return one(row, at);
    Seq<char> items;  // whatever its items are: a pointer and a count
    std::memcpy(&items, at, sizeof items);
    size_t width = row.kind == AstField::kEnum ? 1 : sizeof(void*);
    Own<List> list = TRY(new_list(ts_, items.size));
    for (uint32_t i = 0; i < items.size; ++i) {
      Ref value = TRY(one(row, items.data + i * width));
      TRY(list_append(ts_, *list, std::move(value)));
    }
    return list;
  }

  /// The value at an address: of a field, or of an item of one.
  Result<Ref> one(const AstField& row, const char* at) {
    switch (row.kind) {
      case AstField::kEnum: return Ref::copy(state_.members[static_cast<size_t>(ast_member(row.type, static_cast<uint8_t>(*at)))]);
      case AstField::kInt: {
        int32_t number;
        std::memcpy(&number, at, sizeof number);
        return Ref::steal(Value::from_int(number));
      }
      case AstField::kConstant: return new_literal(ts_, *reinterpret_cast<const ast::constant*>(at));
      case AstField::kIdentifier:
      case AstField::kString: {
        const Identifier* id;
        std::memcpy(&id, at, sizeof id);
        if (id == nullptr) return Ref::none();
        return row.kind == AstField::kIdentifier ? intern(ts_, id->text) : new_str(ts_, id->text);
      }
      case AstField::kNode: break;
    }
    const ast::Node* child;
    std::memcpy(&child, at, sizeof child);
    if (child == nullptr) return Ref::none();
    return node(child);
  }

  ThreadState& ts_;
  AstState& state_;
};

}  // namespace

Result<Ref> ast_to_python(ThreadState& ts, AstState& state, const ast::Node* tree) { return ToPython(ts, state).node(tree); }

}  // namespace pyemb
