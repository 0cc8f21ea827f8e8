"""The tables of one evaluated set: measures, contrast on copies, comparisons, calibration, subgroups, predictions."""

from collections.abc import Iterator, Mapping, Sequence
from math import nan

import numpy as np

from ...classification import count_agreement, format_probability
from ...fusion import votes
from ...labels import DISPLAY_NAME, BodyPart
from ...reporting.count import Count
from ...reporting.table import NOTHING, Table, interval, percent, share
from .comparison import Comparison
from .judged import Judged, view_name
from .measures import (
    AUC,
    CONTRASTS,
    RECALL,
    RESAMPLES,
    SENSITIVITY,
    SPECIFICITY,
    Estimate,
    Task,
    area_under_curve,
    contrast_task,
    estimate,
    part_task,
    patient_bootstrap,
)
from .reliability import ECE, calibration, calibration_intervals, error_by_chance
from .selective import risk_coverage
from .subgroups import Subgroup

# The header of calibration_cell, and what is to be said of it.
CALIBRATION = f"{ECE} (by chance)"
CALIBRATION_NOTE = (
    f"{ECE}: how far probabilities are from the share of right answers. Were each of them true, 19 of 20 such sets "
    "would be off by less than the value in brackets."
)


def measures_table(judged: Judged) -> Table:
    """Accuracy and all else, for body part, contrast, and both together."""
    rows = []
    for question, task in (("Body part", part_task(judged)), ("Contrast", contrast_task(judged))):
        rows += [[question, name, *_estimate_cells(each)] for name, each in estimate(task).items()]
    rows.append(["Both", "Joint accuracy", *_estimate_cells(_joint_accuracy(judged))])
    header = ["Question", "Measure", "Value (%)", "95 % over patients", "Wilson 95 %", "n"]
    note = (
        f"Over patients: {RESAMPLES:,} samples of patients with replacement, each with all its slabs. "
        "Wilson: slabs taken as independent; the one to read where every answer is right."
    )
    return Table("measures", "Measures", header, rows, note)


def calibration_cell(task: Task) -> str:
    """Adaptive ECE, and what it is by chance."""
    return f"{calibration(task)[ECE]:.3f} ({error_by_chance(task):.3f})" if len(task) else NOTHING


def joint_count(judged: Judged) -> Count:
    """Slabs with both labels right, of those whose contrast is known."""
    known = judged.with_contrast
    return Count.of(known.part_right & known.contrast_right)


def parts_table(judged: Judged) -> Table:
    """Counts in each body part."""
    rows = []
    for index, part in enumerate(BodyPart):
        members = judged[judged.predictions.part == index]
        by_label = [members[members.predictions.contrast == label] for label in (1, 0)]
        counts = [Count.of(members.part_right), *(Count.of(each.contrast_right) for each in by_label)]
        counts.append(joint_count(members))
        rows.append([DISPLAY_NAME[part], *map(share, counts)])
    header = ["Body part", "Named rightly", "CE: right", "NE: right", "Both right"]
    return Table("parts", "By body part", header, rows, "Right of n, with Wilson's 95 % interval.")


def reconstructions_table(judged: Judged) -> Table:
    """Each of the nine, their ensemble and the tool: counts, and how well contrast is ranked whatever the threshold."""
    known = judged.with_contrast
    enhanced, scores = known.predictions.contrast == 1, known.contrast_scores()
    intervals = (
        patient_bootstrap(
            known.predictions.patient_id,
            lambda drawn: {name: area_under_curve(enhanced[drawn], score[drawn]) for name, score in scores.items()},
        )
        if len(known)
        else {}
    )
    part, contrast = judged.right_by_reconstruction()
    rows = [
        [
            name,
            share(Count.of(part[name])) if name in part else NOTHING,
            share(Count.of(contrast[name])),
            f"{percent(area_under_curve(enhanced, score))} ({interval(intervals.get(name))})",
        ]
        for name, score in scores.items()
    ]
    header = ["Reconstruction", "Body part right", "Contrast right", "AUC of contrast (%)"]
    note = (
        "A reconstruction alone says CE from a probability of 0.5 up; the tool's decision point is fitted. "
        "AUC, over all folds together, does not depend on the decision point; its 95 % interval is over patients."
    )
    return Table("reconstructions", "Each reconstruction alone, and all together", header, rows, note)


def copies_table(judged: Judged) -> Table:
    """Contrast on slabs as acquired, on equalized copies beside the same slabs, and on changed copies."""
    rows = []
    for label, copies in copies_compared(judged):
        task = contrast_task(copies)
        found = estimate(task)
        cells = [_value_and_interval(found.get(name)) for name in (SENSITIVITY, SPECIFICITY, RECALL, AUC)]
        counts = f"{(task.truth == 1).sum()} / {(task.truth == 0).sum()}"
        rows.append([label, counts, *cells, calibration_cell(task)])
    header = ["Copies", "n CE / NE", "Sensitivity", "Specificity", "Balanced accuracy", "AUC", CALIBRATION]
    note = (
        "Equalized: one grid (4.2 x 4.2 x 3.0 mm), one blur and one extent, so that contrast cannot be read from the "
        "acquisition; only brain and neck slabs whose scan holds that extent. In percent, 95 % intervals over "
        f"patients. {CALIBRATION_NOTE}"
    )
    if not len(judged.equalized):
        note += " There are no equalized copies here: a run made by an earlier version did not keep any."
    return Table("copies", "Contrast on changed and on equalized copies", header, rows, note)


def copies_compared(judged: Judged) -> Iterator[tuple[str, Judged]]:
    """The sets of copies that are compared, with their names; those of which there is any."""
    unchanged, equalized = judged.unchanged, judged.equalized
    yield "As acquired, all", unchanged
    for part in (None, BodyPart.BRAIN, BodyPart.NECK):
        name = "head and neck" if part is None else DISPLAY_NAME[part].lower()
        copies = equalized if part is None else equalized[equalized.predictions.part == list(BodyPart).index(part)]
        if len(copies):
            yield f"As acquired, {name}", unchanged[np.isin(unchanged.slab, copies.slab)]
            yield f"Equalized, {name}", copies
    if len(judged.changed):
        yield "Randomly changed", judged.changed


def comparison_table(compared: Mapping[str, Sequence[Comparison]]) -> Table:
    """All pairs of reconstructions, for each question; the smallest p first."""
    rows = [
        [
            question,
            pair.first,
            pair.second,
            str(pair.only_first),
            str(pair.only_second),
            _p_value(pair.p),
            _p_value(pair.p_holm),
        ]
        for question, pairs in compared.items()
        for pair in sorted(pairs, key=lambda pair: pair.p)
    ]
    header = ["Question", "First", "Second", "Only first right", "Only second right", "p (McNemar)", "p (Holm)"]
    note = "McNemar's exact test, corrected by Holm over the pairs of a question; slabs are taken as independent."
    return Table("comparisons", "Reconstructions compared", header, rows, note)


def calibration_table(judged: Judged) -> Table:
    """Adaptive ECE, Brier score and likelihood before and after calibration."""
    rows = []
    for question, make in (("Body part", part_task), ("Contrast", contrast_task)):
        for state, calibrated in (("before", False), ("after", True)):
            task = make(judged, calibrated)
            if not len(task):
                continue
            intervals = calibration_intervals(task)
            for name, value in calibration(task).items():
                low, high = intervals[name]
                rows.append([question, name, state, f"{value:.3f}", f"{low:.3f} to {high:.3f}", str(len(task))])
    header = ["Question", "Measure", "Temperature scaling", "Value", "95 % over patients", "n"]
    return Table("calibration", "Calibration", header, rows, "Smaller is better.")


def selective_table(judged: Judged) -> Table:
    """Risk and coverage of each class stated."""
    rows = []
    for question, task, labels in (
        ("Body part", part_task(judged), [DISPLAY_NAME[part] for part in BodyPart]),
        ("Contrast", contrast_task(judged), list(CONTRASTS)),
    ):
        for index, label in enumerate(labels):
            curve = risk_coverage(task, index)
            if curve is not None:
                flawless = f"{100 * curve.kept_without_error():.0f}"
                rows.append(
                    [question, label, str(len(curve.risk)), f"{curve.area:.4f}", percent(curve.risk[-1]), flawless]
                )
    header = ["Question", "Answer", "n", "Area (AURC)", "Wrong of all (%)", "Kept without error (%)"]
    return Table("selective", "Risk and coverage", header, rows, "By the label stated, the surest answers kept first.")


def subgroups_table(groups: Sequence[Subgroup]) -> Table:
    """Counts by source, manufacturer, kernel, slice thickness, sex and age."""
    rows = [
        [group.name, group.value, str(group.patients), share(group.part), share(group.contrast)] for group in groups
    ]
    header = ["Property", "Value", "Patients", "Body part right", "Contrast right"]
    return Table("subgroups", "Subgroups", header, rows, "Right of n, with Wilson's 95 % interval.")


def predictions_table(judged: Judged) -> Table:
    """A row for each slab: truth, answer, status, and every view's own vote."""
    header = ["case_id", "source", "fold", "body_part", "contrast", "stated_body_part", "body_part_probability"]
    header += ["stated_contrast", "contrast_probability", "body_part_right", "contrast_right", "agreement", "doubtful"]
    for view in judged.views:
        header += [f"{view_name(view)}: body part", f"{view_name(view)}: probability of CE"]
    return Table("predictions", "Predictions", header, [_prediction(judged, index) for index in range(len(judged))])


def _prediction(judged: Judged, index: int) -> list[str]:
    parts, given = list(BodyPart), judged.predictions
    stated, contrast = parts[judged.stated_part[index]], CONTRASTS[judged.stated_contrast[index]]
    enhanced, known = judged.answers.enhanced[index], given.contrast[index] >= 0
    all_votes = votes(judged.views, given.part_logits[index], given.contrast_logits[index], int(given.part[index]))
    row = [str(given.case_id[index]), str(given.source[index]), str(given.fold[index]), parts[given.part[index]]]
    row += [CONTRASTS[given.contrast[index]] if known else "", stated]
    row += [
        format_probability(judged.answers.part[index].max()),
        contrast,
        format_probability(max(enhanced, 1 - enhanced)),
    ]
    row += [_yes(judged.part_right[index]), _yes(judged.contrast_right[index]) if known else ""]
    row += [count_agreement(all_votes, stated, contrast), _yes(judged.doubtful[index])]
    for vote in all_votes.values():
        row += [vote.top_body_part, format_probability(vote.enhanced)]
    return row


def _p_value(p: float) -> str:
    return f"{p:.4f}" if p >= 1e-4 else "< 0.0001"


def _yes(value: bool) -> str:
    return "yes" if value else "no"


def _joint_accuracy(judged: Judged) -> Estimate:
    known = judged.with_contrast
    right = known.part_right & known.contrast_right
    if not len(right):
        return Estimate(nan, 0, (nan, nan))
    over_patients = patient_bootstrap(known.predictions.patient_id, lambda drawn: {"": float(right[drawn].mean())})
    return Estimate(float(right.mean()), len(right), over_patients[""], Count.of(right).interval())


def _value_and_interval(found: Estimate | None) -> str:
    if found is None or found.value != found.value:
        return NOTHING
    return f"{100 * found.value:.1f} ({interval(found.bootstrap)})"


def _estimate_cells(estimate: Estimate) -> list[str]:
    """Value, bootstrap interval, Wilson interval and n."""
    return [percent(estimate.value), interval(estimate.bootstrap), interval(estimate.wilson), str(estimate.n)]
