# Handlers run between two instructions, also those of a waiting call; what they raise comes out there.
import _signal as s, posix, time
got = []
def note(number, frame):
    got.append((number == s.SIGUSR1, frame is not None))
print(s.signal(s.SIGUSR1, note), s.getsignal(s.SIGUSR1) is note)  # expect: 0 True
posix.kill(posix.getpid(), s.SIGUSR1)
print(got)  # expect: [(True, True)]
def stop(number, frame):
    raise ValueError("stopped")
s.signal(s.SIGALRM, stop)
s.setitimer(s.ITIMER_REAL, 0.02)
try:
    time.sleep(10)
except ValueError as e:
    print(e)  # expect: stopped
s.signal(s.SIGUSR1, s.SIG_IGN)
s.raise_signal(s.SIGUSR1)
print(len(got), s.signal(s.SIGUSR1, s.SIG_DFL) == s.SIG_IGN)  # expect: 1 True
