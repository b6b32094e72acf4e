# a handler runs right after the call that sent the signal, or during which it came
import _thread, os, signal
got = []
signal.signal(signal.SIGUSR1, lambda number, frame: got.append(number))
os.kill(os.getpid(), signal.SIGUSR1); print(got == [signal.SIGUSR1])  # expect: True
signal.raise_signal(signal.SIGUSR1); print(len(got))  # expect: 2
try:
    _thread.interrupt_main()
    print("not reached")
except KeyboardInterrupt:
    print("interrupted")  # expect: interrupted
