# SPDX-License-Identifier: MIT
"""Importing .pyc files that something has happened to."""
import importlib._bootstrap_external as external
import importlib.util
import marshal
import os
import sys
import tempfile

from subjects import mutate_bytes
from subjects.marshal import SOURCES

FOLDER = tempfile.mkdtemp(prefix="pyemb-fuzz-")
PATH = os.path.join(FOLDER, "victim.pyc")
sys.path_importer_cache.clear()


def make(random):
    code = compile(random.choice(SOURCES[:3]), "f", "exec")
    data = importlib.util.MAGIC_NUMBER + random.choice((0, 1, 3)).to_bytes(4, "little") + bytes(8) + marshal.dumps(code)
    return mutate_bytes(random, data)


def run(case):
    with open(PATH, "wb") as file:
        file.write(case)
    external.SourcelessFileLoader("victim", PATH).get_code("victim")
