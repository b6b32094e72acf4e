import sys
class W:
    def __init__(self): self.t = ""
    def write(self, s): self.t += s
    def flush(self): pass
old, sys.stdout = sys.stdout, W()
print("captured", 1)
w, sys.stdout = sys.stdout, old
print(repr(w.t))  # expect: 'captured 1\n'
sys.stdout = None
print("nowhere")
sys.stdout = old
print(sys.__stdout__ is old, sys.stdout.encoding)  # expect: True utf-8
