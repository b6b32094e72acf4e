def kind(n):
    if n < 0:
        return "negative"
    elif n == 0:
        return "zero"
    elif n < 10:
        return "small"
    else:
        return "big"
print(kind(-1), kind(0), kind(5), kind(50))  # expect: negative zero small big
