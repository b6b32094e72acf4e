// SPDX-License-Identifier: MIT
#include "modules/start_hooks.h"

#include "modules/marshal/marshal.h"
#include "modules/sys/sys.h"
#include "modules/warnings.h"

namespace pyemb {

void install_module_hooks(Interpreter& interp) {
  interp.hooks.report_unraisable = sys_report_unraisable;
  interp.hooks.warn = issue_warning;
  interp.hooks.warn_explicit = issue_warning_at;
  interp.hooks.complete_code = marshal::complete_code;
  interp.hooks.frozen_doc = marshal::frozen_doc;
}

}  // namespace pyemb
