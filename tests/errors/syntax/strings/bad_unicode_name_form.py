x = "\N[DIGIT ONE]"
