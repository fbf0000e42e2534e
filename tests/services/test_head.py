"""The head digest: mailed outside once a day, on the papers, and never with a number of entries."""

from __future__ import annotations

import re
from dataclasses import replace

from appraisal.core.journal import read, verify
from appraisal.services.record.head import mail_head
from appraisal.services.record.upkeep import keep_up
from appraisal.storage import journal, outbox
from stand import Field, Stand

TO = ("audit@outside.example", "court@outside.example")


def mailing(field: Field) -> None:
    field.kit = replace(field.kit, settings=replace(field.kit.settings, head_to=TO))


def test_the_head_is_mailed_once_a_day_to_every_address_with_an_entry(field: Field) -> None:
    mailing(field)
    before = journal.head(field.kit.database)

    assert [mail_head(field.kit), mail_head(field.kit)] == [True, False]
    field.clock.advance(hours=20)
    assert mail_head(field.kit) is True

    mails = [mail for mail in outbox.every_mail(field.kit.database) if mail.recipient in TO]
    assert [mail.recipient for mail in mails] == [*TO, *TO]
    texts = [field.kit.mail_text(mail) for mail in mails]
    assert before.digest in texts[0]
    assert re.findall(r"\b\d+ entr", "".join(texts)) == []
    entries = journal.mailed(field.kit.database)
    assert read(entries[0].body).facts == {"to": ", ".join(TO), "digest": f"sha256:{before.digest}"}
    assert field.events().count("journal:head-mailed") == 2


def test_an_empty_journal_has_no_head_to_mail(stand: Stand) -> None:
    kit = replace(stand.kit, settings=replace(stand.kit.settings, head_to=TO))

    assert mail_head(kit) is False
    assert stand.mails() == []


def test_nothing_is_mailed_where_nobody_is_named(field: Field) -> None:
    before = field.dump()

    assert mail_head(field.kit) is False

    assert field.dump() == before


def test_a_chain_cut_off_after_the_mailing_is_found_by_the_mailed_digest(field: Field) -> None:
    mailing(field)
    mail_head(field.kit)
    mailed = read(journal.mailed(field.kit.database)[0].body).facts["digest"]

    assert str(mailed).removeprefix("sha256:") in {entry.digest for entry in journal.entries(field.kit.database)}
    verify(journal.entries(field.kit.database))


def test_the_upkeep_does_all_that_is_due_and_can_be_repeated(field: Field) -> None:
    mailing(field)

    keep_up(field.kit)
    before = field.dump()
    keep_up(field.kit)

    assert field.dump() == before
    assert field.events()[-1] == "journal:head-mailed"
