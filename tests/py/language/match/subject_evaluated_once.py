def s():
    print("subject")
    return 3
match s():
    case 1: pass
    case 2: pass
    case 3: print("three")
# expect: subject
# expect: three
match s(), s():
    case x, y: print(x, y)
# expect: subject
# expect: subject
# expect: 3 3
match x := 4:
    case 4: print(x)  # expect: 4
