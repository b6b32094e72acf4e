import x as
