# -X importtime has a line for an import that fails, too, after those that it made.
import subprocess
import sys

done = subprocess.run([sys.executable, "-I", "-S", "-X", "importtime", "-c", "try: import nosuch\nexcept ImportError: print('caught')"],
                      capture_output=True, text=True)
print(done.stdout.strip(), done.stderr.splitlines()[-1].split("|")[-1].strip(), any(line.endswith(" nosuch") for line in done.stderr.splitlines()))
# expect: caught nosuch True
