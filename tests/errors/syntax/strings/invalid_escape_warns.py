import warnings
warnings.simplefilter("error")
exec(r'x = "\d"')
