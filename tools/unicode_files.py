# SPDX-License-Identifier: MIT
"""Reads the files of the Unicode Character Database into one record a code point.

The database installed may be newer than the version that Python 3.11 has. Code points younger than the version wanted are
left out by their age; what a newer version changed about older ones is undone by CORRECTIONS.
"""

import bz2
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

LIMIT = 0x110000


@dataclass
class Char:
    """What the database says about one assigned code point."""
    name: str
    category: str
    combining: int
    bidirectional: str
    decomposition: str
    decimal: int | None
    digit: int | None
    numeric: Fraction | None
    mirrored: bool
    upper: int | None
    lower: int | None
    title: int | None
    computed_name: bool = False  # the name follows from the code point: ideographs and Hangul syllables
    width: str = "N"
    properties: set = field(default_factory=set)


def rows(path):
    """The fields of each line of a semicolon-separated file, comments gone."""
    for line in path.read_text(encoding="utf-8").splitlines():
        line = line.split("#", 1)[0].strip()
        if line:
            yield [part.strip() for part in line.split(";")]


def span(text):
    """'0041..005A' or '0041' as a range of code points."""
    first, _, last = text.partition("..")
    return range(int(first, 16), int(last or first, 16) + 1)


def code_points(text):
    return tuple(int(part, 16) for part in text.split())


def _optional(text, convert):
    return convert(text) if text else None


def _hex(text):
    return int(text, 16)


class Database:
    """Every code point's record, and the tables that are not about single code points."""

    # Properties that code points have in the database but did not have yet in the version wanted.
    CORRECTIONS = {
        "14.0": {c: {"Lowercase", "Cased"} for c in (0x10FC, 0xA7F2, 0xA7F3, 0xA7F4, 0xAB69)},
    }

    def __init__(self, folder, version):
        self.folder = Path(folder)
        self.version = version
        wanted = tuple(map(int, version.split(".")))
        self.age = [None] * LIMIT
        for where, age, *_ in rows(self.folder / "DerivedAge.txt"):
            for c in span(where):
                self.age[c] = tuple(map(int, age.split(".")))
        self.known = [age is not None and age <= wanted for age in self.age]
        self.chars = [None] * LIMIT
        self._read_characters()
        self._read_widths()
        self._read_properties()
        self._read_ideograph_numbers()
        self._correct()
        self._read_casing()
        self._read_names()

    def _read_characters(self):
        first = None
        for fields in rows(self.folder / "UnicodeData.txt"):
            c = int(fields[0], 16)
            if fields[1].endswith(", First>"):
                first = c
                continue
            in_range = fields[1].endswith(", Last>")
            for each in range(first, c + 1) if in_range else (c,):
                if self.known[each]:
                    self.chars[each] = self._character(fields, in_range)

    @staticmethod
    def _character(fields, in_range):
        name, category, combining, bidi, decomposition, decimal, digit, numeric, mirrored = fields[1:10]
        upper, lower, title = fields[12:15]
        return Char(
            name="" if name.startswith("<") else name,
            category=category,
            combining=int(combining),
            bidirectional=bidi,
            decomposition=decomposition,
            decimal=_optional(decimal, int),
            digit=_optional(digit, int),
            numeric=_optional(numeric, Fraction),
            mirrored=mirrored == "Y",
            upper=_optional(upper, _hex),
            lower=_optional(lower, _hex),
            title=_optional(title, _hex),
            computed_name=in_range and ("CJK" in name or "Hangul" in name),
        )

    def _read_widths(self):
        for where, width, *_ in rows(self.folder / "EastAsianWidth.txt"):
            for c in span(where):
                if self.chars[c]:
                    self.chars[c].width = width

    def _read_properties(self):
        wanted = {"XID_Start", "XID_Continue", "Lowercase", "Uppercase", "Cased", "Case_Ignorable"}
        for where, name, *_ in rows(self.folder / "DerivedCoreProperties.txt"):
            if name in wanted:
                for c in span(where):
                    if self.chars[c]:
                        self.chars[c].properties.add(name)
        for where, line_break, *_ in rows(self.folder / "LineBreak.txt"):
            if line_break in ("BK", "CR", "LF", "NL"):
                for c in span(where):
                    self.chars[c].properties.add("Mandatory_Break")
        self.composition_exclusions = set()
        for where, name, *value in rows(self.folder / "DerivedNormalizationProps.txt"):
            if name.endswith("_QC"):
                for c in span(where):
                    if self.chars[c]:
                        self.chars[c].properties.add(f"{name}={value[0]}")
            elif name == "Full_Composition_Exclusion":
                self.composition_exclusions.update(span(where))

    def _read_ideograph_numbers(self):
        with bz2.open(self.folder / "Unihan_NumericValues.txt.bz2", "rt", encoding="utf-8") as lines:
            for line in lines:
                if not line.startswith("U+"):
                    continue
                where, _, value = line.split("\t")
                char = self.chars[int(where[2:], 16)]
                if char:
                    char.numeric = Fraction(int(value.split()[0]))

    def _correct(self):
        for c, properties in self.CORRECTIONS.get(self.version, {}).items():
            self.chars[c].properties -= properties

    def old_decompositions(self):
        """{code point: the one it decomposed to} up to Unicode 3.2.0, where later versions corrected it."""
        corrected = rows(self.folder / "NormalizationCorrections.txt")
        return {int(c, 16): int(old, 16) for c, old, _, since in corrected if since > "3.2.0"}

    def _read_casing(self):
        """full_case: {code point: (lower, title, upper)} where a mapping is not one to one; fold: {code point: code points}."""
        self.full_case = {}
        for fields in rows(self.folder / "SpecialCasing.txt"):
            where, lower, title, upper, condition = (fields + [""])[:5]
            if not condition and self.known[int(where, 16)]:
                self.full_case[int(where, 16)] = tuple(map(code_points, (lower, title, upper)))
        self.fold = {}
        for where, status, target, *_ in rows(self.folder / "CaseFolding.txt"):
            if status in "CF" and self.known[int(where, 16)]:
                self.fold[int(where, 16)] = code_points(target)

    def _read_names(self):
        self.aliases = [(alias, int(where, 16)) for where, alias, *_ in rows(self.folder / "NameAliases.txt")
                        if self.known[int(where, 16)]]
        self.sequences = [(name, code_points(sequence)) for name, sequence, *_ in rows(self.folder / "NamedSequences.txt")
                          if all(self.known[c] for c in code_points(sequence))]
