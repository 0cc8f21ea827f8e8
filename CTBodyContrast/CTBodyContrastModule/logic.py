"""What the module does, without its panel: classify volume nodes and series of the DICOM database, and project."""

import functools
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import slicer
from slicer import vtkMRMLScalarVolumeNode
from slicer.i18n import tr as _
from slicer.parameterNodeWrapper import parameterNodeWrapper
from slicer.ScriptedLoadableModule import ScriptedLoadableModuleLogic

from CTBodyContrastLib.classification import Classification
from CTBodyContrastLib.dependencies import Dependencies, dependencies_here
from CTBodyContrastLib.errors import ScanError
from CTBodyContrastLib.io.corrections import Reading
from CTBodyContrastLib.labels import VESSEL_VIEWS, View
from CTBodyContrastLib.preprocessing import Preprocessing
from CTBodyContrastLib.projection import Projection, project
from CTBodyContrastLib.site_settings import SiteSettings
from CTBodyContrastLib.worker import Report

from .attributes import keeper, readingOf
from .database_batch import classifyDatabase
from .nodes import CT_CLASS, Scan, isCT
from .site import readSettings

if TYPE_CHECKING:
    from CTBodyContrastLib.classifier import Task
    from CTBodyContrastLib.io.results import ScanResult


@dataclass(frozen=True, eq=False)
class Outcome:
    """What one run found out.

    Attributes:
        scan: what the node held.
        classification: the result, with where the network looked.
        projections: the nine reconstructions, and the vessel MIPs of a model that looks at them; empty when there
            can be none.
        preprocessing: what was done to the volume for the vessel MIPs.
    """

    scan: Scan
    classification: Classification
    projections: Mapping[View, Projection] = field(default_factory=dict)
    preprocessing: Preprocessing = field(default_factory=Preprocessing)


@parameterNodeWrapper
class CTBodyContrastParameterNode:
    """What the panel remembers with the scene.

    inputVolume: the CT volume shown and classified.
    findRegions: also find the regions of long scans.
    bodyPartOnly: leave contrast out.
    """

    inputVolume: vtkMRMLScalarVolumeNode
    findRegions: bool = False
    bodyPartOnly: bool = False


@functools.lru_cache(maxsize=1)
def loadClassifier(settings: SiteSettings):
    """Load the model, once a session while the settings stay as they are; torch is imported here at the earliest."""
    from CTBodyContrastLib.classifier import Classifier

    return Classifier.load(settings.model or None, settings.device, settings.review_below)


class CTBodyContrastLogic(ScriptedLoadableModuleLogic):
    """Classifies volume nodes. Nothing here opens a dialog or needs a window.

    settings: of this computer: model, device and thresholds, as they were when this was made.
    task: "both", or "body-part" to leave contrast out.
    regions: whether to find the regions of long scans too.

    Example::

        from CTBodyContrast import CTBodyContrastLogic
        CTBodyContrastLogic().classifyAll()
    """

    def __init__(self, classifierLoader=loadClassifier, dependencies: Dependencies | None = None) -> None:
        """Both parameters may be replaced, for tests.

        :param classifierLoader: called with SiteSettings; returns a CTBodyContrastLib.Classifier.
        """
        ScriptedLoadableModuleLogic.__init__(self)
        self.classifierLoader = classifierLoader
        self.dependencies = dependencies or dependencies_here()
        self.settings = readSettings()
        self.task: Task = "both"
        self.regions = False

    def getParameterNode(self):
        return CTBodyContrastParameterNode(super().getParameterNode())

    def volumeNodes(self) -> list:
        """The scene's CT volumes: no label maps, color images, opened reconstructions and hidden nodes."""
        return [node for node in slicer.util.getNodesByClass(CT_CLASS) if isCT(node) and not node.GetHideFromEditors()]

    def classify(self, volumeNode) -> Classification:
        """Classify one volume and write the labels on its node; returns when that is done.

        A volume that this tool cannot judge gives status rejected and a reason; nothing is raised for it.

        :raises ValueError: not a scalar volume.
        :raises MissingPackageError: torch, timm or safetensors is missing; the message says what to do.
        :raises ModelError: the model or the device cannot be used.
        """
        scan = self.scan(volumeNode)
        self.dependencies.ensure()
        classification = self._classified(scan, lambda text, fraction: None)
        self.store(scan, classification)
        return classification

    def classifyAll(self) -> dict[str, Classification]:
        """Classify every scalar volume of the scene, one after another; returns the results by node ID."""
        return {node.GetID(): self.classify(node) for node in self.volumeNodes()}

    def classifyDatabase(self, seriesUIDs: Iterable[str] | None = None) -> "list[ScanResult]":
        """Classify series of Slicer's DICOM database, from their files; returns what was found out, volume by volume.

        The results are added to the scene's table of results, in order of doubt; what the table has already, by the
        same model, is skipped. A series that cannot be judged has status rejected and a reason.

        :param seriesUIDs: SeriesInstanceUIDs; all series of modality CT when None.
        :raises OSError: the DICOM database is not open.
        :raises MissingPackageError, ModelError: as `classify`.
        """
        self.dependencies.ensure()
        return classifyDatabase(self, seriesUIDs)

    def project(self, volumeNode) -> dict[View, Projection]:
        """The nine reconstructions of a volume, as CTBodyContrastLib.project gives them.

        :raises ValueError: not a scalar volume, or one that cannot be a CT (a ScanError, which says why).
        """
        return project(self.scan(volumeNode).read())

    def readings(self) -> list[Reading]:
        """What was predicted for the scene's CT volumes, and what a reader says of them.

        ``CTBodyContrastLib.io.corrections.corrections_csv`` makes the table of them that training reads.
        """
        return [readingOf(node) for node in self.volumeNodes()]

    def scan(self, volumeNode) -> Scan:
        """What a run needs of a node, taken in the main thread before it."""
        if not isCT(volumeNode):
            raise ValueError(_("Choose a CT volume: not a label map, a color image, a reconstruction or another node."))
        return Scan(volumeNode)

    def run(self, scan: Scan, report: Report) -> Outcome:
        """Classify, explain and project; touches neither MRML nor Qt, so any thread may call it."""
        classification = self._classified(scan, report, explain=True)
        report("Drawing the reconstructions", 0.9)
        try:
            projections = project(scan.read())
        except ScanError:  # the classification says why
            return Outcome(scan, classification)
        vessels = {view: classification.seen[view] for view in VESSEL_VIEWS if view in classification.seen}
        return Outcome(scan, classification, projections | vessels, self.classifierLoader(self.settings).preprocessing)

    def store(self, scan: Scan, classification: Classification) -> bool:
        """Write the labels on the node, unless it was removed or changed since; tells whether they were written."""
        if not scan.isCurrent():
            return False
        keeper.write(scan.node, classification.node_attributes())
        return True

    def loadedClassifier(self, report: Report):
        """The model on the chosen device; any thread may call it."""
        report("Loading the model", 0.0)
        return self.classifierLoader(self.settings)

    def _classified(self, scan: Scan, report: Report, explain: bool = False) -> Classification:
        from CTBodyContrastLib.batch import classify_or_reject  # not sooner: with its readers it slows the start

        return classify_or_reject(scan.read, self.loadedClassifier(report), self.task, report, explain, self.regions)
