# SPDX-License-Identifier: MIT
"""Reads PNG files of eight bits a channel, red, green and blue, as the game writes them."""
import struct
import zlib


class Picture:
    def __init__(self, data):
        assert data[:8] == b"\x89PNG\r\n\x1a\n", "no PNG"
        packed, at = b"", 8
        while at < len(data):
            size, kind = struct.unpack_from(">I4s", data, at)
            body = data[at + 8:at + 8 + size]
            assert zlib.crc32(kind + body) == struct.unpack_from(">I", data, at + 8 + size)[0], "a broken chunk"
            if kind == b"IHDR":
                self.width, self.height, depth, colors, *rest = struct.unpack(">IIBBBBB", body)
                assert (depth, colors, rest) == (8, 2, [0, 0, 0])
            elif kind == b"IDAT":
                packed += body
            at += 12 + size
        self.rows = self.unfilter(zlib.decompress(packed))

    def unfilter(self, data):
        width = 3 * self.width
        rows, above = [], bytearray(width)
        for y in range(self.height):
            kind, row = data[y * (width + 1)], bytearray(data[y * (width + 1) + 1:(y + 1) * (width + 1)])
            assert kind == 4, "another filter than Paeth's"
            left = corner = (0, 0, 0)
            for i in range(0, width, 3):
                top = above[i:i + 3]
                for c in range(3):
                    guess = left[c] + top[c] - corner[c]
                    a, b, d = abs(guess - left[c]), abs(guess - top[c]), abs(guess - corner[c])
                    row[i + c] = row[i + c] + (left[c] if a <= b and a <= d else top[c] if b <= d else corner[c]) & 255
                left, corner = row[i:i + 3], top
            rows.append(row)
            above = row
        return rows

    def at(self, x, y):
        if not (0 <= x < self.width and 0 <= y < self.height):
            return (0, 0, 0)
        return tuple(self.rows[y][3 * x:3 * x + 3])

    def colors(self):
        return {bytes(row[i:i + 3]) for row in self.rows for i in range(0, len(row), 3)}

    def difference(self, other):
        """The mean difference of a channel, 0 to 255."""
        assert (self.width, self.height) == (other.width, other.height)
        return sum(abs(a - b) for one, two in zip(self.rows, other.rows) for a, b in zip(one, two)) / (3 * self.width * self.height)
