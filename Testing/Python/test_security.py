"""What SECURITY.md promises: no pickle, no network, no patient unless it is asked for, nothing half-written."""

import ast
import csv
import io
import json
import re
import socket
import sys
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest
from dicom_series import changed, slice_dataset, write
from pydicom.dataelem import DataElement
from pydicom.tag import Tag
from test_cli import ct_voxels, loaded, rows, run  # noqa: F401 - a fixture is known where it is imported

from CTBodyContrastLib import make_phantom

ROOT = Path(__file__).parents[2]
SOURCES = [ROOT / "bootstrap.py", *ROOT.glob("CTBodyContrast*/**/*.py")]
PICKLES = {"pickle", "cPickle", "_pickle", "cloudpickle", "dill", "joblib", "shelve", "marshal"}
# What makes a loader that can read pickles refuse them.
SAFE_LOADING = {"torch.load": ("weights_only", True), "np.load": ("allow_pickle", False)}
IDENTITY = {
    "PatientName": "Secret^Name",
    "PatientID": "secret-id",
    "PatientBirthDate": "19010203",
    "PatientAddress": "Secret Street 1",
    "OtherPatientIDs": "secret-other",
    "AccessionNumber": "secret-number",
    "ReferringPhysicianName": "Secret^Referrer",
    "InstitutionName": "Secret Hospital",
}


def pickle_uses(source: str) -> list[str]:
    """The places in Python source where a pickle could be read or written."""
    found = []
    for node in ast.walk(ast.parse(source)):
        if isinstance(node, ast.Import | ast.ImportFrom):
            names = [node.module or ""] if isinstance(node, ast.ImportFrom) else [alias.name for alias in node.names]
            found += [name for name in names if name.partition(".")[0] in PICKLES]
        if isinstance(node, ast.Call) and (loader := ast.unparse(node.func)) in SAFE_LOADING:
            keyword, value = SAFE_LOADING[loader]
            if not any(each.arg == keyword and ast.unparse(each.value) == str(value) for each in node.keywords):
                found.append(loader)
    return found


def test_no_pickle_is_read():
    uses = {str(path): pickle_uses(path.read_text(encoding="utf-8")) for path in SOURCES}
    assert {path: found for path, found in uses.items() if found} == {}
    assert len(uses) > 100


def test_the_search_for_pickles_finds_them():
    assert pickle_uses("import pickle\nfrom joblib import load\ntorch.load(a)\nnp.load(b, allow_pickle=True)") == [
        "pickle",
        "joblib",
        "torch.load",
        "np.load",
    ]
    assert pickle_uses("torch.load(a, weights_only=True)") == []


def test_every_test_that_is_named_exists():
    named = re.findall(r"`([\w/]*test_\w+\.py)`", (ROOT / "SECURITY.md").read_text(encoding="utf-8"))
    assert len(named) > 5
    assert [name for name in named if not (ROOT / "Testing" / "Python" / name).is_file()] == []


def series(folder: Path, voxels: np.ndarray | None = None, **changes: object) -> Path:
    """A DICOM series that names its patient everywhere, of a bar or of other voxels of 3 mm."""
    folder.mkdir(parents=True)
    for index, image in enumerate((ct_voxels() if voxels is None else voxels) + 1024):
        place = {"ImagePositionPatient": [0, 0, 3 * index], "PixelSpacing": [3, 3]}
        write(folder / f"{index}.dcm", slice_dataset(index, image.astype(np.int16), **place, **IDENTITY, **changes))
    return folder


@pytest.fixture
def network() -> Iterator[list[str]]:
    """Every way to the network that Python tells of fails; holds those that were tried."""
    tried, watching = [], [True]

    def refuse(event: str, arguments: tuple) -> None:
        if watching and event in ("socket.connect", "socket.sendto", "socket.getaddrinfo", "socket.gethostbyname"):
            tried.append(event)
            raise ConnectionRefusedError(event)

    sys.addaudithook(refuse)  # there is no way to take it back
    yield tried
    watching.clear()


def test_classifying_opens_no_connection(tmp_path, network):
    pytest.importorskip("torch", reason="not run: torch is not installed")
    folders = ["--sr", tmp_path / "sr", "--propose", tmp_path / "proposals"]
    chest = make_phantom("chest", "CE", seed=1003, spacing=(3.0, 3.0, 3.0)).voxels
    done = run("classify", series(tmp_path / "in", chest), "--device", "cpu", *folders)
    assert (done.exit_code, len(rows(done.stdout)), network) == (0, 1, [])


def test_a_connection_would_be_seen(network):
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("localhost", 9))
    assert network == ["socket.getaddrinfo"]


@pytest.mark.usefixtures("loaded")
class TestIdentity:
    @pytest.mark.parametrize("file_format", ["csv", "jsonl"])
    def test_is_in_no_row_and_no_message(self, tmp_path, file_format):
        done = run("classify", series(tmp_path / "in"), "--format", file_format)
        assert done.exit_code == 0
        assert not told(done)

    @pytest.mark.parametrize(
        "keyword", ["InstanceNumber", "Rows", "ImagePositionPatient", "PixelSpacing", "RescaleSlope", "BitsAllocated"]
    )
    def test_is_in_no_reason_when_damage_moves_it_into_another_tag(self, tmp_path, keyword):
        for path in series(tmp_path / "in").iterdir():
            with changed(path) as dataset:
                dataset[keyword] = DataElement(Tag(keyword), "LO", IDENTITY["PatientName"])
        done = run("classify", tmp_path, "--format", "jsonl")
        assert json.loads(done.stdout.splitlines()[0])["status"] == "rejected"
        assert not told(done)

    @pytest.mark.parametrize("file_format", ["csv", "jsonl"])
    def test_is_the_end_of_a_row_when_it_is_asked_for(self, tmp_path, file_format):
        series(tmp_path / "in")
        done = run("classify", tmp_path, "--include-patient", "--format", file_format)
        (row,) = rows(done.stdout) if file_format == "csv" else [json.loads(done.stdout)]
        assert (row["patient_name"], row["patient_id"]) == ("Secret^Name", "secret-id")
        assert "ecret" not in done.stderr
        if file_format == "csv":
            assert next(csv.reader(io.StringIO(done.stdout)))[-2:] == ["patient_name", "patient_id"]

    def test_is_blank_where_there_is_no_header_to_read(self, tmp_path):
        (tmp_path / "letter.dcm").write_text("not a scan")
        (row,) = rows(run("classify", tmp_path, "--include-patient").stdout)
        assert (row["status"], row["patient_name"], row["patient_id"]) == ("rejected", "", "")

    def test_formula_in_a_name_is_not_run(self, tmp_path):
        folder = series(tmp_path / "in")
        for path in folder.iterdir():
            with changed(path) as dataset:
                dataset.PatientName = "=1+1"
        (row,) = rows(run("classify", folder, "--include-patient").stdout)
        assert row["patient_name"] == "'=1+1"

    def test_asked_for_and_hidden_at_once_is_refused(self, tmp_path):
        done = run("classify", series(tmp_path / "in"), "--include-patient", "--no-paths")
        assert (done.exit_code, "Leave one of them out" in done.stderr) == (2, True)

    @pytest.mark.parametrize("name", ["results.csv", "results.jsonl"])
    def test_resumed_run_asks_for_the_same(self, tmp_path, name):
        folder, output = series(tmp_path / "in"), tmp_path / name
        run("classify", folder, "--include-patient", "-o", output)
        before = output.read_bytes()
        again = run("classify", folder, "--include-patient", "-o", output, "--resume")
        assert (again.exit_code, output.read_bytes()) == (0, before)
        without = run("classify", folder, "-o", output, "--resume")
        assert (without.exit_code, output.read_bytes()) == (2, before)


def told(done) -> bool:
    """Whether anything that a command wrote holds a part of the identity."""
    said = (done.stdout + done.stderr).lower()
    return "secret" in said or IDENTITY["PatientBirthDate"] in said
