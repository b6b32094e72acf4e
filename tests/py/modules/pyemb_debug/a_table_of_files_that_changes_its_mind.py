# pyemb-only: the module is our own
import _pyemb_debug

class Files:
    row = (0, range(100))
    def __getitem__(self, name):
        return self.row

def work():
    x = 1
    return x

files = Files()
stops = []
_pyemb_debug.begin(lambda reasons, frame, exception: stops.append(frame.f_code.co_name))
_pyemb_debug.watch(files, set(), True, 0)
work()
files.row = None   # what is known of the code stays, its breakpoints are gone
count = len(stops)
work()
_pyemb_debug.end()
print("work" in stops, len(stops) - count)  # expect: True 0
