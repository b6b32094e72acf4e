x = b"\xg"
