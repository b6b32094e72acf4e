/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_DATETIME_H
#define PYEMB_DATETIME_H

/* Dates and times. Not part of Python.h, nor of the limited API.
 *
 * PyDateTime_IMPORT fills PyDateTimeAPI, a variable of each C file that includes this header, with the table of the calling thread's interpreter; the
 * macros below go through it. The table lives as long as the module datetime. What the objects hold is read by functions: PyDateTime_GET_YEAR and its kin
 * look at nothing and are told the right type. */

#include "Python.h"

#ifndef Py_LIMITED_API

#ifdef __cplusplus
extern "C" {
#endif

/* How large the objects are, for types of C code that derive from theirs. */
typedef struct {
  PyObject ob_base;
  void *pyemb_words[3];
} PyDateTime_Delta;
typedef struct {
  PyObject ob_base;
} PyDateTime_TZInfo;
typedef struct {
  PyObject ob_base;
  void *pyemb_words[3];
} PyDateTime_Time;
typedef struct {
  PyObject ob_base;
  void *pyemb_words[2];
} PyDateTime_Date;
typedef struct {
  PyObject ob_base;
  void *pyemb_words[4];
} PyDateTime_DateTime;

/* What the constructors answer is new. Those that are given a type make an instance of it, whose own __new__ is not called. */
typedef struct {
  PyTypeObject *DateType;
  PyTypeObject *DateTimeType;
  PyTypeObject *TimeType;
  PyTypeObject *DeltaType;
  PyTypeObject *TZInfoType;

  PyObject *TimeZone_UTC; /* borrowed */

  PyObject *(*Date_FromDate)(int year, int month, int day, PyTypeObject *type);
  PyObject *(*DateTime_FromDateAndTime)(int year, int month, int day, int hour, int minute, int second, int microsecond, PyObject *tzinfo, PyTypeObject *type);
  PyObject *(*Time_FromTime)(int hour, int minute, int second, int microsecond, PyObject *tzinfo, PyTypeObject *type);
  PyObject *(*Delta_FromDelta)(int days, int seconds, int microseconds, int normalize, PyTypeObject *type);
  PyObject *(*TimeZone_FromTimeZone)(PyObject *offset, PyObject *name); /* name: NULL for none */

  PyObject *(*DateTime_FromTimestamp)(PyObject *type, PyObject *args, PyObject *keywords);
  PyObject *(*Date_FromTimestamp)(PyObject *type, PyObject *args);

  PyObject *(*DateTime_FromDateAndTimeAndFold)(int year, int month, int day, int hour, int minute, int second, int microsecond, PyObject *tzinfo, int fold,
                                               PyTypeObject *type);
  PyObject *(*Time_FromTimeAndFold)(int hour, int minute, int second, int microsecond, PyObject *tzinfo, int fold, PyTypeObject *type);
} PyDateTime_CAPI;

#define PyDateTime_CAPSULE_NAME "datetime.datetime_CAPI"

/* -- what objects hold ----------------------------------------------------------------------------------------------------------------------- */

#ifndef PYEMB_API_TABLE /* pyemb_api.h has them */
/* Of a date or datetime. */
PyAPI_FUNC(int) PyDateTime_GET_YEAR(PyObject *);
PyAPI_FUNC(int) PyDateTime_GET_MONTH(PyObject *);
PyAPI_FUNC(int) PyDateTime_GET_DAY(PyObject *);
/* Of a datetime. */
PyAPI_FUNC(int) PyDateTime_DATE_GET_HOUR(PyObject *);
PyAPI_FUNC(int) PyDateTime_DATE_GET_MINUTE(PyObject *);
PyAPI_FUNC(int) PyDateTime_DATE_GET_SECOND(PyObject *);
PyAPI_FUNC(int) PyDateTime_DATE_GET_MICROSECOND(PyObject *);
PyAPI_FUNC(int) PyDateTime_DATE_GET_FOLD(PyObject *);
PyAPI_FUNC(PyObject *) PyDateTime_DATE_GET_TZINFO(PyObject *); /* borrowed; None: naive */
/* Of a time. */
PyAPI_FUNC(int) PyDateTime_TIME_GET_HOUR(PyObject *);
PyAPI_FUNC(int) PyDateTime_TIME_GET_MINUTE(PyObject *);
PyAPI_FUNC(int) PyDateTime_TIME_GET_SECOND(PyObject *);
PyAPI_FUNC(int) PyDateTime_TIME_GET_MICROSECOND(PyObject *);
PyAPI_FUNC(int) PyDateTime_TIME_GET_FOLD(PyObject *);
PyAPI_FUNC(PyObject *) PyDateTime_TIME_GET_TZINFO(PyObject *); /* borrowed; None: naive */
/* Of a timedelta. */
PyAPI_FUNC(int) PyDateTime_DELTA_GET_DAYS(PyObject *);
PyAPI_FUNC(int) PyDateTime_DELTA_GET_SECONDS(PyObject *);
PyAPI_FUNC(int) PyDateTime_DELTA_GET_MICROSECONDS(PyObject *);
/* Whether a time or datetime has a time zone. */
PyAPI_FUNC(int) _PyDateTime_HAS_TZINFO(PyObject *);
#endif

#define PyDateTime_GET_YEAR(object) PyDateTime_GET_YEAR(_PyObject_CAST(object))
#define PyDateTime_GET_MONTH(object) PyDateTime_GET_MONTH(_PyObject_CAST(object))
#define PyDateTime_GET_DAY(object) PyDateTime_GET_DAY(_PyObject_CAST(object))
#define PyDateTime_DATE_GET_HOUR(object) PyDateTime_DATE_GET_HOUR(_PyObject_CAST(object))
#define PyDateTime_DATE_GET_MINUTE(object) PyDateTime_DATE_GET_MINUTE(_PyObject_CAST(object))
#define PyDateTime_DATE_GET_SECOND(object) PyDateTime_DATE_GET_SECOND(_PyObject_CAST(object))
#define PyDateTime_DATE_GET_MICROSECOND(object) PyDateTime_DATE_GET_MICROSECOND(_PyObject_CAST(object))
#define PyDateTime_DATE_GET_FOLD(object) PyDateTime_DATE_GET_FOLD(_PyObject_CAST(object))
#define PyDateTime_DATE_GET_TZINFO(object) PyDateTime_DATE_GET_TZINFO(_PyObject_CAST(object))
#define PyDateTime_TIME_GET_HOUR(object) PyDateTime_TIME_GET_HOUR(_PyObject_CAST(object))
#define PyDateTime_TIME_GET_MINUTE(object) PyDateTime_TIME_GET_MINUTE(_PyObject_CAST(object))
#define PyDateTime_TIME_GET_SECOND(object) PyDateTime_TIME_GET_SECOND(_PyObject_CAST(object))
#define PyDateTime_TIME_GET_MICROSECOND(object) PyDateTime_TIME_GET_MICROSECOND(_PyObject_CAST(object))
#define PyDateTime_TIME_GET_FOLD(object) PyDateTime_TIME_GET_FOLD(_PyObject_CAST(object))
#define PyDateTime_TIME_GET_TZINFO(object) PyDateTime_TIME_GET_TZINFO(_PyObject_CAST(object))
#define PyDateTime_DELTA_GET_DAYS(object) PyDateTime_DELTA_GET_DAYS(_PyObject_CAST(object))
#define PyDateTime_DELTA_GET_SECONDS(object) PyDateTime_DELTA_GET_SECONDS(_PyObject_CAST(object))
#define PyDateTime_DELTA_GET_MICROSECONDS(object) PyDateTime_DELTA_GET_MICROSECONDS(_PyObject_CAST(object))
#define _PyDateTime_HAS_TZINFO(object) _PyDateTime_HAS_TZINFO(_PyObject_CAST(object))

/* -- through the table ----------------------------------------------------------------------------------------------------------------------- */

#ifndef PYEMB_NO_DATETIME_TABLE /* the library's own source has no use for it */
static PyDateTime_CAPI *PyDateTimeAPI Py_GCC_ATTRIBUTE((unused)) = NULL;
#endif
#define PyDateTime_IMPORT (PyDateTimeAPI = (PyDateTime_CAPI *)PyCapsule_Import(PyDateTime_CAPSULE_NAME, 0))

#define PyDateTime_TimeZone_UTC (PyDateTimeAPI->TimeZone_UTC)

#define PyDate_Check(object) PyObject_TypeCheck((object), PyDateTimeAPI->DateType)
#define PyDate_CheckExact(object) Py_IS_TYPE((object), PyDateTimeAPI->DateType)
#define PyDateTime_Check(object) PyObject_TypeCheck((object), PyDateTimeAPI->DateTimeType)
#define PyDateTime_CheckExact(object) Py_IS_TYPE((object), PyDateTimeAPI->DateTimeType)
#define PyTime_Check(object) PyObject_TypeCheck((object), PyDateTimeAPI->TimeType)
#define PyTime_CheckExact(object) Py_IS_TYPE((object), PyDateTimeAPI->TimeType)
#define PyDelta_Check(object) PyObject_TypeCheck((object), PyDateTimeAPI->DeltaType)
#define PyDelta_CheckExact(object) Py_IS_TYPE((object), PyDateTimeAPI->DeltaType)
#define PyTZInfo_Check(object) PyObject_TypeCheck((object), PyDateTimeAPI->TZInfoType)
#define PyTZInfo_CheckExact(object) Py_IS_TYPE((object), PyDateTimeAPI->TZInfoType)

#define PyDate_FromDate(year, month, day) PyDateTimeAPI->Date_FromDate((year), (month), (day), PyDateTimeAPI->DateType)
#define PyDateTime_FromDateAndTime(year, month, day, hour, minute, second, microsecond) \
  PyDateTimeAPI->DateTime_FromDateAndTime((year), (month), (day), (hour), (minute), (second), (microsecond), Py_None, PyDateTimeAPI->DateTimeType)
#define PyDateTime_FromDateAndTimeAndFold(year, month, day, hour, minute, second, microsecond, fold)                                                \
  PyDateTimeAPI->DateTime_FromDateAndTimeAndFold((year), (month), (day), (hour), (minute), (second), (microsecond), Py_None, (fold), \
                                                 PyDateTimeAPI->DateTimeType)
#define PyTime_FromTime(hour, minute, second, microsecond) \
  PyDateTimeAPI->Time_FromTime((hour), (minute), (second), (microsecond), Py_None, PyDateTimeAPI->TimeType)
#define PyTime_FromTimeAndFold(hour, minute, second, microsecond, fold) \
  PyDateTimeAPI->Time_FromTimeAndFold((hour), (minute), (second), (microsecond), Py_None, (fold), PyDateTimeAPI->TimeType)
#define PyDelta_FromDSU(days, seconds, microseconds) PyDateTimeAPI->Delta_FromDelta((days), (seconds), (microseconds), 1, PyDateTimeAPI->DeltaType)
#define PyTimeZone_FromOffset(offset) PyDateTimeAPI->TimeZone_FromTimeZone((offset), NULL)
#define PyTimeZone_FromOffsetAndName(offset, name) PyDateTimeAPI->TimeZone_FromTimeZone((offset), (name))

/* With a tuple of arguments, as databases want it. */
#define PyDateTime_FromTimestamp(args) PyDateTimeAPI->DateTime_FromTimestamp((PyObject *)PyDateTimeAPI->DateTimeType, (args), NULL)
#define PyDate_FromTimestamp(args) PyDateTimeAPI->Date_FromTimestamp((PyObject *)PyDateTimeAPI->DateType, (args))

#ifdef __cplusplus
}
#endif

#endif

#endif
