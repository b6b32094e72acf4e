// SPDX-License-Identifier: MIT
// The minimal main program: everything else is in the library.

#include <csignal>
#include <unistd.h>

#include "lifecycle/lifecycle.h"

int main(int argc, char** argv) {
  bool interrupted = false;
  int status = pyemb::run_program(argc, argv, &interrupted);
  if (interrupted) {  // end by the signal, so that the shell sees what happened
    std::signal(SIGINT, SIG_DFL);
    kill(getpid(), SIGINT);
  }
  return status;
}
