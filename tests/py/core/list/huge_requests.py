try: [0] * (2 ** 60)
except MemoryError: print("memory")  # expect: memory
[0] * (2 ** 63)  # raises: OverflowError: cannot fit 'int' into an index-sized integer
