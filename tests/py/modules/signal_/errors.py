# Wrong arguments.
import _signal as s
def show(f, *args):
    try:
        f(*args)
    except Exception as e:
        print(type(e), e)
show(s.signal, 0, s.SIG_DFL)  # expect: <class 'ValueError'> signal number out of range
show(s.signal, s.SIGUSR1, 7)
# expect: <class 'TypeError'> signal handler must be signal.SIG_IGN, signal.SIG_DFL, or a callable object
show(s.getsignal, 99)  # expect: <class 'ValueError'> signal number out of range
show(s.set_wakeup_fd, 99)  # expect: <class 'OSError'> [Errno 9] Bad file descriptor
show(s.setitimer, 9, 1)  # expect: <class 'signal.itimer_error'> [Errno 22] Invalid argument
show(s.sigtimedwait, [], -1)  # expect: <class 'ValueError'> timeout must be non-negative
show(s.pthread_sigmask, s.SIG_BLOCK, [1000])  # expect: <class 'ValueError'> signal number 1000 out of range [1; 64]
