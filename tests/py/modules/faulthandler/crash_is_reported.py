import subprocess, sys
code = '''
import faulthandler
faulthandler.enable()
def crash():
    faulthandler.%s()
crash()
'''
for name in ("_sigsegv", "_read_null", "_sigfpe", "_sigabrt", "_stack_overflow"):
    done = subprocess.run([sys.executable, "-c", code % name], capture_output=True, text=True)
    lines = done.stderr.splitlines()
    print(name, done.returncode, lines[0], lines[3:5])
# expect: _sigsegv -11 Fatal Python error: Segmentation fault ['  File "<string>", line 5 in crash', '  File "<string>", line 6 in <module>']
# expect: _read_null -11 Fatal Python error: Segmentation fault ['  File "<string>", line 5 in crash', '  File "<string>", line 6 in <module>']
# expect: _sigfpe -8 Fatal Python error: Floating point exception ['  File "<string>", line 5 in crash', '  File "<string>", line 6 in <module>']
# expect: _sigabrt -6 Fatal Python error: Aborted ['  File "<string>", line 5 in crash', '  File "<string>", line 6 in <module>']
# expect: _stack_overflow -11 Fatal Python error: Segmentation fault ['  File "<string>", line 5 in crash', '  File "<string>", line 6 in <module>']
