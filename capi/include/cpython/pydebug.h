/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_CPYTHON_PYDEBUG_H
#define PYEMB_CPYTHON_PYDEBUG_H

/* The configuration by variables, of before PEP 587: Py_Initialize() reads them. They do not show what an interpreter was told; its sys.flags do. */

#ifdef __cplusplus
extern "C" {
#endif

PyAPI_DATA(int) Py_BytesWarningFlag;
PyAPI_DATA(int) Py_DebugFlag;
PyAPI_DATA(int) Py_DontWriteBytecodeFlag;
PyAPI_DATA(int) Py_FrozenFlag;
PyAPI_DATA(int) Py_HashRandomizationFlag; /* without effect: hashes are random unless the configuration says otherwise */
PyAPI_DATA(int) Py_IgnoreEnvironmentFlag;
PyAPI_DATA(int) Py_InspectFlag;
PyAPI_DATA(int) Py_InteractiveFlag;
PyAPI_DATA(int) Py_IsolatedFlag;
PyAPI_DATA(int) Py_NoSiteFlag;
PyAPI_DATA(int) Py_NoUserSiteDirectory;
PyAPI_DATA(int) Py_OptimizeFlag;
PyAPI_DATA(int) Py_QuietFlag;
PyAPI_DATA(int) Py_UnbufferedStdioFlag;
PyAPI_DATA(int) Py_VerboseFlag;

#define Py_GETENV(name) (Py_IgnoreEnvironmentFlag ? NULL : getenv(name))

#ifdef __cplusplus
}
#endif

#endif
