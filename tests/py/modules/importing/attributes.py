import _noisy, _pack, sys  # expect: executed
for m in (_noisy, _pack):
    print(m.__name__, m.__spec__.name, m.__spec__.parent, m.__loader__ is m.__spec__.loader, m.__file__.split("/")[-1], m.__spec__.origin == m.__file__, m.__spec__.submodule_search_locations is None)
# expect: _noisy _noisy  True _noisy.py True True
# expect: _pack _pack _pack True __init__.py True False
print(sys.__name__, sys.__spec__.name, sys.__spec__.origin, __name__, __spec__, __package__)
# expect: sys sys built-in __main__ None None
