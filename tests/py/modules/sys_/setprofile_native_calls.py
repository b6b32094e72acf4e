import sys
seen = []
def profile(frame, event, argument):
    if event.startswith("c_"):
        seen.append(f"{event} {argument.__name__}")
def run():
    len("ab")
    [3, 1].sort()
    str.upper("x")
    max(*[1, 2])
    int("5")
    try:
        ord("too long")
    except TypeError:
        pass
sys.setprofile(profile)
run()
sys.setprofile(None)
print(*seen, sep="\n")
# expect: c_call len
# expect: c_return len
# expect: c_call sort
# expect: c_return sort
# expect: c_call upper
# expect: c_return upper
# expect: c_call max
# expect: c_return max
# expect: c_call ord
# expect: c_exception ord
# expect: c_call setprofile
