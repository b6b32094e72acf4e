class A: pass
A().x  # raises: AttributeError: 'A' object has no attribute 'x'
A.x  # raises: AttributeError: type object 'A' has no attribute 'x'
del A().x  # raises: AttributeError: 'A' object has no attribute 'x'
(5).x = 1  # raises: AttributeError: 'int' object has no attribute 'x'
(5).foo  # raises: AttributeError: 'int' object has no attribute 'foo'
None.x  # raises: AttributeError: 'NoneType' object has no attribute 'x'
[].push  # raises: AttributeError: 'list' object has no attribute 'push'
len.x = 1  # raises: AttributeError: 'builtin_function_or_method' object has no attribute 'x'
"".join.y = 2  # raises: AttributeError: 'builtin_function_or_method' object has no attribute 'y'
object().x = 1  # raises: AttributeError: 'object' object has no attribute 'x'
import sys
sys.nope  # raises: AttributeError: module 'sys' has no attribute 'nope'
(lambda: 0).missing  # raises: AttributeError: 'function' object has no attribute 'missing'
