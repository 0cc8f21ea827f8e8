"""Result files whose contents a test knows."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

from CTBodyContrastLib.classification import Classification
from CTBodyContrastLib.io.results import ScanResult, open_results
from CTBodyContrastLib.labels import Status

OK = Classification(
    Status.OK,
    body_part="chest",
    body_part_probability=0.99,
    contrast="CE",
    contrast_probability=0.9,
    agreement="8/9",
    tag_check="body_part=agree;contrast=missing",
    model="compact@0123456789ab",
)
REVIEW = replace(OK, status=Status.REVIEW, reason="The views disagree.", contrast_probability=0.6)
CONFLICT = replace(REVIEW, body_part="abdomen", contrast="NE", tag_check="body_part=conflict;contrast=conflict")
REJECTED = Classification(Status.REJECTED, "Only 3 slices.", model=OK.model)


def write_results(path: Path, answers: Sequence[Classification], series: str = "1.2") -> Path:
    """A result file; the series are 1.2.0, 1.2.1, ..."""
    with open_results(path, "jsonl" if path.suffix == ".jsonl" else "csv") as writer:
        for index, answer in enumerate(answers):
            writer.write(ScanResult(f"scans/{index}", f"{series}.{index}", answer))
    return path
