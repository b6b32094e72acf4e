x = [
    "a",
    b
    c,
]
