import sys
sys.exit("goodbye")
# exit: 1
# stderr: goodbye
