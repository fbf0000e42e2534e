"""The settings of a played tender: everything in one folder."""

from __future__ import annotations

from pathlib import Path

from appraisal.settings import PREFIX, Settings


def demo_settings(folder: Path, port: int) -> Settings:
    """Settings of the demonstration: everything in one folder, nothing from the environment."""
    return Settings.from_environ(
        {
            f"{PREFIX}DEMO": "yes",
            f"{PREFIX}DATA": str(folder / "data"),
            f"{PREFIX}KEY_FILE": str(folder / "key"),
            f"{PREFIX}HOST": "127.0.0.1",
            f"{PREFIX}PORT": str(port),
        }
    )
