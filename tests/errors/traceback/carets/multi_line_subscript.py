d = {}
d[
    "key"
]
