import sys
import importlib._bootstrap_external as external
print(external.MAGIC_NUMBER[2:])  # expect: b'\r\n'
print(int.from_bytes(external.MAGIC_NUMBER, "little") == external._RAW_MAGIC_NUMBER)  # expect: True
print(external.cache_from_source("/x/m.py") == f"/x/__pycache__/m.{sys.implementation.cache_tag}.pyc")  # expect: True
