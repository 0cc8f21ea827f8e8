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
        # The least value of the boxes shows as the model's own threshold.
        self._ui.reviewBodyPartSpinBox.value = settings.review_body_part_below or 0
        self._ui.reviewContrastSpinBox.value = settings.review_contrast_below or 0
        self._ui.hierarchyCheckBox.checked = settings.subject_hierarchy

    def _shown(self) -> SiteSettings:
        return SiteSettings(
            self._ui.modelPathEdit.currentPath,
            CHOICES[self._ui.deviceSelector.currentIndex],
            self._ui.reviewBodyPartSpinBox.value or None,
            self._ui.reviewContrastSpinBox.value or None,
            self._ui.hierarchyCheckBox.checked,
        )

    def _store(self) -> None:
        storeSettings(self._shown())

    def _export(self) -> None:
        title, kinds = _("Export the settings"), _("Settings (*.json)")
        saveFile(self._ui.settingsGroupBox, title, "CTBodyContrast.json", kinds, self._shown().to_json())

    def _import(self) -> None:
        title, kinds = _("Import settings"), _("Settings (*.json)")
        path = qt.QFileDialog.getOpenFileName(self._ui.settingsGroupBox, title, "", kinds)
        if not path:
            return
        try:
            self._show(SiteSettings.from_json(Path(path).read_bytes()))
        except SettingsError as error:
            slicer.util.errorDisplay(str(error))
        except OSError as error:
            slicer.util.errorDisplay(_("The file could not be read: {reason}.").format(reason=error.strerror))
