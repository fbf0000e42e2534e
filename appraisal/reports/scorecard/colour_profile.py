"""An sRGB colour profile (ICC.1:2010, version 4) from the published primaries, the same bytes on every machine."""

from __future__ import annotations

from struct import pack

WHITE = (0.9642, 1.0, 0.8249)
"""The profile connection space's white, D50."""
PRIMARIES = {
    b"rXYZ": (0.43607, 0.22249, 0.01392),
    b"gXYZ": (0.38515, 0.71687, 0.09708),
    b"bXYZ": (0.14307, 0.06061, 0.71410),
}
"""The primaries of IEC 61966-2-1, adapted to D50."""
ADAPTATION = (1.04791, 0.02293, -0.05019, 0.02960, 0.99045, -0.01706, -0.00925, 0.01506, 0.75179)
"""From D65 to D50 after Bradford."""
CURVE = (2.4, 1 / 1.055, 0.055 / 1.055, 1 / 12.92, 0.04045)
"""The transfer curve: ((x + 0.055) / 1.055) to the power 2.4 above 0.04045, x / 12.92 below."""


def srgb() -> bytes:
    """The profile, about 600 bytes."""
    tags = {
        b"desc": _text("sRGB"),
        b"cprt": _text("No copyright, use freely"),
        b"wtpt": _xyz(WHITE),
        b"chad": b"sf32\0\0\0\0" + b"".join(map(_fixed, ADAPTATION)),
        **{tag: _xyz(value) for tag, value in PRIMARIES.items()},
    }
    curve = b"para\0\0\0\0" + pack(">HH", 3, 0) + b"".join(map(_fixed, CURVE))
    tags |= {b"rTRC": curve, b"gTRC": curve, b"bTRC": curve}
    start = 128 + 4 + 12 * len(tags)
    table, data = pack(">I", len(tags)), b""
    places: dict[bytes, int] = {}
    for tag, value in tags.items():
        if value not in places:
            places[value] = start + len(data)
            data += value + b"\0" * (-len(value) % 4)
        table += tag + pack(">II", places[value], len(value))
    return _header(128 + len(table) + len(data)) + table + data


def _header(size: int) -> bytes:
    date = pack(">6H", 2000, 1, 1, 0, 0, 0)
    start = pack(">I4sI4s4s4s", size, b"\0" * 4, 0x04200000, b"mntr", b"RGB ", b"XYZ ")
    rest = b"acsp" + b"\0" * 28 + b"".join(map(_fixed, WHITE))
    return (start + date + rest).ljust(128, b"\0")


def _fixed(value: float) -> bytes:
    """A number as s15Fixed16."""
    return pack(">i", round(value * 65536))


def _xyz(values: tuple[float, float, float]) -> bytes:
    return b"XYZ \0\0\0\0" + b"".join(map(_fixed, values))


def _text(text: str) -> bytes:
    """A text in English as multiLocalizedUnicodeType."""
    letters = text.encode("utf-16-be")
    return b"mluc\0\0\0\0" + pack(">II2s2sII", 1, 12, b"en", b"US", len(letters), 28) + letters
