import symtable
top = symtable.symtable("""
g = 1
class C:
    def m(self, a, *b, k=0, **c):
        global g
        local = a
        return lambda: (local, free)
def free(): return [i for i in g]
""", "f", "exec")
def show(table, indent=0):
    print(" " * indent, table.get_type(), table.get_name(), table.get_lineno(), table.is_nested())
    for symbol in sorted(table.get_symbols(), key=lambda s: s.get_name()):
        print(" " * indent, "-", symbol)
    for child in table.get_children():
        show(child, indent + 2)
show(top)
# expect:  module top 0 False
# expect:  - <symbol 'C'>
# expect:  - <symbol 'free'>
# expect:  - <symbol 'g'>
# expect:    class C 3 False
# expect:    - <symbol 'm'>
# expect:      function m 4 False
# expect:      - <symbol 'a'>
# expect:      - <symbol 'b'>
# expect:      - <symbol 'c'>
# expect:      - <symbol 'g'>
# expect:      - <symbol 'k'>
# expect:      - <symbol 'local'>
# expect:      - <symbol 'self'>
# expect:        function lambda 7 True
# expect:        - <symbol 'free'>
# expect:        - <symbol 'local'>
# expect:    function free 8 False
# expect:    - <symbol 'g'>
# expect:      function listcomp 8 True
# expect:      - <symbol '.0'>
# expect:      - <symbol 'i'>
method = top.get_children()[0].get_children()[0]
print(method.get_parameters(), method.get_locals(), method.get_frees(), method.get_globals())
# expect: ('self', 'a', 'k', 'b', 'c') ('self', 'a', 'k', 'b', 'c', 'local') () ('g',)
symtable.symtable("x", "f", "text")  # raises: ValueError: symtable() arg 3 must be 'exec' or 'eval' or 'single'
symtable.symtable("x =", "f", "exec")  # raises: SyntaxError: invalid syntax
