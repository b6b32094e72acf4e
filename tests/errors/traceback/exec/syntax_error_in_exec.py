exec("x = (1,\ny = ]")
