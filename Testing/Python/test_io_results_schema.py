"""The published schema of the JSON lines fits the rows that are written, and no others."""

import io
import json
from dataclasses import replace
from pathlib import Path

import pytest
from classifications import CHEST as OK

from CTBodyContrastLib import io as library_io
from CTBodyContrastLib.batch import classify_scans
from CTBodyContrastLib.classification import Classification
from CTBodyContrastLib.io.results import JsonLinesWriter, ScanResult, as_record
from CTBodyContrastLib.io.series import Scan
from CTBodyContrastLib.labels import ANATOMY_CODE, BodyPart, Contrast, Method, Plane, Status
from CTBodyContrastLib.volume import CTVolume

jsonschema = pytest.importorskip("jsonschema", reason="not run: jsonschema is not installed")

SCHEMA = json.loads((Path(library_io.__file__).parent / "results.schema.json").read_text(encoding="utf-8"))
VALIDATOR = jsonschema.Draft202012Validator(SCHEMA)
REJECTED = Classification(Status.REJECTED, "This is MR, not CT.", model="compact@0123456789ab", date=OK.date)


def row(answer: Classification, hide: bool = False) -> dict[str, object]:
    """A result as a reader of the file gets it."""
    result = ScanResult("scans/a", "1.2.3", answer, "series 3, CHEST, CT")
    stream = io.StringIO()
    JsonLinesWriter(stream).write(result.without_paths() if hide else result)
    return json.loads(stream.getvalue())


def test_the_schema_is_one():
    jsonschema.Draft202012Validator.check_schema(SCHEMA)


@pytest.mark.parametrize("hide", [False, True], ids=["paths", "hashes"])
@pytest.mark.parametrize(
    "answer",
    [
        OK,
        replace(OK, status=Status.REVIEW, reason="The views disagree."),
        REJECTED,
        replace(OK, contrast="", contrast_probability=None),
        replace(OK, contrast="NE"),
        replace(OK, contrast="mixed"),
        *(replace(OK, body_part=part) for part in ANATOMY_CODE),
        replace(OK, body_part="+".join(BodyPart)),
    ],
    ids=lambda answer: f"{answer.status} {answer.body_part} {answer.contrast}",
)
def test_rows_that_are_written_fit(answer, hide):
    VALIDATOR.validate(row(answer, hide))


def test_a_row_of_a_run_that_fails_to_read_fits():
    def read() -> CTVolume:
        raise MemoryError

    class Model:
        model_name = "fake@0123456789ab"

    (result,) = classify_scans([Scan(Path("a"), _reader=read)], Model())
    VALIDATOR.validate(as_record(result))


@pytest.mark.parametrize(
    "change",
    [
        {"body_part": "knee"},
        {"body_part": "chest+"},
        {"body_part": ""},
        {"body_part_probability": None},
        {"body_part_probability": "0.99"},
        {"body_part_probability": 1.01},
        {"contrast": "ce"},
        {"contrast": ""},
        {"contrast_probability": None},
        {"agreement": "8 of 9"},
        {"status": "stale"},
        {"status": "rejected"},
        {"status": "review"},
        {"reason": "although it is ok"},
        {"tag_check": "agree"},
        {"votes": []},
        {"regions": [{"part": "knee", "k_first": 0, "k_last": 1}]},
        {"PatientName": "Secret^Name"},
    ],
    ids=str,
)
def test_other_rows_do_not_fit(change):
    with pytest.raises(jsonschema.ValidationError):
        VALIDATOR.validate(row(OK) | change)


@pytest.mark.parametrize("field", row(OK))
def test_every_field_is_required_and_explained(field):
    with pytest.raises(jsonschema.ValidationError, match=f"'{field}' is a required property"):
        VALIDATOR.validate({name: value for name, value in row(OK).items() if name != field})


def test_the_vocabulary_is_that_of_the_library():
    vote = SCHEMA["properties"]["votes"]["items"]["properties"]
    assert SCHEMA["$defs"]["part"]["enum"] == vote["body_part"]["required"] == list(BodyPart)
    assert SCHEMA["properties"]["status"]["enum"] == list(Status)
    assert SCHEMA["properties"]["contrast"]["enum"] == [*Contrast, "mixed", ""]
    assert vote["method"]["enum"] == list(Method)
    assert vote["plane"]["enum"] == list(Plane)
