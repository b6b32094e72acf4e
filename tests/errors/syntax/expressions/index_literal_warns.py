import warnings
warnings.simplefilter("error")
exec("[1, 2]['a']")
