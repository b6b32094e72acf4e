import codecs
info = codecs.lookup("UTF 8")
print(info.name, codecs.lookup("latin1").name, info is codecs.lookup("utf_8"))  # expect: utf-8 iso8859-1 True
names = []
def search(name):
    names.append(name)
    if name == "mine":
        return codecs.CodecInfo(lambda s, e="strict": (b"!" + s.encode(), len(s)), lambda b, e="strict": ("?", len(b)), name="mine")
codecs.register(search)
print("x".encode("Mine"), b"x".decode("mine"), names)  # expect: b'!x' ? ['mine']
codecs.unregister(search)
"x".encode("mine")  # raises: LookupError: unknown encoding: mine
