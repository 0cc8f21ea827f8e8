"""The module in the harness as a test holds it: a classifier that needs no network, and the panel's buttons."""

import functools
import threading
from pathlib import Path
from types import SimpleNamespace

import numpy as np

from CTBodyContrastLib import NINE_VIEWS, BodyPart, Classification, Contrast, Status, Vote, make_phantom, project
from CTBodyContrastLib.classification import Focus, Heat
from CTBodyContrastLib.labels import VESSEL_VIEWS
from CTBodyContrastLib.preprocessing import Preprocessing, network_views, reduce_volume
from CTBodyContrastLib.tags import claims, tag_check

MODULE_FILE = Path(__file__).parents[2] / "CTBodyContrast" / "CTBodyContrast.py"
LABELS = {
    "CTBodyContrast.BodyPart": "chest",
    "CTBodyContrast.BodyPartProbability": "0.9700",
    "CTBodyContrast.Contrast": "CE",
    "CTBodyContrast.ContrastProbability": "0.9100",
    "CTBodyContrast.Agreement": "8/9",
    "CTBodyContrast.Status": "ok",
    "CTBodyContrast.Reason": "",
    "CTBodyContrast.Regions": "",
    "CTBodyContrast.Model": "fake@0123456789ab",
    "CTBodyContrast.Date": "2026-01-02T03:04:05+00:00",
}


# From feet to head, as a classifier gives them; the phantom has more slices.
REGIONS = tuple(
    dict(zip(("part", "k_first", "k_last", "s_from_mm", "s_to_mm", "contrast", "probability"), values, strict=True))
    for values in (("abdomen", 0, 9, -120.0, -66.0, "CE", 0.87), ("chest", 8, 30, -72.0, 60.4, "CE", 0.87))
)
FOCUS_POINT = (11.0, 22.0, 33.0)


class FakeClassifier:
    """Answers chest, enhanced; one view says abdomen. It waits to be let go on, as a slow network would."""

    model_name = LABELS["CTBodyContrast.Model"]
    preprocessing = Preprocessing()

    def __init__(self):
        self.seen = []
        self.with_vessels = False
        self.go_on = threading.Event()
        self.go_on.set()

    def classify(self, volume, task="both", on_stage=None, explain=False, regions=False):
        self.seen.append(volume)
        on_stage("Looking", 0.5)
        while not self.go_on.wait(0.005):
            on_stage("Looking", 0.5)
        on_stage("Fusing", 0.8)
        votes = {view: _vote(BodyPart.CHEST) for view in NINE_VIEWS}
        votes[NINE_VIEWS[0]] = _vote(BodyPart.ABDOMEN)
        seen = vessel_mips(volume) if self.with_vessels else {}
        votes |= dict.fromkeys(seen, _vote(BodyPart.CHEST))
        claimed = claims(volume.tags)
        return Classification(
            Status.OK,
            body_part=BodyPart.CHEST,
            body_part_probability=0.97,
            contrast=Contrast.CE if task == "both" else "",
            contrast_probability=0.91 if task == "both" else None,
            agreement="8/9",
            votes=votes,
            focus={"body_part": _focus(volume)} if explain else {},
            seen=seen if explain else {},
            tag_body_part=claimed.body_part_text,
            tag_contrast=claimed.contrast_text,
            tag_check=tag_check(volume.tags, BodyPart.CHEST, Contrast.CE),
            regions=REGIONS if regions else (),
            model=self.model_name,
            date=LABELS["CTBodyContrast.Date"],
        )


def vessel_mips(volume):
    """The three views without bone, as a classifier keeps them."""
    return network_views(reduce_volume(volume), VESSEL_VIEWS)


def _vote(part):
    return Vote({each: 0.8 if each is part else 0.05 for each in BodyPart}, enhanced=0.9)


def _focus(volume):
    """The body part was seen in the right half of the first of the nine pictures."""
    views = list(project(volume).items())
    heat = {view: Heat(np.zeros((1, 2), np.float32), _two_cells(each)) for view, each in views}
    heat[views[0][0]].image[0, 1] = 1
    return Focus(FOCUS_POINT, heat)


def _two_cells(projection):
    """The position of a map of one row and two columns that covers a projection."""
    rows, columns = projection.image.shape
    cell_to_pixel = np.diag([columns / 2, rows, 1.0, 1.0])
    cell_to_pixel[:2, 3] = columns / 4 - 0.5, rows / 2 - 0.5
    return projection.image_to_ras @ cell_to_pixel


class Panel:
    """The module in the harness, with a classifier that needs no network and a Python that has all packages."""

    def __init__(self, session):
        self.session = session
        self.scene = session.scene
        self.loaded = session.load_module(MODULE_FILE)
        self.classifier = FakeClassifier()
        self.inject()

    def inject(self):
        """Give the logic the fake classifier; a reloaded module needs it anew."""
        self.widget.logic.classifierLoader = self.load_classifier
        self.widget.logic.dependencies = SimpleNamespace(ensure=lambda ask=None: None)

    def load_classifier(self, settings):
        self.settings = settings
        return self.classifier

    @property
    def widget(self):
        return self.loaded.widget

    @property
    def ui(self):
        return self.widget.ui

    def choose(self, node):
        """Choose a volume as a person does, in the selector."""
        self.session.app.processEvents()
        self.ui.inputSelector.setCurrentNode(node)
        self.session.wait_until(lambda: self.ui.classifyButton.enabled)

    def start(self):
        """Click Classify, and return while the classifier waits."""
        self.classifier.go_on.clear()
        self.ui.classifyButton.click()
        self.session.wait_until(lambda: self.classifier.seen)

    def finish(self):
        """Let the classifier go on, and wait until the panel is at rest."""
        self.classifier.go_on.set()
        self.rest()

    def rest(self):
        """Wait until nothing runs, and the panel shows what the scene holds."""
        self.session.wait_until(lambda: not any(self._at_work()))

    def _at_work(self):
        widget = self.widget
        return widget.runner.running, widget.refreshTimer.active, widget.panel.drawing, widget.database.listing

    def rows(self):
        table = self.ui.volumesTable
        return [[table.item(row, column).text() for column in range(4)] for row in range(table.rowCount)]


@functools.cache
def phantom():
    """A small synthetic CT of an enhanced chest, which nobody changes."""
    return make_phantom(BodyPart.CHEST, Contrast.CE, spacing=(6, 4, 4))


def add_phantom(name="phantom"):
    """A new volume node with the phantom's voxels and position."""
    import slicer

    return slicer.util.addVolumeFromArray(phantom().voxels, phantom().ijk_to_ras, name)


def labels_of(node):
    return {name: node.GetAttribute(name) for name in node.GetAttributeNames() if name.startswith("CTBodyContrast.")}


def scene_observers(scene):
    """How many observers a scene has: it prints them, which its nodes do not."""
    return str(scene).count("vtkObserver (")
