def __getattr__(name):
    if name == "dynamic": return "made"
    raise AttributeError(f"no {name} here")
def __dir__(): return ["dynamic"]
