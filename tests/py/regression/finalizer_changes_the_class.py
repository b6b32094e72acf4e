import gc
def make():
    class Other: pass
    class Old:
        def __del__(self):
            self.__class__ = Other
            gc.collect()
            print("done")
    return Old()
make()  # expect: done
gc.collect()
print("alive")  # expect: alive
