import faulthandler, signal
faulthandler.register(signal.SIGSEGV)  # raises: RuntimeError: signal 11 cannot be registered, use enable() instead
faulthandler.register(0)  # raises: ValueError: signal number out of range
faulthandler.unregister(65)  # raises: ValueError: signal number out of range
print(faulthandler.unregister(signal.SIGUSR1))  # expect: False
faulthandler.register(signal.SIGUSR1)
print(faulthandler.unregister(signal.SIGUSR1))  # expect: True
