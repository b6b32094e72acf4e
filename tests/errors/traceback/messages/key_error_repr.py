raise KeyError("quo'ted")
