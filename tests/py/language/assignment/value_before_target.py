def value():
    print("value")
    return 1
def target():
    print("target")
    return {}
target()["k"] = value()
# expect: value
# expect: target
