{[]: 0}  # raises: TypeError: unhashable type: 'list'
{{}: 0}  # raises: TypeError: unhashable type: 'dict'
{set(): 0}  # raises: TypeError: unhashable type: 'set'
{slice(1): 0}  # raises: TypeError: unhashable type: 'slice'
{bytearray(): 0}  # raises: TypeError: unhashable type: 'bytearray'
class A:
    __hash__ = None
{A(): 1}  # raises: TypeError: unhashable type: 'A'
