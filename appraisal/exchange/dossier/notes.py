"""The two texts that lie on top of a dossier: what it is, and how to check it with tools that everybody has."""

from __future__ import annotations

from collections.abc import Sequence

from appraisal.exchange.dossier.layout import Index
from appraisal.exchange.dossier.seal import spaced
from appraisal.exchange.dossier.whole import Redaction

_README = """\
{kind} of tender {reference}

{title}
{buyer}

This folder holds what was published, asked, received, found and decided in one
tender, and the journal of who did what when. It is a BagIt 1.0 bag: plain files
with a list of their digests, which a key has sealed.

{contents}

How to check it, with or without the program that wrote it: VERIFY.txt.
How to read it: every .json file is text; tables.sqlite opens in any browser of
databases, and holds nothing that does not stand in the files too.

Times are in UTC. People stand under their ids; people.json says who they are.
What an id of a bid, lot or person means is the same in every file.
"""

_CONTENTS = """\
data/dossier.json            which files are compared with which, lot by lot
data/published/              the tender as it was published, and its addenda
data/models/                 the reference models behind the questionnaires
data/invitations.json        who was invited
data/clarifications.json     what was asked before the deadline, and answered
data/people.json             who is who
data/journal.jsonl           the journal, one entry a line; the bodies of entries
                             that are not of this tender are left out, and only
                             their digests kept, so that the chain can be followed
data/lots/N/                 a lot: its profile, opening report, comparison and
                             scorecard, its panel, findings and decisions
data/lots/N/findings/        what each evaluator found; consensus/ is what all
                             agreed on, consensus-history/ each version of it
data/lots/N/bids/SUPPLIER/   a bid: its receipts, each version as it was sealed,
                             and what the opening opened, with its evidence
data/tables.sqlite           the same as tables"""

_EXTRACT = """\
It is an extract for the public. Every file in it is the same as in the whole
dossier, whose sealed list lies in data/whole/, save those named here. Of each the
SHA-256 of the full document stands here and in that list, so whoever may see the
full one can tell that it is the one.

{register}"""

_VERIFY = """\
How to check this dossier without the program that wrote it

The commands use unzip, sha256sum, openssl, sqlite3 and the shell alone. Z is the
ZIP file's path. Each ends with OK, or with what does not agree.

1  Unpack it. No name may stand in it twice.

    unzip -Z1 "$Z" | ( while read -r name; do \
case "$seen" in *"|$name|"*) echo "twice: $name"; exit 1;; esac; seen="$seen|$name|"; done ) && echo OK
    unzip -q "$Z" -d dossier && cd dossier && echo OK

2  Every file is as it was listed, and every file of data/ is listed.

    sha256sum --quiet -c manifest-sha256.txt && echo OK
    sha256sum --quiet -c tagmanifest-sha256.txt && echo OK
    listed=$(while read -r digest name; do echo "|$name|"; done < manifest-sha256.txt); \
unzip -Z1 "$Z" 'data/*' | ( while read -r name; do \
case "$listed" in *"|$name|"*) ;; *) echo "not listed: $name"; exit 1;; esac; done ) && echo OK

3  The list was sealed, by the key in seal.pem.

    openssl pkeyutl -verify -pubin -inkey seal.pem -rawin -in tagmanifest-sha256.txt -sigfile seal.sig

   Anybody can make a key. Whose it is tells its fingerprint alone: compare what
   the next command prints with a document that you have on paper from the buyer.
   This dossier says of itself: {fingerprint}

    openssl pkey -pubin -in seal.pem -outform DER | sha256sum

   Where there is a seal.tsr, a service stamped the same list with the time. CA is the
   certificate of whom you trust for that.

    test ! -e seal.tsr || openssl ts -verify -data tagmanifest-sha256.txt -in seal.tsr -CAfile "$CA"

4  The journal is one chain: each entry names the digest of the one before it. Of the
   time in which bids on another tender are sealed only entries of this tender stand
   here, without their numbers; dossier.json names such gaps.

    sqlite3 -separator ' ' data/tables.sqlite \
'SELECT sequence, previous, payload, digest FROM entries WHERE sequence IS NOT NULL ORDER BY sequence' | \
( while read -r number previous payload digest; do \
test "$number" != "$((${{number_before:-0}} + 1))" || test "$previous" = "${{before:-$previous}}" || \
{{ echo "does not follow: $digest"; exit 1; }}; before=$digest; number_before=$number; \
test "$(printf '%s\\n%s' "$previous" "$payload" | sha256sum)" = "$digest  -" || \
{{ echo "changed: $digest"; exit 1; }}; \
done ) && echo OK
    sqlite3 data/tables.sqlite 'SELECT payload, body FROM entries WHERE body IS NOT NULL' | \
( while IFS='|' read -r payload body; do \
test "$(printf '%s' "$body" | sha256sum)" = "$payload  -" || {{ echo "changed: $body"; exit 1; }}; \
done ) && echo OK

5  What the journal says of digests holds for the files: every digest that this
   prints is one of a bid that was withdrawn, of a paper somebody downloaded, of an
   earlier dossier, or of findings and comparisons, which the next step makes again.

    sqlite3 data/tables.sqlite "SELECT DISTINCT substr(value, 8) FROM entries, json_each(entries.body, '$.facts') \
WHERE value LIKE 'sha256:%' AND substr(value, 8) NOT IN (SELECT sha256 FROM files)"

6  The ranking follows from the answers and findings. That is arithmetic which is
   written down in the scorecard's last pages; `appraisal verify` does it anew:

    appraisal verify "$Z" --key PUBLIC_KEY
"""


def readme(index: Index, kind: str = "Dossier", contents: str = _CONTENTS) -> bytes:
    """README.txt: what lies where, for people."""
    return _README.format(
        kind=kind, reference=index.reference, title=index.title, buyer=index.buyer, contents=contents
    ).encode()


def extract_readme(index: Index, register: Sequence[Redaction]) -> bytes:
    """README.txt of a public extract, with its register of redactions."""
    lines = [f"data/{each.path}\n    {_kind(each)}: {each.ground}\n    sha256 {each.sha256}" for each in register]
    contents = _EXTRACT.format(register="\n".join(lines) or "Nothing is left out.")
    return readme(index, "Public extract of the dossier", contents)


def _kind(redaction: Redaction) -> str:
    return "withheld" if redaction.is_withheld else "in a version for the public"


def verify_note(fingerprint: str) -> bytes:
    """VERIFY.txt: the commands that check the dossier, each on one line that begins with four blanks."""
    return _VERIFY.format(fingerprint=spaced(fingerprint)).encode()
