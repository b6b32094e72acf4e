from _circular_d import d
c = 1
