"""What the evaluation shows to whom: each role at each address of it and each stage, with canaries that could leak."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

import pytest
from werkzeug.routing import Rule

from appraisal.services.comparison.standing import official
from appraisal.services.evaluation.interests import SetConflict, set_conflict
from appraisal.services.opening.opened_contents import bids_that_stand
from evaluating import SUPPLIERS
from panels import EMAILS, OFFERED, Panel, hidden, panel
from world import address, methods, plain, send

ROUTES = {
    "evaluation": "/evaluation",
    "work": "/evaluation/<tender>/<int:number>",
    "interests": "/evaluation/<tender>/<int:number>/interests",
    "bid": "/evaluation/<tender>/<int:number>/bids/<bid>",
    "finding": "/evaluation/<tender>/<int:number>/bids/<bid>/<question>",
    "evidence": "/evaluation/<tender>/<int:number>/bids/<bid>/evidence/<item>",
}
MODERATED = "/evaluation/<tender>/<int:number>/moderation/<bid>/<question>"
PEOPLE = ("finn", "gerda", "olga", "piet", "els", "janneke", "hanne", "ada", "tor", "ben", "visitor")


@pytest.fixture
def among() -> Iterator[Panel]:
    """Finn has a conflict with Brandveen (Ben), Els has none, Gerda has not declared."""
    with panel() as found:
        found.field.declare(found.field.finn, "Ben")
        found.field.declare(found.field.els)
        yield found


def statuses(found: Panel, name: str, method: str, bid: str = "Ben") -> dict[str, int]:
    """What somebody gets at each address of the evaluation, for one bid."""
    told = {}
    rules = {rule.rule: rule for rule in found.app.url_map.iter_rules()}
    for route, path in ROUTES.items():
        if method in methods(rules[path]):
            told[route] = send(found.browser(name), method, address(rules[path], found.values(bid))).status_code
    return told


def row(evaluation: int, work: int, interests: int, bid: int, finding: int, evidence: int) -> dict[str, int]:
    return dict(zip(ROUTES, (evaluation, work, interests, bid, finding, evidence), strict=True))


def posts(status: int) -> dict[str, int]:
    return {"interests": status, "bid": status, "finding": status}


REFUSED, NOBODY = row(403, 403, 403, 403, 403, 403), row(303, 303, 303, 303, 303, 303)
READERS = row(403, 403, 403, 403, 403, 200)
STRANGERS = row(200, 404, 404, 404, 404, 404)
OPENED = {
    "finn": row(200, 200, 200, 404, 404, 404), "gerda": row(200, 303, 200, 403, 403, 403),
    "olga": STRANGERS, "piet": STRANGERS, "els": row(200, 200, 200, 200, 200, 200),
    "janneke": READERS, "hanne": READERS,
    "ada": REFUSED, "tor": REFUSED, "ben": REFUSED, "visitor": NOBODY,
}  # fmt: skip
SEALED = OPENED | {
    **dict.fromkeys(("finn", "gerda", "els"), row(200, 303, 409, 409, 409, 409)),
    **dict.fromkeys(("janneke", "hanne"), row(403, 403, 403, 403, 403, 409)),
}
DECIDED = OPENED | {
    "finn": row(200, 200, 409, 404, 404, 404), "gerda": row(200, 303, 409, 403, 403, 403),
    "els": row(200, 200, 409, 200, 200, 200),
}  # fmt: skip


@pytest.mark.parametrize(
    ("stage", "expected"), [("sealed", SEALED), ("opened", OPENED), ("evaluated", OPENED), ("decided", DECIDED)]
)
def test_security_05_each_role_gets_these_statuses_at_each_stage(
    among: Panel, stage: str, expected: dict[str, dict[str, int]]
) -> None:
    among.reach(stage)

    assert {name: statuses(among, name, "GET") for name in PEOPLE} == expected


def test_security_05_what_is_kept_away_is_not_written_to_either(among: Panel) -> None:
    before = stored(among)

    assert {name: statuses(among, name, "POST") for name in PEOPLE if name != "els"} == {
        "finn": {"interests": 422, "bid": 404, "finding": 404},
        "gerda": {"interests": 422, "bid": 403, "finding": 403},
        **dict.fromkeys(("olga", "piet"), posts(404)),
        **dict.fromkeys(("janneke", "hanne", "ada", "tor", "ben"), posts(403)),
        "visitor": posts(401),
    }
    assert stored(among) == before


def test_security_05_a_bid_of_a_conflict_looks_like_none_at_every_address(among: Panel) -> None:
    finn, before = among.browser("finn"), stored(among)
    absent = among.values() | {"bid": "B-404", "receipt": "R-404"}
    seen = 0

    for rule in bid_rules(among):
        for method in methods(rule):
            foreign, none = (send(finn, method, address(rule, ids)) for ids in (among.values(), absent))
            assert (foreign.status_code, plain(foreign)) == (404, plain(none)), (method, rule.rule)
            seen += 1

    assert seen >= 5
    assert stored(among) == before


@pytest.mark.parametrize("stage", ["opened", "submitted", "evaluated", "decided"])
def test_security_05_no_page_tells_anything_of_a_bid_of_a_conflict(among: Panel, stage: str) -> None:
    comparison, _ = official(among.field.kit, among.field.lot, bids_that_stand(among.field.kit, among.field.lot))
    lost = next(one for one in comparison.bids if one.supplier.name == "Brandveen BV")
    canaries = [*told_of(among, "Ben"), f"{float(100 * lost.fit.low):.2f}", f"{float(100 * lost.fit.high):.2f}"]
    among.field.declare(among.field.gerda)
    if stage != "opened":
        for name in ("Tor", "Eve"):
            among.field.find_all(among.field.finn, name)
            among.field.find_all(among.field.els, name)
        among.field.find_all(among.field.els, "Ben")
        among.reach(stage)

    pages = crawl(among, "finn")

    assert {rule: text for rule, text in pages.items() if any(one in text for one in canaries)} == {}
    assert any(one in "".join(crawl(among, "els").values()) for one in canaries)
    assert [mail for mail in among.field.mails() if mail[0] == EMAILS["finn"] and "Brandveen" in mail[1]] == []


def test_security_05_a_conflict_that_is_set_later_takes_the_bid_at_once(among: Panel) -> None:
    els, path = among.browser("els"), among.path("Ben", OFFERED)
    page = els.get(path)
    fields = {**hidden(page), "finding": "F", "reason": "E1 shows it."}
    command = SetConflict(among.field.tender, 1, among.field.els.person, among.field.bids["Ben"], "A cousin")
    set_conflict(among.field.kit, among.field.janneke, command)
    before = stored(among)

    saved = els.raw("POST", path, data=fields, headers={"X-Autosave": "1"})

    assert (saved.status_code, saved.json) == (
        409,
        {"saved": False, "words": "Not saved: There is no such bid for you on this lot"},
    )
    assert els.raw("POST", path, data=fields).status_code == 404
    assert statuses(among, "els", "GET") == OPENED["finn"]
    assert stored(among) == before


def test_security_05_nothing_is_shown_before_the_interests_are_declared(among: Panel) -> None:
    pages = crawl(among, "gerda")
    canaries = [one for name, _ in SUPPLIERS for one in told_of(among, name)]

    assert {rule for rule, text in pages.items() if any(one in text for one in canaries)} == set()
    names = {rule for rule, text in all_pages(among, "gerda").items() if "Dovre" in text}
    assert names == {ROUTES["interests"]}


def test_security_05_nobody_reads_the_findings_of_others_before_submitting_the_own(among: Panel) -> None:
    canary = "els-reason-canary"
    for name in ("Tor", "Eve"):
        among.field.find_all(among.field.els, name, reason=f"R1 {canary} on {name}")

    before = {name: crawl(among, "finn", name) for name in ("Tor", "Eve")}
    among.field.find_all(among.field.finn, "Tor")
    after = {name: crawl(among, "finn", name) for name in ("Tor", "Eve")}

    assert {rule for pages in before.values() for rule, text in pages.items() if canary in text} == set()
    assert {rule for rule, text in after["Tor"].items() if f"{canary} on Tor" in text} == {
        ROUTES["bid"],
        ROUTES["finding"],
        MODERATED,
    }
    assert {rule for pages in after.values() for rule, text in pages.items() if f"{canary} on Eve" in text} == set()


def test_security_05_a_blind_evaluation_names_no_supplier_until_the_award() -> None:
    with panel(blind=True) as found:
        found.field.declare_all()
        found.field.find_all(found.field.els, "Tor")
        found.field.find_all(found.field.finn, "Tor")
        names = [organisation for _, organisation in SUPPLIERS] + [found.receipt(name) for name, _ in SUPPLIERS]
        pages, files = {}, {}
        for member in ("els", "finn"):
            for name, _ in SUPPLIERS:
                pages |= {(member, name, rule): text for rule, text in crawl(found, member, name).items()}
                answer = found.browser(member).raw("GET", f"{found.path(name)}/evidence/e1")
                files[member, name] = answer.headers["Content-Disposition"]

        assert {key for key, text in pages.items() if any(one in text for one in names)} == set()
        assert {re.sub(r"Bidder%20[ABC]", "Bidder", line.partition("UTF-8''")[2]) for line in files.values()} == {
            "Bidder%2C%20E1.pdf"
        }
        assert "[Bidder " in "".join(pages.values())
        assert [
            mail for mail in found.field.mails() if "buyer" in mail[0] and any(one in mail[1] for one in names)
        ] == []
        found.reach("decided")
        assert "Dovre Drift AS" in found.browser("els").get(found.path("Tor"))


def test_security_05_no_page_ties_a_blind_bid_to_its_supplier() -> None:
    with panel(blind=True) as found:
        els, path = found.browser("els"), f"/evaluation/{found.field.tender}/1/interests"
        pages = [els.get(path), els.send(path, 422)]
        found.field.declare_all()
        pages.append(els.get(path))
        labels = [f"Bidder {letter}" for letter in "ABC"]
        tied = [*found.field.bids.values(), *labels, *(found.receipt(name) for name in found.field.bids)]

        assert [one for page in pages for one in tied if one in page] == []
        assert [page.count("Estuary Ltd") > 0 for page in pages] == [True, True, True]


def test_the_opening_report_and_its_links_are_for_those_who_may_know_the_bidders(among: Panel) -> None:
    tender = f"/tenders/{among.field.tender}"
    shown = {}
    for name in ("els", "finn", "gerda", "olga", "janneke", "hanne"):
        browser = among.browser(name)
        link = f'href="{tender}/lots/1/opening"' in browser.get(tender)
        shown[name] = (link, browser.raw("GET", f"{tender}/lots/1/opening").status_code)

    yes, no = (True, 200), (False, 404)
    assert shown == {"els": yes, "finn": no, "gerda": no, "olga": no, "janneke": yes, "hanne": yes}


def told_of(found: Panel, name: str) -> list[str]:
    """What only one bid says, or tells of it."""
    return [
        dict(SUPPLIERS)[name], found.receipt(name), found.field.comment(name), found.field.file_name(name),
        found.digest(name), found.digest(name)[:4] + " " + found.digest(name)[4:8],
    ]  # fmt: skip


def all_pages(found: Panel, member: str, name: str = "Ben") -> dict[str, str]:
    """Every page that somebody reaches, with the ids of a bid where an address asks for one."""
    browser, pages = found.browser(member), {}
    for rule in found.app.url_map.iter_rules():
        if "GET" in methods(rule) and rule.endpoint not in ("static", "texts.patterns"):
            path = address(rule, found.values(name))
            answer = browser.raw("GET", path)
            assert answer.status_code < 500, path
            text = answer.get_data(as_text=True) if "text" in answer.mimetype or "json" in answer.mimetype else ""
            pages[rule.rule] = unescape(text) + answer.headers.get("Content-Disposition", "")
    return pages


def crawl(found: Panel, member: str, name: str = "Ben") -> dict[str, str]:
    """The pages but that of the declarations, which has to name the suppliers."""
    return {rule: text for rule, text in all_pages(found, member, name).items() if rule != ROUTES["interests"]}


def bid_rules(found: Panel) -> list[Rule]:
    return [rule for rule in found.app.url_map.iter_rules() if rule.rule.startswith(ROUTES["bid"])]


STORED = ("interests", "finding_drafts", "finding_sheets", "consensus", "lots", "panel")


def stored(found: Panel) -> list[str]:
    """What the acts of an evaluation keep."""
    return [line for line in found.field.dump() if any(f'INTO "{table}"' in line for table in STORED)]
