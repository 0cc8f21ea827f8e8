"""A model card as a page that a person reads; README.md and Resources/MODEL_CARD.md show what this prints."""

from collections.abc import Mapping
from typing import Any

from .labels import DISPLAY_NAME, BodyPart, Method, Plane

Card = Mapping[str, Any]
_COLUMNS = ("body_part", "contrast_CE", "contrast_NE")


def accuracy_tables(card: Card) -> str:
    """What cross-validation over patients said, by part and by view, with Wilson 95 % intervals, as Markdown."""
    found = card.get("cross_validation")
    if not found:
        return "This model was not cross-validated: nothing is known of its accuracy."
    copies = found["contrast_changed_copies"]
    lines = [
        f"Five-fold cross-validation over {found['patients']} patients: each slab, cut from a scan between",
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
        f"contrast on randomly blurred, cropped, coarser and noisier copies {copies['right']} of {copies['n']}.",
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


def page(card: Card) -> str:
    """The whole card as Markdown."""
    data = card["training_data"]
    preprocessing, below = card["preprocessing"], card["review_below"]
    starting = card["starting_weights"]
    lines = [
        f"# Model card: {card['name']}",
        "",
        card["intended_use"],
        "",
        "## What it is",
        "",
        f"- Backbone {card['backbone']}; each of {len(card['views'])} views has a head for the body part and five for",
        "  contrast.",
        f"- Input: volumes averaged to about {preprocessing['spacing_mm']:g} mm, cropped to the body, "
        f"{preprocessing['input_size']} x {preprocessing['input_size']} pixels, three HU windows as channels.",
        f"- Starting weights: {starting['name']} ({starting['licence']}).",
        f"- A result is `review` below a probability of {below['body_part']:.2f} (body part) or "
        f"{below['contrast']:.2f} (contrast).",
        f"- Weights: {card['weights']}, SHA-256 {card['sha256']}, license {card['license']}.",
        "",
        "## What it learned from",
        "",
        f"{data['scans']} scans of {data['patients']} patients and {data['phantoms']} phantoms.",
        "",
        "| source | scans |",
        "|---|---|",
        *(f"| {source} | {count} |" for source, count in sorted(data["by_source"].items())),
        "",
        "| license | scans |",
        "|---|---|",
        *(f"| {licence} | {count} |" for licence, count in sorted(data["by_licence"].items())),
        "",
        "## What it scored on patients it had not seen",
        "",
        accuracy_tables(card),
        "",
        view_table(card) if card.get("cross_validation") else "",
        "",
        "## Limits",
        "",
        *(f"- {limit}" for limit in card["limits"]),
    ]
    return "\n".join(lines) + "\n"


def _share(count: Mapping[str, Any]) -> str:
    if not count["n"]:
        return "none"
    low, high = count["wilson_95"]
    return f"{count['right']} of {count['n']} ({100 * low:.0f} to {100 * high:.0f} %)"
