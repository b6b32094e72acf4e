import marshal
class Number(int):
    pass
marshal.dumps(Number(1))  # raises: ValueError: unmarshallable object
marshal.dumps([object()])  # raises: ValueError: unmarshallable object
nested = []
for _ in range(3000):
    nested = [nested]
marshal.dumps(nested)  # raises: ValueError: object too deeply nested to marshal
