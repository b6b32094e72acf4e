import time
a = time.time(); b = time.monotonic(); c = time.perf_counter(); d = time.process_time()
print(type(a).__name__, a > 1.6e9, time.time_ns() > 10 ** 18, time.monotonic() >= b, time.perf_counter() >= c, d >= 0, type(time.perf_counter_ns()).__name__)
# expect: float True True True True True int
time.sleep(0); time.sleep(0.001)
print(time.monotonic() - b >= 0.001)  # expect: True
time.sleep(-1)  # raises: ValueError: sleep length must be non-negative
time.sleep("a")  # raises: TypeError: 'str' object cannot be interpreted as an integer
