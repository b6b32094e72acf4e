# Blocked signals wait; sigwait() takes them.
import _signal as s
print(s.pthread_sigmask(s.SIG_BLOCK, [s.SIGUSR2]), s.sigpending())  # expect: set() set()
s.raise_signal(s.SIGUSR2)
print(s.sigpending() == {s.SIGUSR2}, s.sigwait([s.SIGUSR2]) == s.SIGUSR2, s.sigtimedwait([s.SIGUSR2], 0.01))
# expect: True True None
s.raise_signal(s.SIGUSR2)
print(s.sigtimedwait([s.SIGUSR2], 1).si_signo == s.SIGUSR2)  # expect: True
