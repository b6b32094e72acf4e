import os, subprocess, sys
code = "def f():\n    open(%r)\nf()\n" % os.devnull
done = subprocess.run([sys.executable, "-X", "tracemalloc=2", "-W", "default", "-c", code], capture_output=True, text=True)
print(done.stderr)
# expect: <string>:2: ResourceWarning: unclosed file <_io.TextIOWrapper name='/dev/null' mode='r' encoding='UTF-8'>
# expect: Object allocated at (most recent call last):
# expect:   File "<string>", lineno 3
# expect:   File "<string>", lineno 2
# expect:
