import gc
print(gc.isenabled(), len(gc.get_threshold()), len(gc.get_count()), len(gc.get_stats()))  # expect: True 3 3 3
gc.disable(); print(gc.isenabled()); gc.enable(); print(gc.isenabled())
# expect: False
# expect: True
gc.set_threshold(500, 5, 5); print(gc.get_threshold())  # expect: (500, 5, 5)
print(gc.get_debug(), gc.garbage, gc.freeze(), gc.get_freeze_count() >= 0, gc.unfreeze())  # expect: 0 [] None True None
gc.collect(3)  # raises: ValueError: invalid generation
gc.set_threshold("a")  # raises: TypeError: 'str' object cannot be interpreted as an integer
gc.collect("x")  # raises: TypeError: 'str' object cannot be interpreted as an integer
