/* SPDX-License-Identifier: MIT */
/* Lines from a terminal: the host's functions PyOS_ReadlineFunctionPointer and PyOS_InputHook, in input() and in a session.
 * run: input
 * run: plain
 * run: session
 * run: stream */
#include <Python.h>
#include <pty.h>
#include <sys/wait.h>
#include <termios.h>
#include <unistd.h>

static int waits;
static int wait_for_input(void) {
  waits++;
  return 0;
}

/* Lines that nobody types. */
static const char *const *script;
static char *read_scripted(FILE *in, FILE *out, const char *prompt) {
  printf("[%s%d%d]", prompt, in == stdin, out == stdout);
  fflush(stdout);
  if (*script != NULL && strcmp(*script, "interrupt") == 0) {
    script++;
    return NULL;
  }
  const char *text = *script != NULL ? *script++ : "";
  char *line = PyMem_RawMalloc(strlen(text) + 1);
  return line != NULL ? strcpy(line, text) : NULL;
}

static const char asks[] =
    "def ask(*prompt):\n"
    "  try: return input(*prompt)\n"
    "  except BaseException as e: return repr(e)\n"
    "import sys\n";

static void ask_scripted(void) {
  static const char *const lines[] = {"first\n", "caf\xc3\xa9\r\n", "interrupt", "\n", "ends here", NULL};
  script = lines;
  PyOS_ReadlineFunctionPointer = read_scripted;
  PyRun_SimpleString("print(ascii([ask('? '), ask('\xc3\xa4 '), ask(), ask(1), ask('a'), ask('b')]))\nprint(ask('nul\\0'))\n"
                     "sys.stdout, kept = sys.stderr, sys.stdout\n" /* another stream: not by the function */
                     "answer = ask('to stderr: ')\nsys.stdout = kept\nprint(answer)\n");
}

static void session(void) {
  static const char *const lines[] = {"x = 6\n", "def f():\n", "  return x * 7\n", "\n", "f()\n", "interrupt", "1 +\n", "print('last')", NULL};
  script = lines;
  PyOS_ReadlineFunctionPointer = read_scripted;
  printf("%d\n", PyRun_InteractiveLoop(stdin, "<terminal>"));
}

static int on_terminal(const char *what) {
  Py_Initialize();
  PyRun_SimpleString(asks);
  PyOS_InputHook = wait_for_input;
  if (strcmp(what, "input") == 0) ask_scripted();
  if (strcmp(what, "session") == 0) session();
  if (strcmp(what, "plain") == 0) PyRun_SimpleString("for p in ('one? ', 'two? '): print([ask(p)])\nprint(ask())\n");
  if (strcmp(what, "stream") == 0) {
    char *line = PyOS_Readline(stdin, stdout, "a prompt> ");
    printf("<%s>\n", line);
    PyMem_Free(line);
    FILE *file = tmpfile();
    fputs("from a file\nno end", file);
    rewind(file);
    for (int i = 0; i < 3; i++) {
      line = PyOS_Readline(file, stdout, i == 0 ? "other> " : NULL);
      printf("<%s>\n", line);
      PyMem_Free(line);
    }
    fclose(file);
  }
  printf("%d waits\n", waits);
  return Py_FinalizeEx() < 0 ? 120 : 0;
}

int main(int argc, char **argv) {
  int terminal, other;
  struct termios mode;
  if (openpty(&terminal, &other, NULL, NULL, NULL) != 0 || tcgetattr(other, &mode) != 0) return 1;
  close(terminal);
  close(other);
  mode.c_lflag &= ~(tcflag_t)ECHO;
  mode.c_oflag &= ~(tcflag_t)OPOST;
  pid_t child = forkpty(&terminal, NULL, &mode, NULL);
  if (child == 0) _exit(on_terminal(argv[1]) | (fflush(stdout) != 0));
  const char typed[] = "typed\nand typed\n\004";
  if (child < 0 || write(terminal, typed, sizeof typed - 1) < 0) return 1;
  char buffer[500];
  ssize_t size;
  while ((size = read(terminal, buffer, sizeof buffer)) > 0) fwrite(buffer, 1, (size_t)size, stdout);
  int status;
  waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 99;
}
