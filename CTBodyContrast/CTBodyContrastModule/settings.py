"""The settings of this computer as widgets, and their exchange with other computers."""

from pathlib import Path

import ctk
import qt
import slicer
from slicer.i18n import tr as _

from CTBodyContrastLib.device import CHOICES
from CTBodyContrastLib.errors import SettingsError
from CTBodyContrastLib.site_settings import SiteSettings

from .saving import saveFile
from .site import readSettings, storeSettings


class SettingsPanel:
    """Shows the settings, and keeps each change at once. The devices are listed in the order of CHOICES."""

    def __init__(self, ui) -> None:
        self._ui = ui
        ui.modelPathEdit.filters = ctk.ctkPathLineEdit.Dirs
        self._show(readSettings())
        ui.modelPathEdit.connect("currentPathChanged(QString)", self._store)
        ui.deviceSelector.connect("currentIndexChanged(int)", self._store)
        ui.reviewBodyPartSpinBox.connect("valueChanged(double)", self._store)
        ui.reviewContrastSpinBox.connect("valueChanged(double)", self._store)
        ui.hierarchyCheckBox.connect("toggled(bool)", self._store)
        ui.exportSettingsButton.connect("clicked(bool)", self._export)
        ui.importSettingsButton.connect("clicked(bool)", self._import)

    def _show(self, settings: SiteSettings) -> None:
        self._ui.modelPathEdit.currentPath = settings.model
        self._ui.deviceSelector.setCurrentIndex(CHOICES.index(settings.device))
        _showThreshold(self._ui.reviewBodyPartSpinBox, settings.review_body_part_below)
        _showThreshold(self._ui.reviewContrastSpinBox, settings.review_contrast_below)
        self._ui.hierarchyCheckBox.checked = settings.subject_hierarchy

    def _shown(self) -> SiteSettings:
        return SiteSettings(
            self._ui.modelPathEdit.currentPath,
            CHOICES[self._ui.deviceSelector.currentIndex],
            _shownThreshold(self._ui.reviewBodyPartSpinBox),
            _shownThreshold(self._ui.reviewContrastSpinBox),
            self._ui.hierarchyCheckBox.checked,
        )

    def _store(self) -> None:
        storeSettings(self._shown())

    def _export(self) -> None:
        title, kinds = _("Export the settings"), _("Settings (*.json)")
        saveFile(self._ui.settingsGroupBox, title, "CTBodyContrast.json", kinds, readSettings().to_json())

    def _import(self) -> None:
        title, kinds = _("Import settings"), _("Settings (*.json)")
        path = qt.QFileDialog.getOpenFileName(self._ui.settingsGroupBox, title, "", kinds)
        if not path:
            return
        try:
            settings = SiteSettings.from_json(Path(path).read_bytes())
        except SettingsError as error:
            slicer.util.errorDisplay(str(error))
        except OSError as error:
            slicer.util.errorDisplay(_("The file could not be read: {reason}.").format(reason=error.strerror))
        else:
            self._show(settings)
            storeSettings(settings)  # not as shown: the boxes round thresholds


def _showThreshold(box, threshold: float | None) -> None:
    """Show a threshold; the least value of the box, below 0, stands for the model's own: 0 means never to review."""
    box.value = box.minimum if threshold is None else threshold


def _shownThreshold(box) -> float | None:
    return None if box.value < 0 else box.value
