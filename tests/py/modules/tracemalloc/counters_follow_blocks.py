import tracemalloc
tracemalloc.start()
data = bytes(1_000_000)
now, peak = tracemalloc.get_traced_memory()
print(now > 1_000_000, peak >= now)  # expect: True True
del data
now, peak = tracemalloc.get_traced_memory()
print(now < 1_000_000, peak > 1_000_000)  # expect: True True
tracemalloc.reset_peak()
print(tracemalloc.get_traced_memory()[1] < 1_000_000)  # expect: True
tracemalloc.clear_traces()
print(tracemalloc.get_tracemalloc_memory() > 0)  # expect: True
tracemalloc.stop()
print(tracemalloc.get_traced_memory(), tracemalloc.is_tracing())  # expect: (0, 0) False
