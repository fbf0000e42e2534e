"""What an installation is told by its environment; every setting has a name, a default and a line of help."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, fields
from pathlib import Path
from secrets import token_hex

from appraisal.core.errors import InvalidInput, Problem

PREFIX = "APPRAISAL_"
SHORTEST_SECRET = 32
PORTS = range(1, 65536)
MOST_PROXIES = 5
_TRUE, _FALSE = ("1", "true", "yes", "on"), ("", "0", "false", "no", "off")


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """The settings of one installation; each is read from `APPRAISAL_` and its name in capitals."""

    data: Path = field(metadata={"help": "Folder of the store and the evidence files."})
    key_file: Path = field(metadata={"help": "File with the key at rest; it must lie outside the data folder."})
    secret_key: str = field(
        repr=False, metadata={"help": "At least 32 characters that nobody else knows; signs forms."}
    )
    host: str = field(default="127.0.0.1", metadata={"help": "Address to listen on."})
    port: int = field(default=8080, metadata={"help": "Port to listen on, 1 to 65535."})
    trusted_hosts: tuple[str, ...] = field(
        default=(),
        metadata={"help": "Host names that browsers may ask for, with commas between; required to serve others."},
    )
    proxies: int = field(
        default=0,
        metadata={"help": "Number of proxies in front that add the asker's address to X-Forwarded-For, 0 to 5."},
    )
    address: str = field(
        default="", metadata={"help": "Address of the pages for links in mails, such as https://bids.example."}
    )
    contact: str = field(default="", metadata={"help": "Mail address that refusals and mails name for help."})
    smtp_host: str = field(default="", metadata={"help": "Mail server; without one the outbox page shows the mails."})
    smtp_port: int = field(default=587, metadata={"help": "Port of the mail server."})
    smtp_user: str = field(default="", metadata={"help": "User name at the mail server."})
    smtp_password: str = field(default="", repr=False, metadata={"help": "Password at the mail server."})
    smtp_from: str = field(default="", metadata={"help": "Sender of the mails; required with a mail server."})
    head_to: tuple[str, ...] = field(
        default=(),
        metadata={"help": "Mail addresses outside, with commas between, that get the journal's head digest each day."},
    )
    timestamp_url: str = field(
        default="",
        metadata={"help": "Address of an RFC 3161 service that stamps dossiers with the time."},
    )
    demo: bool = field(default=False, metadata={"help": "One-click sign-in and made-up bids, on loopback only."})

    @classmethod
    def from_environ(cls, environ: Mapping[str, str]) -> Settings:
        """The settings that an environment gives.

        Raises:
            InvalidInput: with every setting that is missing or wrong; the demo needs no secret.
        """
        problems: list[Problem] = []
        demo = _flag(environ, "demo", problems)
        data = Path(_text(environ, "data", "appraisal-data"))
        settings = cls(
            data=data,
            key_file=Path(_text(environ, "key_file", "appraisal.key")),
            secret_key=_text(environ, "secret_key", token_hex(SHORTEST_SECRET) if demo else ""),
            host=_text(environ, "host", "127.0.0.1"),
            port=_whole(environ, "port", 8080, PORTS, "port", problems),
            trusted_hosts=_list(environ, "trusted_hosts"),
            proxies=_whole(environ, "proxies", 0, range(MOST_PROXIES + 1), "number of proxies", problems),
            address=_text(environ, "address", "").rstrip("/"),
            contact=_text(environ, "contact", ""),
            smtp_host=_text(environ, "smtp_host", ""),
            smtp_port=_whole(environ, "smtp_port", 587, PORTS, "port", problems),
            smtp_user=_text(environ, "smtp_user", ""),
            smtp_password=_text(environ, "smtp_password", ""),
            smtp_from=_text(environ, "smtp_from", ""),
            head_to=_list(environ, "head_to"),
            timestamp_url=_text(environ, "timestamp_url", ""),
            demo=demo,
        )
        problems += settings._faults()
        if problems:
            raise InvalidInput("environment", problems)
        return settings

    def _faults(self) -> list[Problem]:
        faults = []
        if len(self.secret_key) < SHORTEST_SECRET:
            wrong = f"has {len(self.secret_key)} characters" if self.secret_key else "is missing"
            faults.append(_problem("secret_key", wrong, f"expected at least {SHORTEST_SECRET} characters"))
        if self.key_file.absolute().is_relative_to(self.data.absolute()):
            faults.append(_problem("key_file", "lies in the data folder", "expected a place outside it"))
        if self.smtp_host and "@" not in self.smtp_from:
            faults.append(_problem("smtp_from", "is missing", "expected the sender's mail address"))
        if any("@" not in address or not address.isprintable() for address in self.head_to):
            faults.append(
                _problem("head_to", "holds what is no mail address", "expected addresses with commas between")
            )
        if self.timestamp_url and not self.timestamp_url.startswith(("https://", "http://")):
            faults.append(_problem("timestamp_url", "is no web address", "expected one like https://tsa.example/tsr"))
        if self.demo and self.host not in ("127.0.0.1", "::1", "localhost"):
            faults.append(_problem("host", f"{self.host} is no loopback address", "expected 127.0.0.1 for the demo"))
        if self.demo and self.proxies:
            faults.append(_problem("proxies", f"{self.proxies} stand before the demo", "expected none"))
        return faults


def settings_help() -> tuple[tuple[str, str], ...]:
    """Each setting's name in the environment with its line of help, in order."""
    return tuple((PREFIX + entry.name.upper(), entry.metadata["help"]) for entry in fields(Settings))


def _text(environ: Mapping[str, str], name: str, default: str) -> str:
    return environ.get(PREFIX + name.upper(), "").strip() or default


def _list(environ: Mapping[str, str], name: str) -> tuple[str, ...]:
    return tuple(filter(None, (one.strip() for one in _text(environ, name, "").split(","))))


def _flag(environ: Mapping[str, str], name: str, problems: list[Problem]) -> bool:
    value = _text(environ, name, "").lower()
    if value not in _TRUE + _FALSE:
        problems.append(_problem(name, f"{value!r} is neither yes nor no", "expected yes or no"))
    return value in _TRUE


def _whole(
    environ: Mapping[str, str], name: str, default: int, known: range, what: str, problems: list[Problem]
) -> int:
    value = _text(environ, name, str(default))
    if value.isascii() and value.isdigit() and len(value) < 6 and int(value) in known:
        return int(value)
    expected = f"expected a whole number from {known[0]} to {known[-1]}"
    problems.append(_problem(name, f"{value[:20]!r} is no {what}", expected))
    return default


def _problem(name: str, wrong: str, expected: str) -> Problem:
    return Problem(PREFIX + name.upper(), wrong, expected)
