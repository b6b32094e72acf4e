for s in "\u00df", "\ufb03", "\u0130", "\u0149", "\u01c5", "\u1f80", "\u0390", "\u13a0", "\uab70", "\u1e9e":
    print(ascii(s), ascii(s.lower()), ascii(s.upper()), ascii(s.title()), ascii(s.casefold()), ascii(s.swapcase()))
# expect: '\xdf' '\xdf' 'SS' 'Ss' 'ss' 'SS'
# expect: '\ufb03' '\ufb03' 'FFI' 'Ffi' 'ffi' 'FFI'
# expect: '\u0130' 'i\u0307' '\u0130' '\u0130' 'i\u0307' 'i\u0307'
# expect: '\u0149' '\u0149' '\u02bcN' '\u02bcN' '\u02bcn' '\u02bcN'
# expect: '\u01c5' '\u01c6' '\u01c4' '\u01c5' '\u01c6' '\u01c5'
# expect: '\u1f80' '\u1f80' '\u1f08\u0399' '\u1f88' '\u1f00\u03b9' '\u1f08\u0399'
# expect: '\u0390' '\u0390' '\u0399\u0308\u0301' '\u0399\u0308\u0301' '\u03b9\u0308\u0301' '\u0399\u0308\u0301'
# expect: '\u13a0' '\uab70' '\u13a0' '\u13a0' '\u13a0' '\uab70'
# expect: '\uab70' '\uab70' '\u13a0' '\u13a0' '\u13a0' '\u13a0'
# expect: '\u1e9e' '\xdf' '\u1e9e' '\u1e9e' 'ss' '\xdf'
