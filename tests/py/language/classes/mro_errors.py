class A: pass
class B(A): pass
class C(A, A): pass  # raises: TypeError: duplicate base class A
class D(A, B): pass  # raises: order (MRO) for bases A, B
class E(object, A): pass  # raises: order (MRO) for bases object, A
class F(5): pass  # raises: TypeError: int() takes at most 2 arguments (3 given)
class G(len): pass  # raises: TypeError: cannot create 'builtin_function_or_method' instances
class H(int, str): pass  # raises: TypeError: multiple bases have instance lay-out conflict
class I(bool): pass  # raises: TypeError: type 'bool' is not an acceptable base type
class J(type(None)): pass  # raises: TypeError: type 'NoneType' is not an acceptable base type
class K(type(lambda: 0)): pass  # raises: TypeError: type 'function' is not an acceptable base type
