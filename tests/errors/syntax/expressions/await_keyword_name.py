def await(): pass
