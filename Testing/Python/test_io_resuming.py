"""Going on with a result file."""

from collections import Counter
from pathlib import Path

import pytest

from CTBodyContrastLib.classification import Classification
from CTBodyContrastLib.errors import ResultsFileError
from CTBodyContrastLib.io.results import ScanResult, open_results
from CTBodyContrastLib.io.resuming import read_results
from CTBodyContrastLib.io.series import Scan
from CTBodyContrastLib.labels import Status

MODEL = "compact@0123456789ab"
CHEST = Classification(Status.OK, body_part="chest", contrast="CE", reason='a "quoted"\nreason, long', model=MODEL)
REJECTED = Classification(Status.REJECTED, "no CT", model=MODEL)

formats = pytest.mark.parametrize("file_format", ["csv", "jsonl"])


def write(path: Path, file_format: str, *results: ScanResult, keep: int = 0) -> Path:
    with open_results(path, file_format, keep) as writer:
        for result in results:
            writer.write(result)
    return path


def results(*paths: str, answer: Classification = CHEST) -> list[ScanResult]:
    return [ScanResult(path, f"uid of {path}", answer) for path in paths]


def scans(*paths: str) -> list[Scan]:
    return [Scan(Path(path), f"uid of {path}") for path in paths]


class TestRemaining:
    @formats
    def test_scans_with_a_row_are_left_out_and_counted(self, tmp_path, file_format):
        path = write(tmp_path / "results", file_format, *results("a", "c"), *results("d", answer=REJECTED))
        left, done = read_results(path, file_format).remaining(scans("a", "b", "c", "d"), hidden=False)
        assert left == scans("b")
        assert done == Counter({Status.OK: 2, Status.REJECTED: 1})

    @formats
    def test_volumes_of_one_series_are_counted_in_their_order(self, tmp_path, file_format):
        volumes = [Scan(Path("a"), "1", f"volume {number} of 3") for number in (1, 2, 3)]
        path = write(tmp_path / "results", file_format, *[ScanResult("a", "1", CHEST)] * 2)
        left, _ = read_results(path, file_format).remaining(volumes, hidden=False)
        assert left == volumes[2:]

    @formats
    def test_a_series_of_a_server_is_done_with_all_its_volumes(self, tmp_path, file_format):
        series = [Scan(Path(), "1", address=f"http://server/{name}") for name in "ab"]
        path = tmp_path / "results"
        with open_results(path, file_format) as writer:
            writer.write(ScanResult("http://server/a", "1", CHEST), ScanResult("http://server/a", "1", REJECTED))
        left, done = read_results(path, file_format).remaining(series, hidden=False)
        assert left == series[1:]
        assert done == Counter({Status.OK: 1, Status.REJECTED: 1})

    @formats
    def test_a_series_in_another_folder_is_another_scan(self, tmp_path, file_format):
        path = write(tmp_path / "results", file_format, ScanResult("a", "1", CHEST))
        others = [Scan(Path("b"), "1"), Scan(Path("a"), "2")]
        assert read_results(path, file_format).remaining(others, hidden=False)[0] == others

    @formats
    @pytest.mark.parametrize("name", ["=1+1", 'a,"b"', "a\nb", "caf\udce9", "ü\u2028\x85", "a\rb"])
    def test_awkward_names_are_known_again(self, tmp_path, file_format, name):
        path = write(tmp_path / "results", file_format, *results(name))
        assert read_results(path, file_format).remaining(scans(name), hidden=False)[0] == []

    @formats
    def test_hashes_are_known_again(self, tmp_path, file_format):
        hidden = [result.without_paths() for result in (*results("a"), ScanResult("b", "", CHEST))]
        written = read_results(write(tmp_path / "results", file_format, *hidden), file_format)
        assert written.remaining([*scans("a"), Scan(Path("b"))], hidden=True)[0] == []

    @formats
    @pytest.mark.parametrize(("hidden", "words"), [(True, "without --no-paths"), (False, "with --no-paths")])
    def test_hashes_and_names_are_not_mixed(self, tmp_path, file_format, hidden, words):
        (plain,) = results("a")
        path = write(tmp_path / "results", file_format, plain if hidden else plain.without_paths())
        with pytest.raises(ResultsFileError, match=words):
            read_results(path, file_format).remaining(scans("a"), hidden)


class TestTornRow:
    @formats
    def test_every_cut_leaves_the_rows_before_it_and_can_be_gone_on_from(self, tmp_path, file_format):
        path = write(tmp_path / "whole", file_format, *results("a"))
        first = path.stat().st_size
        content = write(path, file_format, *results("a", "b")).read_bytes()
        for end in range(first, len(content)):
            torn = tmp_path / "torn"
            torn.write_bytes(content[:end])
            written = read_results(torn, file_format)
            assert (len(written.rows), written.length, written.torn) == (1, first, end > first)
            write(torn, file_format, *results("b"), keep=written.length)
            assert torn.read_bytes() == content

    @formats
    def test_a_torn_beginning_is_written_anew(self, tmp_path, file_format):
        content = write(tmp_path / "whole", file_format, *results("a")).read_bytes()
        for end in range(10):
            torn = tmp_path / "torn"
            torn.write_bytes(content[:end])
            written = read_results(torn, file_format)
            assert (written.rows, written.length) == ((), 0)
            write(torn, file_format, *results("a"), keep=written.length)
            assert torn.read_bytes() == content

    @formats
    def test_a_file_that_is_not_there_has_no_rows(self, tmp_path, file_format):
        assert read_results(tmp_path / "nothing", file_format).rows == ()


class TestRefusal:
    @pytest.mark.parametrize(
        ("content", "file_format"),
        [
            ("path,body_part\na,chest\n", "csv"),
            ("a letter", "csv"),
            ("a letter", "jsonl"),
            ('{"name": 1}\n', "jsonl"),
        ],
    )
    def test_another_file_is_not_touched(self, tmp_path, content, file_format):
        path = tmp_path / "results"
        path.write_text(content, encoding="utf-8")
        with pytest.raises(ResultsFileError, match="other columns"):
            read_results(path, file_format)
        assert path.read_text(encoding="utf-8") == content

    def test_the_other_format_is_refused(self, tmp_path):
        with pytest.raises(ResultsFileError, match="other columns"):
            read_results(write(tmp_path / "results", "jsonl", *results("a")), "csv")

    @pytest.mark.parametrize(
        ("file_format", "row"),
        [("csv", "a,b\n"), ("csv", f"{','.join('x' * 16)}\n"), ("jsonl", '{"path": "a"}\n'), ("jsonl", '{"path": "\n')],
    )
    def test_a_changed_row_is_named(self, tmp_path, file_format, row):
        path = write(tmp_path / "results", file_format, *results("a"))
        with path.open("a", encoding="utf-8") as stream:
            stream.write(row)
        with pytest.raises(ResultsFileError, match="Row 2 of results"):
            read_results(path, file_format)

    @formats
    def test_rows_of_another_model_are_refused_by_name(self, tmp_path, file_format):
        written = read_results(write(tmp_path / "results", file_format, *results("a")), file_format)
        with pytest.raises(ResultsFileError, match="compact@0123456789ab, and this run uses other@1"):
            written.check("other@1", contrast=True)
        written.check(MODEL, contrast=True)

    @formats
    def test_rows_of_the_other_task_are_refused(self, tmp_path, file_format):
        rows = [*results("a"), *results("b", answer=REJECTED)]
        written = read_results(write(tmp_path / "results", file_format, *rows), file_format)
        with pytest.raises(ResultsFileError, match="--task both"):
            written.check(MODEL, contrast=False)
