import faulthandler, signal, tempfile
signal.signal(signal.SIGUSR1, lambda number, frame: print("handler"))
with tempfile.TemporaryFile("w+") as file:
    faulthandler.register(signal.SIGUSR1, file, all_threads=False, chain=True)
    signal.raise_signal(signal.SIGUSR1)  # expect: handler
    faulthandler.unregister(signal.SIGUSR1)
    signal.raise_signal(signal.SIGUSR1)  # expect: handler
    file.seek(0)
    text = file.read()
print(text.splitlines()[0], "in <module>" in text)  # expect: Stack (most recent call first): True
