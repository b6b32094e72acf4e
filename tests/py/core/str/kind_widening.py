print(len("a" * 3 + "é" * 2 + "漢" + "😀"), ("é" * 3)[1:], ("漢" * 2 + "a")[-1], "😀a"[1:] == "a", "é漢".upper(), "ａ".upper())
# expect: 7 éé a True É漢 Ａ
print("ÿ".upper(), "µ".upper(), "ß".upper(), "ŉ".upper().encode(), "ﬀ".title())  # expect: Ÿ Μ SS b'\xca\xbcN' Ff
