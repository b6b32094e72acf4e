f"{x # y}"
