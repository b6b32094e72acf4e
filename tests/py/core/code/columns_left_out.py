import subprocess, sys
script = "def f(): return 1 / 0\nprint(list(f.__code__.co_positions())[-1][2:])\nf()"
done = subprocess.run([sys.executable, "-X", "no_debug_ranges", "-c", script], capture_output=True, text=True)
print(done.stdout.strip())  # expect: (None, None)
print(done.stderr.strip().splitlines()[-1])  # expect: ZeroDivisionError: division by zero
