"""Addresses given by a browser: only those within this application are followed."""

from __future__ import annotations

from urllib.parse import quote, urlsplit


def local_path(given: str) -> str:
    """The path with its query where it stays within this application, else the root.

    >>> local_path("/bids/B-1?x=1"), local_path("//evil.example/"), local_path("https://evil.example")
    ('/bids/B-1?x=1', '/', '/')
    """
    parts = urlsplit(given)
    if parts.scheme or parts.netloc or not given.startswith("/") or given.startswith(("//", "/\\")) or "\\" in given:
        return "/"
    if not given.isprintable():
        return "/"
    return quote(parts.path, safe="/%:@-._~") + (f"?{quote(parts.query, safe='=&%-._~')}" if parts.query else "")
