import sys
class Tracer:
    def __call__(self, *arguments): return None
    def __del__(self):
        try:
            sys.settrace(None)
        except RuntimeError as error:
            print(error)
sys.settrace(Tracer())
sys.settrace(None)  # expect: Cannot install a trace function while another trace function is being installed
