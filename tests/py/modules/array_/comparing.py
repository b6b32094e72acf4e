from array import array

nan = float("nan")
print(array("i", [1, 2]) == array("d", [1, 2]), array("i", [1, 2]) < array("i", [1, 3]), array("b", [-1]) < array("B", [1]))
# expect: True True True
print(array("d", [nan]) == array("d", [nan]), nan in array("d", [nan]), array("i", [1]) == [1], array("u", "a") > array("u", "b"))
# expect: False False False False
print(array("i", [1]) * 3 + array("i", [2]), array("i", [1, 2])[-1], 2 in array("d", [2]))
# expect: array('i', [1, 1, 1, 2]) 2 True
array("i") < [1]  # raises: TypeError: '<' not supported between instances of 'array.array' and 'list'
array("i") + [1]  # raises: TypeError: can only append array (not "list") to array
array("i") + array("d")  # raises: TypeError: bad argument type for built-in operation
hash(array("i"))  # raises: TypeError: unhashable type: 'array.array'
array("i", [1]).remove(2)  # raises: ValueError: array.remove(x): x not in array
