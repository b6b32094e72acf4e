if 1 in 5: pass
