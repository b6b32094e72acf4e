ns = {}
exec("def boom(x):\n    return x['k']", ns)
ns["boom"]({})
