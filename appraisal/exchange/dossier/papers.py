"""Whether the documents of a dossier agree with each other and with the digests that the journal names."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass

from appraisal.core.errors import BrokenChain, InvalidInput
from appraisal.core.events import Event
from appraisal.core.profile import RequiredProfile
from appraisal.exchange.comparison_json import comparison_bytes
from appraisal.exchange.dossier.bag import PAYLOAD
from appraisal.exchange.dossier.chain import Chain
from appraisal.exchange.dossier.layout import LIMIT, ComparedBid, Index, LotIndex
from appraisal.exchange.dossier.opened_bag import OpenedBag
from appraisal.exchange.dossier.ranking import BidPapers, ranked_again
from appraisal.exchange.model_toml import parse_model
from appraisal.exchange.profile_toml import parse_profile
from appraisal.exchange.text import load_json

_PUBLICATIONS = (Event.TENDER_PUBLISHED, Event.ADDENDUM_PUBLISHED)


@dataclass(frozen=True, slots=True)
class Papers:
    """A dossier's documents: `digests` gives for each path the SHA-256 of the full document.

    In an extract a path may stand for a document that is withheld or redacted; elsewhere it is that of the file.
    """

    bag: OpenedBag
    index: Index
    chain: Chain
    digests: Mapping[str, str]
    redacted: Collection[str] = ()

    def read(self, path: str) -> bytes:
        """A document's file."""
        return self.bag.payload(path, LIMIT)

    def withholds(self, path: str) -> bool:
        """Whether a document that the whole dossier has is not in this extract."""
        return path in self.redacted and PAYLOAD + path not in self.bag

    def broken(self, path: str, wrong: str, expected: str) -> BrokenChain:
        """The refusal that names a document."""
        return self.bag.broken(PAYLOAD + path, wrong, expected)


def check_publications(papers: Papers) -> int:
    """Follow the publication and its addenda; gives how many there are.

    Raises:
        BrokenChain: one is missing, added, or does not follow from the one before it.
    """
    paths = sorted(path for path in papers.digests if path.startswith("published/"))
    told = sum(papers.chain.events.get(event, 0) for event in _PUBLICATIONS)
    if len(paths) != told:
        raise papers.broken("published/", f"holds {len(paths)} documents", f"expected {told}, as the journal tells")
    previous: str | None = None
    for path in paths:
        document = table(papers, path)
        if document.get("previous") != previous:
            raise papers.broken(path, "does not follow the publication before it", f"expected previous {previous}")
        previous = f"sha256:{papers.digests[path]}"
        _refuse_unnamed(papers, path)
    if paths:
        _check_profiles(papers, paths[-1], table(papers, paths[-1]))
    return len(paths)


def check_opening(papers: Papers, lot: LotIndex) -> int:
    """Hold a lot's opening report against the bids that are compared; gives how many the opening opened.

    Raises:
        BrokenChain: a bid was changed, added or left out.
    """
    if lot.opening is None:
        return 0
    _refuse_unnamed(papers, lot.opening)
    bids = table(papers, lot.opening).get("bids")
    opened = {str(bid.get("digest")) for bid in tables(bids) if bid.get("state") == "opened"}
    compared = {f"sha256:{digest_of(papers, bid.response)}": bid.response for bid in lot.compared}
    if added := min(set(compared) - opened, default=None):
        raise papers.broken(compared[added], "was not opened as it is", "expected what the opening report names")
    taken = {str(row.get("bid")) for row in exclusions(papers, lot)}
    told = {move.bid for move in papers.chain.moves if not move.agreed}
    if len(opened) - len(compared) != len(taken & told):
        wrong = f"compares {len(compared)} of {len(opened)} bids that were opened, {len(taken & told)} taken out"
        raise papers.broken("dossier.json", f"lot {lot.number} {wrong}", "expected all others to be compared")
    return len(opened)


def check_evidence(papers: Papers, lot: LotIndex) -> int:
    """Look for every file that a compared response names; gives how many there are.

    Raises:
        BrokenChain: one is missing.
    """
    there, found = set(papers.digests.values()), 0
    for bid in lot.compared:
        if papers.withholds(bid.response):
            continue
        for item in tables(table(papers, bid.response).get("evidence")):
            named = item.get("sha256")
            if isinstance(named, str) and named not in there:
                raise papers.broken(bid.response, f"names a file with the SHA-256 {named}", "expected it with the bid")
            found += named is not None
    return found


def check_comparison(papers: Papers, lot: LotIndex) -> int:
    """Compare the bids of a lot anew, and the outcome with the comparison's file; gives how many were compared.

    In an extract from which a response is withheld nothing can be compared.

    Raises:
        BrokenChain: something differs; the first value that does is named.
    """
    if any(papers.withholds(path) for bid in lot.compared for path in (bid.response, bid.findings) if path):
        return 0
    again = ranked_again(profile_of(papers.bag, lot), [_bid_papers(papers, bid) for bid in lot.compared])
    if (again is None) != (lot.comparison is None):
        raise papers.broken("dossier.json", f"lot {lot.number} has no comparison", "expected one of its bids")
    if again is None or lot.comparison is None or lot.comparison in papers.redacted:
        return 0
    computed, told = comparison_bytes(again), papers.read(lot.comparison)
    if computed != told:
        where = first_difference(_json(papers, lot.comparison, told), load_json("", computed, LIMIT))
        raise papers.broken(lot.comparison, f"is not what follows from the answers: {where}", "expected it to follow")
    return len(again.bids)


def profile_of(bag: OpenedBag, lot: LotIndex) -> RequiredProfile:
    """A lot's required profile, on the model that lies in the dossier."""
    model = parse_model(f"{bag.source}: {PAYLOAD}{lot.model}", bag.payload(lot.model, LIMIT))
    return parse_profile(f"{bag.source}: {PAYLOAD}{lot.profile}", bag.payload(lot.profile, LIMIT), given=model)


def first_difference(told: object, computed: object, trail: str = "") -> str:
    """Where two documents differ first, and how.

    >>> first_difference({"a": [1, 2]}, {"a": [1, 3]})
    'a.2 is 2 where 3 was computed'
    """
    if isinstance(told, dict) and isinstance(computed, dict) and list(told) == list(computed):
        pairs = [(str(key), told[key], computed[key]) for key in told]
    elif isinstance(told, list) and isinstance(computed, list) and len(told) == len(computed):
        pairs = [(str(place), one, other) for place, (one, other) in enumerate(zip(told, computed, strict=True), 1)]
    else:
        return f"{trail or 'the document'} is {str(told)[:60]} where {str(computed)[:60]} was computed"
    for key, one, other in pairs:
        if one != other:
            return first_difference(one, other, f"{trail}.{key}" if trail else key)
    return "it is written otherwise"


def _check_profiles(papers: Papers, path: str, document: dict[str, object]) -> None:
    published = {str(lot.get("number")): lot for lot in tables(document.get("lots"))}
    for lot in papers.index.lots:
        told, profile = published.pop(str(lot.number), {}), profile_of(papers.bag, lot)
        if told.get("model_digest") != profile.model.digest:
            raise papers.broken(lot.model, "is not the published model", f"expected that of {path}")
        if told.get("profile_digest") != profile.digest:
            raise papers.broken(lot.profile, "is not the published profile", f"expected that of {path}")
    if published:
        raise papers.broken("dossier.json", "lacks a lot that was published", f"expected those of {path}")


def _bid_papers(papers: Papers, bid: ComparedBid) -> BidPapers:
    response = f"sha256:{digest_of(papers, bid.response)}" if bid.response in papers.redacted else ""
    source = f"{papers.bag.source}: {PAYLOAD}{bid.response}"
    if bid.findings is None:
        return BidPapers(source, papers.read(bid.response), None, response)
    findings = f"sha256:{digest_of(papers, bid.findings)}" if bid.findings in papers.redacted else ""
    return BidPapers(source, papers.read(bid.response), papers.read(bid.findings), response, findings)


def digest_of(papers: Papers, path: str) -> str:
    """The SHA-256 of a full document.

    Raises:
        BrokenChain: there is none.
    """
    if path not in papers.digests:
        raise papers.broken(path, "is missing", "expected what dossier.json names")
    return papers.digests[path]


def _refuse_unnamed(papers: Papers, path: str) -> None:
    digest = digest_of(papers, path)
    if all(named.digest != digest for named in papers.chain.named):
        raise papers.broken(path, "is named by no entry of the journal", "expected the document as it was frozen")


def exclusions(papers: Papers, lot: LotIndex) -> list[dict[str, object]]:
    """The bids of a lot that were taken out after the opening."""
    path = f"lots/{lot.number}/exclusions.json"
    return tables(table(papers, path).get("rows")) if path in papers.digests else []


def table(papers: Papers, path: str) -> dict[str, object]:
    """A document of the payload.

    Raises:
        BrokenChain: it is missing, or no table.
    """
    found = _json(papers, path, papers.read(path))
    if not isinstance(found, dict):
        raise papers.broken(path, "is not a table", "expected the document as it was written")
    return found


def _json(papers: Papers, path: str, data: bytes) -> object:
    try:
        return load_json(f"{papers.bag.source}: {PAYLOAD}{path}", data, LIMIT)
    except InvalidInput as error:
        raise BrokenChain(str(error)) from None


def tables(value: object) -> list[dict[str, object]]:
    """The tables in a list, where it is one."""
    return [entry for entry in value if isinstance(entry, dict)] if isinstance(value, list) else []
