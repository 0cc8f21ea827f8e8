"""The settings of this computer, in Slicer's own settings file."""

import logging

import qt

from CTBodyContrastLib.errors import SettingsError
from CTBodyContrastLib.site_settings import SiteSettings

_KEY = "CTBodyContrast/Settings"


def readSettings() -> SiteSettings:
    """The settings of this computer; those of another release that cannot be understood are not used."""
    try:
        return SiteSettings.from_json(qt.QSettings().value(_KEY) or "{}")
    except SettingsError:
        logging.warning("The settings of CT Body Contrast were not understood; the usual ones are used.")
        return SiteSettings()


def storeSettings(settings: SiteSettings) -> None:
    """Keep settings for all scenes and for later sessions."""
    qt.QSettings().setValue(_KEY, settings.to_json())
