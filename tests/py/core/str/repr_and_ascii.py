print(repr("a'b"), repr('a"b'), repr("a'b\"c"), repr("\n\t\\"), repr("é"), ascii("é漢😀"), repr("\x00\x7f\x85\u200b\ud800"))
# expect: "a'b" 'a"b' 'a\'b"c' '\n\t\\' 'é' '\xe9\u6f22\U0001f600' '\x00\x7f\x85\u200b\ud800'
print(str("a'b"), ["it's"], "%r" % "q\n")  # expect: a'b ["it's"] 'q\n'
