"""The model of each fold of a run: what measures scans on patients that a network was not trained on."""

import json
from collections.abc import Iterator, Sequence
from pathlib import Path

from CTBodyContrastLib.bundle import file_sha256, load_bundle
from CTBodyContrastLib.training.dataset import Case


def fold_models(run_card: Path, cases: Sequence[Case]) -> Iterator[tuple[Path, list[Case]]]:
    """For each fold, a card of its model, written beside the run's card, and the cases it was not trained on.

    A fold whose network was not kept is left out, and said.
    """
    for fold in sorted({case.fold for case in cases}):
        weights = run_card.with_name(f"fold-{fold}.safetensors")
        if not weights.is_file():
            print(f"fold {fold}: its network was not kept; its patients are left out")
            continue
        own = {"name": weights.stem, "weights": weights.name, "sha256": file_sha256(weights)}
        card = weights.with_suffix(".json")
        card.write_text(json.dumps({**load_bundle(run_card).card, **own}), encoding="utf-8")
        yield card, [case for case in cases if case.fold == fold]
