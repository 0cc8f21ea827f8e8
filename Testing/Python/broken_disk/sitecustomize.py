"""A Python that starts with this folder in PYTHONPATH waits when it opens a file named e-hangs.nii.

So does one that reads from a network drive that is gone. No content of a file can make the readers wait.
"""

import io
import time
from pathlib import PurePath

_WAIT_S = 3600

_open = io.open


def _open_or_wait(file, *arguments, **options):
    if isinstance(file, str | PurePath) and PurePath(file).name == "e-hangs.nii":
        time.sleep(_WAIT_S)
    return _open(file, *arguments, **options)


io.open = _open_or_wait
