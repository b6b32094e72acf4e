import math
math.sqt(4)
