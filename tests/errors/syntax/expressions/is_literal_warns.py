import warnings
warnings.simplefilter("error")
exec("x = 1\nx is 1")
