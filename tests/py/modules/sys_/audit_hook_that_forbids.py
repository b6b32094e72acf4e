import sys
def hook(event, arguments):
    if event == "builtins.input":
        raise PermissionError("no input")
sys.addaudithook(hook)
input()  # raises: PermissionError: no input
# grows: an audit hook stays
