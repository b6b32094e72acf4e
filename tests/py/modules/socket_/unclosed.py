import warnings, _socket
warnings.simplefilter("always")
with warnings.catch_warnings(record=True) as caught:
    s = _socket.socket()
    del s
print(len(caught), caught[0].category.__name__, type(caught[0].source).__name__)  # expect: 1 ResourceWarning socket
