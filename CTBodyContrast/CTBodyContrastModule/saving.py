"""Saving a file that the user names."""

from pathlib import Path

import qt
import slicer
from slicer.i18n import tr as _

from CTBodyContrastLib.io.whole import write_whole


def saveFile(parent, title: str, proposed: str, kinds: str, content: str | bytes) -> bool:
    """Ask for a name and write a file; what goes wrong is told. Tells whether it was written.

    :param proposed: a name, whose suffix a name without it gets.
    :param kinds: which files the dialog offers, as "Pictures (*.png)".
    """
    path, suffix = qt.QFileDialog.getSaveFileName(parent, title, proposed, kinds), Path(proposed).suffix
    if not path:
        return False
    try:
        write_whole(Path(path if path.lower().endswith(suffix) else f"{path}{suffix}"), content)
    except OSError as error:
        slicer.util.errorDisplay(
            _("The file could not be saved: {reason}. Choose another folder.").format(reason=error.strerror)
        )
        return False
    return True
