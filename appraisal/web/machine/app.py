"""The web application: made of its parts, refusing by default."""

from __future__ import annotations

from collections.abc import Callable
from urllib.parse import urlsplit

from flask import Flask, Request, redirect
from flask.sessions import SessionInterface
from werkzeug.middleware.proxy_fix import ProxyFix
from werkzeug.wrappers import Response

from appraisal.services.toolkit import Kit
from appraisal.settings import Settings
from appraisal.web.account import account, demo, links, officer_key, outbox, people
from appraisal.web.account.home import home_path
from appraisal.web.award import award, letters, report
from appraisal.web.bidding import answers, bids, commitments, finish, team
from appraisal.web.comparison import closing, comparison
from appraisal.web.evaluation import bidder_questions, evaluation, findings, moderation, panel
from appraisal.web.machine import texts
from appraisal.web.machine.frame import present_frame
from appraisal.web.machine.guard import guard_requests
from appraisal.web.machine.headers import add_headers
from appraisal.web.machine.log import watch_requests
from appraisal.web.machine.long_work import use_long_work
from appraisal.web.machine.received import StampReceipt
from appraisal.web.machine.refusals import refuse_with_pages
from appraisal.web.machine.rendering import use_templates
from appraisal.web.machine.request_kit import use_kits
from appraisal.web.opening import opened_bid, opening
from appraisal.web.record import dossier, jobs, journal, retention
from appraisal.web.tendering import clarifications, invitations, lots, publication, tenders

LARGEST_REQUEST = 60 * 1024 * 1024
LARGEST_FORM = 4 * 1024 * 1024
MOST_FIELDS = 2_000
FAMILIES = (
    account,
    links,
    people,
    outbox,
    texts,
    officer_key,
    tenders,
    lots,
    publication,
    invitations,
    clarifications,
    bids,
    team,
    answers,
    commitments,
    finish,
    opening,
    award,
    letters,
    report,
    dossier,
    jobs,
    evaluation,
    findings,
    journal,
    retention,
    comparison,
    opened_bid,
    panel,
    moderation,
    closing,
    bidder_questions,
    demo,
)
"""The pages, one module a family; each has its routes in `pages`."""


class NoCookieSessions(SessionInterface):
    """Sessions live in the store alone: nothing is read from, or kept in, a cookie of the framework's own."""

    def open_session(self, app: Flask, request: Request) -> None:
        """There is none."""


def create_app(settings: Settings, kit_factory: Callable[[], Kit]) -> Flask:
    """The application over the services; `kit_factory` gives each thread its kit."""
    app = Flask("appraisal.web", static_folder="static", static_url_path="/static", template_folder=None)
    app.config.update(
        SECRET_KEY=settings.secret_key,
        MAX_CONTENT_LENGTH=LARGEST_REQUEST,
        MAX_FORM_MEMORY_SIZE=LARGEST_FORM,
        MAX_FORM_PARTS=MOST_FIELDS,
        TRUSTED_HOSTS=_trusted_hosts(settings),
        DEMO=settings.demo,
        PROXIES=settings.proxies,
        CONTACT=settings.contact,
        DEBUG=False,
        PROPAGATE_EXCEPTIONS=False,
    )
    app.url_map.strict_slashes = False
    app.session_interface = NoCookieSessions()
    kits = use_kits(app, kit_factory)
    use_long_work(app.extensions, kit_factory)
    use_templates(app, present_frame)
    app.after_request(add_headers)
    watch_requests(app)
    guard_requests(app)
    refuse_with_pages(app)
    app.add_url_rule("/", "home", _home)
    for family in FAMILIES:
        app.register_blueprint(family.pages)
    if settings.proxies:
        app.wsgi_app = ProxyFix(  # type: ignore[method-assign]
            app.wsgi_app, x_for=settings.proxies, x_proto=0, x_host=0, x_port=0, x_prefix=0
        )
    app.wsgi_app = StampReceipt(app.wsgi_app, lambda: kits.present().now())  # type: ignore[method-assign]
    return app


def _home() -> Response:
    return redirect(home_path(), 303)


def _trusted_hosts(settings: Settings) -> list[str]:
    """The names by which browsers may ask: those of the settings, and those of this computer."""
    own = urlsplit(settings.address).hostname
    return [*settings.trusted_hosts, *([own] if own else []), "localhost", "127.0.0.1", "[::1]"]
