import _socket
s = _socket.socket()
print(_socket.inet_pton(_socket.AF_INET6, "::1"), _socket.inet_ntoa(b"\x7f\0\0\1"), _socket.htons(258))
# expect: b'\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x00\x01' 127.0.0.1 513
print(_socket.getaddrinfo("127.0.0.1", "80", type=_socket.SOCK_STREAM))  # expect: [(2, 1, 6, '', ('127.0.0.1', 80))]
print(_socket.gethostbyname(""), _socket.gethostbyname("<broadcast>"))  # expect: 0.0.0.0 255.255.255.255
print(_socket.getnameinfo(("127.0.0.1", 80), _socket.NI_NUMERICHOST | _socket.NI_NUMERICSERV))
# expect: ('127.0.0.1', '80')
s.bind(5)  # raises: TypeError: bind(): AF_INET address must be tuple, not int
s.bind(("127.0.0.1", 70000))  # raises: OverflowError: bind(): port must be 0-65535.
s.connect(("a\0b", 1))  # raises: TypeError: host name must not contain null character
_socket.inet_aton("1.2.3.x")  # raises: OSError: illegal IP address string passed to inet_aton
_socket.if_nametoindex("none such")  # raises: OSError: no interface with this name
_socket.getaddrinfo("127.0.0.1", 1.5)  # raises: OSError: Int or String expected
s.sendto(b"x")  # raises: TypeError: sendto() takes 2 or 3 arguments (1 given)
s.recv()  # raises: TypeError: recv() takes at least 1 argument (0 given)
s.recv_into(b"abc")  # raises: TypeError: recv_into() argument 1 must be read-write bytes-like object, not bytes
_socket.socket(fileno=-1)  # raises: ValueError: negative file descriptor
