"""A model card as a page that a person reads; README.md and Resources/MODEL_CARD.md show what this prints."""

from collections.abc import Mapping, Sequence
from typing import Any

from ..labels import DISPLAY_NAME, BodyPart, Method, Plane
from .table import Table

Card = Mapping[str, Any]
_COLUMNS = ("body_part", "contrast_CE", "contrast_NE")


def accuracy_tables(card: Card) -> str:
    """What cross-validation by part, or a test set, said of accuracy, with Wilson 95 % intervals, as Markdown."""
    found = card.get("cross_validation")
    if tested := card.get("test"):
        return (
            f"On the test scans of {tested['patients']} patients, set apart from training: body part "
            f"{_share(tested['body_part'])}; contrast {_share(tested['contrast'])}."
        )
    if not found:
        return "This model was not cross-validated: nothing is known of its accuracy."
    copies = found["contrast_changed_copies"]
    lines = [
        f"{found['folds']}-fold cross-validation over {found['patients']} patients: each slab, cut from a scan between",
        "the landmarks of one body part, was judged by a network, a fusion and a calibration without its patient.",
        "",
        "| body part | named rightly | contrast given: right | no contrast: right |",
        "|---|---|---|---|",
        *(
            "| "
            + " | ".join((DISPLAY_NAME[part], *(_share(found["by_part"][part][column]) for column in _COLUMNS)))
            + " |"
            for part in BodyPart
        ),
        "",
        f"All parts: body part {_share(found['body_part'])}; contrast {_share(found['contrast'])};",
        f"contrast on copies changed at random, as in training, {copies['right']} of {copies['n']}.",
        "Where n is below 10, read the counts and not the share: they say little about other patients.",
    ]
    return "\n".join(lines)


def view_table(card: Card) -> str:
    """Each view alone beside the fused answer, as Markdown."""
    found = card["cross_validation"]
    rows = [("All views fused", found["body_part"], found["contrast"])]
    for name, row in found["by_view"].items():
        method, plane = name.split(" ")
        rows.append((f"{DISPLAY_NAME[Method(method)]} {DISPLAY_NAME[Plane(plane)]}", row["body_part"], row["contrast"]))
    lines = ["| view | body part | contrast |", "|---|---|---|"]
    return "\n".join([*lines, *(f"| {name} | {_share(part)} | {_share(contrast)} |" for name, part, contrast in rows)])


def rounding_sentence(card: Card) -> str:
    """In which precision the weights are stored, and why."""
    found = card.get("precision")
    if not found:
        return "The weights are in half precision; whether rounding them changed a label was not recorded."
    if found["stored"] == "single":
        return (
            "The weights are in single precision: rounding them would change the labels of "
            f"{found['slabs_changed']} of {found['slabs']} slabs."
        )
    return (
        f"The weights are in half precision. Rounding them changed no label of {found['slabs']} slabs, and no "
        f"probability by more than {found['largest_probability_change']:.4f}."
    )


def page(card: Card) -> str:
    """The whole card as Markdown."""
    sections = {
        "Intended use": [card["intended_use"]],
        "Out of scope": [f"- {each}" for each in card["out_of_scope"]],
        "What it is": _network(card),
        "What it learned from": _data(card),
        "What it scored on patients it had not seen": [
            accuracy_tables(card),
            *(["", view_table(card)] if card.get("cross_validation") else []),
            *("\n" + Table(**each).markdown(level=3).strip() for each in card.get("measured", ())),
        ],
        "Known failures": [f"- {each}" for each in card["known_failures"]],
    }
    lines = [f"# Model card: {card['name']}"]
    for heading, content in sections.items():
        lines += ["", f"## {heading}", "", *content]
    return "\n".join(lines) + "\n"


def _network(card: Card) -> list[str]:
    preprocessing, starting = card["preprocessing"], card["starting_weights"]
    network = f"- Backbone {card['backbone']}; each of {len(card['views'])} views has a"
    size = f"{preprocessing['input_size']} x {preprocessing['input_size']} pixels"
    if card.get("trunks") == "separate":
        what = [
            f"{network} network of its own for each of:",
            f"  {', '.join(card['tasks'])} (a body part stands for contrast in it).",
            f"- Input: plain reconstructions of the whole volume, {size}.",
        ]
    else:
        what = [
            f"{network} head for the body part and five for",
            "  contrast.",
            f"- Input: volumes averaged to about {preprocessing['spacing_mm']:g} mm, cropped to the body, "
            f"{size}, three HU windows as channels.",
            *_edges(preprocessing.get("edge_sharpness")),
        ]
    return [
        *what,
        f"- Starting weights: {starting['name']} ({starting['licence']}).",
        *_thresholds(card),
        f"- Weights: {card['weights']}, SHA-256 {card['sha256']}, license: {card['license']}",
        f"- {rounding_sentence(card)}",
    ]


def _edges(usual: Sequence[float] | None) -> list[str]:
    if not usual:
        return []
    return [
        f"- Edges of a sharpness below {usual[0]:g} or above {usual[1]:g} are brought nearer to that before bone is",
        "  taken away for the vessel MIPs (0.25: even, 0.5: steps, 1: noise).",
    ]


def _thresholds(card: Card) -> list[str]:
    below = card["review_below"]
    lines = [
        f"- A result is `review` below a probability of {below['body_part']:.2f} (body part) or "
        f"{below['contrast']:.2f} (contrast)."
    ]
    if "plane" in below:
        lines.append(f"- Also where the views of one plane alone give the body part less than {below['plane']:.2f}.")
    if "turned_above" in card:
        lines.append("- Also where the sagittal views show a body part more clearly when they are turned.")
    if "reject_below" in card:
        lines.append(f"- It is `rejected` below a probability of the body part of {card['reject_below']:.2f}.")
    return lines


def _data(card: Card) -> list[str]:
    data = card["training_data"]
    return [
        f"{data['scans']} scans of {data['patients']} patients and {data['phantoms']} phantoms.",
        "",
        "| source | scans |",
        "|---|---|",
        *(f"| {source} | {count} |" for source, count in sorted(data["by_source"].items())),
        "",
        "| license | scans |",
        "|---|---|",
        *(f"| {licence} | {count} |" for licence, count in sorted(data["by_licence"].items())),
        *_fitted_on(card.get("fitted_on", {})),
    ]


def _fitted_on(slabs: Mapping[str, int]) -> list[str]:
    if not slabs:
        return []
    by_licence = "; ".join(f"{licence} {count}" for licence, count in sorted(slabs.items()))
    return [
        "",
        f"Fusion, calibration and thresholds were fitted on {sum(slabs.values())} slabs, each judged without its "
        f"patient, of scans under these licenses: {by_licence}.",
    ]


def _share(count: Mapping[str, Any]) -> str:
    if not count["n"]:
        return "none"
    low, high = count["wilson_95"]
    return f"{count['right']} of {count['n']} ({100 * low:.0f} to {100 * high:.0f} %)"
