"""What comes in and goes out: headers, limits, uploads, text in pages and papers, log lines."""

from __future__ import annotations

import ast
import gc
import io
import json
import logging
import re
import threading
import time
import zipfile
from collections.abc import Iterator
from html.parser import HTMLParser
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path

import pytest

from appraisal.core.errors import StorageFull
from appraisal.exchange.spreadsheet_text import harmless, is_formula
from appraisal.services.bidding.evidence import LARGEST_FILE
from appraisal.web.addresses import local_path
from appraisal.web.machine.access import ACCESS, Door
from appraisal.web.machine.headers import HEADERS, SANDBOX
from appraisal.web.machine.log import JsonLines
from browser import Browser
from stand import PROFILE
from world import EMAILS, FIELDS, PDF, World, address, methods, send, world

ROOT = Path(__file__).parent.parent.parent

pytestmark = pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
"""The form parser leaves the nameless file of a body that was too large to the garbage collector."""


@pytest.fixture(scope="module", autouse=True)
def collected() -> Iterator[None]:
    """Nothing of this module is left to be collected in another."""
    yield
    gc.collect()


@pytest.fixture(scope="module")
def among() -> Iterator[World]:
    with world() as found:
        yield found


def area_form(found: World, comment: str) -> dict[str, object]:
    page = found.browser("eve").get(f"/bids/{found.rival_bid}/areas/SRI")
    names = dict(re.findall(r'name="(csrf|revision|key|serial)" value="([^"]*)"', page))
    return {**names, "SRI-Q1": "yes", "SRI-Q1-comment": comment, "finished": "no"}


def test_security_12_every_kind_of_answer_bears_the_headers(among: World, monkeypatch: pytest.MonkeyPatch) -> None:
    def full() -> str:
        raise StorageFull("There is no room")

    monkeypatch.setattr(among.app, "_got_first_request", False)
    for path, view in (("boom", lambda: str(1 // 0)), ("full", full)):
        if path not in among.app.view_functions:
            among.app.add_url_rule(f"/{path}", path, view)
    monkeypatch.setattr("appraisal.web.machine.guard.ACCESS", {**ACCESS, "boom": Door.ANYBODY, "full": Door.ANYBODY})
    tor, visitor = among.browser("tor"), Browser(among.app)
    visitor.get("/sign-in")
    wrong = {"csrf": visitor.token(), "email": "guess@x.example", "password": "wrong"}
    for _ in range(6):
        visitor.raw("POST", "/sign-in", data=wrong)
    big = {"csrf": tor.token(), "x": "y" * (5 * 1024 * 1024)}
    answers = [
        (200, tor.raw("GET", f"/bids/{among.bid}")),
        (200, tor.raw("HEAD", f"/bids/{among.bid}")),
        (200, tor.raw("OPTIONS", f"/bids/{among.bid}")),
        (200, tor.raw("GET", f"/bids/{among.bid}/receipts/{among.receipt}.pdf")),
        (200, tor.raw("GET", "/static/app.css")),
        (303, tor.raw("GET", "/")),
        (400, tor.raw("POST", "/sign-out")),
        (400, tor.raw("GET", "/sign-in", headers={"Host": "evil.example"})),
        (401, visitor.raw("POST", f"/bids/{among.bid}/submit", data=FIELDS)),
        (403, tor.raw("GET", "/people")),
        (404, tor.raw("GET", "/nowhere")),
        (404, tor.raw("GET", "/static/../../etc/passwd")),
        (405, tor.raw("PUT", "/sign-in")),
        (409, tor.raw("GET", f"/tenders/{among.field.tender}/lots/1/opening.pdf")),
        (413, tor.raw("POST", f"/bids/{among.bid}/areas/SRI", data=big)),
        (422, visitor.raw("POST", "/sign-in", data={"csrf": visitor.token()})),
        (429, visitor.raw("POST", "/sign-in", data=wrong)),
        (500, tor.raw("GET", "/boom")),
        (507, tor.raw("GET", "/full")),
    ]
    for status, answer in answers:
        assert answer.status_code == status, (answer.request.path, answer.status_code)
        assert {name: answer.headers.get(name) for name in HEADERS} == HEADERS, answer.request.path
        assert "Server" not in answer.headers
        assert b"Traceback" not in answer.data and b"ZeroDivision" not in answer.data
    policy = HEADERS["Content-Security-Policy"]
    assert "unsafe" not in policy and "*" not in policy and "frame-ancestors 'none'" in policy


@pytest.mark.parametrize(
    "id_", ["%00", "%ff%fe", "..%2f..%2fetc", "9" * 60, "'%20OR%201=1--", "%F0%9F%92%A5", "a" * 3000]
)
def test_security_12_no_address_however_strange_ends_in_a_failure(among: World, id_: str) -> None:
    for name in ("tor", "janneke", "root"):
        browser = among.browser(name)
        for rule in among.app.url_map.iter_rules():
            for changed in rule.arguments & {"tender", "bid", "area", "item", "number", "person", "receipt", "token"}:
                answer = browser.raw("GET", address(rule, {**among.values(), "receipt": "R-1", changed: id_}))
                assert answer.status_code < 500, (rule.rule, changed, answer.status_code)


def test_security_12_a_number_of_thousands_of_digits_is_not_found(among: World) -> None:
    answer = among.browser("janneke").raw("GET", f"/tenders/{among.field.tender}/lots/{'9' * 5000}/preview")
    assert answer.status_code in (400, 404)


@pytest.mark.parametrize("how", ["form memory", "fields with files", "parts", "content"])
def test_security_13_what_is_too_much_is_a_clear_413_and_the_draft_is_kept(among: World, how: str) -> None:
    eve, path = among.browser("eve"), f"/bids/{among.rival_bid}/areas/SRI"
    eve.post(path, area_form(among, "kept words"))
    before, form = among.field.dump(), area_form(among, "more")
    if how in ("form memory", "fields with files"):
        form["SRI-Q2-comment"] = "x" * (4 * 1024 * 1024 + 1)
    if how == "fields with files":
        form["SRI-Q1-new"] = (io.BytesIO(PDF), "a.pdf")
    if how == "parts":
        form |= {f"x{number}": "y" for number in range(2001)} | {"SRI-Q1-new": (io.BytesIO(PDF), "a.pdf")}
    if how == "content":
        form["SRI-Q1-new"] = (io.BytesIO(b"%PDF-1.7" + bytes(60 * 1024 * 1024)), "a.pdf")

    answer = eve.raw("POST", path, data=form)

    assert answer.status_code == 413
    assert "What was saved before is still there" in answer.text
    assert among.field.dump() == before
    assert "kept words" in eve.get(path)


def test_security_13_a_file_over_its_quota_is_told_and_the_answers_stay(among: World) -> None:
    eve, path = among.browser("eve"), f"/bids/{among.rival_bid}/areas/SRI"
    form = area_form(among, "typed beside the file")
    form["SRI-Q1-new"] = (io.BytesIO(b"%PDF-1.7\n" + bytes(LARGEST_FILE)), "big.pdf")

    page = eve.raw("POST", path, data=form)

    assert page.status_code in (413, 422)
    assert 'href="/bids' in page.text or "still there" in page.text
    assert eve.raw("GET", f"/bids/{among.rival_bid}/evidence").text.count("big.pdf") == 0


def bomb() -> bytes:
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("[Content_Types].xml", "<x/>")
        archive.writestr("word/document.xml", bytes(60_000_000))
    return data.getvalue()


HOSTILE_FILES = {
    "picture.svg": b'<svg xmlns="http://www.w3.org/2000/svg" onload="alert(1)"/>',
    "page.html": b"<!doctype html><script>alert(1)</script>",
    "page.pdf": b"<!doctype html><script>alert(1)</script>",
    "image.png": b'<svg xmlns="http://www.w3.org/2000/svg"/>',
    "notes.txt": b"<html><script>alert(1)</script>",
    "run.pdf.exe": b"MZ\x90\x00",
    "archive.zip": b"PK\x03\x04" + bytes(40),
    "macros.docm": b"PK\x03\x04" + bytes(40),
    "no-ending": PDF,
}


@pytest.mark.parametrize("name", HOSTILE_FILES)
def test_security_14_a_kind_that_is_not_taken_is_refused_and_not_stored(among: World, name: str) -> None:
    eve, path = among.browser("eve"), f"/bids/{among.rival_bid}/evidence"
    files = sorted(Path(among.field.folder).rglob("*"))

    answer = send(eve, "POST", path, link="", file=(io.BytesIO(HOSTILE_FILES[name]), name))

    assert answer.status_code == 422
    assert sorted(Path(among.field.folder).rglob("*")) == files


NAMES = ["../../etc/p.pdf", "\u202efdp.exe.pdf", "plain name.pdf", "План é–中.pdf"]


@pytest.mark.parametrize("name", NAMES)
def test_security_14_a_file_goes_out_as_an_attachment_in_a_sandbox(name: str) -> None:
    with world() as found:
        eve, path = found.browser("eve"), f"/bids/{found.rival_bid}/evidence"
        assert send(eve, "POST", path, link="", file=(io.BytesIO(PDF), name)).status_code == 303

        answer = eve.raw("GET", f"{path}/e1")

        shown = answer.headers["Content-Disposition"]
        assert answer.headers["Content-Security-Policy"] == SANDBOX
        assert (shown.startswith("attachment; filename"), answer.headers["Content-Type"]) == (True, "application/pdf")
        assert shown.isascii() and not set(shown) & {"\r", "\n"} and ".." not in shown and "/" not in shown
        assert "Set-Cookie" not in answer.headers and "\u202e" not in eve.get(path)


def test_security_15_an_archive_that_unpacks_to_much_is_refused_soon(among: World) -> None:
    eve, data, started = among.browser("eve"), bomb(), time.process_time()
    assert len(data) < 100_000
    sent = send(eve, "POST", f"/bids/{among.rival_bid}/evidence", link="", file=(io.BytesIO(data), "small.docx"))
    assert sent.status_code == 422
    assert time.process_time() - started < 3


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "＝", "＋", "－", "＠", "﹦", "﹢", "﹣", "﹫", "⁼"])
@pytest.mark.parametrize(
    "before", ["", " ", "\u00a0", "\u200b", "\ufeff", "\u2060", "\u2800", "\u3164", "\u202e", "\x00"]
)
def test_security_16_no_text_in_a_table_begins_a_formula(start: str, before: str) -> None:
    for text in (f"{before}{start}cmd|'/c calc'!A1", f"{before}{start}1+1"):
        assert is_formula(text)
        assert harmless(text) == f"'{text}"


def test_what_a_separator_splits_off_begins_no_formula_either() -> None:
    assert harmless("Desk;=1+1") == "Desk;'=1+1"
    assert harmless("Desk\t@SUM(A1)") == "Desk\t'@SUM(A1)"
    assert harmless("First - second line; third") == "First - second line; third"


class Elements(HTMLParser):
    """The elements and attributes of a page that text must not make."""

    def __init__(self) -> None:
        super().__init__()
        self.bad: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        names = [name for name, _ in attrs]
        if tag in ("canary", "iframe", "object", "embed") or any(name.startswith(("on", "canary")) for name in names):
            self.bad.append(f"{tag} {names}")
        if any((value or "").strip().lower().startswith(("javascript:", "data:")) for _, value in attrs):
            self.bad.append(f"{tag} {attrs}")


@pytest.fixture(scope="module")
def hits() -> Iterator[tuple[str, list[str]]]:
    """A local server: the canary that points to it, and who came."""
    came: list[str] = []

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            came.append(self.path)

    server = HTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    src = f"http://127.0.0.1:{server.server_port}/x.png"
    yield f"'\"></title></textarea></script><canary onfocus=alert(1)><img src={src}>{{{{7*7}}}}{{%x%}}", came
    server.shutdown()
    server.server_close()


@pytest.fixture(scope="module")
def poisoned(hits: tuple[str, list[str]]) -> Iterator[World]:
    """A world in which every field that somebody can fill holds the canary, imports and file names too."""
    canary = hits[0]
    with world(supplier=f"Dovre {canary}") as found:
        fill(found, canary)
        yield found


def fill(found: World, canary: str) -> None:
    tor, janneke, eve = (found.browser(name) for name in ("tor", "janneke", "eve"))
    bid, tender = found.bid, found.field.tender
    file = (io.BytesIO(PDF), f"{canary}.pdf")
    taken = [
        send(tor, "POST", f"/bids/{bid}/evidence", link="", key="upload-9", file=file),
        send(tor, "POST", f"/bids/{bid}/evidence", link=f"https://x.example/{canary}", key="u-10", title=canary),
        send(tor, "POST", f"/bids/{bid}/check", unit=canary, sites=canary, period=canary[:90]),
        send(tor, "POST", f"/bids/{bid}/team", email="nina@colleague.example", role=canary),
        send(tor, "POST", f"/tenders/{tender}/questions", key="question-2", question=canary),
    ]
    page = tor.get(f"/bids/{bid}/areas/SRI")
    names = dict(re.findall(r'name="(csrf|revision|key|serial)" value="([^"]*)"', page))
    asked = re.findall(r'<fieldset class="q[^"]*" id="([^"]+)"', page)
    answers = dict.fromkeys(asked, "yes") | {f"{one}-comment": canary for one in asked}
    taken.append(tor.raw("POST", f"/bids/{bid}/areas/SRI", data={**names, **answers, "finished": "yes"}))
    taken.append(send(tor, "POST", f"/bids/{bid}/submit", key="form-key-9", name=canary[:100]))
    question = re.findall(r'name="question" value="([^"]+)"', janneke.get(f"/tenders/{tender}/questions"))
    for one in question:
        words = {f"wording-{one}": canary, f"answer-{one}": canary}
        taken.append(send(janneke, "POST", f"/tenders/{tender}/questions", question=one, **words))
    hostile = PROFILE.replace("A small desk", "T" + canary.replace('"', '\\"')).replace(
        "The desk itself.", canary.replace('"', '\\"')
    )
    draft = f"/tenders/{found.draft}"
    for path, more in (
        ("lots/1/file", {"file": (io.BytesIO(hostile.encode()), f"{canary}.toml")}),
        ("lots/1/file", {"file": (io.BytesIO(f"{canary} = {canary}".encode()), f"{canary}.toml")}),
        ("head", {"title": canary, "access": "open"}),
        ("lots/1/settings", {"title": canary, "sealing": "server"}),
    ):
        version = re.findall(r'name="version" value="(\d+)"', janneke.get(f"{draft}/{path}"))[0]
        taken.append(send(janneke, "POST", f"{draft}/{path}", version=version, **more))
    taken.append(send(janneke, "POST", "/tenders/new", title=canary, reference=canary[:60]))
    taken.append(send(found.browser("root"), "POST", "/people", name=canary[:100], role="officer"))
    for answer in taken:
        assert answer.status_code in (200, 303, 422), (answer.request.path, answer.status_code)
        assert bad(answer.text) == [], answer.request.path
    assert [answer.status_code for answer in taken].count(422) <= 4, [
        (answer.request.path, answer.status_code) for answer in taken
    ]
    assert eve.get("/bids")


def bad(text: str) -> list[str]:
    elements = Elements()
    elements.feed(text)
    return elements.bad


def test_security_18_no_text_of_anybody_makes_an_element_on_any_page(
    poisoned: World, hits: tuple[str, list[str]]
) -> None:
    shown = 0
    for opened in (False, True):
        if opened:
            poisoned.open_lot()
        for name in ("tor", "eve", "janneke", "els", "hanne", "root", "visitor"):
            browser = poisoned.browser(name)
            own = poisoned.values() | ({"bid": poisoned.rival_bid} if name == "eve" else {})
            for tender in (poisoned.field.tender, poisoned.draft):
                for rule in poisoned.app.url_map.iter_rules():
                    path = address(rule, own | {"tender": tender})
                    if "GET" not in methods(rule) or (tender == poisoned.draft and "<tender>" not in rule.rule):
                        continue
                    answer = browser.raw("GET", path)
                    assert answer.status_code < 500, path
                    if answer.mimetype == "text/html":
                        assert bad(answer.text) == [], (name, path)
                        assert "\u202e" not in answer.text and "49{%" not in answer.text, path
                        shown += "&lt;canary" in answer.text
    assert shown > 15


def test_security_17_papers_print_hostile_text_and_fetch_nothing(poisoned: World, hits: tuple[str, list[str]]) -> None:
    report = poisoned.browser("janneke").raw("GET", f"/tenders/{poisoned.field.tender}/lots/1/opening.pdf")
    if report.data[:4] != b"%PDF":
        poisoned.open_lot()
    tor = poisoned.browser("tor")
    receipts = set(re.findall(r"/receipts/(R-\d+)", tor.get(f"/bids/{poisoned.bid}/receipt"))) | {poisoned.receipt}
    papers = [tor.raw("GET", f"/bids/{poisoned.bid}/receipts/{one}.pdf") for one in receipts]
    papers.append(tor.raw("GET", f"/bids/{poisoned.bid}/improvement.pdf"))
    opening = f"/tenders/{poisoned.field.tender}/lots/1/opening.pdf"
    papers += [poisoned.browser(name).raw("GET", opening) for name in ("janneke", "tor")]
    for paper in papers:
        assert (paper.status_code, paper.data[:5]) == (200, b"%PDF-")
        assert b"/URI" not in paper.data and b"/JavaScript" not in paper.data and b"/AA" not in paper.data
    assert hits[1] == []


PROFILES = {
    "depth": "a = " + "[" * 5000 + "]" * 5000,
    "size": PROFILE + "# " + "x" * 1_100_000,
    "twice": PROFILE.replace('version = "1"', 'version = "1"\nversion = "2"'),
    "nan": PROFILE.replace("weight = 3", "weight = nan"),
    "infinite": PROFILE.replace("weight = 3", "weight = inf"),
    "unknown": PROFILE.replace("weight = 3", "wait = 3"),
    "pickle": "\x80\x04\x95cos\nsystem",
    "yaml": "!!python/object/apply:os.system ['x']",
    "digits": PROFILE.replace("weight = 3", "weight = 1" + "0" * 5000),
    "exponent": PROFILE.replace("weight = 3", "weight = 1e999999999"),
}


@pytest.mark.parametrize("how", PROFILES)
def test_security_19_a_hostile_profile_is_refused_at_its_field_and_soon(among: World, how: str) -> None:
    janneke, path = among.browser("janneke"), f"/tenders/{among.draft}/lots/1/file"
    version = re.findall(r'name="version" value="(\d+)"', janneke.get(path))[0]
    before, started = among.field.dump(), time.process_time()

    answer = send(janneke, "POST", path, version=version, file=(io.BytesIO(PROFILES[how].encode()), "p.toml"))

    assert answer.status_code == 422, how
    assert 'href="#file"' in answer.text
    assert time.process_time() - started < 3
    assert among.field.dump() == before


def patterns() -> set[str]:
    """Every regular expression that the code spells out."""
    found = set()
    for path in (ROOT / "appraisal").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text("utf-8"))):
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute):
                owner = node.func.value
                if isinstance(owner, ast.Name) and owner.id == "re" and node.args:
                    first = node.args[0]
                    if isinstance(first, ast.Constant) and isinstance(first.value, str):
                        found.add(first.value)
    return found


def test_security_20_every_regular_expression_is_linear() -> None:
    seeds = ("a", "1", " ", ".", "-", "a-", "a.", "1,", "\n", "é", "<", "a@", "{", "\\")
    found = patterns()
    assert found
    for pattern in found:
        compiled = re.compile(pattern)
        for seed in seeds:
            hostile = (seed * 20_000)[:20_000] + "\x00!"
            started = time.process_time()
            compiled.match(hostile)
            compiled.fullmatch(hostile)
            assert time.process_time() - started < 0.5, (pattern, seed)


@pytest.mark.parametrize(
    "wanted",
    [
        "//evil.example",
        "https://evil.example/",
        "/\\evil.example",
        "\\\\evil.example",
        "javascript:alert(1)",
        "/\t/evil.example",
        "/\n/evil.example",
        "http:evil.example",
        "///evil.example",
        "/%5cevil.example\r\nX: y",
        " //evil.example",
        "evil.example",
    ],
)
def test_security_20_where_to_go_next_is_here_only(among: World, wanted: str) -> None:
    assert local_path(wanted) == "/"
    visitor = Browser(among.app)
    visitor.get("/appearance")
    fields = {"csrf": visitor.token(), "appearance": "dark", "back": wanted}
    assert visitor.raw("POST", "/appearance", data=fields).headers["Location"] == "/"


@pytest.mark.parametrize(
    "email", ["a@b.example\r\nBcc: all@x.example", "a@b.example\nSubject: x", "a@b.example\x00", "a b@c"]
)
def test_security_20_a_typed_address_cannot_add_mail_headers(among: World, email: str) -> None:
    mails = among.field.mails()
    for name, path in (("visitor", "/register"), ("janneke", f"/tenders/{among.field.tender}/invite")):
        answer = send(among.browser(name), "POST", path, email=email)
        assert answer.status_code in (200, 422)
    for recipient, subject in among.field.mails()[len(mails) :]:
        assert recipient.isprintable() and subject.isprintable() and " " not in recipient
        assert "all@x.example" not in recipient.split("@", 2)[0]


def test_security_20_the_log_holds_no_answers_tokens_or_forged_lines(
    among: World, caplog: pytest.LogCaptureFixture
) -> None:
    eve = among.browser("eve")
    with caplog.at_level(logging.DEBUG):
        eve.post(f"/bids/{among.rival_bid}/areas/SRI", area_form(among, "CANARY-answer"))
        eve.raw("GET", "/join/CANARY-token")
        eve.raw("GET", "/x%0d%0a%7B%22event%22%3A%22forged%22%7D?password=CANARY-query")
        eve.raw("POST", "/sign-in", data={"csrf": eve.token(), "email": "CANARY@x.example", "password": "CANARY-word"})
        send(eve, "POST", f"/bids/{among.rival_bid}/evidence", link="", file=(io.BytesIO(b"x"), "CANARY\nforged.exe"))
    lines = [JsonLines().format(record) for record in caplog.records if record.name.startswith("appraisal")]
    assert len(lines) >= 6
    for line in lines:
        assert isinstance(json.loads(line), dict)
        assert not re.search(r"CANARY|forged|\n|\r", line), line
        assert eve.token() not in line and eve.cookie("__Host-session") not in line
        assert EMAILS["eve"] not in line
