# SPDX-License-Identifier: MIT
"""Source files: what the client calls them, whose they are, their text, and the lines of them that have code."""
import gc
import linecache
import os
import sys
import types

HIDDEN, FOREIGN, CATCHES = 1, 2, 4      # what _pyemb_debug knows of a file
_OWN = "<frozen pyemb_debug"
_RUNNERS = ("threading", "runpy")        # modules that run programs and catch what these raise
_LIBRARY_FOLDERS = ("site-packages", "dist-packages")


def is_own(filename):
    """Whether it is a part of the debugger."""
    return filename.startswith(_OWN)


def _library_folder():
    place = getattr(os, "__file__", None)
    if place and not place.startswith("<"):
        return os.path.dirname(os.path.abspath(place)) + os.sep
    return os.path.join(sys.prefix, "lib", "python%d.%d" % sys.version_info[:2]) + os.sep


class Files:
    """What one session knows of files."""

    def __init__(self):
        self.just_my_code = True
        self.mappings = []              # pairs of folders: the client's and ours
        self._library = _library_folder()
        self._paths = {}                # the file name of a code object -> its path
        self._references = {}           # path -> the number by which the client asks for its text
        self._names = {}                # path -> file names of code objects
        self._on_disk = {}
        self._spellings = {}            # path -> what the client calls it, where that is something else: a link

    # -- names -------------------------------------------------------------------------------------------------------------------

    def path_of(self, filename):
        """The path of the file of a code object; names that are no paths stay as they are."""
        path = self._paths.get(filename)
        if path is None:
            path = self._paths[filename] = self._normal(filename)
            self._names.setdefault(path, set()).add(filename)
        return path

    @staticmethod
    def _normal(filename):
        if filename.startswith("<"):
            return filename
        try:
            return os.path.realpath(filename)
        except (OSError, ValueError):
            return os.path.normpath(filename)

    def from_client(self, source):
        """The path that a Source of the client means."""
        number = source.get("sourceReference")
        if number:
            for path, reference in self._references.items():
                if reference == number:
                    return path
        path = source.get("path") or source.get("name") or ""
        for theirs, ours in self.mappings:
            if path == theirs or path.startswith(theirs.rstrip("/\\") + "/") or path.startswith(theirs.rstrip("/\\") + "\\"):
                path = ours.rstrip("/") + path[len(theirs.rstrip("/\\")):].replace("\\", "/")
                break
        normal = self._normal(path)
        if normal != path:
            self._spellings[normal] = source.get("path", path)
        return normal

    def to_client(self, path):
        """The Source of a path."""
        source = {"name": os.path.basename(path) or path, "path": self._spellings.get(path, path)}
        for theirs, ours in self.mappings:
            if path.startswith(ours.rstrip("/") + "/"):
                rest = path[len(ours.rstrip("/")):]
                source["path"] = theirs.rstrip("/\\") + (rest.replace("/", "\\") if "\\" in theirs else rest)
                break
        if not self.is_on_disk(path):
            source["sourceReference"] = self._references.setdefault(path, len(self._references) + 1)
            source["origin"] = "inside the program"
        if self.flags_of(path) & FOREIGN:
            source["presentationHint"] = "deemphasize"
        return source

    def is_on_disk(self, path):
        """Whether the client can be expected to find it: a file of the system, and not one that the host has mounted."""
        known = self._on_disk.get(path)
        if known is None:
            known = False
            if not path.startswith("<"):
                try:
                    with open(path, "rb") as file:
                        file.fileno()
                    known = True
                except (OSError, ValueError):
                    pass
            self._on_disk[path] = known
        return known

    # -- whose it is --------------------------------------------------------------------------------------------------------------

    def flags_of(self, filename):
        """HIDDEN, FOREIGN and CATCHES, as _pyemb_debug wants to know them of the file of a code object."""
        if is_own(filename):
            return HIDDEN
        name = filename[8:-1] if filename.startswith("<frozen ") else os.path.splitext(os.path.basename(filename))[0]
        library = self.is_library(filename)
        flags = CATCHES if library and name in _RUNNERS else 0
        if name in _RUNNERS and library or filename.startswith("<frozen importlib"):
            return flags | FOREIGN
        return flags | FOREIGN if library and self.just_my_code else flags

    def is_library(self, filename):
        if filename.startswith("<"):
            return filename.startswith("<frozen ")
        path = self.path_of(filename)
        return path.startswith(self._library) or any(os.sep + folder + os.sep in path for folder in _LIBRARY_FOLDERS)

    # -- text ---------------------------------------------------------------------------------------------------------------------

    def text_of(self, path):
        """The text of a file, wherever it lies; None if nobody knows it."""
        lines = linecache.getlines(path)
        if lines:
            return "".join(lines)
        for filename in (path, *self._names.get(path, ())):
            for module in list(sys.modules.values()):
                spec = getattr(module, "__spec__", None)
                if getattr(module, "__file__", None) != filename and "<frozen %s>" % getattr(spec, "name", "") != filename:
                    continue
                lines = linecache.getlines(filename, vars(module)) or linecache.updatecache(filename, vars(module))
                if lines:
                    return "".join(lines)
        return None

    def text_of_reference(self, number):
        for path, reference in self._references.items():
            if reference == number:
                return self.text_of(path)
        return None

    # -- lines --------------------------------------------------------------------------------------------------------------------

    def lines_of(self, path):
        """The sorted lines with code, or None where neither the text nor a code object is known."""
        linecache.checkcache(path)
        text = self.text_of(path)
        codes = []
        if text is not None:
            try:
                codes = [compile(text, path, "exec", dont_inherit=True)]
            except (SyntaxError, ValueError, RecursionError, MemoryError):
                return []
        else:
            codes = list(self._codes_in_memory(path))
        lines = set()
        while codes:
            code = codes.pop()
            lines.update(line for _, _, line in code.co_lines() if line)
            codes += [constant for constant in code.co_consts if isinstance(constant, types.CodeType)]
        return sorted(lines) or None

    def _codes_in_memory(self, path):
        """Code objects of the file that functions and frames have: all that there is of text that was compiled from memory."""
        for frame in sys._current_frames().values():
            while frame is not None:
                if self.path_of(frame.f_code.co_filename) == path:
                    yield frame.f_code
                frame = frame.f_back
        for thing in gc.get_objects():
            if type(thing) is types.FunctionType and self.path_of(thing.__code__.co_filename) == path:
                yield thing.__code__
