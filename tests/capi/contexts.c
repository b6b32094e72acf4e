/* SPDX-License-Identifier: MIT */
/* Context variables, contexts and tokens. */
#include "capi_test.h"

static void show_value(const char *what, PyObject *variable, PyObject *fallback) {
  PyObject *value = NULL;
  if (PyContextVar_Get(variable, fallback, &value) < 0) {
    show_error(what);
    return;
  }
  if (value == NULL) {
    printf("%s -> nothing\n", what);
    return;
  }
  show_new(what, value);
}

TEST(contexts_variables) {
  PyObject *one = KEEP(PyLong_FromLong(1)), *two = KEEP(PyLong_FromLong(2)), *three = KEEP(PyLong_FromLong(3));
  PyObject *plain = KEEP(PyContextVar_New("plain", NULL)), *filled = KEEP(PyContextVar_New("filled", one));
  if (plain == NULL || filled == NULL) return;
  INT(PyContextVar_CheckExact(plain));
  INT(PyContextVar_CheckExact(one));
  show_value("unset", plain, NULL);
  show_value("unset with a fallback", plain, two);
  show_value("default", filled, NULL);
  show_value("default with a fallback", filled, two);
  PyObject *token = KEEP(PyContextVar_Set(plain, two));
  if (token == NULL) return;
  INT(PyContextToken_CheckExact(token));
  INT(PyContextToken_CheckExact(plain));
  show_value("set", plain, NULL);
  PyObject *second = KEEP(PyContextVar_Set(plain, three));
  if (second == NULL) return;
  show_value("set again", plain, one);
  NEW(PyObject_GetAttrString(second, "old_value"));
  FAILS(PyContextVar_Reset(filled, second)); /* of another variable */
  INT(PyContextVar_Reset(plain, second));
  show_value("reset", plain, NULL);
  FAILS(PyContextVar_Reset(plain, second)); /* used */
  INT(PyContextVar_Reset(plain, token));
  show_value("reset to nothing", plain, NULL);
  FAILS(PyContextVar_Get(one, NULL, &token));
  FAILS(PyContextVar_Set(one, one));
  FAILS(PyContextVar_Reset(one, second));
  FAILS(PyContextVar_Reset(plain, one));
}

TEST(contexts_entered) {
  PyObject *one = KEEP(PyLong_FromLong(1)), *two = KEEP(PyLong_FromLong(2));
  PyObject *variable = KEEP(PyContextVar_New("variable", NULL)), *fresh = KEEP(PyContext_New());
  if (variable == NULL || fresh == NULL) return;
  INT(PyContext_CheckExact(fresh));
  INT(PyContext_CheckExact(variable));
  INT(PyObject_Size(fresh));
  PyObject *outer = PyContextVar_Set(variable, one);
  if (outer == NULL) return;
  if (PyContext_Enter(fresh) == 0) {
    show_value("in a new context", variable, NULL);
    PyObject *token = KEEP(PyContextVar_Set(variable, two));
    show_value("set there", variable, NULL);
    PyObject *copy = KEEP(PyContext_CopyCurrent());
    if (copy != NULL && token != NULL) {
      INT(copy == fresh);
      INT(PyObject_Size(copy));
      NEW(PyObject_GetItem(copy, variable));
    }
    FAILS(PyContext_Enter(fresh)); /* a second time */
    INT(PyContext_Exit(fresh));
  }
  show_value("outside again", variable, NULL);
  FAILS(PyContext_Exit(fresh)); /* not in it */
  PyObject *twin = KEEP(PyContext_Copy(fresh));
  if (twin != NULL) {
    INT(PyObject_Size(twin));
    INT(twin == fresh);
  }
  FAILS(PyContext_Copy(one));
  FAILS(PyContext_Enter(one));
  FAILS(PyContext_Exit(one));
  INT(PyContextVar_Reset(variable, outer));
  Py_DECREF(outer);
  show_value("at the end", variable, NULL);
}
