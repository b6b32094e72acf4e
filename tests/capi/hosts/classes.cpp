// SPDX-License-Identifier: MIT
// A host in C++ whose objects have a face in Python: a type of a spec around a C++ class.
#include <Python.h>

#include <map>
#include <new>
#include <string>

namespace {

class Inventory {
 public:
  void add(const std::string& name, long count) { items_[name] += count; }
  long count(const std::string& name) const {
    auto found = items_.find(name);
    return found == items_.end() ? 0 : found->second;
  }
  const std::map<std::string, long>& items() const { return items_; }

 private:
  std::map<std::string, long> items_;
};

struct InventoryObject {
  PyObject_HEAD
  Inventory* inventory;
};
Inventory& of(PyObject* self) { return *reinterpret_cast<InventoryObject*>(self)->inventory; }

PyObject* make(PyTypeObject* type, PyObject*, PyObject*) {
  auto* self = reinterpret_cast<InventoryObject*>(PyType_GenericAlloc(type, 0));
  if (self != nullptr) self->inventory = new (std::nothrow) Inventory;
  return reinterpret_cast<PyObject*>(self);
}
void destroy(PyObject* self) {
  PyTypeObject* type = Py_TYPE(self);
  delete reinterpret_cast<InventoryObject*>(self)->inventory;
  reinterpret_cast<freefunc>(PyType_GetSlot(type, Py_tp_free))(self);
  Py_DECREF(type);
  std::printf("an inventory ends\n");
}
PyObject* add(PyObject* self, PyObject* args) {
  const char* name;
  long count = 1;
  if (PyArg_ParseTuple(args, "s|l", &name, &count) == 0) return nullptr;
  of(self).add(name, count);
  Py_RETURN_NONE;
}
PyObject* subscript(PyObject* self, PyObject* key) {
  const char* name = PyUnicode_AsUTF8(key);
  return name == nullptr ? nullptr : PyLong_FromLong(of(self).count(name));
}
Py_ssize_t length(PyObject* self) { return static_cast<Py_ssize_t>(of(self).items().size()); }
PyObject* get_names(PyObject* self, void*) {
  PyObject* names = PyList_New(0);
  for (const auto& [name, count] : of(self).items()) {
    PyObject* text = Py_BuildValue("(sl)", name.c_str(), count);
    PyList_Append(names, text);
    Py_DECREF(text);
  }
  return names;
}

PyMethodDef methods[] = {{"add", add, METH_VARARGS, "Puts things in."}, {nullptr, nullptr, 0, nullptr}};
PyGetSetDef getset[] = {{"contents", get_names, nullptr, "What is in it.", nullptr}, {nullptr, nullptr, nullptr, nullptr, nullptr}};
PyType_Slot slots[] = {
    {Py_tp_new, reinterpret_cast<void*>(make)},         {Py_tp_dealloc, reinterpret_cast<void*>(destroy)}, {Py_tp_methods, methods}, {Py_tp_getset, getset},
    {Py_mp_subscript, reinterpret_cast<void*>(subscript)}, {Py_mp_length, reinterpret_cast<void*>(length)},  {0, nullptr},
};
PyType_Spec spec = {"host.Inventory", sizeof(InventoryObject), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, slots};

}  // namespace

int main() {
  std::setvbuf(stdout, nullptr, _IOLBF, 1 << 12);
  Py_Initialize();
  PyObject* type = PyType_FromSpec(&spec);
  if (type == nullptr) return 1;
  PyObject* main_module = PyImport_AddModule("__main__");
  PyModule_AddObjectRef(main_module, "Inventory", type);
  PyRun_SimpleString(
      "i = Inventory()\n"
      "i.add('sword'); i.add('coin', 30); i.add('coin', 12)\n"
      "print(len(i), i['coin'], i['nothing'], i.contents, bool(i), bool(Inventory()))\n"
      "try:\n  i.add(3)\nexcept TypeError as e:\n  print(e)\n"
      "class Bag(Inventory):\n  def add(self, name): super().add(name.upper(), 2)\n"
      "b = Bag(); b.add('x'); print(b.contents)\n"
      "del b, i\n");
  std::fflush(stdout);
  PyObject* made = PyObject_CallNoArgs(type);
  of(made).add("from C++", 9);
  PyObject* contents = PyObject_GetAttrString(made, "contents");
  PyObject* text = PyObject_Repr(contents);
  std::printf("%s\n", PyUnicode_AsUTF8(text));
  Py_DECREF(text);
  Py_DECREF(contents);
  Py_DECREF(made);
  Py_DECREF(type);
  PyRun_SimpleString("del Inventory, Bag");
  std::fflush(stdout);
  return Py_FinalizeEx() < 0 ? 120 : 0;
}
