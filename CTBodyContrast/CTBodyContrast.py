"""The 3D Slicer module: names the body part of CT volumes, and whether intravenous contrast was given."""

import importlib
import importlib.util
import sys
from pathlib import Path

import qt
import slicer
import vtk
from slicer.i18n import tr as _
from slicer.i18n import translate
from slicer.ScriptedLoadableModule import (
    ScriptedLoadableModule,
    ScriptedLoadableModuleTest,
    ScriptedLoadableModuleWidget,
)
from slicer.util import VTKObservationMixin

if importlib.util.find_spec("CTBodyContrastLib") is None:
    # Run from a source tree, where Slicer knows this file's folder only.
    sys.path.append(str(Path(__file__).resolve().parents[1]))

from CTBodyContrastLib.classification import Classification
from CTBodyContrastLib.errors import CTBodyContrastError
from CTBodyContrastLib.io.corrections import corrections_csv
from CTBodyContrastLib.labels import BodyPart, Contrast, Method, NodeAttribute, Plane, ReaderAttribute, Status
from CTBodyContrastModule import sample_data
from CTBodyContrastModule.attributes import STALE, attributesOf, keeper
from CTBodyContrastModule.database_panel import DatabasePanel
from CTBodyContrastModule.logic import CTBodyContrastLogic, Outcome
from CTBodyContrastModule.nodes import isCT
from CTBodyContrastModule.panel import ResultPanel
from CTBodyContrastModule.rois import makeROIs
from CTBodyContrastModule.runner import Runner
from CTBodyContrastModule.saving import saveFile
from CTBodyContrastModule.settings import SettingsPanel
from CTBodyContrastModule.site import readSettings
from CTBodyContrastModule.texts import exportText
from CTBodyContrastModule.viewer import Viewer
from CTBodyContrastModule.volume_job import VolumeJob


class CTBodyContrast(ScriptedLoadableModule):
    """Registers the module."""

    def __init__(self, parent) -> None:
        ScriptedLoadableModule.__init__(self, parent)
        slicer.app.loadTranslations(self.resourcePath("Translations"))
        self.parent.title = _("CT Body Contrast")
        self.parent.categories = [translate("qSlicerAbstractCoreModule", "Informatics")]
        self.parent.dependencies = []
        self.parent.contributors = ["The CTBodyContrast contributors"]
        self.parent.helpText = _(
            "Names the body part of a CT volume (brain, neck, chest, abdomen or pelvis) and whether intravenous "
            "contrast was given, from nine reconstructions. The labels become attributes of the volume. "
            "For research; not for clinical use."
        )
        self.parent.acknowledgementText = _("Apache License 2.0. The model card of each model names its training data.")
        slicer.app.connect("startupCompleted()", sample_data.register)
        slicer.app.connect("startupCompleted()", keeper.start)  # labels must hold even if the panel is never opened


class CTBodyContrastWidget(ScriptedLoadableModuleWidget, VTKObservationMixin):
    """The panel."""

    def __init__(self, parent=None) -> None:
        ScriptedLoadableModuleWidget.__init__(self, parent)
        VTKObservationMixin.__init__(self)
        self._parameterNode = None
        self._guiTag = None
        self._installing = False
        self._outcomes: dict[str, Outcome] = {}

    def setup(self) -> None:
        ScriptedLoadableModuleWidget.setup(self)
        uiWidget = slicer.util.loadUI(self.resourcePath("UI/CTBodyContrast.ui"))
        self.layout.addWidget(uiWidget)
        self.ui = slicer.util.childWidgetVariables(uiWidget)
        uiWidget.setMRMLScene(slicer.mrmlScene)
        self.logic = CTBodyContrastLogic()
        self.panel = ResultPanel(self.ui, Viewer(self.tell))
        self.settingsPanel = SettingsPanel(self.ui)
        self.runner = Runner(self.onProgress, self.onEnd)
        self.database = self.addDatabasePanel(uiWidget.layout())
        self.refreshTimer = self.makeTimer(self.refresh)
        self.importTimer = self.makeTimer(self.initializeParameterNode)
        keeper.changed = self.onChanged
        keeper.displayed = self.onDisplayed
        keeper.start()
        self.ui.classifyButton.connect("clicked(bool)", self.onClassify)
        self.ui.classifyAllButton.connect("clicked(bool)", self.onClassifyAll)
        self.ui.cancelButton.connect("clicked(bool)", self.onCancel)
        for signal in ("cellClicked(int,int)", "cellActivated(int,int)"):  # the latter is Enter
            self.ui.volumesTable.connect(signal, self.onTableClicked)
        self.ui.exportButton.connect("clicked(bool)", self.onExport)
        scene = slicer.mrmlScene
        self.addObserver(scene, scene.StartCloseEvent, self.onSceneStartClose)
        self.addObserver(scene, scene.EndCloseEvent, self.onSceneEndClose)
        self.addObserver(scene, scene.EndImportEvent, self.onSceneEndImport)
        for event in (scene.NodeAddedEvent, scene.NodeRemovedEvent, scene.EndBatchProcessEvent):
            self.addObserver(scene, event, self.onChanged)
        self.initializeParameterNode()

    def makeTimer(self, function):
        """A timer that, once started, calls a function when whoever is at work now is done."""
        timer = qt.QTimer()
        timer.setSingleShot(True)
        timer.setInterval(0)
        timer.connect("timeout()", function)
        return timer

    def addDatabasePanel(self, layout) -> DatabasePanel:
        path = self.resourcePath("UI/CTBodyContrastDatabase.ui")
        panel = DatabasePanel(path, self.logic, self.runInBackground, self.onCancel, self.choose)
        layout.insertWidget(layout.count() - 1, panel.section)  # the last is the spacer
        return panel

    def cleanup(self) -> None:
        self.runner.close()
        self.refreshTimer.stop()
        self.importTimer.stop()
        self.setParameterNode(None)
        self.removeObservers()
        keeper.close()

    def onReload(self) -> None:
        self.runner.close()
        # Slicer executes this file again, but not what it imports.
        for name in list(sys.modules):
            if name.partition(".")[0] in ("CTBodyContrastLib", "CTBodyContrastModule"):
                del sys.modules[name]
        importlib.invalidate_caches()
        ScriptedLoadableModuleWidget.onReload(self)

    def enter(self) -> None:
        self.initializeParameterNode()

    def initializeParameterNode(self) -> None:
        self.setParameterNode(self.logic.getParameterNode())
        volumes = self.logic.volumeNodes()
        if volumes and not self._parameterNode.inputVolume:
            self._parameterNode.inputVolume = volumes[0]
        self.refresh()

    def setParameterNode(self, parameterNode) -> None:
        if self._parameterNode:
            self._parameterNode.disconnectGui(self._guiTag)
            self.removeObserver(self._parameterNode, vtk.vtkCommand.ModifiedEvent, self.onChanged)
        self._parameterNode = parameterNode
        if parameterNode:
            self._guiTag = parameterNode.connectGui(self.ui)
            self.addObserver(parameterNode, vtk.vtkCommand.ModifiedEvent, self.onChanged)

    def onSceneStartClose(self, caller, event) -> None:
        self.runner.cancel()
        self._outcomes.clear()
        self.setParameterNode(None)

    def onSceneEndClose(self, caller, event) -> None:
        self.initializeParameterNode()

    def onSceneEndImport(self, caller, event) -> None:
        """The panel's choices came with the scene, and the volume sooner than the selector could offer it."""
        self.importTimer.start()

    def onChanged(self, caller=None, event=None) -> None:
        """Something shown may have changed. It is looked at when whoever changes it is done."""
        self.refreshTimer.start()

    def onDisplayed(self) -> None:
        """A volume is displayed in another way, again and again while its window is dragged."""
        if self.panel.followsSliceViews:
            self.onChanged()

    def onClassify(self) -> None:
        self.runInBackground(lambda: self.jobs([self._parameterNode.inputVolume]))

    def onClassifyAll(self) -> None:
        self.runInBackground(lambda: self.jobs(self.logic.volumeNodes()))

    def jobs(self, nodes) -> list[VolumeJob]:
        return [VolumeJob(self.logic, node, self.onOutcome) for node in nodes if isCT(node)]

    def onCancel(self) -> None:
        self.tell(_("Cancelling"))
        self.ui.cancelButton.enabled = False
        self.runner.cancel()

    def onTableClicked(self, row: int) -> None:
        nodeID = self.ui.volumesTable.item(row, 0).data(qt.Qt.UserRole)
        self.choose(slicer.mrmlScene.GetNodeByID(nodeID))

    def choose(self, node) -> None:
        if isCT(node):
            self._parameterNode.inputVolume = node

    def onExport(self) -> None:
        readings = self.logic.readings()
        title, kinds = _("Export your readings"), _("Tables (*.csv)")
        if saveFile(self.parent, title, "corrections.csv", kinds, corrections_csv(readings)):
            self.tell(exportText(readings))

    def runInBackground(self, makeJobs) -> None:
        """Do jobs, after installing what is missing and the user agrees to.

        :param makeJobs: called for them when all is there: installing takes long enough for the scene to change.
        """
        if self.runner.running or self._installing:
            return
        try:
            self.ensurePackages()
        except CTBodyContrastError as error:
            self.onEnd(str(error))
            return
        self.logic.settings = readSettings()
        self.logic.task = "body-part" if self._parameterNode.bodyPartOnly else "both"
        self.logic.regions = self._parameterNode.findRegions
        self.runner.start(makeJobs())
        self.refresh()

    def ensurePackages(self) -> None:
        """Install what is missing and the user agrees to. Slicer handles clicks meanwhile: they start nothing."""
        self._installing = True
        try:
            self.logic.dependencies.ensure(self.askToInstall)
        finally:
            self._installing = False

    def askToInstall(self, text: str) -> bool:
        agreed = slicer.util.confirmOkCancelDisplay(text, _("CT Body Contrast"))
        if agreed:
            self.tell(_("Installing the Python packages; this may take several minutes"))
            self.refresh()
        return agreed

    def onProgress(self, text: str, fraction: float) -> None:
        self.tell(text)
        self.ui.progressBar.value = round(100 * fraction)
        self.database.showProgress(fraction)

    def onOutcome(self, nodeID: str, outcome: Outcome) -> None:
        self._outcomes[nodeID] = outcome

    def onEnd(self, message: str) -> None:
        self.tell(message)
        self.refresh()

    def tell(self, message: str) -> None:
        self.ui.progressLabel.text = message
        self.database.tell(message)

    def refresh(self) -> None:
        """Make the panel show what the scene holds."""
        if self._parameterNode is None or slicer.mrmlScene.IsBatchProcessing():
            return  # amid closing or loading a scene; the end of it calls this again
        volumes = self.logic.volumeNodes()
        attributes = {node.GetID(): attributesOf(node) for node in volumes}
        # An outcome keeps its voxels in memory: one whose labels are gone is let go.
        self._outcomes = {
            nodeID: each
            for nodeID, each in self._outcomes.items()
            if attributes.get(nodeID, {}).get(NodeAttribute.DATE) == each.classification.date
        }
        node, running = self._parameterNode.inputVolume, self.runner.running
        free = not (running or self._installing)
        nodeID = node.GetID() if node else None
        self.panel.show(nodeID, attributes.get(nodeID, {}), self._outcomes.get(nodeID))
        self.panel.showAll((each.GetID(), each.GetName(), attributes[each.GetID()]) for each in volumes)
        self.ui.classifyButton.enabled = isCT(node) and free
        self.ui.classifyButton.toolTip = (
            _("Name the body part and the contrast of this volume")
            if isCT(node)
            else _("Load and choose a CT volume first")
        )
        self.ui.classifyAllButton.enabled = bool(volumes) and free
        self.ui.exportButton.enabled = any(each.reviewed for each in self.logic.readings())
        self.ui.cancelButton.enabled = running
        self.ui.progressBar.visible = running
        self.database.refresh(running, self._installing)


class CTBodyContrastTest(ScriptedLoadableModuleTest):
    """Runs in Slicer: "Reload and Test", or ctest."""

    def setUp(self) -> None:
        from CTBodyContrastLib import make_phantom

        slicer.mrmlScene.Clear()
        self.phantom = make_phantom(BodyPart.CHEST, Contrast.CE)
        self.volumeNode = slicer.util.addVolumeFromArray(self.phantom.voxels, self.phantom.ijk_to_ras, "phantom")

    def test_nineReconstructions(self) -> None:
        self.assertEqual(len(CTBodyContrastLogic().project(self.volumeNode)), 9)

    def test_reconstructionOpensWhereItBelongs(self) -> None:
        logic = CTBodyContrastLogic()
        projection = logic.project(self.volumeNode)[Method.MIP, Plane.SAGITTAL]
        opened = Viewer(self.fail).open(logic.scan(self.volumeNode), projection, None)
        matrix = vtk.vtkMatrix4x4()
        opened.GetIJKToRASMatrix(matrix)
        difference = slicer.util.arrayFromVTKMatrix(matrix) - projection.image_to_ras
        self.assertLess(abs(difference).max(), 1e-6)
        self.assertFalse(isCT(opened))

    def test_regionsGetBoxes(self) -> None:
        region = {"part": "chest", "k_first": 2, "k_last": 6}
        (box,) = makeROIs(self.volumeNode, [region])
        (again,) = makeROIs(self.volumeNode, [region])
        self.assertIsNone(box.GetScene())
        bounds, spacing = [0.0] * 6, self.volumeNode.GetSpacing()
        again.GetRASBounds(bounds)
        self.assertAlmostEqual(bounds[5] - bounds[4], 5 * spacing[2], places=3)
        columns = self.volumeNode.GetImageData().GetDimensions()[0]
        self.assertAlmostEqual(bounds[1] - bounds[0], columns * spacing[0], places=3)

    def test_phantomIsClassified(self) -> None:
        logic = CTBodyContrastLogic()
        missing = logic.dependencies.missing()
        if missing:  # not skipTest, after which Slicer would leave out the other tests too
            self.delayDisplay("Not classified, for these are not installed: " + ", ".join(missing))
            return
        result = logic.classify(self.volumeNode)
        self.assertEqual((result.body_part, result.contrast), (BodyPart.CHEST, Contrast.CE))
        self.assertEqual(self.volumeNode.GetAttribute("CTBodyContrast.BodyPart"), "chest")
        self.assertEqual(self.volumeNode.GetAttribute("CTBodyContrast.Contrast"), "CE")

    def test_seriesOfTheDatabaseAreListed(self) -> None:
        from DICOMLib import DICOMUtils

        from CTBodyContrastLib.io.writing import write_volume
        from CTBodyContrastLib.series_database import ct_series, series_files

        folder = write_volume(self.phantom, Path(slicer.util.tempDirectory()) / "phantom")
        with DICOMUtils.TemporaryDICOMDatabase() as database:
            DICOMUtils.importDicom(str(folder), database)
            (series,) = ct_series(database)
            self.assertEqual(len(series_files(database, series.uid)), len(self.phantom.voxels))

    def test_changedVoxelsTakeTheLabelsAwayButNotTheReaders(self) -> None:
        logic = CTBodyContrastLogic()
        logic.store(logic.scan(self.volumeNode), Classification(Status.OK, body_part="chest"))
        self.assertEqual(self.volumeNode.GetAttribute("CTBodyContrast.BodyPart"), "chest")
        keeper.writeReading(self.volumeNode, {ReaderAttribute.BODY_PART: "neck"})
        slicer.util.arrayFromVolume(self.volumeNode)[0] = 0
        slicer.util.arrayFromVolumeModified(self.volumeNode)
        self.assertEqual(attributesOf(self.volumeNode), {NodeAttribute.STATUS: STALE})
        self.assertEqual(self.volumeNode.GetAttribute("CTBodyContrast.Reader.BodyPart"), "neck")
