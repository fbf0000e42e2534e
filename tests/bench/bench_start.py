"""How fast the command line starts, against Python importing click: `python tests/bench/bench_start.py`.

Floor: `python -c "import click"`. Stated bound for `--version` and `profile list`: 2.5 times the floor.
"""

from __future__ import annotations

import subprocess
import sys
import time
from statistics import median

ROUNDS = 15
COMMANDS = {
    'python -c "import click"': ["-c", "import click"],
    "appraisal --version": ["-c", "from appraisal.cli.main import main; main(['--version'])"],
    "appraisal profile list": ["-c", "from appraisal.cli.main import main; main(['profile', 'list'])"],
    "appraisal --help": ["-c", "from appraisal.cli.main import main; main(['--help'])"],
}


def seconds(arguments: list[str]) -> float:
    start = time.perf_counter()
    subprocess.run([sys.executable, *arguments], check=True, capture_output=True)
    return time.perf_counter() - start


def main() -> None:
    for arguments in COMMANDS.values():
        seconds(arguments)
    times: dict[str, list[float]] = {name: [] for name in COMMANDS}
    for _ in range(ROUNDS):
        for name, arguments in COMMANDS.items():
            times[name].append(seconds(arguments))
    floor = median(times['python -c "import click"'])
    for name, taken in times.items():
        print(f"{name:28} {1000 * median(taken):7.1f} ms  {median(taken) / floor:5.2f} x the floor")


if __name__ == "__main__":
    main()
