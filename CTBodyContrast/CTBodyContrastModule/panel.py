"""How results look: the status, the labels, nine thumbnails with their votes, and the table of all volumes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import qt
from slicer.i18n import tr as _

from CTBodyContrastLib.classification import Classification, Vote
from CTBodyContrastLib.labels import DISPLAY_NAME, NINE_VIEWS, BodyPart, Contrast, Method, NodeAttribute, Status, View

from .attributes import STALE

_VIEW_WIDGET = {Method.AIP: "aip", Method.MIP: "mip", Method.MID_PLANE: "midPlane"}


@dataclass(frozen=True)
class Badge:
    """How a status is shown: a sign and a word, so that the color need not be told from another."""

    text: str
    background: str
    foreground: str


@dataclass(frozen=True)
class Outcome:
    """What one run found out.

    Attributes:
        classification: the result.
        pictures: a PNG file's bytes for each of the nine views, with square pixels; empty when there can be none.
    """

    classification: Classification
    pictures: Mapping[View, bytes] = field(default_factory=dict)


def badge(status: str) -> Badge:
    """The badge of a status; blue, orange and gray are told apart with any color vision, on light and dark."""
    return {
        Status.OK: Badge("\N{CHECK MARK} " + _("OK"), "#005a9c", "white"),
        Status.REVIEW: Badge("? " + _("Review"), "#e69f00", "black"),
        Status.REJECTED: Badge("\N{MULTIPLICATION SIGN} " + _("Rejected"), "#4d4d4d", "white"),
        STALE: Badge("! " + _("Out of date"), "#4d4d4d", "white"),
    }[status]


def percent(probability: float) -> str:
    """A probability for a person; never a certainty."""
    number = _("over 99") if probability > 0.99 else f"{100 * probability:.0f}"
    return f"{number}\N{NO-BREAK SPACE}%"


def partName(part: str) -> str:
    """A body part for a person; several, as of a long scan, stay joined by +."""
    return " + ".join(_(DISPLAY_NAME[BodyPart(each)]) for each in part.split("+"))


def contrastName(contrast: str) -> str:
    """A contrast label for a person."""
    return _(DISPLAY_NAME[Contrast(contrast)]) if contrast in list(Contrast) else contrast


def agreementText(agreement: str) -> str:
    """ "8/9" in words."""
    agreeing, views = agreement.split("/")
    return _("{agreeing} of {views} views agree").format(agreeing=agreeing, views=views)


def summary(attributes: Mapping[str, str]) -> str:
    """One sentence for a labeled volume, with the lower of its probabilities; for others, what to do."""
    status = attributes[NodeAttribute.STATUS]
    if status == STALE:
        return _("The voxels have changed since. Classify again.")
    if status == Status.REJECTED:
        return _("This volume could not be classified.")
    names = [partName(attributes[NodeAttribute.BODY_PART])]
    probabilities = [float(attributes[NodeAttribute.BODY_PART_PROBABILITY])]
    if attributes[NodeAttribute.CONTRAST]:
        names.append(contrastName(attributes[NodeAttribute.CONTRAST]))
        probabilities.append(float(attributes[NodeAttribute.CONTRAST_PROBABILITY]))
    return _("{labels}; {agreement}; {probability}").format(
        labels=", ".join(names),
        agreement=agreementText(attributes[NodeAttribute.AGREEMENT]),
        probability=percent(min(probabilities)),
    )


def caption(vote: Vote, result: Classification) -> str:
    """A view's vote in two lines; what differs from the result is marked."""
    part = f"{partName(vote.top_body_part)} {percent(vote.body_part[vote.top_body_part])}"
    if vote.top_body_part != result.body_part:
        part = f"\N{NOT EQUAL TO} {part}"
    if not result.contrast:
        return part
    contrast = f"{vote.top_contrast} {percent(vote.contrast_probability)}"
    if vote.top_contrast != result.contrast:
        contrast = f"\N{NOT EQUAL TO} {contrast}"
    return f"{part}\n{contrast}"


class ResultPanel:
    """Fills the result widgets of the module's .ui file."""

    def __init__(self, ui) -> None:
        self._ui = ui
        ui.volumesTable.horizontalHeader().setSectionResizeMode(0, qt.QHeaderView.Stretch)

    def show(self, attributes: Mapping[str, str], outcome: Outcome | None) -> None:
        """Show one volume's labels.

        Args:
            attributes: the node's attributes by name; without a status there is no result.
            outcome: what is known beyond them; None for a volume that was classified in an earlier session.
        """
        status = attributes.get(NodeAttribute.STATUS)
        self._ui.statusBadge.visible = bool(status)
        if status:
            look = badge(status)
            self._ui.statusBadge.text = look.text
            self._ui.statusBadge.styleSheet = (
                f"background-color: {look.background}; color: {look.foreground}; padding: 3px 8px; border-radius: 4px;"
            )
        self._ui.summaryLabel.text = summary(attributes) if status else _("Not classified yet.")
        self._ui.summaryLabel.enabled = bool(status)
        self._showDetails(attributes, outcome)
        self._showViews(outcome)

    def showAll(self, volumes: Iterable[tuple[str, str, Mapping[str, str]]]) -> None:
        """List all volumes: for each its node ID, its name and its attributes."""
        table, rows = self._ui.volumesTable, list(volumes)
        table.setRowCount(len(rows))
        for row, (nodeID, name, attributes) in enumerate(rows):
            reason = attributes.get(NodeAttribute.REASON)
            for column, text in enumerate((name, *_labelTexts(attributes))):
                item = qt.QTableWidgetItem(text)
                item.setData(qt.Qt.UserRole, nodeID)
                item.setToolTip(reason or text)
                table.setItem(row, column, item)
        for column in range(1, table.columnCount):
            table.resizeColumnToContents(column)

    def _showDetails(self, attributes: Mapping[str, str], outcome: Outcome | None) -> None:
        part = attributes.get(NodeAttribute.BODY_PART)
        contrast = attributes.get(NodeAttribute.CONTRAST)
        agreement = attributes.get(NodeAttribute.AGREEMENT)
        notes = outcome.classification.notes if outcome else ()
        reason = " ".join(each for each in (attributes.get(NodeAttribute.REASON), *notes) if each)
        rows = {
            "bodyPart": part and _withProbability(partName(part), attributes[NodeAttribute.BODY_PART_PROBABILITY]),
            "contrast": contrast
            and _withProbability(contrastName(contrast), attributes[NodeAttribute.CONTRAST_PROBABILITY]),
            "agreement": agreement and agreementText(agreement),
            "reason": reason,
            "model": attributes.get(NodeAttribute.MODEL),
        }
        for name, text in rows.items():
            value = getattr(self._ui, f"{name}Value")
            value.text = text or ""
            value.visible = getattr(self._ui, f"{name}Label").visible = bool(text)

    def _showViews(self, outcome: Outcome | None) -> None:
        self._ui.viewsWidget.visible = bool(outcome and outcome.pictures)
        for view in NINE_VIEWS:
            method, plane = view
            name = f"{_VIEW_WIDGET[method]}{plane.capitalize()}"
            image, text = getattr(self._ui, f"{name}Image"), getattr(self._ui, f"{name}Caption")
            picture = outcome.pictures.get(view) if outcome else None
            _showPicture(image, picture)
            vote = outcome.classification.votes.get(view) if outcome else None
            text.text = caption(vote, outcome.classification) if vote else ""


def _labelTexts(attributes: Mapping[str, str]) -> tuple[str, str, str]:
    """Body part, contrast and status for a row of the table; empty where there is none."""
    part, contrast, status = (
        attributes.get(each) for each in (NodeAttribute.BODY_PART, NodeAttribute.CONTRAST, NodeAttribute.STATUS)
    )
    return (
        partName(part) if part else "",
        contrastName(contrast) if contrast else "",
        badge(status).text if status else "",
    )


def _withProbability(name: str, probability: str) -> str:
    return f"{name} ({percent(float(probability))})"


def _showPicture(label, picture: bytes | None) -> None:
    """Fit a picture into a label of fixed size; its sides keep their ratio by margins, so that no pixel is lost."""
    if picture is None:
        label.clear()
        return
    pixmap = qt.QPixmap()
    pixmap.loadFromData(picture)
    side = label.minimumWidth
    scale = side / max(pixmap.width(), pixmap.height())
    across = (side - round(pixmap.width() * scale)) // 2
    down = (side - round(pixmap.height() * scale)) // 2
    label.setContentsMargins(across, down, across, down)
    label.setPixmap(pixmap)
