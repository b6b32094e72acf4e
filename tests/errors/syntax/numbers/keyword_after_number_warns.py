import warnings
warnings.simplefilter("error")
exec("x = 1if 1else 2")
