/* SPDX-License-Identifier: MIT */
/* A program that knows nothing of Python: SCRIPT PLUGIN... lets each plugin run the script, one after the other. */
#include <dlfcn.h>
#include <stdio.h>

int main(int argc, char **argv) {
  int failed = 0;
  for (int i = 2; i < argc; i++) {
    void *plugin = dlopen(argv[i], RTLD_NOW | RTLD_LOCAL);
    if (plugin == NULL) {
      puts(dlerror());
      return 1;
    }
    int (*run_script)(const char *, char *const *, int) = (int (*)(const char *, char *const *, int))dlsym(plugin, "run_script");
    char *const arguments[] = {argv[1]};
    failed += run_script(argv[1], arguments, 1);
    fflush(NULL);
  }
  return failed;
}
