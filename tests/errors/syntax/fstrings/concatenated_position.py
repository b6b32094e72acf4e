x = "abc" f"{1 +}"
