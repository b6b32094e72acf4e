print("main of the package", __name__)
