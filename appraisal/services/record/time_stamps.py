"""Time stamps of a service that the settings name: none is asked without one."""

from __future__ import annotations

from urllib.error import URLError
from urllib.request import Request, urlopen

from appraisal.core.errors import Conflict, InvalidInput
from appraisal.exchange.dossier.time_stamp import LIMIT, QUERY_TYPE, read_time_stamp, time_stamp_query
from appraisal.services.toolkit import Kit

PATIENCE = 20.0
"""Seconds that a service has to answer."""


def time_stamp(kit: Kit, data: bytes) -> bytes | None:
    """The service's answer on the data, None where no service is set.

    Raises:
        Conflict: the service gives no time stamp now.
    """
    address = kit.settings.timestamp_url
    if not address:
        return None
    query, nonce = time_stamp_query(data)
    try:
        request = Request(address, query, {"Content-Type": QUERY_TYPE})  # noqa: S310 (http and https alone, see settings)
        with urlopen(request, timeout=PATIENCE) as response:  # noqa: S310
            answer: bytes = response.read(LIMIT)
        read_time_stamp(address, answer, data, nonce)
    except (URLError, OSError, InvalidInput) as error:
        told = str(error).removeprefix(f"{address}: ")
        raise Conflict(f"The time stamp service {address} gives none now ({told}); expected one, try again") from None
    return answer
