import _socket, _thread
server = _socket.socket()
server.bind(("127.0.0.1", 0))
server.listen()
address = server.getsockname()
def client():
    s = _socket.socket()
    s.connect(address)
    s.sendall(b"0123456789" * 1000)
    s.shutdown(_socket.SHUT_WR)
    s.close()
_thread.start_new_thread(client, ())
fd, peer = server._accept()
s = _socket.socket(fileno=fd)
print(s.family == _socket.AF_INET, s.type == _socket.SOCK_STREAM, s.proto == _socket.IPPROTO_TCP, peer[0])
# expect: True True True 127.0.0.1
total = 0
while data := s.recv(4096):
    total += len(data)
print(total)  # expect: 10000
print(s.getpeername() == peer, server.getsockopt(_socket.SOL_SOCKET, _socket.SO_ACCEPTCONN))  # expect: True 1
s.close(), server.close()
