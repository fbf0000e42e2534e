"""What a dossier's journal names that was overtaken since: findings and comparisons, made again as they once stood."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from appraisal.core.errors import BrokenChain
from appraisal.core.events import Event
from appraisal.exchange.canonical_json import canonical, digest
from appraisal.exchange.comparison_json import comparison_bytes
from appraisal.exchange.dossier.chain import Named
from appraisal.exchange.dossier.layout import LotIndex
from appraisal.exchange.dossier.papers import Papers, digest_of, exclusions, profile_of, table, tables
from appraisal.exchange.dossier.ranking import BidPapers, ranked_again
from appraisal.exchange.findings_json import FORMAT

COMPARISON = "comparison"
"""The fact that names a comparison, which may be overtaken; findings are what an entry of their recording names."""


@dataclass(frozen=True, slots=True)
class _Bid:
    """A bid that was opened: its id, its response's path, and every finding agreed on it, in the order of recording."""

    id: str
    supplier: str
    response: str
    versions: tuple[Mapping[str, Any], ...]
    is_known: bool


def check_named(papers: Papers) -> tuple[int, int]:
    """Hold every digest that the journal names against the documents; gives how many agree, and how many are withheld.

    The digest of a bid that was withdrawn is that of a file which was never opened, and stands for it. What was
    overtaken since is made again from the versions that are kept.

    Raises:
        BrokenChain: names the first entry whose document is changed or missing.
    """
    there, past, found, withheld = set(papers.digests.values()), Past(papers), 0, 0
    for named in papers.chain.named:
        if (named.digest in there and not past.makes(named)) or past.has(named):
            found += 1
        elif past.is_withheld(named):
            withheld += 1
        elif named.event != Event.BID_SUBMITTED or named.subject not in papers.chain.withdrawn:
            raise BrokenChain(
                f"{papers.bag.source}: journal line {named.line} ({named.event}) names sha256:{named.digest}; "
                "expected a file of the dossier with this digest"
            )
    return found, withheld


def check_findings(papers: Papers, lot: LotIndex) -> None:
    """Hold the findings that are compared against those that the chair recorded last.

    Raises:
        BrokenChain: a bid's findings are others, missing, or were never recorded.
    """
    for bid in lot.compared:
        id_ = bid_id(papers, lot, bid.supplier)
        named = [each for each in papers.chain.named if _is_of_findings(each) and each.subject == id_]
        told = named[-1].digest if named else None
        given = digest_of(papers, bid.findings) if bid.findings else None
        if told != given:
            path = bid.findings or bid.response
            raise papers.broken(path, "has other findings than were recorded last", f"expected sha256 {told}")


def bid_id(papers: Papers, lot: LotIndex, supplier: str) -> str:
    """The id of a supplier's bid on a lot."""
    return str(table(papers, f"lots/{lot.number}/bids/{supplier}/receipts.json").get("bid"))


class Past:
    """The evaluation as it stood at each entry."""

    def __init__(self, papers: Papers) -> None:
        self._papers = papers
        self._made: dict[tuple[int, str], str] = {}

    def has(self, named: Named) -> bool:
        """Whether a digest is that of findings or a comparison as they stood when the entry was made."""
        lot = self._lot(named)
        if lot is None:
            return False
        if named.fact == COMPARISON and named.digest == self._current[lot.number]:
            return True
        if self.is_withheld(named):
            return False
        if _is_of_findings(named):
            return any(self._findings_digest(bid, named) == named.digest for bid in self._bids[lot.number])
        return named.fact == COMPARISON and self._comparison(lot, named) == named.digest

    def makes(self, named: Named) -> bool:
        """Whether what an entry names is made again here, even where a file of it lies in the dossier as well."""
        return _is_of_findings(named) and not self.is_withheld(named)

    def is_withheld(self, named: Named) -> bool:
        """Whether what it takes to make a document again is not in this extract, or only without its words."""
        lot = self._lot(named)
        if lot is None or not (_is_of_findings(named) or named.fact == COMPARISON):
            return False
        return any(
            not bid.is_known for bid in self._bids[lot.number] if named.fact == COMPARISON or bid.id == named.subject
        )

    @cached_property
    def _current(self) -> dict[int, str]:
        """The digest of each lot's comparison as it lies here, which is compared with the answers elsewhere."""
        papers = self._papers
        paths = {lot.number: lot.comparison for lot in papers.index.lots}
        return {
            number: _digest(papers.read(path)) if path and not papers.withholds(path) else ""
            for number, path in paths.items()
        }

    @cached_property
    def _bids(self) -> dict[int, list[_Bid]]:
        return {lot.number: self._bids_on(lot) for lot in self._papers.index.lots}

    def _bids_on(self, lot: LotIndex) -> list[_Bid]:
        papers = self._papers
        found = {bid.supplier: bid.response for bid in lot.compared}
        for row in exclusions(papers, lot):
            pattern = re.compile(rf"lots/{lot.number}/bids/{re.escape(str(row.get('supplier')))}/\d+/response\.json")
            found |= {str(row.get("supplier")): path for path in papers.digests if pattern.fullmatch(path)}
        bids = []
        for supplier, response in sorted(found.items()):
            path = f"lots/{lot.number}/consensus-history/{supplier}.json"
            is_known = path not in papers.redacted and not papers.withholds(response)
            versions = _versions(papers, path) if is_known and path in papers.digests else ()
            bid = _Bid(bid_id(papers, lot, supplier), supplier, response, versions, is_known)
            recorded = sum(move.agreed for move in papers.chain.moves if move.bid == bid.id)
            if is_known and len(versions) != recorded:
                raise papers.broken(path, f"holds {len(versions)} findings", f"expected the {recorded} of the journal")
            bids.append(bid)
        return bids

    def _lot(self, named: Named) -> LotIndex | None:
        return next((lot for lot in self._papers.index.lots if lot.number == named.lot), None)

    def _findings_digest(self, bid: _Bid, named: Named) -> str:
        document = self._findings(bid, named.line) if bid.id == named.subject else None
        return digest(document).removeprefix("sha256:") if document else ""

    def _findings(self, bid: _Bid, line: int) -> dict[str, object] | None:
        """The findings on a bid as they stood after an entry."""
        recorded = sum(move.agreed for move in self._papers.chain.moves if move.bid == bid.id and move.line <= line)
        last = {str(one.get("question")): one for one in bid.versions[:recorded]}
        if not last:
            return None
        told = ("finding", "reason", "evidence")
        lines = {question: {name: one.get(name) for name in told} for question, one in last.items()}
        return {"format": FORMAT, "supplier": bid.supplier, "findings": lines}

    def _comparison(self, lot: LotIndex, named: Named) -> str:
        """The digest of the comparison of a lot as it stood after an entry."""
        papers = self._papers
        moves = [move for move in papers.chain.moves if move.line <= named.line]
        out = {move.bid for move in moves if not move.agreed}
        key = lot.number, json.dumps([[move.bid, move.agreed] for move in moves])
        if key not in self._made:
            bids = [self._papers_of(bid, named.line) for bid in self._bids[lot.number] if bid.id not in out]
            again = ranked_again(profile_of(papers.bag, lot), bids)
            self._made[key] = _digest(comparison_bytes(again)) if again else ""
        return self._made[key]

    def _papers_of(self, bid: _Bid, line: int) -> BidPapers:
        papers, document = self._papers, self._findings(bid, line)
        response = f"sha256:{digest_of(papers, bid.response)}" if bid.response in papers.redacted else ""
        findings = canonical(document) if document else None
        return BidPapers(bid.response, papers.read(bid.response), findings, response)


def _is_of_findings(named: Named) -> bool:
    return named.event == Event.CONSENSUS_RECORDED


def _versions(papers: Papers, path: str) -> tuple[Mapping[str, Any], ...]:
    """The versions of a history, each such that a document can be made of it.

    Raises:
        BrokenChain: one is of another shape.
    """
    found = tables(table(papers, path).get("versions"))
    for one in found:
        evidence = one.get("evidence")
        texts = [*(one.get(name) for name in ("question", "finding", "reason")), *_list(evidence)]
        if not isinstance(evidence, list) or not all(isinstance(text, str) for text in texts):
            raise papers.broken(path, "holds a finding of another shape", "expected it as it was written")
    return tuple(found)


def _list(value: object) -> list[object]:
    return value if isinstance(value, list) else []


def _digest(data: bytes) -> str:
    """The digest of a document as canonical JSON, "" where it has none."""
    try:
        return digest(json.loads(data)).removeprefix("sha256:")
    except (ValueError, RecursionError):
        return ""
