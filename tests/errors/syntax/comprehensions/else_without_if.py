[x else y for x in z]
