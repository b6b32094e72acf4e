/* SPDX-License-Identifier: MIT */
/* run: */
/* run: 1/0 */
/* A program that is Python, given wide strings. */
#include <Python.h>

int main(int argc, char **argv) {
  setvbuf(stdout, NULL, _IOLBF, 1 << 12);
  wchar_t *arguments[] = {L"/usr/bin/python3.11", L"-I", L"-c", L"import sys; print(sys.argv, sys.flags.isolated); sys.exit(4)", L"x"};
  if (argc > 1) arguments[3] = Py_DecodeLocale(argv[1], NULL);
  int status = Py_Main(5, arguments);
  if (argc > 1) PyMem_RawFree(arguments[3]);
  return status;
}
