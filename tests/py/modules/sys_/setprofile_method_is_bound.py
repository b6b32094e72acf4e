import sys
seen = []
def profile(frame, event, argument):
    if event == "c_call":
        seen.append(argument)
sys.setprofile(profile)
list.append([], 1)
"a-b".split(sep="-")
sys.setprofile(None)
print(seen[0].__self__)  # expect: [1]
print(seen[1].__self__, seen[1].__name__)  # expect: a-b split
print(seen[2].__name__)  # expect: setprofile
