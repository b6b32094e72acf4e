import warnings
warnings.simplefilter("error")
exec("assert (1, 'x')")
