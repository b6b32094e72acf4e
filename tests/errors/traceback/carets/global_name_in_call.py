print(undefined_name + 1)
