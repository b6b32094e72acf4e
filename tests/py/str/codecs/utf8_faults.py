for data in (b"\xff", b"a\xc3", b"\xc3(", b"\xe2\x82", b"\xed\xa0\x80", b"\xf0\x9f\x98", b"\xf5\x80\x80\x80", b"\xc0\x80"):
    try:
        data.decode()
    except UnicodeDecodeError as e:
        print(e.start, e.end, e.reason)
# expect: 0 1 invalid start byte
# expect: 1 2 unexpected end of data
# expect: 0 1 invalid continuation byte
# expect: 0 2 unexpected end of data
# expect: 0 1 invalid continuation byte
# expect: 0 3 unexpected end of data
# expect: 0 1 invalid start byte
# expect: 0 1 invalid start byte
