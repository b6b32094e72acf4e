print("executed")
counter = []
