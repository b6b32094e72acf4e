# SPDX-License-Identifier: MIT
"""Packs the names of characters.

Names are ranked by code point, then aliases, then named sequences. A name is stored as the number of characters that it
shares with the name before it (none at the start of a block of BLOCK names) and the rest, coded by byte pairs: each byte is
a symbol whose expansion is a short string. Lookup hashes the name to a bucket of ranks and compares.
Names that follow from the code point (ideographs, Hangul syllables, and every name that ends in its own hexadecimal
number) are not stored: a table of ranges with the prefix gives them.
"""

from collections import Counter

BLOCK = 8
BUCKETS = 8192


def name_hash(name):
    """FNV-1a over 32 bits; the lookup in unicode_names.cpp computes the same."""
    h = 2166136261
    for byte in name.encode("ascii"):
        h = (h ^ byte) * 16777619 & 0xFFFFFFFF
    return (h ^ h >> 15) % BUCKETS


def split_computed(db):
    """[(code point, name)] to store, and [(first, last, prefix)] to compute."""
    stored, ranges = [], []
    for c, char in enumerate(db.chars):
        if char is None or char.computed_name and char.category == "Lo" and 0xAC00 <= c <= 0xD7A3:
            continue
        suffix = f"{c:04X}"
        if char.computed_name:
            prefix = "CJK UNIFIED IDEOGRAPH-"
        elif char.name.endswith("-" + suffix):
            prefix = char.name.removesuffix(suffix)
        else:
            if char.name:
                stored.append((c, char.name))
            continue
        if ranges and ranges[-1][1] == c - 1 and ranges[-1][2] == prefix:
            ranges[-1][1] = c
        else:
            ranges.append([c, c, prefix])
    return stored, ranges


def pair_code(texts):
    """Byte pair coding: the expansions of the symbols, and each text as a list of symbols."""
    separator = "\n"
    joined = separator.join(texts)
    expansions = sorted(set(joined) - {separator})
    symbol_of = {text: chr(0x100 + at) for at, text in enumerate(expansions)}
    joined = joined.translate({ord(text): symbol for text, symbol in symbol_of.items()})
    while len(expansions) < 256:
        pairs = Counter(pair for pair in zip(joined, joined[1:]) if separator not in pair)
        used = set()
        for (a, b), _ in pairs.most_common(24):
            if a in used or b in used or len(used) == 8 or len(expansions) == 256:
                continue
            used.update((a, b))
            joined = joined.replace(a + b, chr(0x100 + len(expansions)))
            expansions.append(expansions[ord(a) - 0x100] + expansions[ord(b) - 0x100])
    return expansions, [[ord(symbol) - 0x100 for symbol in text] for text in joined.split(separator)]


def shared_prefix(a, b):
    count = 0
    for x, y in zip(a, b):
        if x != y:
            break
        count += 1
    return count


def write_names(out, db):
    stored, ranges = split_computed(db)
    names = [name for _, name in stored] + [name for name, _ in db.aliases] + [name for name, _ in db.sequences]
    shared, rests = [], []
    for rank, name in enumerate(names):
        count = shared_prefix(names[rank - 1], name) if rank % BLOCK else 0
        shared.append(count)
        rests.append(name[count:])
    expansions, coded = pair_code(rests)

    data, offsets = [], []
    for rank, symbols in enumerate(coded):
        if rank % BLOCK == 0:
            offsets.append(len(data))
        data.extend([shared[rank], len(symbols), *symbols])
    out.constant("int", "kNameBlock", BLOCK)
    out.array("uint8_t", "kNameData", data, 1)
    out.array("uint32_t", "kNameOffsets", offsets, 4)

    starts, text = [], ""
    for expansion in expansions:
        starts.append(len(text))
        text += expansion
    starts.append(len(text))
    out.array("uint16_t", "kSymbolStarts", starts, 2)
    out.array("char", "kSymbolText", map(ord, text), 1)

    runs = []
    for rank, (c, _) in enumerate(stored):
        if not runs or c - rank != runs[-1][0] - runs[-1][1]:
            runs.append((c, rank))
    runs.append((0x110000, len(stored)))
    out.records("NameRun", "kNameRuns", (f"{c}, {rank}" for c, rank in runs), 8)
    out.records("NameRange", "kNameRanges", (f'{first}, {last}, "{prefix}"' for first, last, prefix in ranges), 24)

    out.constant("int", "kFirstAlias", len(stored))
    out.constant("int", "kFirstSequence", len(stored) + len(db.aliases))
    out.constant("int", "kNameCount", len(names))
    out.array("char32_t", "kAliases", (c for _, c in db.aliases), 4)
    sequence_data, sequence_starts = [], []
    for _, points in db.sequences:
        sequence_starts.append(len(sequence_data))
        sequence_data.extend(points)
    sequence_starts.append(len(sequence_data))
    out.array("uint16_t", "kSequenceStarts", sequence_starts, 2)
    out.array("char32_t", "kSequences", sequence_data, 4)
    out.constant("size_t", "kLongestName", max(map(len, names)))

    buckets = [[] for _ in range(BUCKETS)]
    for rank, name in enumerate(names):
        buckets[name_hash(name)].append(rank)
    bucket_starts, ranks = [], []
    for bucket in buckets:
        bucket_starts.append(len(ranks))
        ranks.extend(bucket)
    bucket_starts.append(len(ranks))
    out.constant("uint32_t", "kNameBuckets", BUCKETS)
    out.array("uint16_t", "kBucketStarts", bucket_starts, 2)
    out.array("uint16_t", "kBucketRanks", ranks, 2)


def write_jamo(out, db):
    """The short names of the Jamo, from which names of Hangul syllables are made: leading, vowels, trailing."""
    short = {}
    for line in (db.folder / "Jamo.txt").read_text(encoding="utf-8").splitlines():
        where, _, name = line.split("#", 1)[0].partition(";")
        if where.strip():
            short[int(where, 16)] = name.strip()
    for name, first, count in (("kLeadingJamo", 0x1100, 19), ("kVowelJamo", 0x1161, 21), ("kTrailingJamo", 0x11A7, 28)):
        out.strings(name, [short.get(first + at, "") for at in range(count)])
