# SPDX-License-Identifier: MIT
"""What Unicode 3.2.0 said otherwise than the database of today, for unicodedata.ucd_3_2_0 (which RFC 3454, stringprep, needs).

{property: {value that it had: code points}}; only code points that 3.2.0 knew.
"""

CHANGES = {
    "category": {
        "Ll": "00AA 00BA 0294 2071 207F",
        "Lo": "10D0-10F8 13A0-13F4 1885-1886 A015 10341",
        "Mc": "17B4-17B5",
        "Me": "06DE",
        "Mn": "1734 302E-302F",
        "Nd": "1369-1371",
        "Nl": "2183",
        "Pc": "30FB FF65",
        "Pd": "00AD",
        "Pe": "23B5 FD3F",
        "Po": "05BE 166D 23B6",
        "Ps": "23B4 FD3E",
        "Sk": "02B9-02BA 02C6-02CF 02EC 0374",
        "Sm": "2308-230B",
        "So": "00A7 00B6 0F14 2118 2132",
        "Zs": "200B",
    },
    "bidirectional": {
        "AL": "06DD",
        "BN": "070F FFF9-FFFB",
        "EN": "2460-2487 24EA",
        "ES": "002F FF0F",
        "ET": "002B 002D 207A-207B 208A-208B 2212 FB29 FE62-FE63 FF0B FF0D",
        "L": "17B4-17B5 1885-1886 1D6DB 1D715 1D74F 1D789 1D7C3",
        "NSM": "06DE 0CBF 0CC6 1734 302E-302F",
        "ON": "00AD 2044 2132 2800-28FF",
        "WS": "202F",
    },
    "width": {
        "N": "231A-231B 25FD-25FE 2648-2653",
    },
    "mirrored": {
        0: "0F3A-0F3D 169B-169C FE59-FE5E FE64-FE65 1D6DB 1D715 1D74F 1D789 1D7C3",
        1: "29A1",
    },
    "decimal": {
        0: "2070 2080",
        1: "00B9 1369 2081",
        2: "00B2 136A 2082",
        3: "00B3 136B 2083",
        4: "136C 2074 2084",
        5: "136D 2075 2085",
        6: "136E 2076 2086",
        7: "136F 2077 2087",
        8: "1370 2078 2088",
        9: "1371 2079 2089",
    },
}
