import types
A = types.new_class("A", (int,), {}, lambda ns: ns.update(x=5))
print(A.x, A(3) + 1, A.__bases__, types.resolve_bases((int,)), types.prepare_class("B")[0])
# expect: 5 4 (<class 'int'>,) (<class 'int'>,) <class 'type'>
class E:
    @types.DynamicClassAttribute
    def v(self): return "instance"
print(E().v)  # expect: instance
E.v  # raises: AttributeError
