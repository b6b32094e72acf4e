import _md5, _sha1, _sha256, _sha512

data = bytes(range(256)) * 20
for make in _md5.md5, _sha1.sha1, _sha256.sha224, _sha256.sha256, _sha512.sha384, _sha512.sha512:
    h = make(data[:1000])
    print(h.name, h.digest_size, h.block_size)
    copy = h.copy()
    copy.update(data[1000:])
    print(h.hexdigest()[:16], copy.hexdigest()[:16], copy.digest() == make(string=data, usedforsecurity=False).digest())
# expect: md5 16 64
# expect: cbecbdb0fdd5cec1 cdf42aa40dd5d52b True
# expect: sha1 20 64
# expect: af0b191c2de46fe1 d647a462d5de1caa True
# expect: sha224 28 64
# expect: fd2f31945f10f2e0 f457a4ed910cfaea True
# expect: sha256 32 64
# expect: a8af099bf2e87860 4345361085c73075 True
# expect: sha384 48 128
# expect: cfe84a17cb1c1c9d 755e61f4de9290d2 True
# expect: sha512 64 128
# expect: 6cd2eda9bf9c0597 c98fa9293c59edbd True
