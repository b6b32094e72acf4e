try:
    format("xf", "9223372036854775807")
except MemoryError:
    print("MemoryError")  # expect: MemoryError
