def none(): return
def one(): return 1
def many(): return 1, 2
def star(): return 1, *[2, 3]
def empty(): return ()
def implicit(): 5
print(none(), one(), many(), star(), empty(), implicit())  # expect: None 1 (1, 2) (1, 2, 3) () None
