import faulthandler, os, tempfile
def inner(file):
    faulthandler.dump_traceback(file, all_threads=False)
def äußere(file):
    inner(file)
with tempfile.TemporaryFile("w+") as file:
    äußere(file)
    file.seek(0)
    for line in file:
        print(line.replace(os.path.dirname(__file__) + "/", "").rstrip())
# expect: Stack (most recent call first):
# expect:   File "dump_names_functions.py", line 3 in inner
# expect:   File "dump_names_functions.py", line 5 in \xe4u\xdfere
# expect:   File "dump_names_functions.py", line 7 in <module>
