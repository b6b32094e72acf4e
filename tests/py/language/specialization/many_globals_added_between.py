def f(): return late
try: f()
except NameError: print("not yet")  # expect: not yet
for i in range(100): globals()[f"g{i}"] = i
late = "now"
print(f(), g99)  # expect: now 99
for i in range(100): del globals()[f"g{i}"]
print(f())  # expect: now
