print(f"{5:zz}")
