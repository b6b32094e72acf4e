/* SPDX-License-Identifier: MIT */
/* A host that exchanges dates with its scripts: records of its own go in and come out, in two interpreters and over two starts. */
#include <Python.h>

#include <datetime.h>

typedef struct {
  int year, month, day, hour, minute, second, microsecond;
} Stamp;

static PyObject *from_stamp(const Stamp *stamp) {
  return PyDateTime_FromDateAndTime(stamp->year, stamp->month, stamp->day, stamp->hour, stamp->minute, stamp->second, stamp->microsecond);
}
static int to_stamp(PyObject *moment, Stamp *stamp) {
  if (!PyDateTime_Check(moment)) {
    PyErr_Format(PyExc_TypeError, "a datetime is wanted, not %s", Py_TYPE(moment)->tp_name);
    return -1;
  }
  stamp->year = PyDateTime_GET_YEAR(moment);
  stamp->month = PyDateTime_GET_MONTH(moment);
  stamp->day = PyDateTime_GET_DAY(moment);
  stamp->hour = PyDateTime_DATE_GET_HOUR(moment);
  stamp->minute = PyDateTime_DATE_GET_MINUTE(moment);
  stamp->second = PyDateTime_DATE_GET_SECOND(moment);
  stamp->microsecond = PyDateTime_DATE_GET_MICROSECOND(moment);
  return 0;
}

/* host.later(moment, timedelta): what the host's own clock makes of it. */
static PyObject *later(PyObject *self, PyObject *args) {
  PyObject *moment, *delta;
  Stamp stamp;
  (void)self;
  if (!PyArg_ParseTuple(args, "OO:later", &moment, &delta) || to_stamp(moment, &stamp) < 0) return NULL;
  if (!PyDelta_Check(delta)) {
    PyErr_SetString(PyExc_TypeError, "a timedelta is wanted");
    return NULL;
  }
  stamp.second += PyDateTime_DELTA_GET_SECONDS(delta);
  stamp.day += PyDateTime_DELTA_GET_DAYS(delta);
  stamp.microsecond += PyDateTime_DELTA_GET_MICROSECONDS(delta);
  return from_stamp(&stamp);
}
static PyMethodDef methods[] = {{"later", later, METH_VARARGS, NULL}, {NULL, NULL, 0, NULL}};
static struct PyModuleDef definition = {PyModuleDef_HEAD_INIT, "host", NULL, 0, methods, NULL, NULL, NULL, NULL};
static PyObject *init_host(void) { return PyModule_Create(&definition); }

static const char script[] =
    "import datetime, host\n"
    "start = datetime.datetime(2024, 2, 28, 10, 20, 30, 40)\n"
    "print(host.later(start, datetime.timedelta(days=1, seconds=5, microseconds=6)))\n"
    "for wrong in (start.date(), 3), (start, 3), (start, datetime.timedelta(days=3)):\n"
    "    try: print(host.later(*wrong))\n"
    "    except Exception as error: print(type(error).__name__, error)\n"
    "print(type(datetime.datetime_CAPI).__name__, datetime.datetime_CAPI is not None)\n";

static void run(void) {
  PyDateTime_IMPORT;
  if (PyDateTimeAPI == NULL) {
    PyErr_Print();
    return;
  }
  const Stamp stamp = {1969, 7, 20, 20, 17, 40, 0};
  PyObject *landing = from_stamp(&stamp), *delta = PyDelta_FromDSU(0, 8 * 3600, 0);
  PyObject *zone = PyTimeZone_FromOffset(delta);
  PyObject *there = PyObject_CallMethod(landing, "replace", NULL), *sum = PyNumber_Add(landing, delta);
  printf("%d %d %d\n", PyDateTime_Check(landing), PyDate_Check(landing), PyDate_CheckExact(landing));
  printf("%d %d\n", PyTZInfo_Check(zone), PyTZInfo_Check(PyDateTime_TimeZone_UTC));
  Stamp back;
  if (to_stamp(sum, &back) == 0) printf("%d-%d-%d %d:%d\n", back.year, back.month, back.day, back.hour, back.minute);
  printf("%d\n", PyObject_RichCompareBool(landing, there, Py_EQ));
  fflush(stdout);
  PyRun_SimpleString(script);
  Py_DECREF(landing);
  Py_DECREF(delta);
  Py_DECREF(zone);
  Py_DECREF(there);
  Py_DECREF(sum);
}

int main(void) {
  setvbuf(stdout, NULL, _IOLBF, 1 << 12);
  PyImport_AppendInittab("host", init_host);
  for (int i = 0; i < 2; i++) {
    printf("start %d\n", i);
    Py_Initialize();
    run();
    PyThreadState *main_thread = PyThreadState_Get(), *further = Py_NewInterpreter();
    if (further != NULL) {
      run();
      Py_EndInterpreter(further);
    }
    PyThreadState_Swap(main_thread);
    run();
    if (Py_FinalizeEx() < 0) return 1;
  }
  return 0;
}
