/* SPDX-License-Identifier: MIT */
/* A host of before PEP 587: what it sets and asks by single functions; forks and signals of its own. */
#include <Python.h>
#include <signal.h>
#include <sys/wait.h>

static void on_signal(int number) { printf("signal %d\n", number); }

static void *leave(void *unused) {
  PyGILState_STATE state = PyGILState_Ensure();
  (void)state;
  PyThreadState *own = PyThreadState_New(PyInterpreterState_Get());
  PyThreadState *mine = PyThreadState_Swap(own);
  PyThreadState_Clear(own);
  PyThreadState_Swap(mine);
  PyThreadState_Delete(own);
  PyGILState_Release(state);
  return NULL;
}

int main(void) {
  setvbuf(stdout, NULL, _IOLBF, 1 << 12);
  Py_SetProgramName(L"/legacy/host");
  printf("%.4s %s %d %d %d\n", Py_GetVersion(), Py_GetPlatform(), strlen(Py_GetBuildInfo()) > 5, strlen(Py_GetCompiler()) > 3, strlen(Py_GetCopyright()) > 10);
  Py_InitializeEx(0);
  printf("%ls %d %d %d %d\n", Py_GetProgramName(), Py_GetPrefix() != NULL, Py_GetExecPrefix() != NULL, Py_GetProgramFullPath() != NULL, Py_GetPath() != NULL);
  int argc = 99;
  wchar_t **argv;
  Py_GetArgcArgv(&argc, &argv);
  printf("%d\n", argc <= 1);
  PyEval_InitThreads();
  printf("%d\n", PyEval_ThreadsInitialized());
  PyOS_sighandler_t old = PyOS_setsig(SIGUSR1, on_signal);
  printf("%d %d\n", old == SIG_DFL, PyOS_getsig(SIGUSR1) == on_signal);
  raise(SIGUSR1);
  PyOS_setsig(SIGUSR1, SIG_DFL);
  printf("%d\n", PyThreadState_GetFrame(PyThreadState_Get()) == NULL);
  fflush(stdout);
  PyOS_BeforeFork();
  pid_t child = fork();
  if (child == 0) {
    PyOS_AfterFork_Child();
    PyRun_SimpleString("import os; os.write(1, b'child\\n')");
    _exit(7);
  }
  PyOS_AfterFork_Parent();
  int status;
  waitpid(child, &status, 0);
  printf("parent: %d\n", WEXITSTATUS(status));
  fflush(stdout);
  child = fork();
  if (child == 0) {
    PyOS_AfterFork();
    PyRun_SimpleString("import os; os.write(1, b'old child\\n')");
    _exit(8);
  }
  waitpid(child, &status, 0);
  printf("parent: %d\n", WEXITSTATUS(status));
  leave(NULL);
  Py_Finalize();
  return 0;
}
