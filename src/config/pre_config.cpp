// SPDX-License-Identifier: MIT
#include "config/pre_config.h"

#include "config/config.h"

namespace pyemb {

void PreConfig::take(const Config& config) {
#define PYEMB_TAKE_kPre(name) name = config.name;
#define PYEMB_TAKE_kBoth(name) name = config.name;
#define PYEMB_TAKE_kMain(name)
#define PYEMB_TAKE_kOwn(name)
#define NUMBER(name, part, python, isolated, environment, flag, x, access, doc) PYEMB_TAKE_##part(name)
#include "config/options.def"
#undef PYEMB_TAKE_kPre
#undef PYEMB_TAKE_kBoth
#undef PYEMB_TAKE_kMain
#undef PYEMB_TAKE_kOwn
}

void PreConfig::impose(Config& config) const {
#define PYEMB_GIVE_kPre(name) config.name = name;
#define PYEMB_GIVE_kBoth(name)
#define PYEMB_GIVE_kMain(name)
#define PYEMB_GIVE_kOwn(name)
#define NUMBER(name, part, python, isolated, environment, flag, x, access, doc) PYEMB_GIVE_##part(name)
#include "config/options.def"
#undef PYEMB_GIVE_kPre
#undef PYEMB_GIVE_kBoth
#undef PYEMB_GIVE_kMain
#undef PYEMB_GIVE_kOwn
}

}  // namespace pyemb
