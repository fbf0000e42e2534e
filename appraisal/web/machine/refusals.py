"""Refusals as pages: one table from the error tree to a status and to words."""

from __future__ import annotations

import logging
import secrets
import sys
from dataclasses import dataclass

from flask import Flask, Response, g, make_response, request
from werkzeug.exceptions import HTTPException

from appraisal.core.errors import (
    AppraisalError,
    BrokenChain,
    Busy,
    Conflict,
    DeadlinePassed,
    InvalidInput,
    NotFound,
    NotPermitted,
    SpentLink,
    StorageFull,
    TooLarge,
    TooManyAttempts,
    WrongStage,
)
from appraisal.web.machine.log import logger
from appraisal.web.machine.refusal_page import RefusalPage
from appraisal.web.machine.rendering import render
from appraisal.web.parts import Link

SAFE = "Nothing was changed."


@dataclass(frozen=True, slots=True)
class Words:
    """How a kind of refusal is told: its status, headline and what is safe; `tells` puts the error's words first."""

    status: int
    heading: str
    lede: str
    tells: bool = False


NOT_FOUND = Words(
    404,
    "There is nothing here for you to see",
    "Either the address is wrong, or it belongs to a tender you do not take part in. "
    "To protect other bidders, we do not say which.",
)
REFUSALS: dict[type[AppraisalError], Words] = {
    InvalidInput: Words(422, "This cannot be used as it is", f"What to settle is listed below. {SAFE}"),
    NotFound: NOT_FOUND,
    NotPermitted: Words(403, "This is for somebody else", SAFE, True),
    DeadlinePassed: Words(409, "The time for this is over", SAFE, True),
    SpentLink: Words(409, "This link does not work any more", SAFE, True),
    WrongStage: Words(409, "This cannot be done at this stage", SAFE, True),
    Conflict: Words(409, "This cannot be done as things are", SAFE, True),
    BrokenChain: Words(
        500,
        "A record does not agree with its seal",
        "The act was stopped so that nothing is built on it. The people who run this service have to look at it.",
    ),
    TooManyAttempts: Words(429, "Too many attempts", "Wait a little, then try again. Nobody is locked out.", True),
    TooLarge: Words(413, "That is more than is taken", f"What was saved before is still there. {SAFE}"),
    Busy: Words(503, "Others are being served just now", f"Go back and try again in a moment. {SAFE}"),
    StorageFull: Words(
        507,
        "There is no room to store this",
        "Nothing of it was stored; what was stored before is safe. The people who run this service have to make room.",
    ),
}
HTTP_REFUSALS: dict[int, Words] = {
    400: Words(400, "This request could not be read", f"Go back, load the page again and repeat the step. {SAFE}"),
    404: NOT_FOUND,
    405: Words(405, "This address does not take that", f"Go back and use the buttons of the page. {SAFE}"),
    413: Words(
        413,
        "That is more than can be sent at once",
        "A file may have up to 25 MB, and everything sent together up to 60 MB. "
        "What was saved before is still there; send large files one by one.",
    ),
}
TYPED = {
    "answer": "Answer",
    "email": "E-mail address",
    "link": "Link",
    "period": "Period",
    "question": "Question",
    "reason": "Reason",
    "role": "Work",
    "sites": "Sites",
    "text": "Text",
    "title": "Title",
    "unit": "Unit",
    "wording": "The question as all will read it",
}
"""The fields whose texts are given back where a form is too late or does not fit, by the first part of their names."""
BACK = (
    ("bid", "/bids", "Go back to your bid"),
    ("tender", "/tenders", "Go back to the tender"),
)
"""What an address can name, the place of its page, and the way back to it."""
UNEXPECTED = Words(
    500,
    "Something went wrong on our side",
    "The step was stopped and nothing of it was stored. What was saved before is safe.",
)


def refuse_with_pages(app: Flask) -> None:
    """Let every error of the application end in a page with its status."""
    app.register_error_handler(AppraisalError, _refused)
    app.register_error_handler(HTTPException, _http)
    app.register_error_handler(Exception, _unexpected)


def words_for(error: AppraisalError) -> Words:
    """The words of the nearest kind of the error."""
    for kind in type(error).__mro__:
        if kind in REFUSALS:
            return REFUSALS[kind]
    return UNEXPECTED


def refusal_page(
    words: Words,
    *,
    happened: str = "",
    problems: tuple[str, ...] = (),
    ways: tuple[Link, ...] = (),
    typed: tuple[tuple[str, str], ...] = (),
) -> Response:
    """The response that tells a refusal, with a reference that stands in the log too; `typed` as in its view.

    `happened` is what there is to say of this one, before what is said of all of its kind.
    """
    reference = f"{words.status}-{_letters(4)}"
    g.refusal = reference
    page = RefusalPage(
        title=words.heading,
        heading=words.heading,
        lede=f"{happened.rstrip('.')}. {words.lede}" if happened else words.lede,
        ways=ways or _ways(),
        problems=problems,
        mention=reference,
        typed=typed,
    )
    response = make_response(render("refusal.html", page), words.status)
    if words.status == 405 and request.url_rule and request.url_rule.methods:
        response.headers["Allow"] = ", ".join(sorted(request.url_rule.methods))
    return response


def _refused(error: AppraisalError) -> Response:
    words = words_for(error)
    problems = tuple(error.lines()) if isinstance(error, InvalidInput) else ()
    if words.status >= 500:
        logger.error("failure", exc_info=sys.exc_info())
    response = refusal_page(
        words,
        happened=str(error) if words.tells else "",
        problems=problems,
        ways=_ways_from(error),
        typed=_typed() if isinstance(error, Conflict) else (),
    )
    if isinstance(error, TooManyAttempts):
        response.headers["Retry-After"] = str(error.seconds)
    return response


def _http(error: HTTPException) -> Response:
    if error.code is None or error.code < 400:
        return make_response(error.get_response())
    response = refusal_page(HTTP_REFUSALS.get(error.code, HTTP_REFUSALS[400] if error.code < 500 else UNEXPECTED))
    response.status_code = error.code
    if error.code == 405 and (allowed := error.get_response().headers.get("Allow")):
        response.headers["Allow"] = allowed
    return response


def _unexpected(error: Exception) -> Response:
    logger.log(logging.ERROR, "failure", exc_info=error)
    return refusal_page(UNEXPECTED)


def _typed() -> tuple[tuple[str, str], ...]:
    """The texts of the form that was refused, under the labels of their fields; never a secret."""
    if request.method != "POST" or not g.get("signed_in"):
        return ()
    sent = request.form.items(multi=True)
    return tuple((label, text) for name, text in sent if text.strip() and (label := TYPED.get(name.partition("-")[0])))


def _ways() -> tuple[Link, ...]:
    if g.get("signed_in"):
        return (Link("Go to your tenders", "/"), Link("See with which address you are signed in", "/account"))
    return (Link("Sign in", "/sign-in"), Link("Open your invitation mail and follow its link again", "/help#invited"))


def _ways_from(error: AppraisalError) -> tuple[Link, ...]:
    """The next steps after an error: first back to the bid or tender where an act was refused that may know of it."""
    if isinstance(error, SpentLink):
        return (_ways()[0], Link("Read about links that do not work any more", "/help#invited"))
    given, found = request.view_args or {}, []
    if isinstance(error, (Conflict, InvalidInput)) and g.get("signed_in"):
        for name, place, label in BACK:
            if request.path.startswith(f"{place}/") and name in given:
                found.append(Link(label, f"{place}/{given[name]}"))
    return (*found, *_ways())


def _letters(count: int) -> str:
    return "".join(secrets.choice("23456789ABCDEFGHJKLMNPQRSTUVWXYZ") for _ in range(count))
