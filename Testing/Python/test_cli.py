"""The `ctbodycontrast` command."""

import csv
import hashlib
import io
import json
import platform
import subprocess
import sys
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest
from dicom_series import slice_dataset, write_series
from dicom_series import write as write_dicom
from pydicom.uid import MRImageStorage
from typer.testing import CliRunner

from CTBodyContrastLib import __version__, read_volume
from CTBodyContrastLib.bundle import bundled_models
from CTBodyContrastLib.classification import Classification, Vote
from CTBodyContrastLib.cli import app, main
from CTBodyContrastLib.errors import MissingPackageError, ScanError
from CTBodyContrastLib.labels import NINE_VIEWS, BodyPart, Status
from CTBodyContrastLib.preprocessing import reduce_volume
from CTBodyContrastLib.volume import check_hounsfield, check_slices

sitk = pytest.importorskip("SimpleITK", reason="not run: SimpleITK is not installed")

VOTE = Vote(dict.fromkeys(BodyPart, 0.2), 0.9)
REGION = {"part": "chest", "k_first": 0, "k_last": 9}


class FakeClassifier:
    """Judges whether a volume can be judged as the real one does, and calls all the rest an enhanced chest."""

    model_name = "fake@0123456789ab"
    device = "cpu"

    def classify(self, volume, task="both", on_stage=None, explain=False, regions=False):
        on_stage("Asking the network", 0.5)
        try:
            check_slices(volume)
            reduced = reduce_volume(volume, 3.0).voxels
            check_hounsfield(float(reduced.min()), float(reduced.max()))
        except ScanError as error:
            return Classification(Status.REJECTED, str(error), model=self.model_name)
        contrast = {"contrast": "CE", "contrast_probability": 0.9} if task == "both" else {}
        return Classification(
            Status.OK,
            body_part="chest",
            body_part_probability=0.8,
            agreement="9/9",
            votes=dict.fromkeys(NINE_VIEWS, VOTE),
            regions=(REGION,) if regions else (),
            model=self.model_name,
            **contrast,
        )


@pytest.fixture
def loaded(monkeypatch):
    """Puts the fake in place of the real classifier; holds what it was loaded with."""
    calls = []

    def load(model=None, device="auto"):
        calls.append((model, device))
        return FakeClassifier()

    monkeypatch.setattr("CTBodyContrastLib.classifier.Classifier.load", load)
    # Other processes would not know the fake; test_cli_batch.py has them and a real model.
    monkeypatch.setattr(sys.modules["CTBodyContrastLib.cli.running"], "default_workers", lambda scans: 0)
    return calls


def run(*arguments):
    return CliRunner().invoke(app, [str(argument) for argument in arguments])


def rows(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text)))


def ct_voxels(slices: int = 10) -> np.ndarray:
    voxels = np.full((slices, 12, 14), -1000, np.int16)
    voxels[:, 3:9, 3:9] = 50
    return voxels


def write(path: Path, voxels: np.ndarray, vector: bool = False, spacing: tuple[float, ...] | None = None) -> Path:
    image = sitk.GetImageFromArray(voxels, isVector=vector)
    if spacing:
        image.SetSpacing(spacing)
    sitk.WriteImage(image, str(path))
    return path


@pytest.fixture
def scan(tmp_path):
    return write(tmp_path / "scan.nii.gz", ct_voxels())


def missing(folder: Path) -> Path:
    return folder / "missing.nii.gz"


def truncated(folder: Path) -> Path:
    path = write(folder / "truncated.nii", ct_voxels())
    path.write_bytes(path.read_bytes()[:-1000])
    return path


def empty_file(folder: Path) -> Path:
    path = folder / "empty.nii"
    path.touch()
    return path


def text_file(folder: Path) -> Path:
    path = folder / "letter.txt"
    path.write_text("not a scan", encoding="utf-8")
    return path


def empty_folder(folder: Path) -> Path:
    path = folder / "nothing"
    path.mkdir()
    return path


def few_slices(folder: Path) -> Path:
    return write(folder / "few.nrrd", ct_voxels(5))


def single_image(folder: Path) -> Path:
    return write(folder / "image.mha", ct_voxels()[0])


def time_series(folder: Path) -> Path:
    return write(folder / "series.nii", np.stack([ct_voxels(), ct_voxels()]))


def color(folder: Path) -> Path:
    return write(folder / "color.mha", np.zeros((10, 12, 14, 3), np.uint8), vector=True)


def not_a_number(folder: Path) -> Path:
    voxels = ct_voxels().astype(np.float32)
    voxels[5, 5, 5] = np.nan
    return write(folder / "nan.nii", voxels)


def not_hounsfield(folder: Path) -> Path:
    return write(folder / "scaled.nii", np.linspace(0, 1, 8 * 12 * 14, dtype=np.float32).reshape(8, 12, 14))


def one_value(folder: Path) -> Path:
    return write(folder / "blank.nii", np.zeros((10, 12, 14), np.int16))


def magnetic_resonance(folder: Path) -> Path:
    return write_series(folder / "mr", 10, Modality="MR", SOPClassUID=MRImageStorage)[0].parent


def mixed_orientations(folder: Path) -> Path:
    orientations = [[1, 0, 0, 0, 1, 0]] * 9 + [[0, 1, 0, 0, 0, -1]]
    return write_series(folder / "mixed", 10, ImageOrientationPatient=orientations)[0].parent


def header_only(folder: Path) -> Path:
    return write_series(folder / "headers", 10, PixelData=None)[0].parent


def series_in_two_folders(folder: Path, **changes: object) -> list[Path]:
    """A series whose second half lies in another folder and has telling names; changes are those of its first file."""
    paths = write_series(folder / "first", 12)
    (folder / "second").mkdir()
    paths[6:] = [path.rename(folder / "second" / f"Miller_{path.name}") for path in paths[6:]]
    write_dicom(paths[6], slice_dataset(6, **changes))
    return paths


BAD_INPUTS = [
    (magnetic_resonance, "MR"),
    (mixed_orientations, "orientation"),
    (header_only, "no pixel data"),
    (missing, "no file"),
    (truncated, "truncated"),
    (empty_file, "empty.nii"),
    (text_file, "letter.txt"),
    (empty_folder, "holds no CT scan"),
    (few_slices, "slices"),
    (single_image, "single image"),
    (time_series, "time series"),
    (color, "color"),
    (not_a_number, "NaN"),
    (not_hounsfield, "Hounsfield"),
    (one_value, "Every voxel"),
]


class TestClassify:
    def test_a_pipe_gets_one_row_a_scan_and_messages_go_elsewhere(self, scan, loaded):
        result = run("classify", scan)
        (row,) = rows(result.stdout)
        assert (row["path"], row["body_part"], row["contrast"], row["status"]) == (str(scan), "chest", "CE", "ok")
        assert "1 scan: 1 ok, 0 review, 0 rejected" in result.stderr
        assert result.exit_code == 0

    def test_folder_is_searched_and_rows_go_to_the_file(self, scan, loaded, tmp_path):
        write(tmp_path / "another.mha", ct_voxels())
        result = run("classify", tmp_path, "-o", tmp_path / "results.csv")
        written = rows((tmp_path / "results.csv").read_text(encoding="utf-8"))
        assert [Path(row["path"]).name for row in written] == ["another.mha", "scan.nii.gz"]
        assert result.stdout == ""
        assert "Written to" in result.stderr

    @pytest.mark.parametrize(("make", "words"), BAD_INPUTS, ids=[make.__name__ for make, _ in BAD_INPUTS])
    def test_bad_input_is_rejected_in_words_and_the_others_are_classified(self, scan, loaded, tmp_path, make, words):
        folder = tmp_path / "bad"
        folder.mkdir()
        bad = make(folder)
        result = run("classify", bad, scan)
        rejected, classified = rows(result.stdout)
        assert (rejected["path"], rejected["status"], rejected["body_part"]) == (str(bad), "rejected", "")
        assert words in rejected["reason"]
        assert classified["status"] == "ok"
        assert result.exit_code == 1

    def test_terminal_gets_a_table(self, scan, loaded, tmp_path, monkeypatch):
        terminal = SimpleNamespace(stdout=SimpleNamespace(isatty=lambda: True))
        monkeypatch.setattr(sys.modules["CTBodyContrastLib.cli.running"], "sys", terminal)
        result = run("classify", scan, few_slices(tmp_path))
        header, _, classified, rejected = (line.split("│") for line in result.stdout.splitlines()[1:5])
        assert "Body part" in header[0]
        assert [cell.strip() for cell in classified[2:6]] == ["chest 0.8000", "CE 0.9000", "9/9", "ok"]
        assert rejected[5].strip() == "rejected"
        assert result.stderr.count("\n") == 1

    def test_jsonl_holds_the_nine_votes(self, scan, loaded):
        record = json.loads(run("classify", scan, "--format", "jsonl").stdout)
        assert len(record["votes"]) == 9

    def test_format_follows_the_file_name(self, scan, loaded, tmp_path):
        run("classify", scan, "-o", tmp_path / "results.jsonl")
        assert json.loads((tmp_path / "results.jsonl").read_text(encoding="utf-8"))["body_part"] == "chest"

    def test_task_model_and_device_are_passed_on(self, scan, loaded):
        (row,) = rows(run("classify", scan, "--task", "body-part", "--model", "other", "--device", "cpu").stdout)
        assert (row["contrast"], row["contrast_probability"]) == ("", "")
        assert loaded == [("other", "cpu")]

    def test_regions_are_found_when_asked_for(self, scan, loaded):
        assert rows(run("classify", scan).stdout)[0]["regions"] == ""
        (row,) = rows(run("classify", scan, "--regions").stdout)
        assert json.loads(row["regions"]) == [REGION]

    def test_no_paths_leaves_no_name_anywhere(self, scan, loaded, tmp_path):
        result = run("classify", scan, missing(tmp_path), "--no-paths", "--format", "jsonl")
        assert len(result.stdout.splitlines()) == 2
        for name in ("scan.nii", "missing.nii", tmp_path.name):
            assert name not in result.stdout + result.stderr

    def test_warnings_that_quote_headers_are_silenced(self, tmp_path):
        for path in write_series(tmp_path / "series", 10):
            path.write_bytes(path.read_bytes().replace(b"1.2.826.0.1.3680043.8.498.2", b"DOE^JANE".ljust(27)))
        command = [sys.executable, "-m", "CTBodyContrastLib", "project", tmp_path / "series", "-o", tmp_path / "out"]
        done = subprocess.run(command, capture_output=True, text=True, check=True)
        assert "DOE" not in done.stderr

    def test_dry_run_lists_scans_and_loads_no_model(self, scan, loaded, tmp_path):
        result = run("classify", scan, missing(tmp_path), "--dry-run", "-o", tmp_path / "results.csv")
        assert result.stdout == f"{scan}\t\n"
        assert "no file" in result.stderr
        assert result.exit_code == 1
        assert loaded == []
        assert not (tmp_path / "results.csv").exists()

    def test_header_cache_changes_nothing_but_the_time(self, tmp_path):
        write_series(tmp_path / "series")
        arguments = ("classify", tmp_path / "series", "--dry-run")
        listed = run(*arguments).stdout
        for _ in range(2):
            assert run(*arguments, "--header-cache", tmp_path / "headers.cache").stdout == listed
        assert (tmp_path / "headers.cache").is_file()

    def test_header_cache_replaces_no_other_file(self, tmp_path):
        write_series(tmp_path / "series")
        (tmp_path / "results.csv").write_text("rows")
        result = run("classify", tmp_path / "series", "--dry-run", "--header-cache", tmp_path / "results.csv")
        assert result.exit_code == 2
        assert "is no header cache" in result.stderr
        assert (tmp_path / "results.csv").read_text() == "rows"

    def test_interruption_leaves_complete_rows(self, scan, loaded, tmp_path, monkeypatch):
        seen = []

        def classify(self, volume, task="both", on_stage=None, explain=False, regions=False):
            if seen:
                raise KeyboardInterrupt
            seen.append(volume)
            return Classification(Status.OK, body_part="chest")

        monkeypatch.setattr(FakeClassifier, "classify", classify)
        write(tmp_path / "another.nii", ct_voxels())
        result = run("classify", tmp_path, "-o", tmp_path / "results.csv")
        assert len(rows((tmp_path / "results.csv").read_text(encoding="utf-8"))) == 1
        assert "The rows of 1 of 2 scans are complete" in result.stderr
        assert result.exit_code == 130

    def test_interruption_before_the_first_scan_is_no_rejection(self, scan, monkeypatch):
        def load(model=None, device="auto"):
            raise KeyboardInterrupt

        monkeypatch.setattr("CTBodyContrastLib.classifier.Classifier.load", load)
        result = run("classify", scan)
        assert (result.exit_code, result.stderr) == (130, "Stopped.\n")

    @pytest.mark.parametrize(
        "arguments",
        [
            ["classify"],
            ["classify", "SCAN", "--device", "abacus"],
            ["classify", "SCAN", "--format", "xlsx"],
            ["classify", "SCAN", "-o", "SCAN"],
            ["classify", "missing.nii", "-o", "SCAN"],
            ["classify", "SCAN", "-o", "rows.dcm"],
            ["classify", "SCAN", "-o", "rows.ZIP"],
            ["classify", "SCAN", "-o", "no/such/folder/results.csv"],
            ["nonsense"],
        ],
        ids=" ".join,
    )
    def test_wrong_usage_is_exit_code_2(self, scan, loaded, arguments):
        before = scan.read_bytes()
        assert run(*[scan if argument == "SCAN" else argument for argument in arguments]).exit_code == 2
        assert scan.read_bytes() == before

    def test_file_of_another_kind_is_not_replaced(self, scan, loaded, tmp_path):
        other = write_series(tmp_path / "series", 1)[0].rename(tmp_path / "IM0001")
        before = other.read_bytes()
        result = run("classify", scan, "-o", other)
        assert result.exit_code == 2
        assert "holds something else than results" in result.stderr
        assert other.read_bytes() == before

    @pytest.mark.parametrize("older", ["", "path,series_uid,of another release\n", '{"path": "a"}\n', '{"pa'])
    def test_older_results_are_replaced(self, scan, loaded, tmp_path, older):
        (tmp_path / "results").write_text(older)
        assert run("classify", scan, "-o", tmp_path / "results").exit_code == 0
        assert len(rows((tmp_path / "results").read_text(encoding="utf-8"))) == 1

    @pytest.mark.skipif(sys.platform == "win32", reason="its file names are always text")
    @pytest.mark.parametrize("extra", [[], ["--dry-run"]])
    def test_file_name_that_is_not_valid_text_does_not_end_a_piped_run(
        self, scan, loaded, tmp_path, monkeypatch, extra
    ):
        scan.rename(tmp_path / "caf\udce9.nii.gz")
        pipe = io.TextIOWrapper(io.BytesIO(), encoding="utf-8", write_through=True)
        monkeypatch.setattr(sys, "stdout", pipe)
        monkeypatch.setattr(sys, "argv", ["ctbodycontrast", "classify", str(tmp_path), *extra])
        with pytest.raises(SystemExit) as ended:
            main()
        assert ended.value.code == 0
        assert b"caf\\udce9.nii.gz" in pipe.buffer.getvalue()

    @pytest.mark.skipif(sys.platform == "win32", reason="making links needs rights on Windows")
    def test_link_to_itself_is_a_rejected_scan(self, loaded, tmp_path):
        (tmp_path / "a.nii").symlink_to(tmp_path / "a.nii")
        result = run("classify", tmp_path / "a.nii", "-o", tmp_path / "results.csv", "--no-paths")
        assert result.exit_code == 1
        assert "There is no file or folder" in (tmp_path / "results.csv").read_text(encoding="utf-8")

    @pytest.mark.parametrize("extra", [[], ["--dry-run"]])
    def test_no_paths_hides_the_name_of_a_file_that_failed_in_another_folder(self, loaded, tmp_path, extra):
        series_in_two_folders(tmp_path, ImagePositionPatient=None)
        result = run("classify", tmp_path, "--no-paths", *extra)
        assert "does not say where its slice lies" in result.stdout + result.stderr
        assert "Miller" not in result.stdout + result.stderr

    def test_no_paths_hides_the_name_of_a_file_that_cannot_be_decoded(self, loaded, tmp_path):
        path = series_in_two_folders(tmp_path)[8]
        path.write_bytes(path.read_bytes()[:-20])
        result = run("classify", tmp_path, "--no-paths")
        assert "cannot be decoded" in result.stdout
        assert "Miller" not in result.stdout + result.stderr

    def test_unknown_model_is_told_in_one_sentence(self, scan):
        pytest.importorskip("torch", reason="not run: torch is not installed")
        result = run("classify", scan, "--model", "no-such-model")
        assert result.exit_code == 2
        assert "Error: There is no model no-such-model" in result.stderr
        assert "Traceback" not in result.output

    def test_missing_package_is_told_in_one_sentence(self, scan, monkeypatch):
        def load(model=None, device="auto"):
            raise MissingPackageError("The package torch is not installed.")

        monkeypatch.setattr("CTBodyContrastLib.classifier.Classifier.load", load)
        result = run("classify", scan)
        assert (result.exit_code, result.stderr) == (2, "Error: The package torch is not installed.\n")

    def test_bundled_model_classifies_the_phantom(self, tmp_path):
        pytest.importorskip("torch", reason="not run: torch is not installed")
        if not bundled_models():
            pytest.skip("no bundled model in this tree")
        run("phantom", "-o", tmp_path / "p.nii.gz", "--body-part", "chest", "--contrast", "CE")
        (row,) = rows(run("classify", tmp_path / "p.nii.gz").stdout)
        assert (row["body_part"], row["contrast"]) == ("chest", "CE")


class TestDerivedFiles:
    @pytest.fixture
    def series(self, tmp_path):
        pytest.importorskip("highdicom", reason="not run: highdicom is not installed")
        voxels = ct_voxels() + 1024
        for index, image in enumerate(voxels):
            changes = {"InstanceNumber": index + 1, "ImagePositionPatient": [0, 0, 3 * index]}
            path = tmp_path / "in" / f"{index}.dcm"
            path.parent.mkdir(exist_ok=True)
            write_dicom(path, slice_dataset(index, image.astype(np.int16), PixelSpacing=[3, 3], **changes))
        return tmp_path / "in"

    def test_report_and_proposal_are_written_for_a_series(self, series, loaded, tmp_path):
        result = run("classify", series, "--sr", tmp_path / "sr", "--propose", tmp_path / "proposals")
        assert (result.exit_code, result.stderr.count("No ")) == (0, 0)
        assert [path.suffix for path in (tmp_path / "sr").iterdir()] == [".dcm"]
        assert (tmp_path / "proposals" / "proposals.csv").is_file()

    def test_what_gives_none_is_told_in_a_line_and_costs_nothing(self, scan, series, loaded, tmp_path):
        result = run("classify", series, scan, few_slices(tmp_path), "--sr", tmp_path / "sr")
        told = [line for line in result.stderr.splitlines() if "No report: " in line]
        assert ["no DICOM series" in line for line in told] == [True, False]
        assert "was rejected" in told[1]
        assert [row["status"] for row in rows(result.stdout)] == ["ok", "ok", "rejected"]

    def test_no_paths_holds_for_these_lines_too(self, scan, loaded, tmp_path):
        result = run("classify", scan, "--no-paths", "--sr", tmp_path / "sr")
        assert "No report: " in result.stderr
        assert "scan.nii" not in result.stderr

    def test_reports_among_the_scans_are_refused(self, series, loaded):
        before = set(series.iterdir())
        result = run("classify", series, "--sr", series / "sr")
        assert result.exit_code == 2
        assert "searched for scans" in result.stderr
        assert set(series.iterdir()) == before

    def test_file_in_place_of_the_folder_is_told(self, scan, loaded):
        assert run("classify", scan, "--sr", scan).exit_code == 2

    def test_dry_run_writes_none(self, series, loaded, tmp_path):
        run("classify", series, "--dry-run", "--sr", tmp_path / "sr")
        assert not (tmp_path / "sr").exists()


class TestProject:
    def test_writes_nine_pictures_and_the_values(self, scan, tmp_path):
        assert run("project", scan, "-o", tmp_path / "out").exit_code == 0
        names = {path.name for path in (tmp_path / "out").iterdir()}
        assert names == {f"{method}_{plane}.png" for method, plane in NINE_VIEWS} | {"reconstructions.npz"}
        values = np.load(tmp_path / "out" / "reconstructions.npz")
        np.testing.assert_array_equal(values["mip_axial"], ct_voxels().max(axis=0))

    def test_pictures_have_the_physical_aspect_ratio(self, tmp_path):
        path = write(tmp_path / "thick.nii", ct_voxels(), spacing=(1.0, 1.0, 5.0))
        run("project", path, "-o", tmp_path / "out")
        picture = sitk.GetArrayFromImage(sitk.ReadImage(str(tmp_path / "out" / "mip_coronal.png")))
        assert picture.shape == (50, 14)

    def test_several_scans_get_a_subfolder_each_and_a_bad_one_is_told(self, scan, tmp_path):
        folder = tmp_path / "in"
        folder.mkdir()
        for name in ("a.nii", "b.nii"):
            write(folder / name, ct_voxels())
        truncated(folder)
        result = run("project", folder, "-o", tmp_path / "out")
        assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["1_a", "2_b"]
        assert "truncated.nii: not written" in result.stderr
        assert result.exit_code == 1


class TestPhantom:
    @pytest.mark.parametrize("name", ["phantom.nii.gz", "phantom"])
    def test_file_and_series_can_be_read_back(self, tmp_path, name):
        path = tmp_path / name
        result = run("phantom", "-o", path, "--body-part", "brain", "--contrast", "ne", "--seed", "1")
        assert result.exit_code == 0
        assert f"A synthetic NE CT of the brain is in {path}." in result.stderr
        assert read_volume(path).voxels.min() < -900

    def test_folder_with_files_is_not_mixed_with_slices(self, scan):
        before = set(scan.parent.iterdir())
        result = run("phantom", "-o", scan.parent)
        assert result.exit_code == 2
        assert "already holds files" in result.stderr
        assert set(scan.parent.iterdir()) == before

    def test_unknown_body_part_is_wrong_usage(self, tmp_path):
        assert run("phantom", "-o", tmp_path / "p.nii.gz", "--body-part", "knee").exit_code == 2


class TestModels:
    @staticmethod
    def write_card(folder: Path) -> None:
        """A card that says what is needed to load it and little more, and weights of no byte."""
        card = {
            "schema_version": 1,
            "name": "bare",
            "weights": "bare.safetensors",
            "sha256": hashlib.sha256(b"").hexdigest(),
            "body_parts": list(BodyPart),
            "views": [list(view) for view in NINE_VIEWS],
            "preprocessing": {"input_size": 64, "spacing_mm": 3.0, "windows_hu": {"aip": [[-1000, 1000]] * 3}},
            "fusion": {},
            "review_below": {"body_part": 0.5, "contrast": 0.5},
            "backbone": "mobilenetv3_small_050",
        }
        (folder / "bare.json").write_text(json.dumps(card), encoding="utf-8")
        (folder / "bare.safetensors").touch()

    def test_changed_model_is_told(self, tmp_path, monkeypatch):
        self.write_card(tmp_path)
        (tmp_path / "bare.safetensors").write_bytes(b"changed")
        monkeypatch.setattr("CTBodyContrastLib.bundle.MODELS_FOLDER", tmp_path)
        for command in ("models", "doctor"):
            result = run(command)
            assert "bare.safetensors has changed" in result.stdout
            assert result.exit_code == 1

    def test_card_that_says_too_little_is_told_in_one_sentence(self, tmp_path):
        self.write_card(tmp_path)
        result = run("models", tmp_path / "bare.json")
        assert result.exit_code == 2
        assert result.stderr.startswith("Error: The card of ")

    def test_bundled_models_are_intact(self):
        if not bundled_models():
            pytest.skip("no bundled model in this tree")
        result = run("models")
        assert "intact" in result.stdout
        assert result.exit_code == 0


class TestDoctor:
    def test_names_versions_and_device(self):
        pytest.importorskip("torch", reason="not run: torch is not installed")
        found = dict(line.split(maxsplit=1) for line in run("doctor").stdout.splitlines()[1:])
        assert found["Python"].startswith(platform.python_version())
        assert found["device"].strip() in ("cpu", "cuda", "mps")

    def test_package_that_is_missing_gets_a_remedy(self, monkeypatch):
        monkeypatch.setattr("importlib.metadata.requires", lambda name: ["no-such-package>=1", "x; extra == 'test'"])
        result = run("doctor")
        assert "python -m pip install no-such-package" in result.stdout
        assert result.exit_code == 1


class TestEvaluate:
    def test_inputs_are_passed_on(self, tmp_path, monkeypatch):
        given = []

        def evaluate(*arguments):
            given.append(arguments[:-1])
            return tmp_path / "out/report.html"

        monkeypatch.setattr("CTBodyContrastLib.training.evaluation.evaluate.evaluate", evaluate)
        inputs = ("run", "--dataset", "table.csv", "--model", "tiny.json", "--properties", "cases.csv", "--thumbnails")
        done = run("evaluate", *inputs, "-o", "out", "--device", "cpu")
        assert done.exit_code == 0
        assert given == [
            (Path("out"), Path("run"), Path("table.csv"), "tiny.json", Path("cases.csv"), True, "cpu"),
        ]
        assert f"The report is {tmp_path / 'out/report.html'}." in done.stderr

    def test_a_folder_without_a_run_is_told_in_one_sentence(self, tmp_path):
        pytest.importorskip("statsmodels", reason="not run: what training needs is not installed")
        done = run("evaluate", tmp_path, "-o", tmp_path / "out")
        assert done.exit_code == 2
        assert "is not the folder of a run" in done.stderr
        assert "Traceback" not in done.output

    def test_a_missing_package_gets_a_remedy(self, tmp_path, monkeypatch):
        monkeypatch.setattr("CTBodyContrastLib.reporting.packages.find_spec", lambda name: None)
        done = run("evaluate", tmp_path, "-o", tmp_path / "out")
        assert done.exit_code == 2
        assert "The package sklearn is not installed" in done.stderr


class TestBundle:
    def test_inputs_are_passed_on(self, tmp_path, monkeypatch):
        pytest.importorskip("torchvision", reason="not run: what training needs is not installed")
        given = []

        def bundle_run(*arguments):
            given.append(arguments[:-1])
            return tmp_path / "mine.json"

        monkeypatch.setattr("CTBodyContrastLib.training.bundling.bundle_run", bundle_run)
        options = ("--name", "mine", "--texts", "words.toml", "--dataset", "table.csv")
        done = run("bundle", "run", "-o", tmp_path, *options, "--device", "cpu")
        assert done.exit_code == 0
        assert given == [(Path("run"), tmp_path, "mine", "words.toml", Path("table.csv"), "cpu")]
        assert f"--model {tmp_path / 'mine.json'}" in done.stderr

    def test_a_folder_without_a_run_is_told_in_one_sentence(self, tmp_path):
        pytest.importorskip("torchvision", reason="not run: what training needs is not installed")
        done = run("bundle", tmp_path, "-o", tmp_path / "model")
        assert done.exit_code == 2
        assert "is not the folder of a run" in done.stderr
        assert "Traceback" not in done.output
        assert not (tmp_path / "model").exists()


def test_version():
    assert run("--version").stdout == f"ctbodycontrast {__version__}\n"


def test_module_can_be_run_as_a_program():
    command = [sys.executable, "-m", "CTBodyContrastLib", "--version"]
    assert subprocess.check_output(command, text=True) == f"ctbodycontrast {__version__}\n"
