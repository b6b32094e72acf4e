x = 0o17q
