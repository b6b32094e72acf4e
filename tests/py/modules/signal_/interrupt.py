# SIGINT raises KeyboardInterrupt in the main thread.
import _signal as s, _thread
print(s.getsignal(s.SIGINT) is s.default_int_handler)  # expect: True
try:
    s.raise_signal(s.SIGINT)
except KeyboardInterrupt:
    print("interrupted")  # expect: interrupted
try:
    _thread.interrupt_main()
    for i in range(1000): i + 1
except KeyboardInterrupt:
    print("again")  # expect: again
