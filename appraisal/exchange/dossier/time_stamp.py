"""RFC 3161 time stamps: what a service is asked, and whether an answer stamps the data that was sent."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from hashlib import sha512

from appraisal.core.errors import InvalidInput, Problem

QUERY_TYPE = "application/timestamp-query"
LIMIT = 256 * 1024
"""The largest answer of a service in bytes."""


@dataclass(frozen=True, slots=True)
class Stamped:
    """What a time stamp says: the moment, and the number that the service gave it."""

    at: datetime
    serial: int


def time_stamp_query(data: bytes) -> tuple[bytes, int | None]:
    """What to send to a service so that it stamps the data, and the number that its answer must repeat."""
    from rfc3161_client import TimestampRequestBuilder

    query = TimestampRequestBuilder().data(data).build()
    return query.as_bytes(), query.nonce


def read_time_stamp(source: str, answer: bytes, data: bytes, nonce: int | None = None) -> Stamped:
    """What the answer of a service says, once it is seen to be on this data.

    Whose the service's certificate is, is not looked at: `openssl ts -verify` does that with the certificate of who is
    trusted.

    Raises:
        InvalidInput: it is no time stamp, was refused by the service, or is on something else.
    """
    from rfc3161_client import PKIStatus, decode_timestamp_response

    try:
        found = decode_timestamp_response(answer)
        is_granted = PKIStatus(found.status) in (PKIStatus.GRANTED, PKIStatus.GRANTED_WITH_MODS)
        told = found.tst_info
    except Exception as error:  # the reader of another library: whatever it does not read is no time stamp
        raise _refused(source, f"is no time stamp ({error})") from None
    if not is_granted:
        raise _refused(source, "is a refusal of the service")
    if told.message_imprint.message != sha512(data).digest():
        raise _refused(source, "is on something else")
    if nonce is not None and told.nonce != nonce:
        raise _refused(source, "answers another request")
    return Stamped(told.gen_time, told.serial_number)


def _refused(source: str, wrong: str) -> InvalidInput:
    return InvalidInput(source, [Problem("", wrong, "expected an RFC 3161 time stamp of the data that was sent")])
