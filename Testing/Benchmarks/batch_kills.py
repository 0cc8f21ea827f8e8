"""A batch that is killed again and again, and resumed: has every scan its row, and only one?

    python Testing/Benchmarks/batch_kills.py [--scans 500] [--kills 20] [--seed 0]

Tiny series are made first, in a temporary folder. Then the command is killed (SIGKILL) at random moments and given
again with --resume, so many times, and at last left to its end. Ends with 1 when a row is missing, doubled or rejected.
"""

import argparse
import csv
import random
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tiny_batch import classify_command, make_tiny_series, quick_model

# About what a row takes here, so that a kill falls anywhere between two of them.
LATEST_S = 0.1


def lines(path: Path) -> int:
    """Complete lines of a file; of none at first."""
    return path.read_bytes().count(b"\n") if path.exists() else 0


def kill_after(command: list[str], output: Path, more: int, late_s: float) -> None:
    """Start the command, and kill it when it has written so many lines more and a moment has passed."""
    wanted = lines(output) + more
    running = subprocess.Popen(command, stderr=subprocess.DEVNULL)
    while running.poll() is None and lines(output) < wanted:
        time.sleep(0.001)
    time.sleep(late_s)
    running.kill()
    running.wait()


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--scans", type=int, default=500)
    parser.add_argument("--kills", type=int, default=20)
    parser.add_argument("--seed", type=int, default=0)
    arguments = parser.parse_args()
    chance = random.Random(arguments.seed)
    with tempfile.TemporaryDirectory() as name:
        series, output = Path(name, "series"), Path(name, "results.csv")
        make_tiny_series(series, arguments.scans)
        command = classify_command(series, quick_model(Path(name, "model")), output, "--workers", "2", "--resume")
        # So few rows a run that the last kill, too, comes before the end.
        most = arguments.scans // (arguments.kills + 1)
        for number in range(1, arguments.kills + 1):
            kill_after(command, output, chance.randint(0, most), chance.uniform(0, LATEST_S))
            print(f"kill {number}: {max(0, lines(output) - 1)} rows", flush=True)
        subprocess.run(command, stderr=subprocess.DEVNULL, check=False)
        with output.open(encoding="utf-8", newline="") as stream:
            rows = list(csv.DictReader(stream, strict=True))
    times = Counter(row["path"] for row in rows)
    doubled = sum(count > 1 for count in times.values())
    rejected = sum(row["status"] == "rejected" for row in rows)
    print(f"{len(rows)} rows, {arguments.scans - len(times)} lost, {doubled} twice, {rejected} rejected")
    return int(len(rows) != arguments.scans or doubled > 0 or rejected > 0)


if __name__ == "__main__":
    sys.exit(main())
