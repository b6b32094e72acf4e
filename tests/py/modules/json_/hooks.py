# The decoder's hooks are called for objects, numbers and constants.
import json

def show(text, **hooks): print(json.loads(text, **hooks))
show('{"a": {"b": 1}}', object_hook=lambda d: sorted(d))  # expect: ['a']
show('{"a": 1, "a": 2}', object_pairs_hook=list)  # expect: [('a', 1), ('a', 2)]
show('[1.5, 2, -3e2]', parse_float=str)  # expect: ['1.5', 2, '-3e2']
show('[1.5, 2, -3]', parse_int=str)  # expect: [1.5, '2', '-3']
show('[NaN, -Infinity, true]', parse_constant=str.lower)  # expect: ['nan', '-infinity', True]
show('[1]', parse_int=lambda text: 1 / 0)  # raises: ZeroDivisionError: division by zero
