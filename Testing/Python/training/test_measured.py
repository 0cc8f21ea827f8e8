from pathlib import Path

import pytest

from CTBodyContrastLib.errors import ModelError
from CTBodyContrastLib.reporting.table import Table
from CTBodyContrastLib.training.measured import keep_measured, read_measured

TABLE = Table("robustness", "Robustness", ("Change", "Right"), [["noise", "9 of 10"]], "One note.")


def test_a_run_that_nothing_was_measured_of_has_no_tables(tmp_path: Path) -> None:
    assert read_measured(tmp_path) == []


def test_what_was_kept_is_read_by_name_and_the_newest_counts(tmp_path: Path) -> None:
    for table in (TABLE, Table("ablation", "Ablation", ("Without",), [["noise"]]), TABLE):
        keep_measured(tmp_path, table)
    ablation, robustness = read_measured(tmp_path)
    assert ablation["title"] == "Ablation"
    assert Table(**robustness).markdown() == TABLE.markdown()


@pytest.mark.parametrize("content", ["{", "[]", '{"name": "robustness"}', '{"rows": 1, "column": 2}'])
def test_a_damaged_table_is_refused_by_name(tmp_path: Path, content: str) -> None:
    keep_measured(tmp_path, TABLE)
    (tmp_path / "measured" / "robustness.json").write_text(content)
    with pytest.raises(ModelError, match=r"robustness\.json"):
        read_measured(tmp_path)


def test_a_table_is_of_no_use_once_a_fold_was_trained_again(tmp_path: Path) -> None:
    network = tmp_path / "fold-0.safetensors"
    network.write_bytes(b"weights")
    keep_measured(tmp_path, TABLE)
    assert len(read_measured(tmp_path)) == 1
    network.write_bytes(b"others")
    with pytest.raises(ModelError, match=r"robustness\.json was measured with other networks"):
        read_measured(tmp_path)
