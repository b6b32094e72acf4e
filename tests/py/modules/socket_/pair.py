import _socket
a, b = _socket.socketpair()
print(a.send(b"abc"), b.recv(10))  # expect: 3 b'abc'
a.sendall(b"hello")
room = bytearray(8)
print(b.recv_into(room), room)  # expect: 5 bytearray(b'hello\x00\x00\x00')
print(a.sendmsg([b"x", b"yz"]), b.recvmsg(10))  # expect: 3 (b'xyz', [], 0, None)
b.setblocking(False)
print(b.gettimeout(), b.getblocking())  # expect: 0.0 False
try:
    b.recv(1)
except BlockingIOError as error:
    print(error.args)  # expect: (11, 'Resource temporarily unavailable')
b.settimeout(0.01)
try:
    b.recv(1)
except TimeoutError as error:
    print(error.args)  # expect: ('timed out',)
a.close()
print(a.fileno(), b.recv(5))  # expect: -1 b''
b.close()
