/* SPDX-License-Identifier: MIT */
#ifndef PYEMB_UNICODEOBJECT_H
#define PYEMB_UNICODEOBJECT_H

/* str. The data of a str stands in memory as 1, 2 or 4 bytes a character (PyUnicode_KIND), the narrowest that fits, with a zero behind it, and can
 * be read in place; a str made by PyUnicode_New can be written as long as nobody else has seen it. */

#ifdef __cplusplus
extern "C" {
#endif

typedef uint32_t Py_UCS4;
typedef uint16_t Py_UCS2;
typedef uint8_t Py_UCS1;
typedef wchar_t Py_UNICODE;
typedef wchar_t PY_UNICODE_TYPE;
#define Py_UNICODE_REPLACEMENT_CHARACTER ((Py_UCS4)0xFFFD)
#define Py_UNICODE_SIZE SIZEOF_WCHAR_T
#define Py_UNICODE_WIDE

PyAPI_FUNC(int) PyUnicode_Check(PyObject *);
PyAPI_FUNC(int) PyUnicode_CheckExact(PyObject *);
#define PyUnicode_Check(object) PyUnicode_Check(_PyObject_CAST(object))
#define PyUnicode_CheckExact(object) PyUnicode_CheckExact(_PyObject_CAST(object))

PyAPI_FUNC(void) PyUnicode_Append(PyObject **pleft, PyObject *right);
PyAPI_FUNC(void) PyUnicode_AppendAndDel(PyObject **pleft, PyObject *right); /* steals the right one */
PyAPI_FUNC(PyObject *) PyUnicode_AsASCIIString(PyObject *unicode); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_AsCharmapString(PyObject *unicode, PyObject *mapping); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_AsDecodedObject(PyObject *unicode, const char *encoding, const char *errors); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_AsDecodedUnicode(PyObject *unicode, const char *encoding, const char *errors); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_AsEncodedObject(PyObject *unicode, const char *encoding, const char *errors); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_AsEncodedString(PyObject *unicode, const char *encoding, const char *errors); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_AsEncodedUnicode(PyObject *unicode, const char *encoding, const char *errors); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_AsLatin1String(PyObject *unicode); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_AsRawUnicodeEscapeString(PyObject *unicode); /* new */
PyAPI_FUNC(Py_UCS4 *) PyUnicode_AsUCS4(PyObject *unicode, Py_UCS4 *buffer, Py_ssize_t buflen, int copy_null);
PyAPI_FUNC(Py_UCS4 *) PyUnicode_AsUCS4Copy(PyObject *unicode);
PyAPI_FUNC(PyObject *) PyUnicode_AsUTF16String(PyObject *unicode); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_AsUTF32String(PyObject *unicode); /* new */
PyAPI_FUNC(const char *) PyUnicode_AsUTF8AndSize(PyObject *unicode, Py_ssize_t *size);
PyAPI_FUNC(PyObject *) PyUnicode_AsUTF8String(PyObject *unicode); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_AsUnicodeEscapeString(PyObject *unicode); /* new */
PyAPI_FUNC(Py_ssize_t) PyUnicode_AsWideChar(PyObject *unicode, wchar_t *w, Py_ssize_t size);
PyAPI_FUNC(wchar_t *) PyUnicode_AsWideCharString(PyObject *unicode, Py_ssize_t *size);
PyAPI_FUNC(PyObject *) PyUnicode_BuildEncodingMap(PyObject *string); /* new */
PyAPI_FUNC(int) PyUnicode_Compare(PyObject *left, PyObject *right);
PyAPI_FUNC(int) PyUnicode_CompareWithASCIIString(PyObject *left, const char *right);
PyAPI_FUNC(PyObject *) PyUnicode_Concat(PyObject *left, PyObject *right); /* new */
PyAPI_FUNC(int) PyUnicode_Contains(PyObject *container, PyObject *element);
PyAPI_FUNC(Py_ssize_t) PyUnicode_Count(PyObject *str, PyObject *substr, Py_ssize_t start, Py_ssize_t end);
PyAPI_FUNC(PyObject *) PyUnicode_Decode(const char *s, Py_ssize_t size, const char *encoding, const char *errors); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_DecodeASCII(const char *string, Py_ssize_t length, const char *errors); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_DecodeCharmap(const char *string, Py_ssize_t length, PyObject *mapping, const char *errors); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_DecodeFSDefault(const char *s); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_DecodeFSDefaultAndSize(const char *s, Py_ssize_t size); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_DecodeLatin1(const char *string, Py_ssize_t length, const char *errors); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_DecodeLocale(const char *str, const char *errors); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_DecodeLocaleAndSize(const char *str, Py_ssize_t len, const char *errors); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_DecodeRawUnicodeEscape(const char *string, Py_ssize_t length, const char *errors); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_DecodeUTF16(const char *string, Py_ssize_t length, const char *errors, int *byteorder); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_DecodeUTF16Stateful(const char *string, Py_ssize_t length, const char *errors, int *byteorder, Py_ssize_t *consumed); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_DecodeUTF32(const char *string, Py_ssize_t length, const char *errors, int *byteorder); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_DecodeUTF32Stateful(const char *string, Py_ssize_t length, const char *errors, int *byteorder, Py_ssize_t *consumed); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_DecodeUTF7(const char *string, Py_ssize_t length, const char *errors); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_DecodeUTF7Stateful(const char *string, Py_ssize_t length, const char *errors, Py_ssize_t *consumed); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_DecodeUTF8(const char *string, Py_ssize_t length, const char *errors); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_DecodeUTF8Stateful(const char *string, Py_ssize_t length, const char *errors, Py_ssize_t *consumed); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_DecodeUnicodeEscape(const char *string, Py_ssize_t length, const char *errors); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_EncodeFSDefault(PyObject *unicode); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_EncodeLocale(PyObject *unicode, const char *errors); /* new */
PyAPI_FUNC(int) PyUnicode_FSConverter(PyObject *, void *);
PyAPI_FUNC(int) PyUnicode_FSDecoder(PyObject *, void *);
PyAPI_FUNC(Py_ssize_t) PyUnicode_Find(PyObject *str, PyObject *substr, Py_ssize_t start, Py_ssize_t end, int direction);
PyAPI_FUNC(Py_ssize_t) PyUnicode_FindChar(PyObject *str, Py_UCS4 ch, Py_ssize_t start, Py_ssize_t end, int direction);
PyAPI_FUNC(PyObject *) PyUnicode_Format(PyObject *format, PyObject *args); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_FromEncodedObject(PyObject *obj, const char *encoding, const char *errors); /* new */
PYEMB_VARIADIC(PyObject *) PyUnicode_FromFormat(const char *format, ...); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_FromFormatV(const char *format, va_list vargs); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_FromObject(PyObject *obj); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_FromOrdinal(int ordinal); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_FromString(const char *u); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_FromStringAndSize(const char *u, Py_ssize_t size); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_FromWideChar(const wchar_t *w, Py_ssize_t size); /* new */
PyAPI_FUNC(const char *) PyUnicode_GetDefaultEncoding(void);
PyAPI_FUNC(Py_ssize_t) PyUnicode_GetLength(PyObject *unicode);
PyAPI_FUNC(Py_ssize_t) PyUnicode_GetSize(PyObject *unicode);
PyAPI_FUNC(PyObject *) PyUnicode_InternFromString(const char *u); /* new */
PyAPI_FUNC(void) PyUnicode_InternImmortal(PyObject **);
PyAPI_FUNC(void) PyUnicode_InternInPlace(PyObject **);
PyAPI_FUNC(int) PyUnicode_IsIdentifier(PyObject *s);
PyAPI_FUNC(PyObject *) PyUnicode_Join(PyObject *separator, PyObject *seq); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_Partition(PyObject *s, PyObject *sep); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_RPartition(PyObject *s, PyObject *sep); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_RSplit(PyObject *s, PyObject *sep, Py_ssize_t maxsplit); /* new */
PyAPI_FUNC(Py_UCS4) PyUnicode_ReadChar(PyObject *unicode, Py_ssize_t index);
PyAPI_FUNC(PyObject *) PyUnicode_Replace(PyObject *str, PyObject *substr, PyObject *replstr, Py_ssize_t maxcount); /* new */
PyAPI_FUNC(int) PyUnicode_Resize(PyObject **unicode, Py_ssize_t length);
PyAPI_FUNC(PyObject *) PyUnicode_RichCompare(PyObject *left, PyObject *right, int op); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_Split(PyObject *s, PyObject *sep, Py_ssize_t maxsplit); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_Splitlines(PyObject *s, int keepends); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_Substring(PyObject *str, Py_ssize_t start, Py_ssize_t end); /* new */
PyAPI_FUNC(Py_ssize_t) PyUnicode_Tailmatch(PyObject *str, PyObject *substr, Py_ssize_t start, Py_ssize_t end, int direction);
PyAPI_FUNC(PyObject *) PyUnicode_Translate(PyObject *str, PyObject *table, const char *errors); /* new */
PyAPI_FUNC(int) PyUnicode_WriteChar(PyObject *unicode, Py_ssize_t index, Py_UCS4 character);

/* Not in the stable ABI. */
PyAPI_FUNC(const char *) PyUnicode_AsUTF8(PyObject *unicode);
PyAPI_FUNC(Py_ssize_t) PyUnicode_CopyCharacters(PyObject *to, Py_ssize_t to_start, PyObject *from, Py_ssize_t from_start, Py_ssize_t how_many);
PyAPI_FUNC(Py_ssize_t) PyUnicode_Fill(PyObject *unicode, Py_ssize_t start, Py_ssize_t length, Py_UCS4 fill_char);
PyAPI_FUNC(PyObject *) PyUnicode_FromKindAndData(int kind, const void *buffer, Py_ssize_t size); /* new */
PyAPI_FUNC(PyObject *) PyUnicode_New(Py_ssize_t size, Py_UCS4 maxchar); /* new */

/* -- reading and writing the data in place ------------------------------------------------------------------------------------------------- */

enum PyUnicode_Kind { PyUnicode_WCHAR_KIND = 0, PyUnicode_1BYTE_KIND = 1, PyUnicode_2BYTE_KIND = 2, PyUnicode_4BYTE_KIND = 4 };
PyAPI_FUNC(int) PyUnicode_KIND(PyObject *);
PyAPI_FUNC(void *) PyUnicode_DATA(PyObject *);
PyAPI_FUNC(Py_ssize_t) PyUnicode_GET_LENGTH(PyObject *);
PyAPI_FUNC(int) PyUnicode_IS_ASCII(PyObject *);
PyAPI_FUNC(Py_UCS4) PyUnicode_MAX_CHAR_VALUE(PyObject *);
PyAPI_FUNC(int) PyUnicode_CHECK_INTERNED(PyObject *);
#define PyUnicode_KIND(object) PyUnicode_KIND(_PyObject_CAST(object))
#define PyUnicode_DATA(object) PyUnicode_DATA(_PyObject_CAST(object))
#define PyUnicode_GET_LENGTH(object) PyUnicode_GET_LENGTH(_PyObject_CAST(object))
#define PyUnicode_IS_ASCII(object) PyUnicode_IS_ASCII(_PyObject_CAST(object))
#define PyUnicode_IS_COMPACT(object) 1
#define PyUnicode_IS_COMPACT_ASCII(object) PyUnicode_IS_ASCII(object)
#define PyUnicode_MAX_CHAR_VALUE(object) PyUnicode_MAX_CHAR_VALUE(_PyObject_CAST(object))
#define PyUnicode_CHECK_INTERNED(object) PyUnicode_CHECK_INTERNED(_PyObject_CAST(object))
#define PyUnicode_IS_READY(object) 1
#define PyUnicode_READY(object) 0
#define PyUnicode_1BYTE_DATA(object) ((Py_UCS1 *)PyUnicode_DATA(object))
#define PyUnicode_2BYTE_DATA(object) ((Py_UCS2 *)PyUnicode_DATA(object))
#define PyUnicode_4BYTE_DATA(object) ((Py_UCS4 *)PyUnicode_DATA(object))
#define PyUnicode_READ(kind, data, index)                                           \
  ((Py_UCS4)((kind) == PyUnicode_1BYTE_KIND   ? ((const Py_UCS1 *)(data))[(index)]   \
             : (kind) == PyUnicode_2BYTE_KIND ? ((const Py_UCS2 *)(data))[(index)]   \
                                              : ((const Py_UCS4 *)(data))[(index)]))
#define PyUnicode_WRITE(kind, data, index, value)                                   \
  do {                                                                              \
    if ((kind) == PyUnicode_1BYTE_KIND) {                                           \
      ((Py_UCS1 *)(data))[(index)] = (Py_UCS1)(value);                              \
    } else if ((kind) == PyUnicode_2BYTE_KIND) {                                    \
      ((Py_UCS2 *)(data))[(index)] = (Py_UCS2)(value);                              \
    } else {                                                                        \
      ((Py_UCS4 *)(data))[(index)] = (Py_UCS4)(value);                              \
    }                                                                               \
  } while (0)
#define PyUnicode_READ_CHAR(object, index) PyUnicode_READ(PyUnicode_KIND(object), PyUnicode_DATA(object), (index))

/* -- wchar_t, deprecated ---------------------------------------------------------------------------------------------------------------------- */

/* The text as wchar_t with a zero behind it, for as long as the str lives. */
PyAPI_FUNC(Py_UNICODE *) PyUnicode_AsUnicode(PyObject *unicode);
PyAPI_FUNC(Py_UNICODE *) PyUnicode_AsUnicodeAndSize(PyObject *unicode, Py_ssize_t *size); /* size may be NULL */
PyAPI_FUNC(const Py_UNICODE *) _PyUnicode_AsUnicode(PyObject *unicode); /* ValueError for a text with a zero in it */
/* There is no str that is filled in through PyUnicode_AS_UNICODE: with NULL and a size it is NotImplementedError. See PyUnicode_New. */
PyAPI_FUNC(PyObject *) PyUnicode_FromUnicode(const Py_UNICODE *u, Py_ssize_t size); /* new */
#define PyUnicode_AS_UNICODE(object) PyUnicode_AsUnicode(_PyObject_CAST(object))
#define PyUnicode_AS_DATA(object) ((const char *)PyUnicode_AS_UNICODE(object))
#define PyUnicode_WSTR_LENGTH(object) PyUnicode_GET_LENGTH(object)
#define PyUnicode_GET_SIZE(object) PyUnicode_GET_LENGTH(object)
#define PyUnicode_GET_DATA_SIZE(object) (PyUnicode_GET_SIZE(object) * Py_UNICODE_SIZE)

/* -- properties of characters -------------------------------------------------------------------------------------------------------------- */

PyAPI_FUNC(int) _PyUnicode_IsLowercase(Py_UCS4);
PyAPI_FUNC(int) _PyUnicode_IsUppercase(Py_UCS4);
PyAPI_FUNC(int) _PyUnicode_IsTitlecase(Py_UCS4);
PyAPI_FUNC(int) _PyUnicode_IsWhitespace(Py_UCS4);
PyAPI_FUNC(int) _PyUnicode_IsLinebreak(Py_UCS4);
PyAPI_FUNC(int) _PyUnicode_IsDecimalDigit(Py_UCS4);
PyAPI_FUNC(int) _PyUnicode_IsDigit(Py_UCS4);
PyAPI_FUNC(int) _PyUnicode_IsNumeric(Py_UCS4);
PyAPI_FUNC(int) _PyUnicode_IsPrintable(Py_UCS4);
PyAPI_FUNC(int) _PyUnicode_IsAlpha(Py_UCS4);
PyAPI_FUNC(Py_UCS4) _PyUnicode_ToLowercase(Py_UCS4);
PyAPI_FUNC(Py_UCS4) _PyUnicode_ToUppercase(Py_UCS4);
PyAPI_FUNC(Py_UCS4) _PyUnicode_ToTitlecase(Py_UCS4);
PyAPI_FUNC(int) _PyUnicode_ToDecimalDigit(Py_UCS4); /* -1: no digit */
PyAPI_FUNC(int) _PyUnicode_ToDigit(Py_UCS4);        /* -1: no digit */
PyAPI_FUNC(double) _PyUnicode_ToNumeric(Py_UCS4);   /* -1.0: no number */
#define Py_UNICODE_ISSPACE(c) _PyUnicode_IsWhitespace(c)
#define Py_UNICODE_ISLOWER(c) _PyUnicode_IsLowercase(c)
#define Py_UNICODE_ISUPPER(c) _PyUnicode_IsUppercase(c)
#define Py_UNICODE_ISTITLE(c) _PyUnicode_IsTitlecase(c)
#define Py_UNICODE_ISLINEBREAK(c) _PyUnicode_IsLinebreak(c)
#define Py_UNICODE_ISDECIMAL(c) _PyUnicode_IsDecimalDigit(c)
#define Py_UNICODE_ISDIGIT(c) _PyUnicode_IsDigit(c)
#define Py_UNICODE_ISNUMERIC(c) _PyUnicode_IsNumeric(c)
#define Py_UNICODE_ISPRINTABLE(c) _PyUnicode_IsPrintable(c)
#define Py_UNICODE_ISALPHA(c) _PyUnicode_IsAlpha(c)
#define Py_UNICODE_ISALNUM(c) (Py_UNICODE_ISALPHA(c) || Py_UNICODE_ISDECIMAL(c) || Py_UNICODE_ISDIGIT(c) || Py_UNICODE_ISNUMERIC(c))
#define Py_UNICODE_TOLOWER(c) _PyUnicode_ToLowercase(c)
#define Py_UNICODE_TOUPPER(c) _PyUnicode_ToUppercase(c)
#define Py_UNICODE_TOTITLE(c) _PyUnicode_ToTitlecase(c)
#define Py_UNICODE_TODECIMAL(c) _PyUnicode_ToDecimalDigit(c)
#define Py_UNICODE_TODIGIT(c) _PyUnicode_ToDigit(c)
#define Py_UNICODE_TONUMERIC(c) _PyUnicode_ToNumeric(c)
#define Py_UNICODE_IS_SURROGATE(c) (0xD800 <= (c) && (c) <= 0xDFFF)
#define Py_UNICODE_IS_HIGH_SURROGATE(c) (0xD800 <= (c) && (c) <= 0xDBFF)
#define Py_UNICODE_IS_LOW_SURROGATE(c) (0xDC00 <= (c) && (c) <= 0xDFFF)
#define Py_UNICODE_JOIN_SURROGATES(high, low) ((((Py_UCS4)(high) & 0x03FF) << 10 | ((Py_UCS4)(low) & 0x03FF)) + 0x10000)
#define Py_UNICODE_HIGH_SURROGATE(c) (0xD800 - (0x10000 >> 10) + ((c) >> 10))
#define Py_UNICODE_LOW_SURROGATE(c) (0xDC00 + ((c) & 0x3FF))

/* Copies the text as UTF-8 with a zero behind it into `buffer` of `room` bytes; returns the bytes that the whole text needs, the zero not
 * counted, or -1. `buffer` may be NULL when `room` is 0. Lone surrogates are kept. An extension of pyemb. */
PyAPI_FUNC(Py_ssize_t) PyEmb_UnicodeToUTF8(PyObject *text, char *buffer, size_t room);

#ifdef __cplusplus
}
#endif

#endif
