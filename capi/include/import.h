/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_IMPORT_H
#define PYEMB_IMPORT_H

/* Importing. */

#ifdef __cplusplus
extern "C" {
#endif

struct _inittab {
  const char *name; /* NULL: the end */
  PyObject *(*initfunc)(void);
};
PyAPI_FUNC(PyObject *) PyImport_AddModule(const char *name); /* borrowed */
PyAPI_FUNC(PyObject *) PyImport_AddModuleObject(PyObject *name); /* borrowed */
PyAPI_FUNC(PyObject *) PyImport_ExecCodeModule(const char *name, PyObject *co); /* new */
PyAPI_FUNC(PyObject *) PyImport_ExecCodeModuleEx(const char *name, PyObject *co, const char *pathname); /* new */
PyAPI_FUNC(PyObject *) PyImport_ExecCodeModuleObject(PyObject *name, PyObject *co, PyObject *pathname, PyObject *cpathname); /* new */
PyAPI_FUNC(PyObject *) PyImport_ExecCodeModuleWithPathnames(const char *name, PyObject *co, const char *pathname, const char *cpathname); /* new */
PyAPI_FUNC(PyObject *) PyImport_GetImporter(PyObject *path); /* new */
PyAPI_FUNC(long) PyImport_GetMagicNumber(void);
PyAPI_FUNC(const char *) PyImport_GetMagicTag(void);
PyAPI_FUNC(PyObject *) PyImport_GetModule(PyObject *name); /* new */
PyAPI_FUNC(PyObject *) PyImport_GetModuleDict(void); /* borrowed */
PyAPI_FUNC(PyObject *) PyImport_Import(PyObject *name); /* new */
PyAPI_FUNC(int) PyImport_ImportFrozenModule(const char *name);
PyAPI_FUNC(int) PyImport_ImportFrozenModuleObject(PyObject *name);
PyAPI_FUNC(PyObject *) PyImport_ImportModule(const char *name); /* new */
PyAPI_FUNC(PyObject *) PyImport_ImportModuleLevel(const char *name, PyObject *globals, PyObject *locals, PyObject *fromlist, int level); /* new */
PyAPI_FUNC(PyObject *) PyImport_ImportModuleLevelObject(PyObject *name, PyObject *globals, PyObject *locals, PyObject *fromlist, int level); /* new */
PyAPI_FUNC(PyObject *) PyImport_ImportModuleNoBlock(const char *name); /* new */
#define PyImport_ImportModuleEx(name, globals, locals, fromlist) PyImport_ImportModuleLevel((name), (globals), (locals), (fromlist), 0)
PyAPI_FUNC(PyObject *) PyImport_ReloadModule(PyObject *m); /* new */
/* Modules that the host brings along; before the interpreter starts. 0, or -1: out of memory. */
PyAPI_FUNC(int) PyImport_AppendInittab(const char *name, PyObject *(*initfunc)(void));

/* Not in the stable ABI. */
/* A table of the host's in the place of this empty one: its modules are added when the library starts, as PyImport_ExtendInittab() would. */
PyAPI_DATA(struct _inittab *) PyImport_Inittab;
/* Frozen modules of the host; they are found before those of the library that the import system is not made of. */
struct _frozen {
  const char *name;          /* NULL: the end */
  const unsigned char *code; /* what marshal of this library made of a code object; NULL: there is no module of this name */
  int size;                  /* negative: a package */
  int is_package;
  PyObject *(*get_code)(void); /* NULL, or makes the code: new */
};
PyAPI_DATA(const struct _frozen *) PyImport_FrozenModules; /* NULL: none */
PyAPI_FUNC(int) PyImport_ExtendInittab(struct _inittab *);
PyAPI_FUNC(PyObject *) _PyImport_GetModuleAttr(PyObject *module, PyObject *name);               /* new */
PyAPI_FUNC(PyObject *) _PyImport_GetModuleAttrString(const char *module, const char *name);     /* new */

#ifdef __cplusplus
}
#endif

#endif
