for s in "\u03a3", "A\u03a3", "A\u03a3B", "A\u03a3.", "A.\u03a3", "A\u03a3\u0301 ", "\u03a3A", "A\u0345\u03a3":
    print(ascii(s.lower()), ascii(s.capitalize()), ascii(s.title()), ascii(s.swapcase()))
# expect: '\u03c3' '\u03a3' '\u03a3' '\u03c3'
# expect: 'a\u03c2' 'A\u03c2' 'A\u03c2' 'a\u03c2'
# expect: 'a\u03c3b' 'A\u03c3b' 'A\u03c3b' 'a\u03c3b'
# expect: 'a\u03c2.' 'A\u03c2.' 'A\u03c2.' 'a\u03c2.'
# expect: 'a.\u03c2' 'A.\u03c2' 'A.\u03a3' 'a.\u03c2'
# expect: 'a\u03c2\u0301 ' 'A\u03c2\u0301 ' 'A\u03c2\u0301 ' 'a\u03c2\u0301 '
# expect: '\u03c3a' '\u03a3a' '\u03a3a' '\u03c3a'
# expect: 'a\u0345\u03c2' 'A\u0345\u03c2' 'A\u0345\u03c2' 'a\u0399\u03c2'
