# What a value looks like in JSON, and what has no JSON.
import _json, json

class Int(int): __repr__ = __str__ = lambda self: "no"
class Float(float): __repr__ = __str__ = lambda self: "no"
class Listed(list): __iter__ = lambda self: iter([9])
class Mapped(dict): items = lambda self: [("x", 1)]
def show(value, **options):
    try: print(json.dumps(value, **options))
    except Exception as e: print(type(e).__name__, e)
show([None, True, 1, 2**70, 1.5, 1e300, float("nan"), "a€\U0001f600\"\\\n\x01\x7f"])
# expect: [null, true, 1, 1180591620717411303424, 1.5, 1e+300, NaN, "a\u20ac\ud83d\ude00\"\\\n\u0001\u007f"]
show("a€\U0001f600\"\\\n\x01\x7f", ensure_ascii=False)  # expect: "a€😀\"\\\n\u0001"
show([Int(5), Float(1.5), Listed([1]), Mapped(a=1), ()])  # expect: [5, 1.5, [9], {"x": 1}, []]
show({1: 2, 1.5: 3, None: 4, False: [], "s": {}})  # expect: {"1": 2, "1.5": 3, "null": 4, "false": [], "s": {}}
show({"b": 1, "a": {"d": 1, "c": 2}}, sort_keys=True)  # expect: {"a": {"c": 2, "d": 1}, "b": 1}
show({"b": 1, 1: 2}, sort_keys=True)  # expect: TypeError '<' not supported between instances of 'int' and 'str'
show({(1,): 2, "a": 3, b"b": 4}, skipkeys=True)  # expect: {"a": 3}
show({(1,): 2})  # expect: TypeError keys must be str, int, float, bool or None, not tuple
show([float("inf")], allow_nan=False)  # expect: ValueError Out of range float values are not JSON compliant
show([2j, [3j]], default=lambda c: [c.imag])  # expect: [[2.0], [[3.0]]]
show(2j)  # expect: TypeError Object of type complex is not JSON serializable
loop = []; loop.append(loop)
show(loop)  # expect: ValueError Circular reference detected
show([[], []], separators=(",", ":"))  # expect: [[],[]]
changing = {"a": 2j, "b": 3j}
show(changing, default=lambda c: changing.setdefault(str(c), len(changing)))  # expect: {"a": 2, "b": 3}
deep = None
for i in range(100000): deep = [deep]
show(deep)  # expect: RecursionError maximum recursion depth exceeded while encoding a JSON object
encoder = _json.make_encoder(None, str, lambda text: "<" + text + ">", None, "=", ";", False, False, True)
print(encoder({"a": [1, "b"], 2: object}, 0)[0].replace(str(object), "object"))  # expect: {<a>=[1;<b>];<2>=<object>}
_json.encode_basestring(1)  # raises: TypeError: first argument must be a string, not int
_json.make_encoder(None, str, str, None, 1, ";", False, False, True)  # raises: TypeError: make_encoder() argument 5 must be str, not int
_json.make_encoder(1, str, str, None, "=", ";", False, False, True)  # raises: TypeError: make_encoder() argument 1 must be dict or None, not int
