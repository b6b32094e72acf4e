raise ValueError("é漢😀")
