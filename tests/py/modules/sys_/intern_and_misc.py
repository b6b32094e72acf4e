import sys
print(sys.intern("abc") is sys.intern("abc"), sys.is_finalizing(), sys.getswitchinterval(), sys.exc_info(), sys.call_tracing(len, ("ab",)), sys.getallocatedblocks() > 0)
# expect: True False 0.005 (None, None, None) 2 True
sys.setswitchinterval(0.01); print(sys.getswitchinterval())  # expect: 0.01
sys.setswitchinterval(-1)  # raises: ValueError: switch interval must be strictly positive
sys.audit()  # raises: TypeError: audit() missing 1 required positional argument: 'event'
sys.intern(1)  # raises: TypeError: intern() argument must be str, not int
