import codecs
def swap(e):
    e.object = b"xyz"
    return "-", 1
codecs.register_error("swap", swap)
print(b"a\xffb".decode("utf-8", "swap"))  # expect: a-yz
