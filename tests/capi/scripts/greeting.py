# SPDX-License-Identifier: MIT
# What hosts run.


def greet(whom):
    return f"hello {whom}"


if __name__ == "__main__":
    print(greet("main"))
else:
    print(greet(name if "name" in globals() else "importer"))
