# pyemb-only: it is this build that is described
import platform, sys, sysconfig
suffix = sysconfig.get_config_var("EXT_SUFFIX")
print(suffix == f".{sys.implementation.cache_tag}-{sys.implementation._multiarch}.so", sysconfig.get_config_var("VERSION"))  # expect: True 3.11
print(platform.python_version(), platform.python_build()[0].startswith("pyemb "))  # expect: 3.11.2 True
