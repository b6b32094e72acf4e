import sys
print(sys.version_info[:2], sys.version_info.major, sys.maxsize == 2 ** 63 - 1, sys.byteorder, sys.maxunicode, sys.float_info.max, sys.float_info.dig, sys.int_info.bits_per_digit > 0, sys.hash_info.modulus == 2 ** 61 - 1, sys.hash_info.inf)
# expect: (3, 11) 3 True little 1114111 1.7976931348623157e+308 15 True True 314159
print(type(sys.argv), len(sys.argv), sys.getrecursionlimit(), sys.platform, sys.getdefaultencoding(), sys.flags.optimize, sys.api_version, sys.dont_write_bytecode in (True, False), sys.copyright != "", sys.hexversion >> 16 == 0x030b)
# expect: <class 'list'> 1 1000 linux utf-8 0 1013 True True True
print(sys.getsizeof([]) > 0, sys.getrefcount(object()) >= 1, isinstance(sys.path, list), isinstance(sys.modules, dict), "sys" in sys.builtin_module_names, sys.getfilesystemencoding(), sys.thread_info.name)
# expect: True True True True True utf-8 pthread
