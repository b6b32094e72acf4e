/* SPDX-License-Identifier: MIT */
/* Strings: making, reading, searching, changing, and the codecs behind PyUnicode_*. */
#include "capi_test.h"

static PyObject *text_of(const char *utf8) { return KEEP(PyUnicode_FromString(utf8)); }

/* A call with a str and one with an int in its place. */
#define BOTH(macro, call)        \
  do {                           \
    PyObject *s = text;          \
    macro(call);                 \
    s = number;                  \
    macro(call);                 \
  } while (0)

TEST(text_search) {
  PyObject *text = text_of("abcabc\xc3\xa9"), *number = PyLong_FromLong(3), *b = text_of("b"), *bc = text_of("bc");
  BOTH(INT, PyUnicode_Count(s, bc, 0, 10));
  INT(PyUnicode_Count(text, number, 0, 10));
  BOTH(INT, PyUnicode_Find(s, bc, 0, 10, 1));
  BOTH(INT, PyUnicode_Find(s, bc, 0, 10, -1));
  INT(PyUnicode_Find(text, bc, 5, 7, 1));
  INT(PyUnicode_FindChar(text, 0xe9, 0, 10, 1));
  INT(PyUnicode_FindChar(text, 'c', 0, 10, -1));
  INT(PyUnicode_FindChar(text, 'z', 0, 10, 1));
  BOTH(INT, PyUnicode_Tailmatch(s, b, 1, 7, -1));
  BOTH(INT, PyUnicode_Tailmatch(s, bc, 0, 6, 1));
  BOTH(INT, PyUnicode_Contains(s, bc));
  FAILS(PyUnicode_Contains(text, number));
  BOTH(NEW, PyUnicode_Replace(s, bc, b, 1));
  BOTH(NEW, PyUnicode_Replace(s, b, text, -1));
  NEW(PyUnicode_Replace(text, number, b, -1));
  BOTH(NEW, PyUnicode_Split(s, b, -1));
  BOTH(NEW, PyUnicode_RSplit(s, b, 1));
  NEW(PyUnicode_Split(text, NULL, -1));
  NEW(PyUnicode_RSplit(text, number, -1));
  BOTH(NEW, PyUnicode_Partition(s, bc));
  BOTH(NEW, PyUnicode_RPartition(s, bc));
  NEW(PyUnicode_Partition(text, text_of("")));
  NEW(PyUnicode_RPartition(text, text_of("")));
  PyObject *lines = text_of("one\ntwo\r\nthree");
  NEW(PyUnicode_Splitlines(lines, 0));
  NEW(PyUnicode_Splitlines(lines, 1));
  NEW(PyUnicode_Splitlines(number, 1));
  BOTH(NEW, PyUnicode_Translate(s, KEEP(PyDict_New()), NULL));
  NEW(PyUnicode_Translate(text, KEEP(Py_BuildValue("{i:s,i:O,i:i}", 'a', "long", 'b', Py_None, 'c', 'C')), "strict"));
  NEW(PyUnicode_Translate(text, number, "strict"));
  NEW(PyUnicode_Join(b, KEEP(Py_BuildValue("[sss]", "x", "y", "z"))));
  NEW(PyUnicode_Join(b, KEEP(Py_BuildValue("[si]", "x", 3))));
  NEW(PyUnicode_Join(b, number));
}

TEST(text_compare) {
  PyObject *text = text_of("abc"), *number = PyLong_FromLong(3), *other = text_of("abd");
  BOTH(NEW, PyUnicode_RichCompare(s, other, Py_LT));
  NEW(PyUnicode_RichCompare(text, text, Py_EQ));
  NEW(PyUnicode_RichCompare(text, other, Py_GE));
  BOTH(INT, PyUnicode_Compare(s, other));
  INT(PyUnicode_CompareWithASCIIString(text, "abc"));
  INT(PyUnicode_CompareWithASCIIString(text, "abcd"));
  INT(PyUnicode_IsIdentifier(text));
  INT(PyUnicode_IsIdentifier(text_of("1a")));
  INT(PyUnicode_IsIdentifier(text_of("")));
  BOTH(NEW, PyUnicode_Concat(s, other));
  PyObject *left = PyUnicode_FromString("left");
  PyUnicode_Append(&left, other);
  BORROWED(left);
  PyUnicode_AppendAndDel(&left, PyUnicode_FromString("!"));
  BORROWED(left);
  FAILS(PyUnicode_Append(&left, number));
  INT(left == NULL);
  left = PyUnicode_FromString("again");
  FAILS(PyUnicode_AppendAndDel(&left, NULL));
  INT(left == NULL);
  left = PyUnicode_FromString("and");
  FAILS(PyUnicode_AppendAndDel(&left, Py_NewRef(number)));
  INT(left == NULL);
  NEW(PyUnicode_Format(text_of("%s|%d"), KEEP(Py_BuildValue("(si)", "a", 2))));
  NEW(PyUnicode_Format(text_of("%s"), KEEP(Py_BuildValue("(ss)", "a", "b"))));
  NEW(PyUnicode_Format(number, number));
  NEW(PyUnicode_FromObject(text));
  NEW(PyUnicode_FromObject(number));
  NEW(PyUnicode_FromOrdinal(0x1f600));
  NEW(PyUnicode_FromOrdinal(-1));
  NEW(PyUnicode_Substring(text, 1, 9));
  NEW(PyUnicode_Substring(text, -1, 9));
}

TEST(text_characters) {
  PyObject *text = text_of("a\xc3\xa9\xf0\x9f\x98\x80"), *number = PyLong_FromLong(3);
  BOTH(INT, PyUnicode_GetLength(s));
  BOTH(INT, PyUnicode_ReadChar(s, 2));
  FAILS(PyUnicode_ReadChar(text, 3));
  FAILS(PyUnicode_ReadChar(text, -1));
  PyObject *fresh = KEEP(PyUnicode_New(3, 127));
  INT(PyUnicode_WriteChar(fresh, 0, 'x'));
  INT(PyUnicode_WriteChar(fresh, 1, 'y'));
  INT(PyUnicode_WriteChar(fresh, 2, 'z'));
  INT(PyUnicode_WriteChar(fresh, 3, 'z'));
  INT(PyUnicode_WriteChar(fresh, 0, 0x20ac));
  INT(PyUnicode_WriteChar(number, 0, 'a'));
  BORROWED(fresh);
  Py_UCS4 buffer[8];
  INT(PyUnicode_AsUCS4(text, buffer, 8, 1) == buffer);
  printf("%x %x %x %x\n", buffer[0], buffer[1], buffer[2], buffer[3]);
  FAILS(PyUnicode_AsUCS4(text, buffer, 2, 1));
  Py_UCS4 *copy = PyUnicode_AsUCS4Copy(text);
  if (copy != NULL) printf("%x %x\n", copy[2], copy[3]);
  PyMem_Free(copy);
  wchar_t wide[8] = {0};
  INT(PyUnicode_AsWideChar(text, wide, 8));
  printf("%lx %lx\n", (long)wide[1], (long)wide[2]);
  INT(PyUnicode_AsWideChar(text, wide, 2));
  FAILS(PyUnicode_AsWideChar(NULL, wide, 2));
  Py_ssize_t size;
  wchar_t *made = PyUnicode_AsWideCharString(text, &size);
  if (made != NULL) printf("%zd %lx\n", size, (long)made[2]);
  PyMem_Free(made);
  FAILS(PyUnicode_AsWideCharString(KEEP(PyUnicode_FromStringAndSize("a\0b", 3)), NULL));
  FAILS(PyUnicode_AsWideCharString(NULL, &size));
  FAILS(PyUnicode_AsWideCharString(number, &size));
  NEW(PyUnicode_FromWideChar(L"wide \x20ac", -1));
  NEW(PyUnicode_FromWideChar(L"wide", 2));
  FAILS(KEEP(PyUnicode_FromWideChar(NULL, 2)));
  PyObject *resized = PyUnicode_FromString("resize me");
  INT(PyUnicode_Resize(&resized, 6));
  BORROWED(resized);
  FAILS(PyUnicode_Resize(&resized, -1));
  FAILS(PyUnicode_Resize(&number, 1));
  KEEP(resized);
  PyObject *interned = PyUnicode_FromString("interned word"), *other = PyUnicode_FromString("interned word");
  PyUnicode_InternInPlace(&interned);
  PyUnicode_InternInPlace(&other);
  INT(interned == other);
  PyUnicode_InternImmortal(&other);
  INT(interned == other);
  Py_XDECREF(interned);
  Py_XDECREF(other);
  INT(KEEP(PyUnicode_InternFromString("interned word")) == other);
  TEXT(PyUnicode_GetDefaultEncoding());
  BOTH(INT, PyUnicode_GetSize(s));
}

TEST(text_codecs) {
  PyObject *text = text_of("a\xc3\xa9\xe2\x82\xac"), *number = KEEP(PyLong_FromLong(3)), *lone = KEEP(PyUnicode_FromOrdinal(0xd800));
  BOTH(NEW, PyUnicode_AsLatin1String(s));
  NEW(PyUnicode_AsLatin1String(text_of("\xc3\xa9")));
  BOTH(NEW, PyUnicode_AsASCIIString(s));
  BOTH(NEW, PyUnicode_AsUTF8String(s));
  NEW(PyUnicode_AsUTF8String(lone));
  BOTH(NEW, PyUnicode_AsUTF16String(s));
  NEW(PyUnicode_AsUTF16String(lone));
  BOTH(NEW, PyUnicode_AsUTF32String(s));
  NEW(PyUnicode_AsUTF32String(lone));
  BOTH(NEW, PyUnicode_AsUnicodeEscapeString(s));
  BOTH(NEW, PyUnicode_AsRawUnicodeEscapeString(s));
  BOTH(NEW, PyUnicode_EncodeFSDefault(s));
  NEW(PyUnicode_EncodeLocale(text, "surrogateescape"));
  NEW(PyUnicode_EncodeLocale(text, "nonsense"));
  NEW(PyUnicode_EncodeLocale(KEEP(PyUnicode_FromStringAndSize("a\0b", 3)), NULL));
  NEW(PyUnicode_DecodeLocale("abc", NULL));
  NEW(PyUnicode_DecodeLocaleAndSize("abc", 3, "strict"));
  NEW(PyUnicode_DecodeLocaleAndSize("abc", 3, "nonsense"));
  NEW(PyUnicode_DecodeLocaleAndSize("a\0c", 3, "strict"));
  NEW(PyUnicode_DecodeFSDefaultAndSize("ab\xff", 3));
  NEW(PyUnicode_DecodeFSDefault("ab"));
  NEW(PyUnicode_DecodeLatin1("a\xe9", 2, NULL));
  NEW(PyUnicode_DecodeUnicodeEscape("a\\u20ac\\n", 9, NULL));
  NEW(PyUnicode_DecodeUnicodeEscape("a\\u20", 5, NULL));
  NEW(PyUnicode_DecodeRawUnicodeEscape("a\\u20ac\\n", 9, NULL));
  NEW(PyUnicode_DecodeRawUnicodeEscape("a\\u20", 5, "strict"));
  NEW(PyUnicode_DecodeUTF7("a+IKw-", 6, NULL));
  NEW(PyUnicode_DecodeUTF7("a+\xff", 3, NULL));
  int order = 0;
  NEW(PyUnicode_DecodeUTF32("a\0\0\0", 4, NULL, &order));
  NEW(PyUnicode_DecodeUTF32("a\0\0", 3, NULL, &order));
  NEW(PyUnicode_DecodeASCII("a\xff", 2, NULL));
  NEW(PyUnicode_DecodeUTF16("a\0b", 3, NULL, NULL));
  Py_ssize_t used;
  NEW(PyUnicode_DecodeUTF8Stateful("a\xe2\x82", 3, NULL, &used));
  INT(used);
  NEW(PyUnicode_DecodeUTF8Stateful("a\xff", 2, NULL, &used));
  NEW(PyUnicode_DecodeUTF16Stateful("a\0b", 3, NULL, &order, &used));
  INT(used);
  NEW(PyUnicode_DecodeUTF16Stateful("\0\xd8" "a\0", 4, NULL, &order, &used));
  order = -1;
  NEW(PyUnicode_DecodeUTF32Stateful("a\0\0\0b", 5, NULL, &order, &used));
  INT(used);
  NEW(PyUnicode_DecodeUTF32Stateful("\0\0\0\xff", 4, NULL, &order, &used));
  NEW(PyUnicode_DecodeUTF7Stateful("a+IKw", 5, NULL, &used));
  INT(used);
  NEW(PyUnicode_DecodeUTF7Stateful("+\xff", 2, NULL, &used));
}

TEST(text_codecs_by_name) {
  PyObject *text = text_of("a\xc3\xa9"), *number = PyLong_FromLong(3);
  NEW(PyUnicode_AsEncodedString(text, "latin-1", NULL));
  NEW(PyUnicode_AsEncodedString(text, "ascii", "replace"));
  NEW(PyUnicode_AsEncodedString(text, "nonsense", NULL));
  FAILS(KEEP(PyUnicode_AsEncodedString(number, "ascii", NULL)));
  NEW(PyUnicode_AsEncodedObject(text, "latin-1", NULL));
  NEW(PyUnicode_AsEncodedObject(text, "nonsense", NULL));
  NEW(PyUnicode_AsEncodedUnicode(text, "rot13", NULL));
  NEW(PyUnicode_AsEncodedUnicode(text, "latin-1", NULL));
  NEW(PyUnicode_AsDecodedObject(text, "rot13", NULL));
  NEW(PyUnicode_AsDecodedObject(text, "nonsense", NULL));
  NEW(PyUnicode_AsDecodedUnicode(text, "rot13", NULL));
  NEW(PyUnicode_AsDecodedUnicode(text, "nonsense", NULL));
  NEW(PyUnicode_Decode("a\xe9", 2, "latin-1", NULL));
  NEW(PyUnicode_Decode("a\xe9", 2, "utf-8", NULL));
  PyObject *map = KEEP(PyUnicode_BuildEncodingMap(text_of("abcdef")));
  INT(map != NULL);
  FAILS(KEEP(PyUnicode_BuildEncodingMap(text_of(""))));
  NEW(PyUnicode_AsCharmapString(text, KEEP(Py_BuildValue("{i:i,i:i}", 'a', 1, 0xe9, 2))));
  NEW(PyUnicode_AsCharmapString(text, KEEP(Py_BuildValue("{i:i}", 'a', 1))));
  NEW(PyUnicode_DecodeCharmap("\1\2", 2, KEEP(Py_BuildValue("{i:i,i:s}", 1, 'x', 2, "yy")), NULL));
  NEW(PyUnicode_DecodeCharmap("\1\2", 2, KEEP(Py_BuildValue("{i:i}", 1, 'x')), NULL));
  PyObject *result = NULL;
  INT(PyUnicode_FSConverter(text, &result));
  BORROWED(result);
  Py_CLEAR(result);
  INT(PyUnicode_FSConverter(number, &result));
  INT(PyUnicode_FSDecoder(KEEP(PyBytes_FromString("file")), &result));
  BORROWED(result);
  Py_CLEAR(result);
  INT(PyUnicode_FSDecoder(KEEP(PyUnicode_FromStringAndSize("a\0b", 3)), &result));
  INT(PyUnicode_FSDecoder(number, &result));
  NEW(PyUnicode_FromEncodedObject(KEEP(PyBytes_FromString("ab")), NULL, NULL));
  NEW(PyUnicode_FromEncodedObject(number, "ascii", NULL));
  NEW(PyUnicode_FromEncodedObject(text, "ascii", NULL));
  NEW(PyOS_FSPath(text));
  NEW(PyOS_FSPath(number));
  NEW(eval("__import__('pathlib').PurePosixPath('a/b')"));
  NEW(PyOS_FSPath(KEEP(eval("__import__('pathlib').PurePosixPath('a/b')"))));
}

static PyObject *format_v(const char *format, ...) {
  va_list list;
  va_start(list, format);
  PyObject *made = PyUnicode_FromFormatV(format, list);
  va_end(list);
  return made;
}
TEST(text_format) {
  NEW(format_v("%d %s", 3, "x"));
  NEW(format_v("%ld|%5d|%05d|%x|%lli|%zu|%c", 3L, 4, 6, 255, 7LL, (size_t)8, 'c'));
  NEW(PyUnicode_FromFormat("%s \xff", "x"));
  NEW(format_v("\xff"));
  NEW(PyUnicode_FromFormat("%.3s|%5s|%V", "abcdef", "ab", NULL, "v"));
  NEW(format_v("%-5d|%d", 1, 2)); /* what is not understood is copied, with all behind it */
  NEW(format_v("%s %lx", "a", 1L));
  NEW(format_v("%zx|%llx", (size_t)1, 1LL));
  NEW(format_v("100%"));
  NEW(format_v("%5"));
  NEW(format_v("%05"));
  NEW(format_v("%.3%d", 1));
  NEW(format_v("%.|%d", 1));
  NEW(format_v("%l", 1));
  NEW(format_v("%+d", 1));
  NEW(format_v("%05d|%5d|%.4d|%7.4d|%07.4d|%0x|%1d", -12, -12, -12, -12, -12, 255, 123));
  NEW(format_v("%5.2s|%05s|%5c|%5%|%.1R", "abc", "abc", 'x', Py_None));
  NEW(format_v("%99999999999999999999d", 1));
  NEW(format_v("%.99999999999999999999d", 1));
}

static void show_wide(const char *what, const Py_UNICODE *text, Py_ssize_t size) {
  if (text == NULL) {
    show_error(what);
    return;
  }
  printf("%s ->", what);
  for (Py_ssize_t i = 0; i <= size; i++) printf(" %lx", (unsigned long)text[i]);
  printf("\n");
}

TEST(text_wide) {
  PyObject *texts[] = {text_of("plain"), text_of("\xc3\xa9t\xc3\xa9"), text_of("\xe2\x82\xac"), text_of("a\xf0\x9f\x98\x80"), text_of("")};
  PyObject *zero = KEEP(PyUnicode_FromStringAndSize("a\0b", 3)), *number = KEEP(PyLong_FromLong(3));
  for (int i = 0; i < 5; i++) {
    Py_ssize_t size = -1;
    if (texts[i] == NULL) return;
    show_wide("with size", PyUnicode_AsUnicodeAndSize(texts[i], &size), size);
    const Py_UNICODE *wide = PyUnicode_AsUnicode(texts[i]);
    if (wide == NULL) return;
    INT(wide == PyUnicode_AS_UNICODE(texts[i]));
    INT(wcslen(PyUnicode_AS_UNICODE(texts[i])));
    INT(PyUnicode_GET_SIZE(texts[i]));
    INT(PyUnicode_GET_DATA_SIZE(texts[i]));
    INT(*(const wchar_t *)PyUnicode_AS_DATA(texts[i]));
    TEXT(PyUnicode_AsUTF8(texts[i]));
    INT(wide == _PyUnicode_AsUnicode(texts[i]));
    NEW(PyUnicode_FromUnicode(wide, size));
  }
  Py_ssize_t size = 7;
  show_wide("a zero", PyUnicode_AsUnicodeAndSize(zero, &size), 3);
  INT(size);
  show_wide("no str", PyUnicode_AsUnicode(number), 0);
  show_wide("no str", PyUnicode_AsUnicodeAndSize(number, &size), 0);
  NEW(PyUnicode_FromUnicode(L"some text", 4));
  NEW(PyUnicode_FromUnicode(L"", 0));
  NEW(PyUnicode_FromUnicode(NULL, 0));
  FAILS(KEEP(PyUnicode_FromUnicode(L"a", -1)));
  FAILS(KEEP(PyUnicode_FromUnicode(NULL, -1)));
}

/* Arguments by a format that fills up to two places; prints what is in them. */
static void parse_wide(const char *format, PyObject *args) {
  Py_UNICODE *text = (Py_UNICODE *)L"untouched";
  Py_ssize_t size = -1;
  if (args == NULL) return;
  if (!PyArg_ParseTuple(args, format, &text, &size)) {
    show_error(format);
    return;
  }
  if (text == NULL) {
    printf("%s -> null, %zd\n", format, size);
    return;
  }
  show_wide(format, text, size >= 0 ? size : (Py_ssize_t)wcslen(text));
}

TEST(text_wide_arguments) {
  const char *formats[] = {"u", "u#", "Z", "Z#", "|u", "|u#", "|Z#", "u:name", "Z;a message"};
  PyObject *rows[] = {KEEP(Py_BuildValue("(s)", "wide \xe2\x82\xac")), KEEP(Py_BuildValue("(O)", Py_None)), KEEP(Py_BuildValue("(i)", 3)),
                      KEEP(Py_BuildValue("(s#)", "a\0b", (Py_ssize_t)3)),  KEEP(PyTuple_New(0)),               KEEP(Py_BuildValue("(y)", "bytes"))};
  for (size_t i = 0; i < sizeof formats / sizeof *formats; i++) {
    for (size_t k = 0; k < sizeof rows / sizeof *rows; k++) parse_wide(formats[i], rows[k]);
  }
  Py_UNICODE *text = NULL;
  int number = 0;
  PyObject *pair = KEEP(Py_BuildValue("(si)", "first", 2));
  if (pair == NULL) return;
  INT(PyArg_ParseTuple(pair, "u|i", &text, &number));
  INT(number);
  INT(PyArg_ParseTuple(pair, "uu", &text, &text));
  PyObject *item = KEEP(PyUnicode_FromString("alone"));
  if (item == NULL) return;
  if (!PyArg_Parse(item, "u", &text)) return;
  INT(wcslen(text));
}

TEST(text_in_place) {
  struct {
    int kind;
    const void *data;
    Py_ssize_t size;
  } row[] = {{PyUnicode_1BYTE_KIND, "abc", 3}, {PyUnicode_1BYTE_KIND, "\xe9t\xe9", 3}, {PyUnicode_2BYTE_KIND, u"\x20ac!", 2}, {PyUnicode_4BYTE_KIND, U"\x1f600", 1},
             {PyUnicode_4BYTE_KIND, U"ab", 2}, {PyUnicode_2BYTE_KIND, u"", 0}};
  for (size_t i = 0; i < sizeof row / sizeof *row; i++) {
    PyObject *text = KEEP(PyUnicode_FromKindAndData(row[i].kind, row[i].data, row[i].size));
    if (text == NULL) return;
    BORROWED(text);
    printf("%d %zd %d %x %d", (int)PyUnicode_KIND(text), PyUnicode_GET_LENGTH(text), PyUnicode_IS_ASCII(text) != 0, PyUnicode_MAX_CHAR_VALUE(text), PyUnicode_IS_READY(text) != 0);
    for (Py_ssize_t k = 0; k < PyUnicode_GET_LENGTH(text); k++) printf(" %x", PyUnicode_READ(PyUnicode_KIND(text), PyUnicode_DATA(text), k));
    printf(" %d\n", PyUnicode_IS_COMPACT_ASCII(text) != 0);
  }
  FAILS(PyUnicode_FromKindAndData(PyUnicode_1BYTE_KIND, "abc", -1));
  FAILS(PyUnicode_FromKindAndData(3, "abc", 3));
  PyObject *wide = KEEP(PyUnicode_New(4, 0x20ac)), *narrow = KEEP(PyUnicode_New(4, 127)), *source = text_of("\xe2\x82\xac\xe2\x82\xac");
  PyObject *ascii = text_of("wxyz"), *number = KEEP(PyLong_FromLong(3));
  if (wide == NULL || narrow == NULL || source == NULL || ascii == NULL) return;
  INT(PyUnicode_Fill(wide, 0, 4, 0x20ad));
  INT(PyUnicode_Fill(narrow, 0, 9, '-'));
  BORROWED(wide);
  BORROWED(narrow);
  INT(PyUnicode_Fill(narrow, 1, 2, 0x20ac));
  INT(PyUnicode_Fill(narrow, -1, 2, 'x'));
  INT(PyUnicode_Fill(narrow, 3, -1, 'x'));
  FAILS(PyUnicode_Fill(number, 0, 1, 'x'));
  INT(PyUnicode_CopyCharacters(wide, 1, source, 0, 2));
  INT(PyUnicode_CopyCharacters(wide, 3, ascii, 2, 1));
  BORROWED(wide);
  INT(PyUnicode_CopyCharacters(narrow, 0, ascii, 1, 9));
  INT(PyUnicode_CopyCharacters(narrow, 0, source, 0, 1));
  INT(PyUnicode_CopyCharacters(narrow, 5, ascii, 0, 1));
  INT(PyUnicode_CopyCharacters(narrow, 3, ascii, 0, 2));
  FAILS(PyUnicode_CopyCharacters(number, 0, ascii, 0, 1));
  FAILS(PyUnicode_CopyCharacters(narrow, 0, number, 0, 1));
  BORROWED(narrow);
  PyUnicode_WRITE(PyUnicode_KIND(narrow), PyUnicode_DATA(narrow), 0, '!');
  INT(PyUnicode_READ_CHAR(narrow, 0));
  PyObject *name = PyUnicode_FromString("a name of this test");
  if (name == NULL) return;
  INT(PyUnicode_CHECK_INTERNED(name) != 0);
  PyUnicode_InternInPlace(&name);
  INT(PyUnicode_CHECK_INTERNED(name) != 0);
  Py_DECREF(name);
}
