raise ExceptionGroup("outer", [ExceptionGroup("inner", [ValueError(1), KeyError("k")]), OSError(2, "x")])
