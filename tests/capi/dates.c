/* SPDX-License-Identifier: MIT */
/* Dates and times through datetime.h. */
#include "capi_test.h"

#include "datetime.h"

/* The module's table, or the test is over. */
#define IMPORT_OR_RETURN()         \
  do {                             \
    PyDateTime_IMPORT;             \
    if (PyDateTimeAPI == NULL) {   \
      show_error("import");        \
      return;                      \
    }                              \
  } while (0)

static void show_date(PyObject *date) {
  if (date == NULL) return;
  printf("%d-%d-%d\n", PyDateTime_GET_YEAR(date), PyDateTime_GET_MONTH(date), PyDateTime_GET_DAY(date));
}
static void show_moment(PyObject *moment) {
  if (moment == NULL) return;
  show_date(moment);
  printf("%d:%d:%d.%d fold %d\n", PyDateTime_DATE_GET_HOUR(moment), PyDateTime_DATE_GET_MINUTE(moment), PyDateTime_DATE_GET_SECOND(moment),
         PyDateTime_DATE_GET_MICROSECOND(moment), PyDateTime_DATE_GET_FOLD(moment));
  BORROWED(PyDateTime_DATE_GET_TZINFO(moment));
}
static void show_time(PyObject *time) {
  if (time == NULL) return;
  printf("%d:%d:%d.%d fold %d\n", PyDateTime_TIME_GET_HOUR(time), PyDateTime_TIME_GET_MINUTE(time), PyDateTime_TIME_GET_SECOND(time),
         PyDateTime_TIME_GET_MICROSECOND(time), PyDateTime_TIME_GET_FOLD(time));
  BORROWED(PyDateTime_TIME_GET_TZINFO(time));
}
static void show_delta(PyObject *delta) {
  if (delta == NULL) return;
  printf("%d days %d seconds %d microseconds\n", PyDateTime_DELTA_GET_DAYS(delta), PyDateTime_DELTA_GET_SECONDS(delta), PyDateTime_DELTA_GET_MICROSECONDS(delta));
}

TEST(dates_of_numbers) {
  IMPORT_OR_RETURN();
  PyObject *date = KEEP(PyDate_FromDate(2024, 2, 29));
  BORROWED(date);
  show_date(date);
  NEW(PyDate_FromDate(1, 1, 1));
  NEW(PyDate_FromDate(9999, 12, 31));
  NEW(PyDate_FromDate(0, 1, 1));
  NEW(PyDate_FromDate(10000, 1, 1));
  NEW(PyDate_FromDate(2023, 2, 29));
  NEW(PyDate_FromDate(2023, 13, 1));
  NEW(PyDate_FromDate(2023, -1, 1));
  PyObject *moment = KEEP(PyDateTime_FromDateAndTime(1999, 12, 31, 23, 59, 58, 999999));
  BORROWED(moment);
  show_moment(moment);
  PyObject *folded = KEEP(PyDateTime_FromDateAndTimeAndFold(2020, 10, 25, 2, 30, 0, 1, 1));
  BORROWED(folded);
  show_moment(folded);
  NEW(PyDateTime_FromDateAndTimeAndFold(2020, 10, 25, 2, 30, 0, 1, 2));
  NEW(PyDateTime_FromDateAndTime(2020, 10, 25, 24, 0, 0, 0));
  NEW(PyDateTime_FromDateAndTime(2020, 10, 25, 2, 60, 0, 0));
  NEW(PyDateTime_FromDateAndTime(2020, 10, 25, 2, 0, 60, 0));
  NEW(PyDateTime_FromDateAndTime(2020, 10, 25, 2, 0, 0, 1000000));
  NEW(PyDateTime_FromDateAndTime(2020, 10, 32, 2, 0, 0, 0));
  if (moment != NULL) INT(_PyDateTime_HAS_TZINFO(moment));
}

TEST(dates_times_and_deltas) {
  IMPORT_OR_RETURN();
  PyObject *time = KEEP(PyTime_FromTime(1, 2, 3, 4));
  BORROWED(time);
  show_time(time);
  if (time != NULL) INT(_PyDateTime_HAS_TZINFO(time));
  PyObject *folded = KEEP(PyTime_FromTimeAndFold(23, 59, 59, 999999, 1));
  BORROWED(folded);
  show_time(folded);
  NEW(PyTime_FromTimeAndFold(23, 59, 59, 999999, -1));
  NEW(PyTime_FromTime(-1, 0, 0, 0));
  NEW(PyTime_FromTime(0, 0, 0, -1));
  PyObject *delta = KEEP(PyDelta_FromDSU(1, -1, 1000001));
  BORROWED(delta);
  show_delta(delta);
  NEW(PyDelta_FromDSU(-999999999, 0, 0));
  NEW(PyDelta_FromDSU(999999999, 86399, 999999));
  NEW(PyDelta_FromDSU(-999999999, -1, 0));
  NEW(PyDelta_FromDSU(1000000000, 0, 0));
  NEW(PyDelta_FromDSU(0, 2147483647, 0));
  NEW(PyDateTimeAPI->Delta_FromDelta(3, 4, 5, 0, PyDateTimeAPI->DeltaType));
  NEW(PyDateTimeAPI->Delta_FromDelta(1000000000, 4, 5, 0, PyDateTimeAPI->DeltaType));
}

TEST(dates_time_zones) {
  IMPORT_OR_RETURN();
  BORROWED(PyDateTime_TimeZone_UTC);
  PyObject *hour = KEEP(PyDelta_FromDSU(0, 3600, 0)), *nothing = KEEP(PyDelta_FromDSU(0, 0, 0)), *day = KEEP(PyDelta_FromDSU(1, 0, 0));
  PyObject *name = KEEP(PyUnicode_FromString("CET"));
  if (hour == NULL || nothing == NULL || day == NULL || name == NULL) return;
  PyObject *zone = KEEP(PyTimeZone_FromOffset(hour)), *named = KEEP(PyTimeZone_FromOffsetAndName(hour, name));
  BORROWED(zone);
  BORROWED(named);
  PyObject *utc = KEEP(PyTimeZone_FromOffset(nothing));
  INT(utc == PyDateTime_TimeZone_UTC);
  PyObject *other = KEEP(PyTimeZone_FromOffsetAndName(nothing, name));
  INT(other == PyDateTime_TimeZone_UTC);
  NEW(PyTimeZone_FromOffset(day));
  NEW(PyTimeZone_FromOffsetAndName(day, name));
  if (named == NULL) return;
  PyObject *moment = KEEP(PyDateTimeAPI->DateTime_FromDateAndTime(2024, 7, 1, 12, 0, 0, 0, named, PyDateTimeAPI->DateTimeType));
  BORROWED(moment);
  show_moment(moment);
  if (moment != NULL) INT(_PyDateTime_HAS_TZINFO(moment));
  PyObject *time = KEEP(PyDateTimeAPI->Time_FromTime(12, 0, 0, 0, PyDateTime_TimeZone_UTC, PyDateTimeAPI->TimeType));
  BORROWED(time);
  show_time(time);
  if (time != NULL) INT(_PyDateTime_HAS_TZINFO(time));
  NEW(PyDateTimeAPI->DateTime_FromDateAndTime(2024, 7, 1, 12, 0, 0, 0, hour, PyDateTimeAPI->DateTimeType));
  NEW(PyDateTimeAPI->Time_FromTime(12, 0, 0, 0, hour, PyDateTimeAPI->TimeType));
  NEW(PyDateTimeAPI->DateTime_FromDateAndTimeAndFold(2024, 7, 1, 12, 0, 0, 0, zone, 1, PyDateTimeAPI->DateTimeType));
  NEW(PyDateTimeAPI->Time_FromTimeAndFold(12, 0, 0, 0, zone, 1, PyDateTimeAPI->TimeType));
}

TEST(dates_checks) {
  IMPORT_OR_RETURN();
  run("import datetime\n"
      "class Day(datetime.date): pass\n"
      "class Zone(datetime.tzinfo): pass\n");
  struct {
    const char *text;
    PyObject *object;
  } row[] = {{"date(2000, 1, 1)", NULL}, {"datetime(2000, 1, 1)", NULL}, {"time()", NULL}, {"timedelta()", NULL}, {"timezone.utc", NULL}};
  for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
    char text[64];
    snprintf(text, sizeof text, "datetime.%s", row[i].text);
    row[i].object = KEEP(eval(text));
    if (row[i].object == NULL) return;
    PyObject *object = row[i].object;
    printf("%s: %d %d, %d %d, %d %d, %d %d, %d %d\n", row[i].text, PyDate_Check(object), PyDate_CheckExact(object), PyDateTime_Check(object),
           PyDateTime_CheckExact(object), PyTime_Check(object), PyTime_CheckExact(object), PyDelta_Check(object), PyDelta_CheckExact(object),
           PyTZInfo_Check(object), PyTZInfo_CheckExact(object));
  }
  PyObject *number = KEEP(PyLong_FromLong(3));
  INT(PyDate_Check(number));
  PyObject *day = KEEP(eval("Day(2001, 2, 3)")), *zone = KEEP(eval("Zone()"));
  if (day == NULL || zone == NULL) return;
  INT(PyDate_Check(day));
  INT(PyDate_CheckExact(day));
  INT(PyTZInfo_Check(zone));
  INT(PyTZInfo_CheckExact(zone));
  show_date(day);
}

TEST(dates_of_subclasses) {
  IMPORT_OR_RETURN();
  run("import datetime\n"
      "class Day(datetime.date):\n"
      "  def __new__(cls, *args): raise RuntimeError('not called')\n"
      "class Moment(datetime.datetime):\n"
      "  def __new__(cls, *args, **kw): return datetime.datetime.__new__(cls, *args, **kw)\n"
      "class Hour(datetime.time): pass\n"
      "class Span(datetime.timedelta): pass\n");
  PyObject *day = KEEP(eval("Day")), *moment = KEEP(eval("Moment")), *hour = KEEP(eval("Hour")), *span = KEEP(eval("Span"));
  if (day == NULL || moment == NULL || hour == NULL || span == NULL) return;
  NEW(PyDateTimeAPI->Date_FromDate(2020, 1, 2, (PyTypeObject *)day));
  NEW(PyDateTimeAPI->Date_FromDate(2020, 1, 32, (PyTypeObject *)day));
  NEW(PyDateTimeAPI->DateTime_FromDateAndTime(2020, 1, 2, 3, 4, 5, 6, Py_None, (PyTypeObject *)moment));
  NEW(PyDateTimeAPI->Time_FromTime(3, 4, 5, 6, Py_None, (PyTypeObject *)hour));
  NEW(PyDateTimeAPI->Delta_FromDelta(3, 4, -5, 1, (PyTypeObject *)span));
  PyObject *args = KEEP(Py_BuildValue("(i)", 86400));
  NEW(PyDateTimeAPI->Date_FromTimestamp(day, args));
  NEW(PyDateTimeAPI->DateTime_FromTimestamp(moment, args, NULL));
}

TEST(dates_of_timestamps) {
  IMPORT_OR_RETURN();
  PyObject *number = KEEP(Py_BuildValue("(d)", 1700000000.25)), *zoned = KEEP(Py_BuildValue("(dO)", 1700000000.25, PyDateTime_TimeZone_UTC));
  PyObject *text = KEEP(Py_BuildValue("(s)", "now")), *none = KEEP(PyTuple_New(0)), *three = KEEP(Py_BuildValue("(iOi)", 1, Py_None, 2));
  PyObject *keywords = KEEP(Py_BuildValue("{s:i,s:O}", "timestamp", 1700000000, "tz", PyDateTime_TimeZone_UTC));
  PyObject *wrong = KEEP(Py_BuildValue("{s:i}", "stamp", 3)), *huge = KEEP(Py_BuildValue("(d)", 1e20));
  if (number == NULL || zoned == NULL || text == NULL || none == NULL || three == NULL || keywords == NULL || wrong == NULL || huge == NULL) return;
  NEW(PyDateTime_FromTimestamp(number));
  NEW(PyDateTime_FromTimestamp(zoned));
  NEW(PyDateTime_FromTimestamp(text));
  NEW(PyDateTime_FromTimestamp(none));
  NEW(PyDateTime_FromTimestamp(three));
  NEW(PyDateTime_FromTimestamp(huge));
  NEW(PyDateTimeAPI->DateTime_FromTimestamp((PyObject *)PyDateTimeAPI->DateTimeType, none, keywords));
  NEW(PyDateTimeAPI->DateTime_FromTimestamp((PyObject *)PyDateTimeAPI->DateTimeType, none, wrong));
  NEW(PyDate_FromTimestamp(number));
  NEW(PyDate_FromTimestamp(none));
  NEW(PyDate_FromTimestamp(zoned));
  NEW(PyDate_FromTimestamp(text));
  NEW(PyDate_FromTimestamp(huge));
}

TEST(dates_capsule) {
  PyDateTime_CAPI *api = PyCapsule_Import(PyDateTime_CAPSULE_NAME, 0);
  if (api == NULL) {
    show_error("import");
    return;
  }
  PyObject *module = KEEP(PyImport_ImportModule("datetime"));
  PyObject *capsule = module != NULL ? KEEP(PyObject_GetAttrString(module, "datetime_CAPI")) : NULL;
  if (capsule == NULL) return;
  INT(PyCapsule_CheckExact(capsule));
  TEXT(PyCapsule_GetName(capsule));
  INT(PyCapsule_GetPointer(capsule, PyDateTime_CAPSULE_NAME) == api);
  const char *names[] = {"date", "datetime", "time", "timedelta", "tzinfo"};
  PyTypeObject *types[] = {api->DateType, api->DateTimeType, api->TimeType, api->DeltaType, api->TZInfoType};
  for (int i = 0; i < 5; i++) {
    PyObject *type = KEEP(PyObject_GetAttrString(module, names[i]));
    if (type != NULL) printf("%s: %d %s\n", names[i], (PyObject *)types[i] == type, types[i]->tp_name);
  }
}

/* A class of C code over tzinfo, with a field of its own. */
typedef struct {
  PyDateTime_TZInfo base;
  int hours;
} FixedZone;
static PyObject *zone_offset(PyObject *self, PyObject *moment) { return PyDelta_FromDSU(0, ((FixedZone *)self)->hours * 3600, 0); }
static PyObject *zone_name(PyObject *self, PyObject *moment) { return PyUnicode_FromFormat("%+d", ((FixedZone *)self)->hours); }
static PyObject *zone_dst(PyObject *self, PyObject *moment) { Py_RETURN_NONE; }
static PyMethodDef zone_methods[] = {{"utcoffset", zone_offset, METH_O, NULL}, {"tzname", zone_name, METH_O, NULL}, {"dst", zone_dst, METH_O, NULL}, {NULL, NULL, 0, NULL}};
static PyType_Slot zone_slots[] = {{Py_tp_methods, zone_methods}, {0, NULL}};
static PyType_Spec zone_spec = {"zones.FixedZone", sizeof(FixedZone), 0, Py_TPFLAGS_DEFAULT | Py_TPFLAGS_BASETYPE, zone_slots};

TEST(dates_zone_in_c) {
  IMPORT_OR_RETURN();
  PyObject *type = KEEP(PyType_FromSpecWithBases(&zone_spec, (PyObject *)PyDateTimeAPI->TZInfoType));
  PyObject *zone = type != NULL ? KEEP(PyObject_CallNoArgs(type)) : NULL;
  if (zone == NULL) {
    show_error("zone");
    return;
  }
  ((FixedZone *)zone)->hours = -5;
  INT(PyTZInfo_Check(zone));
  PyObject *moment = KEEP(PyDateTimeAPI->DateTime_FromDateAndTime(2024, 7, 1, 12, 0, 0, 0, zone, PyDateTimeAPI->DateTimeType));
  if (moment == NULL) return;
  NEW(PyObject_Str(moment));
  NEW(PyObject_CallMethod(moment, "tzname", NULL));
  NEW(PyObject_CallMethod(moment, "astimezone", "O", PyDateTime_TimeZone_UTC));
}
