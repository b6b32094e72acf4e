def 5(): pass
