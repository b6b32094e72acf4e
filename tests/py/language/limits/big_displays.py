n = 5000
print(len(eval("[" + ",".join(map(str, range(n))) + "]")), len(eval("{" + ",".join(f"{i}: {i}" for i in range(n)) + "}")), len(eval("{" + ",".join(map(str, range(n))) + "}")), len(eval("(" + ",".join(f"x" for i in range(n)) + ")", {"x": 1})))
# expect: 5000 5000 5000 5000
print(sum(eval("[" + ",".join(f"*[{i}]" for i in range(3000)) + "]")))  # expect: 4498500
