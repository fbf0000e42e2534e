"""The header lines that every response bears, also refusals and failures."""

from __future__ import annotations

from collections.abc import Iterable

from flask import Response, request, stream_with_context

from appraisal.exchange.file_name import content_disposition, safe_name

CONTENT_SECURITY_POLICY = "; ".join(
    (
        "default-src 'none'",
        "script-src 'self'",
        "style-src 'self'",
        "img-src 'self'",
        "connect-src 'self'",
        "form-action 'self'",
        "base-uri 'none'",
        "frame-ancestors 'none'",
    )
)

HEADERS = {
    "Content-Security-Policy": CONTENT_SECURITY_POLICY,
    "X-Content-Type-Options": "nosniff",
    "X-Frame-Options": "DENY",
    "Referrer-Policy": "no-referrer",
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Resource-Policy": "same-origin",
    "Permissions-Policy": "camera=(), geolocation=(), microphone=()",
    "Strict-Transport-Security": "max-age=31536000",
    "Cache-Control": "no-store",
}

SANDBOX = "default-src 'none'; sandbox; frame-ancestors 'none'"
"""The policy of a stored file on its way out: it may load nothing and run nothing."""


def handed_out(blocks: Iterable[bytes], name: str, media_type: str, size: int) -> Response:
    """A stored file on its way out: an attachment that may run nothing, streamed block by block."""
    response = Response(stream_with_context(blocks), mimetype=media_type)  # type: ignore[call-overload]
    response.headers["Content-Disposition"] = content_disposition(name)
    response.headers["Content-Security-Policy"] = SANDBOX
    response.content_length = size
    return response


def attachment(data: bytes | str, name: str, media_type: str) -> Response:
    """Something made here, to be saved under a name of our own."""
    response = Response(data, mimetype=media_type)
    response.headers["Content-Disposition"] = f'attachment; filename="{safe_name(name)}"'
    return response


KEPT = "public, max-age=31536000, immutable"
"""How long a browser keeps a stylesheet or script: its address bears its digest, and it holds nothing of anybody."""


def add_headers(response: Response) -> Response:
    """The response with every header line of the list; a stored file keeps its own stricter policy."""
    own = response.headers.get("Content-Security-Policy")
    for name, value in HEADERS.items():
        response.headers[name] = value
    if own == SANDBOX:
        response.headers["Content-Security-Policy"] = SANDBOX
    if request.endpoint == "static" and response.status_code in (200, 304) and "v" in request.args:
        response.headers["Cache-Control"] = KEPT
    return response
