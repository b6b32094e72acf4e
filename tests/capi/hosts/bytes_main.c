/* SPDX-License-Identifier: MIT */
/* run: -c "import sys; print(sys.argv)" x y */
/* run: -I -S -c "import sys; print(sys.flags.isolated); sys.exit(3)" */
/* run: greeting.py */
/* run: -c "1/0" */
/* A program that is Python. */
#include <Python.h>

int main(int argc, char **argv) {
  setvbuf(stdout, NULL, _IOLBF, 1 << 12);
  argv[0] = "/usr/bin/python3.11";
  return Py_BytesMain(argc, argv);
}
