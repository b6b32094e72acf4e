def f(): 1 / 0
try: f()
except ZeroDivisionError as e: saved = e
def g(): raise saved
g()
