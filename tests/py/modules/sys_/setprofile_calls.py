import sys
log = []
def prof(frame, event, arg): log.append((event, frame.f_code.co_name))
def f(): return len("ab")
sys.setprofile(prof)
f()
sys.setprofile(None)
print(log[:4])  # expect: [('call', 'f'), ('c_call', 'f'), ('c_return', 'f'), ('return', 'f')]
