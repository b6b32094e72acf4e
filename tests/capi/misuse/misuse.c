/* SPDX-License-Identifier: MIT */
/* Calls each function of misused[] in a process of its own, in the way that argv[1] names, and prints the names of those that do not come back. */
#include "misuse.h"

#include <signal.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

enum { ARGUMENTS = 12 };
typedef long word;
typedef word (*any)(word, word, word, word, word, word, word, word, word, word, word, word);
struct large {
  word words[8];
};
typedef struct large (*any_by_memory)(word, word, word, word, word, word, word, word, word, word, word, word);

static void call(const struct misused *which, PyObject *object) {
  word a[ARGUMENTS] = {0};
  for (int i = 0; which->parameters[i] != '\0' && i < ARGUMENTS; i++) a[i] = which->parameters[i] == 'o' ? (word)object : 0;
  if (which->answers_by_memory) {
    ((any_by_memory)which->function)(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11]);
  } else {
    ((any)which->function)(a[0], a[1], a[2], a[3], a[4], a[5], a[6], a[7], a[8], a[9], a[10], a[11]);
  }
}

static int start(void) {
  PyInitConfig *config = PyInitConfig_Create();
  int failed = Py_InitializeFromInitConfig(config);
  PyInitConfig_Free(config);
  return failed;
}

static int misuse(const struct misused *which, PyObject *object) {
  fflush(stdout);
  pid_t child = fork();
  if (child == 0) {
    alarm(20);
    freopen("/dev/null", "r", stdin);
    freopen("/dev/null", "w", stdout);
    call(which, object);
    _exit(0);
  }
  int status = 0;
  waitpid(child, &status, 0);
  if (status == 0) return 0;
  if (WIFSIGNALED(status)) {
    printf("%s: killed by signal %d\n", which->name, WTERMSIG(status));
  } else {
    printf("%s: exit status %d\n", which->name, WEXITSTATUS(status));
  }
  return 1;
}

/* The ways: null, none, list, type, detached, before, after. */
int main(int argc, char **argv) {
  const char *way = argc > 1 ? argv[1] : "null";
  setvbuf(stdout, NULL, _IOLBF, 1 << 12);
  const int early = strcmp(way, "before") == 0;
  if (!early && start() != 0) return 8;
  PyObject *object = NULL;
  if (strcmp(way, "none") == 0) object = Py_None;
  if (strcmp(way, "number") == 0) object = PyLong_FromLong(3);
  if (strcmp(way, "list") == 0) object = PyList_New(0);
  if (strcmp(way, "type") == 0) object = Py_NewRef((PyObject *)&PyLong_Type);
  for (int i = 0; object != NULL && i < ARGUMENTS; i++) Py_INCREF(object); /* some functions steal */
  if (strcmp(way, "detached") == 0) PyEval_SaveThread();
  if (strcmp(way, "after") == 0) Py_FinalizeEx();
  int calls = 0, faults = 0;
  for (const struct misused *which = misused; which->name != NULL; which++) {
    if (argc > 2 && strcmp(argv[2], which->name) != 0) continue;
    if (object != NULL && (which->trusts || strchr(which->parameters, 'o') == NULL)) continue;
    if (argc > 2) return call(which, object), 0;
    calls++;
    faults += misuse(which, object);
  }
  printf("%s: %d functions\n", way, calls);
  return faults != 0;
}
