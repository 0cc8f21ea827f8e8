"""A real DICOMweb server for tests: Orthanc, on a free port of this computer, with a login and a folder of its own."""

import base64
import io
import json
import shutil
import socket
import subprocess
import threading
import time
from pathlib import Path

import pydicom
import pytest
from pydicom.dataset import Dataset

pytest.importorskip("dicomweb_client", reason="not run: dicomweb-client is not installed")
from requests import RequestException, Session

PROGRAM = shutil.which("Orthanc") or shutil.which("Orthanc", path="/usr/sbin")
PLUGIN = Path("/usr/share/orthanc/plugins/libOrthancDicomWeb.so")  # where Debian puts it
USER, PASSWORD = "reader", "only-for-tests"
LOGIN = base64.b64encode(f"{USER}:{PASSWORD}".encode()).decode()
# It starts in less than a second; on a busy computer it may take a while.
_START_LIMIT_S = 60.0
# What STOW-RS asks for; the tests fill the server in another way.
_READ_ONLY = "function IncomingHttpRequestFilter(method, uri) return method ~= 'POST' or uri == '/instances' end"


class Orthanc:
    """A server that can be killed and started again with what it holds.

    Args:
        folder: an empty one.
        read_only: whether it refuses what is sent by DICOMweb.
    """

    def __init__(self, folder: Path, read_only: bool = False) -> None:
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            port = free.getsockname()[1]
        self._root = f"http://127.0.0.1:{port}"
        self.url = f"{self._root}/dicom-web"
        self._log = folder / "log.txt"
        self._configuration = folder / "configuration.json"
        (folder / "filter.lua").write_text(_READ_ONLY)
        self._configuration.write_text(
            json.dumps(
                {
                    "StorageDirectory": str(folder / "storage"),
                    "IndexDirectory": str(folder / "storage"),
                    "Plugins": [str(PLUGIN)],
                    "LuaScripts": [str(folder / "filter.lua")] if read_only else [],
                    "HttpPort": port,
                    "DicomServerEnabled": False,
                    "RemoteAccessAllowed": False,
                    "AuthenticationEnabled": True,
                    "RegisteredUsers": {USER: PASSWORD},
                }
            )
        )
        self._restarting: threading.Timer | None = None
        self._session = Session()
        self._session.trust_env = False
        self._session.auth = (USER, PASSWORD)
        self.start()

    def start(self) -> None:
        """Start it, and wait until it answers."""
        with self._log.open("a") as log:
            self._process = subprocess.Popen([PROGRAM, str(self._configuration)], stdout=log, stderr=log)
        deadline = time.monotonic() + _START_LIMIT_S
        while not self._answers():
            assert self._process.poll() is None, self._log.read_text()
            assert time.monotonic() < deadline, self._log.read_text()
            time.sleep(0.05)

    def kill(self) -> None:
        """End it at once, with SIGKILL."""
        self._process.kill()
        self._process.wait()

    def restart(self) -> None:
        """Kill it, and start it again a little later; this does not wait."""
        self.kill()
        self._restarting = threading.Timer(0.5, self.start)
        self._restarting.start()

    def end(self) -> None:
        """Kill it for good."""
        if self._restarting:
            self._restarting.join()
        self.kill()

    def store(self, *instances: Dataset) -> None:
        """Put DICOM objects into it."""
        for instance in instances:
            content = io.BytesIO()
            instance.save_as(content, enforce_file_format=True)
            self._session.post(f"{self._root}/instances", content.getvalue(), timeout=10).raise_for_status()

    def reports(self) -> list[Dataset]:
        """The structured reports that it holds."""
        found = []
        for number in self._get("instances").json():
            if self._get(f"instances/{number}/metadata/SopClassUid").text == "1.2.840.10008.5.1.4.1.1.88.33":
                found.append(pydicom.dcmread(io.BytesIO(self._get(f"instances/{number}/file").content)))
        return found

    def _get(self, path: str):
        answer = self._session.get(f"{self._root}/{path}", timeout=10)
        answer.raise_for_status()
        return answer

    def _answers(self) -> bool:
        try:
            return self._get("system").ok
        except RequestException:
            return False
