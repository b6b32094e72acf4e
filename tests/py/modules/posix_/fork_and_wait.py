# A child process, its pipe and its status.
import posix
r, w = posix.pipe()
pid = posix.fork()
if pid == 0:
    posix.write(w, b"from the child")
    posix._exit(3)
print(posix.read(r, 100))  # expect: b'from the child'
found, status = posix.waitpid(pid, 0)
print(found == pid, posix.WIFEXITED(status), posix.WEXITSTATUS(status), posix.waitstatus_to_exitcode(status))
# expect: True True 3 3
pid = posix.posix_spawn("/bin/sh", ["sh", "-c", "exit $CODE"], {"CODE": "7"})
print(posix.waitstatus_to_exitcode(posix.waitpid(pid, 0)[1]))  # expect: 7
