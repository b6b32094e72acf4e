/* SPDX-License-Identifier: MIT */
/* Modules and imports: by definition, by name, frozen, of code. */
#include "capi_test.h"

static PyObject *hello(PyObject *self, PyObject *unused) { return PyUnicode_FromString("hello"); }
static PyMethodDef functions[] = {{"hello", hello, METH_NOARGS, NULL}, {NULL, NULL, 0, NULL}};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "defined", "doc", 0, NULL, NULL, NULL, NULL, NULL};
static struct PyModuleDef other = {PyModuleDef_HEAD_INIT, "other", NULL, 0, NULL, NULL, NULL, NULL, NULL};
static int fails(PyObject *module) {
  PyErr_SetString(PyExc_RuntimeError, "exec fails");
  return -1;
}
static PyModuleDef_Slot slots[] = {{Py_mod_exec, fails}, {0, NULL}};
static struct PyModuleDef in_phases = {PyModuleDef_HEAD_INIT, "in_phases", NULL, 0, NULL, slots, NULL, NULL, NULL};

TEST(imports_modules) {
  PyObject *module = KEEP(PyModule_New("made")), *number = PyLong_FromLong(3);
  NEW(PyModule_GetNameObject(module));
  NEW(PyModule_GetNameObject(number));
  TEXT(PyModule_GetName(number));
  NEW(PyModule_GetFilenameObject(module));
  FAILS(PyModule_GetFilename(module));
  PyModule_AddStringConstant(module, "__file__", "a/file");
  NEW(PyModule_GetFilenameObject(module));
  INT(PyModule_GetDef(module) == NULL);
  FAILS(PyModule_GetDef(number));
  INT(PyModule_GetState(module) == NULL);
  FAILS(PyModule_GetState(number));
  INT(PyModule_AddFunctions(module, functions));
  NEW(PyObject_CallMethod(module, "hello", NULL));
  INT(PyModule_SetDocString(module, "new doc"));
  NEW(PyObject_GetAttrString(module, "__doc__"));
  INT(PyModule_AddObjectRef(module, "x", number));
  INT(PyModule_AddObjectRef(number, "x", number));
  INT(PyModule_AddObject(number, "x", number));
  INT(PyModule_AddIntConstant(number, "x", 3));
  INT(PyModule_AddStringConstant(number, "x", "3"));
  INT(PyModule_AddType(module, &PyLong_Type));
  FAILS(PyModule_GetDict(number));
  NEW(PyModule_NewObject(KEEP(PyUnicode_FromString("object"))));
  PyObject *defined = KEEP(PyModule_Create(&definition));
  INT(PyModule_GetDef(defined) == &definition);
  INT(PyState_FindModule(&definition) == NULL);
  INT(PyState_AddModule(defined, &definition));
  INT(PyState_FindModule(&definition) == defined);
  INT(PyState_RemoveModule(&definition));
  INT(PyState_FindModule(&definition) == NULL);
  INT(PyState_AddModule(module, &in_phases));
  INT(PyState_RemoveModule(&in_phases));
  FAILS(KEEP(PyModule_Create(&in_phases)));
  INT(PyModule_ExecDef(module, &other));
  INT(PyModule_ExecDef(KEEP(PyModule_New("p")), &in_phases));
  PyObject *spec = KEEP(eval("__import__('importlib.machinery').machinery.ModuleSpec('spec_name', None)"));
  NEW(PyModule_GetNameObject(KEEP(PyModule_FromDefAndSpec(&in_phases, spec))));
  FAILS(PyModule_FromDefAndSpec(&in_phases, number));
  PyObject *initialized = PyModuleDef_Init(&in_phases);
  INT(initialized != NULL);
#ifdef PYEMB_TESTED
  Py_XDECREF(initialized); /* here an object of its own, as a module's init function answers it */
#endif
}

TEST(imports_by_name) {
  PyObject *name = KEEP(PyUnicode_FromString("fresh_module")), *number = KEEP(PyLong_FromLong(3));
  INT(PyImport_AddModuleObject(name) == PyImport_AddModule("fresh_module"));
  FAILS(PyImport_AddModuleObject(KEEP(PyList_New(0))));
  INT(KEEP(PyImport_GetModule(name)) == PyImport_AddModule("fresh_module"));
  NEW(PyImport_GetModule(KEEP(PyUnicode_FromString("absent"))));
  FAILS(KEEP(PyImport_GetModule(KEEP(PyList_New(0)))));
  INT(KEEP(PyImport_ImportModuleNoBlock("json")) != NULL);
  NEW(PyImport_ImportModuleNoBlock("absent"));
  NEW(PyImport_ImportModule("absent.part"));
  NEW(PyImport_ImportModule(""));
  NEW(PyImport_Import(KEEP(PyUnicode_FromString("absent"))));
  NEW(PyImport_ImportModuleLevel("absent", NULL, NULL, NULL, 0));
  NEW(PyImport_ImportModuleLevel("json", NULL, NULL, NULL, -1));
  NEW(PyImport_ImportModuleLevelObject(name, NULL, NULL, NULL, 1));
  NEW(PyImport_ReloadModule(number));
  INT(PyDict_Check(PyImport_GetModuleDict()));
  INT(PyImport_GetMagicNumber() != 0);
  INT(strlen(PyImport_GetMagicTag()) > 4);
  NEW(PyImport_GetImporter(KEEP(PyUnicode_FromString("/nowhere/at/all"))));
  INT(PyImport_ImportFrozenModule("__hello__"));
  INT(PyImport_ImportFrozenModuleObject(KEEP(PyUnicode_FromString("__phello__"))));
  INT(PyImport_ImportFrozenModule("absent"));
  INT(PyImport_ImportFrozenModuleObject(KEEP(PyUnicode_FromString("absent"))));
  INT(PyImport_AppendInittab("late", NULL) <= 0);
}

TEST(imports_of_code) {
  PyObject *code = KEEP(Py_CompileString("x = __name__, __file__\n", "file.py", Py_file_input)), *bad = KEEP(Py_CompileString("1/0", "bad.py", Py_file_input));
  PyObject *name = KEEP(PyUnicode_FromString("of_code")), *path = KEEP(PyUnicode_FromString("path.py"));
  NEW(PyObject_GetAttrString(KEEP(PyImport_ExecCodeModule("plain", code)), "x"));
  NEW(PyObject_GetAttrString(KEEP(PyImport_ExecCodeModuleEx("ex", code, "ex.py")), "x"));
  NEW(PyObject_GetAttrString(KEEP(PyImport_ExecCodeModuleObject(name, code, path, NULL)), "x"));
  NEW(PyObject_GetAttrString(KEEP(PyImport_ExecCodeModuleWithPathnames("names", code, "a.py", "a.pyc")), "__cached__"));
  NEW(PyImport_ExecCodeModule("bad", bad));
  NEW(PyImport_ExecCodeModuleEx("bad", bad, "bad.py"));
  NEW(PyImport_ExecCodeModuleObject(name, bad, path, NULL));
  NEW(PyImport_ExecCodeModuleWithPathnames("bad", bad, NULL, NULL));
  INT(KEEP(PyImport_GetModule(KEEP(PyUnicode_FromString("bad")))) == NULL);
  NEW(Py_CompileString("1 +", "f", Py_eval_input));
  NEW(PyEval_EvalCode(bad, PyModule_GetDict(PyImport_AddModule("__main__")), NULL));
  NEW(PyEval_EvalCodeEx(KEEP(Py_CompileString("6 * 7", "f", Py_eval_input)), PyModule_GetDict(PyImport_AddModule("__main__")), NULL, NULL, 0, NULL, 0, NULL, 0, NULL, NULL));
  FAILS(PyEval_EvalCodeEx(bad, PyModule_GetDict(PyImport_AddModule("__main__")), NULL, NULL, 0, NULL, 0, NULL, 0, NULL, NULL));
}
