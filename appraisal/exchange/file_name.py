"""Names of files from outside: made fit to show and to save, and put into a header on the way out."""

from __future__ import annotations

import re
import unicodedata
from urllib.parse import quote

LONGEST = 120
"""Characters of a name to show."""

_RESERVED = re.compile(r'[<>:"|?*/\\]')
_DEVICE = re.compile(r"(?:con|prn|aux|nul|com[0-9¹²³]|lpt[0-9¹²³])(?:\.|$)", re.IGNORECASE)
_UNSEEN = frozenset({"Cc", "Cf", "Cn", "Co", "Cs", "Zl", "Zp"})
"""Control, format (text direction among them), unassigned, private, half characters, line and paragraph ends."""


def safe_name(name: str) -> str:
    """The name without its path and whatever could deceive a reader or a file system; never empty, at most 120 long.

    >>> safe_name("../../etc/report\\u202efdp.exe"), safe_name("C:\\\\Users\\\\ann\\\\plan: v2?.pdf"), safe_name(".pdf")
    ('reportfdp.exe', 'plan_ v2_.pdf', 'file.pdf')
    """
    last = re.split(r"[/\\]", name)[-1]
    seen = "".join(letter for letter in unicodedata.normalize("NFC", last) if _is_seen(letter))
    plain = _RESERVED.sub("_", " ".join(seen.split())).rstrip(" .")
    ending = extension(plain)
    stem = (plain[: -len(ending) - 1] if ending else plain)[: LONGEST - len(ending) - 1].strip(" .")
    if not stem or _DEVICE.match(stem):
        stem = f"file_{stem}" if stem else "file"
    return f"{stem}.{ending}" if ending else stem


def extension(name: str) -> str:
    """What stands after the last point, in lower case: at most ten letters and digits, else nothing.

    >>> extension("Handbook 4.2.PDF"), extension("handbook"), extension("plan.pdf ")
    ('pdf', '', 'pdf')
    """
    found = re.search(r"\.([A-Za-z0-9]{1,10})[. ]*$", name)
    return found[1].lower() if found else ""


def content_disposition(name: str) -> str:
    """The header that hands a file out as an attachment under its name (RFC 6266, RFC 8187).

    >>> print(content_disposition("Überblick 2026.pdf"))
    attachment; filename="_berblick 2026.pdf"; filename*=UTF-8''%C3%9Cberblick%202026.pdf
    """
    shown = safe_name(name)
    plain = re.sub(r'[^ -~]|["\\%]', "_", shown)
    return f"attachment; filename=\"{plain}\"; filename*=UTF-8''{quote(shown, safe='')}"


def _is_seen(letter: str) -> bool:
    return unicodedata.category(letter) not in _UNSEEN
