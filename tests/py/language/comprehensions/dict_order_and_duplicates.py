print({k: v for k, v in [("b", 1), ("a", 2), ("b", 3)]})  # expect: {'b': 3, 'a': 2}
log = []
def key(x): log.append(("k", x)); return x
def val(x): log.append(("v", x)); return x
{key(i): val(i) for i in range(2)}
print(log)  # expect: [('k', 0), ('v', 0), ('k', 1), ('v', 1)]
