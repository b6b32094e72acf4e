# descriptors travel as ancillary data
import _socket, os
a, b = _socket.socketpair()
read_end, write_end = os.pipe()
a.sendmsg([b"!"], [(_socket.SOL_SOCKET, _socket.SCM_RIGHTS, write_end.to_bytes(4, "little"))])
data, ancillary, flags, address = b.recvmsg(10, _socket.CMSG_SPACE(4))
level, kind, rights = ancillary[0]
print(data, level == _socket.SOL_SOCKET, kind == _socket.SCM_RIGHTS, len(rights), address)
# expect: b'!' True True 4 None
copy = int.from_bytes(rights, "little")
os.write(copy, b"through")
print(os.read(read_end, 10))  # expect: b'through'
a.close(), b.close(), os.close(copy), os.close(write_end), os.close(read_end)
