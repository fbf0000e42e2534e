"""Settings come from the environment, and what is missing is named, all at once."""

from __future__ import annotations

from pathlib import Path

import pytest

from appraisal.core.errors import InvalidInput
from appraisal.settings import Settings, settings_help

SECRET = {"APPRAISAL_SECRET_KEY": "k" * 32}


def test_a_secret_is_enough() -> None:
    settings = Settings.from_environ(SECRET)
    assert (settings.data, settings.port, settings.demo) == (Path("appraisal-data"), 8080, False)
    assert "k" * 32 not in repr(settings)


def test_security_11_a_missing_secret_is_refused_outside_the_demo() -> None:
    with pytest.raises(InvalidInput, match=r"^environment: APPRAISAL_SECRET_KEY: is missing; expected at least 32 ch"):
        Settings.from_environ({})
    assert Settings.from_environ({"APPRAISAL_DEMO": "yes"}).demo


def test_everything_wrong_is_named_at_once() -> None:
    with pytest.raises(InvalidInput) as refusal:
        Settings.from_environ(
            {
                "APPRAISAL_SECRET_KEY": "short",
                "APPRAISAL_PORT": "99999",
                "APPRAISAL_PROXIES": "many",
                "APPRAISAL_DEMO": "perhaps",
                "APPRAISAL_DATA": "d",
                "APPRAISAL_KEY_FILE": "d/key",
                "APPRAISAL_SMTP_HOST": "mail.example",
            }
        )
    assert [problem.path.removeprefix("APPRAISAL_") for problem in refusal.value.problems] == [
        "DEMO",
        "PORT",
        "PROXIES",
        "SECRET_KEY",
        "KEY_FILE",
        "SMTP_FROM",
    ]


def test_the_demo_listens_on_loopback_only() -> None:
    with pytest.raises(InvalidInput, match="no loopback address"):
        Settings.from_environ({"APPRAISAL_DEMO": "1", "APPRAISAL_HOST": "0.0.0.0"})


def test_every_setting_has_help() -> None:
    assert all(text.endswith(".") for _, text in settings_help())
    assert len(settings_help()) == 17
