"""Addresses of stylesheets and scripts that bear their digest, so that a browser may keep them."""

from __future__ import annotations

from functools import cache
from hashlib import sha256
from importlib.resources import files


@cache
def asset(name: str) -> str:
    """The address of a static file.

    Raises:
        FileNotFoundError: there is none of that name.
    """
    content = files("appraisal.web").joinpath("static", name).read_bytes()
    return f"/static/{name}?v={sha256(content).hexdigest()[:12]}"
