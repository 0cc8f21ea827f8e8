"""The pictures with their votes: how they are drawn, and what a click, a key and the context menu do."""

import functools
from collections.abc import Callable, Iterator

import qt
import slicer
from slicer.i18n import tr as _

from CTBodyContrastLib.classification import Heat
from CTBodyContrastLib.io.png import LONGEST_SIDE, Window, png_bytes, preset_window
from CTBodyContrastLib.labels import NINE_VIEWS, VESSEL_VIEWS, Method, View
from CTBodyContrastLib.pictures import picture, shown_heat

from .logic import Outcome
from .saving import saveFile
from .steps import Steps
from .texts import caption, viewName
from .viewer import Viewer, shownWindow

_VIEW_WIDGET = {Method.AIP: "aip", Method.MIP: "mip", Method.MID_PLANE: "midPlane", Method.VESSEL_MIP: "vesselMip"}
_ALL_VIEWS = (*NINE_VIEWS, *VESSEL_VIEWS)
# The entries of the .ui file's windowSelector between its first and its last.
_PRESETS = ("soft tissue", "bone", "lung")
# The width of the border, in the .ui file's style sheets, that shows which picture has the keyboard.
_BORDER = 2
# Pixels of a picture as it is shown: three to each of its label's, more than the finest screens have.
_SHOWN_SIDE = 324
# The entries of its focusSelector: keys of Classification.focus.
_LABELS = ("body_part", "contrast")


class Thumbnails:
    """The pictures of one volume, each in a QLabel of fixed size."""

    def __init__(self, ui, viewer: Viewer) -> None:
        self._ui = ui
        self._viewer = viewer
        self._outcome: Outcome | None = None
        self._drawn: tuple | None = None
        self._heat: dict[View, Heat] = {}
        self._waiting: list[View] = []  # to be drawn
        self._steps = Steps(ui.viewsWidget)
        self._menu = qt.QMenu(ui.viewsWidget)
        self._mouse = _MouseAndKeys(self)
        for view in _ALL_VIEWS:
            self._label(view).installEventFilter(self._mouse)
        ui.windowSelector.connect("currentIndexChanged(int)", self._draw)
        ui.focusSelector.connect("currentIndexChanged(int)", self._draw)
        ui.focusCheckBox.connect("toggled(bool)", self._draw)
        ui.vesselCheckBox.connect("toggled(bool)", self._draw)
        ui.focusButton.connect("clicked(bool)", self._goToFocus)

    @property
    def followsSliceViews(self) -> bool:
        """Whether the gray levels are those of the slice views."""
        return self._ui.windowSelector.currentIndex > len(_PRESETS)

    @property
    def drawing(self) -> bool:
        """Whether some pictures are still to be drawn."""
        return self._steps.running

    def show(self, outcome: Outcome | None) -> None:
        """Show what a run found out, or nothing; without reconstructions, as of what is no CT, there is nothing."""
        before, self._outcome = self._outcome, outcome if outcome and outcome.projections else None
        if self._outcome is not before:
            self._waiting = []
            for view in _ALL_VIEWS:
                self._label(view).clear()
        self._ui.viewsWidget.visible = self._ui.viewOptionsWidget.visible = self._outcome is not None
        for view in _ALL_VIEWS:
            vote = outcome.classification.votes.get(view) if outcome else None
            self._caption(view).text = caption(vote, outcome.classification) if vote else ""
        self._draw()

    def goBehind(self, view: View, x: float, y: float) -> None:
        """Move the slice views to what lies behind a place of a picture, given as shares of its width and height."""
        projection = self._outcome.projections[view]
        rows, columns = projection.image.shape
        # Shares run from edge to edge, pixels are counted by their centers.
        row, column = (min(max(share * count - 0.5, 0), count - 1) for share, count in ((y, rows), (x, columns)))
        self._viewer.goBehind(self._outcome.scan, projection, row, column, self._outcome.preprocessing)

    def open(self, view: View) -> None:
        """Open a reconstruction as a volume, with the gray levels of its picture."""
        self._viewer.open(self._outcome.scan, self._outcome.projections[view], self._window(view))

    def save(self, view: View) -> None:
        """Ask for a name, and write the picture as it is shown to a PNG file."""
        saveFile(
            self._ui.viewsWidget,
            _("Save the picture"),
            f"{viewName(view)}.png",
            _("Pictures (*.png)"),
            self._png(view),
        )

    def copy(self, view: View) -> None:
        """Put the picture as it is shown on the clipboard."""
        slicer.app.clipboard().setPixmap(_pixmap(self._png(view)))

    def popUpMenu(self, view: View, x: float, y: float, position) -> None:
        """Offer what can be done with a picture; x and y are the place that was clicked, as in goBehind."""
        self._menu.clear()
        for text, function in (
            (_("Move the slice views here"), lambda: self.goBehind(view, x, y)),
            (_("Open as a volume"), lambda: self.open(view)),
            (_("Save as PNG"), lambda: self.save(view)),
            (_("Copy"), lambda: self.copy(view)),
        ):
            self._menu.addAction(text).connect("triggered()", functools.partial(self._ifShown, function))
        self._menu.popup(position)

    def _ifShown(self, function: Callable[[], None]) -> None:
        """Call a function of the menu, unless the pictures went away while it was open."""
        if not self.isEmpty:
            function()

    def viewOf(self, label) -> View:
        """The view that a label shows."""
        return next(view for view in _ALL_VIEWS if f"{_widgetName(view)}Image" == label.objectName)

    @property
    def isEmpty(self) -> bool:
        """Whether there are no pictures."""
        return self._outcome is None

    def _label(self, view: View):
        return getattr(self._ui, f"{_widgetName(view)}Image")

    def _caption(self, view: View):
        return getattr(self._ui, f"{_widgetName(view)}Caption")

    def _showVessels(self) -> bool:
        """Show or hide the row of vessel MIPs; tells whether it is shown."""
        available = self._outcome is not None and VESSEL_VIEWS[0] in self._outcome.projections
        self._ui.vesselCheckBox.enabled = available
        shown = available and self._ui.vesselCheckBox.checked
        self._ui.vesselMipHeading.visible = shown
        for view in VESSEL_VIEWS:
            self._label(view).visible = self._caption(view).visible = shown
        return shown

    def _window(self, view: View) -> Window | None:
        """The HU to show as black and as white; None for the method's own."""
        if self.followsSliceViews:
            return shownWindow(self._outcome.scan.node)
        index = self._ui.windowSelector.currentIndex
        return preset_window(_PRESETS[index - 1], self._outcome.projections[view]) if index else None

    def _focus(self):
        """Where the network looked for the label that is chosen; None when that is not known."""
        focus = self._outcome.classification.focus if self._outcome else {}
        return focus.get(_LABELS[self._ui.focusSelector.currentIndex])

    def _goToFocus(self) -> None:
        self._viewer.goTo(self._outcome.scan, self._focus().point)

    def _draw(self) -> None:
        """Draw the pictures anew, one after another, if they would look different."""
        focus, vessels = self._focus(), self._showVessels()
        self._ui.focusButton.enabled = focus is not None
        shown = shownWindow(self._outcome.scan.node) if self._outcome and self.followsSliceViews else None
        drawnFocus = focus if self._ui.focusCheckBox.checked else None
        wanted = (self._outcome, self._ui.windowSelector.currentIndex, shown, drawnFocus, vessels)
        if wanted == self._drawn:
            return
        self._drawn = wanted
        self._heat = shown_heat(drawnFocus, vessels) if drawnFocus else {}
        views = (_ALL_VIEWS if vessels else NINE_VIEWS) if self._outcome else ()
        # Those first that wait already: while the gray levels are dragged, this is called before the last was drawn.
        self._waiting = list(dict.fromkeys([*self._waiting, *views]))
        self._steps.start(self._drawWaiting())

    def _drawWaiting(self) -> Iterator[None]:
        while self._waiting:
            view = self._waiting.pop(0)
            _showPicture(self._label(view), self._png(view, _SHOWN_SIDE))
            yield

    def _png(self, view: View, longestSide: int = LONGEST_SIDE) -> bytes:
        """The PNG file of a picture as it is shown; in full size when nothing else is said."""
        projection = self._outcome.projections[view]
        return png_bytes(picture(projection, self._window(view), self._heat.get(view), longestSide))


class _MouseAndKeys(qt.QObject):
    """Hands on what is done to the labels that it filters the events of."""

    def __init__(self, thumbnails: Thumbnails) -> None:
        qt.QObject.__init__(self)
        self._thumbnails = thumbnails

    def eventFilter(self, label, event) -> bool:
        act = self._action(label, event)
        if act is None or self._thumbnails.isEmpty:
            return False
        act()
        return True

    def _action(self, label, event) -> Callable[[], None] | None:
        """What an event asks for; None for all others."""
        thumbnails, kind = self._thumbnails, event.type()
        # At the press already, so that the release that ends a double click moves nothing.
        if kind == qt.QEvent.MouseButtonPress and event.button() == qt.Qt.LeftButton:
            return lambda: thumbnails.goBehind(thumbnails.viewOf(label), *_shares(label, _position(event)))
        if kind == qt.QEvent.MouseButtonDblClick and event.button() == qt.Qt.LeftButton:
            return lambda: thumbnails.open(thumbnails.viewOf(label))
        if kind == qt.QEvent.KeyPress and event.key() in (qt.Qt.Key_Return, qt.Qt.Key_Enter, qt.Qt.Key_Space):
            return lambda: thumbnails.goBehind(thumbnails.viewOf(label), 0.5, 0.5)
        if kind == qt.QEvent.ContextMenu:
            return lambda: thumbnails.popUpMenu(
                thumbnails.viewOf(label), *_shares(label, event.pos()), event.globalPos()
            )
        return None


def _widgetName(view: View) -> str:
    method, plane = view
    return f"{_VIEW_WIDGET[method]}{plane.capitalize()}"


def _position(event):
    """Where the mouse is, with Qt 6 and Qt 5."""
    return event.position().toPoint() if hasattr(event, "position") else event.pos()


def _shares(label, position) -> tuple[float, float]:
    """A place in a label as shares of the width and height of its picture."""
    inside = label.contentsRect()
    return (position.x() - inside.x() + 0.5) / inside.width(), (position.y() - inside.y() + 0.5) / inside.height()


def _pixmap(png: bytes):
    pixmap = qt.QPixmap()
    pixmap.loadFromData(png)
    return pixmap


def _showPicture(label, png: bytes) -> None:
    """Fit a picture into a label of fixed size; its sides keep their ratio by margins, so that no pixel is lost."""
    pixmap = _pixmap(png)
    side = label.minimumWidth - 2 * _BORDER
    scale = side / max(pixmap.width(), pixmap.height())
    across = _BORDER + (side - round(pixmap.width() * scale)) // 2
    down = _BORDER + (side - round(pixmap.height() * scale)) // 2
    label.setContentsMargins(across, down, across, down)
    label.setPixmap(pixmap)
