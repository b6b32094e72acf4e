import _socket
s = _socket.socket()
print(s.detach() > 0, s)  # expect: True <socket object, fd=-1, family=2, type=1, proto=0>
s.close()
s.recv(1)  # raises: OSError: [Errno 9] Bad file descriptor
