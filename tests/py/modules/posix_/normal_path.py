# What posixpath.normpath is made of.
from posix import _path_normpath as norm
print([norm(p) for p in ("", "/", "//", "///a", "a//b/../c/.", "../..", "/..", "a/..", "//a/../..", "./a/", "../a/../..")])
# expect: ['', '/', '//', '/a', 'a/c', '../..', '/', '', '//', 'a', '../..']
