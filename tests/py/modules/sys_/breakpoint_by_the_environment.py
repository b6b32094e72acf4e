import os, sys, warnings
warnings.simplefilter("always")
os.environ["PYTHONBREAKPOINT"] = "builtins.print"
breakpoint("a", "b", sep="-")  # expect: a-b
os.environ["PYTHONBREAKPOINT"] = "0"
print(breakpoint())  # expect: None
os.environ["PYTHONBREAKPOINT"] = "len"
print(breakpoint("four"))  # expect: 4
os.environ["PYTHONBREAKPOINT"] = "no.such"
with warnings.catch_warnings(record=True) as caught:
    warnings.simplefilter("always")
    breakpoint()
print(caught[0].message)  # expect: Ignoring unimportable $PYTHONBREAKPOINT: "no.such"
