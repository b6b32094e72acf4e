code = compile("a = 1\nraise ValueError('line two of another text')", __file__, "exec")
exec(code)
