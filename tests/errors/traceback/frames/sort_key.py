sorted([3, 0], key=lambda x: 1 / x)
