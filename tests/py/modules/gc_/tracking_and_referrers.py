import gc
l = ["1"]
d = {"l": l}
print(gc.is_tracked(l), gc.is_tracked(5), gc.is_tracked("a"), gc.get_referents(l), any(r is d for r in gc.get_referrers(l)), any(o is l for o in gc.get_objects()))
# expect: True False False ['1'] True True
print(gc.is_finalized(l))  # expect: False
