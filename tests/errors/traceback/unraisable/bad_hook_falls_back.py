import sys
def hook(*a): raise KeyError("hook failed")
sys.excepthook = hook
raise ValueError("original")
