"""Where a request comes from: the address by which attempts are limited."""

from __future__ import annotations

from ipaddress import IPv6Address, ip_address, ip_network

from flask import request

NETWORK_BITS = 64
"""Of an IPv6 address what names one customer; the rest of it each can choose anew for every request."""


def place() -> str:
    """The address of who makes the present request, as the proxies of the settings tell it; of IPv6 its network.

    A header that no such proxy wrote is not looked at.
    """
    return place_of(request.remote_addr or "")


def place_of(address: str) -> str:
    """The place of an address.

    >>> place_of("192.0.2.7"), place_of("2001:db8:1:2:3:4:5:6"), place_of("::ffff:192.0.2.7"), place_of("unknown")
    ('192.0.2.7', '2001:db8:1:2::/64', '192.0.2.7', 'unknown')
    """
    try:
        found = ip_address(address)
    except ValueError:
        return address[:100]
    if not isinstance(found, IPv6Address):
        return str(found)
    if found.ipv4_mapped:
        return str(found.ipv4_mapped)
    return str(found) if found.is_loopback else str(ip_network((int(found), NETWORK_BITS), strict=False))
