import warnings
warnings.simplefilter("error")
exec("def f(): (1)(2)")
