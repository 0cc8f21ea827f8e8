import pytest

from CTBodyContrastLib.training.weak_labels import Confidence, Proposal, propose_contrast, propose_parts

LOW, MEDIUM, HIGH = Confidence


class TestBodyPart:
    @pytest.mark.parametrize(
        ("tags", "label", "confidence"),
        [
            ({"BodyPartExamined": "HEAD"}, "brain", MEDIUM),
            ({"AnatomicRegionSequence": "Chest and Abdomen"}, "chest;abdomen", MEDIUM),
            ({"SeriesDescription": "흉부"}, "chest", MEDIUM),
            ({"BodyPartExamined": "HEAD", "SeriesDescription": "Schädel 5mm"}, "brain", HIGH),
            ({"BodyPartExamined": "CHEST", "StudyDescription": "CT chest abdomen"}, "chest", HIGH),
            ({"BodyPartExamined": "CHEST", "StudyDescription": "CT abdomen"}, "chest", LOW),
            ({"BodyPartExamined": "CHEST", "SeriesDescription": "Neck"}, "chest", LOW),
            ({"BodyPartExamined": "ABDOMEN", "SeriesDescription": "Abdomen/Becken"}, "abdomen;pelvis", LOW),
            ({"BodyPartExamined": "KNEE", "SeriesDescription": "chest"}, "chest", LOW),
            ({"StudyDescription": "TC tórax"}, "chest", LOW),
            ({"ProtocolName": "Abdomen"}, "abdomen", LOW),
            ({"BodyPartExamined": "ABDOMEN", "SeriesDescription": "ABD LUNG 5.0"}, "abdomen", HIGH),
            ({"SeriesDescription": "SKULL BASE TO THIGH"}, "brain;neck;chest;abdomen;pelvis", MEDIUM),
            ({"BodyPartExamined": "PELVIS", "StudyDescription": "자궁경부"}, "pelvis", HIGH),
        ],
    )
    def test_tags_that_support_each_other_are_relied_on(
        self, tags: dict[str, str], label: str, confidence: Confidence
    ) -> None:
        proposal = propose_parts(tags)
        assert (proposal.label, proposal.confidence) == (label, confidence)

    @pytest.mark.parametrize("tags", [{}, {"BodyPartExamined": ""}, {"SeriesDescription": "Body 5.0"}])
    def test_nothing_said_proposes_nothing(self, tags: dict[str, str]) -> None:
        assert propose_parts(tags) == Proposal()

    def test_a_part_outside_the_five_is_evidence_and_no_label(self) -> None:
        assert propose_parts({"BodyPartExamined": "KNEE"}) == Proposal(evidence="BodyPartExamined: KNEE")

    def test_evidence_names_tags_and_quotes_known_words_only(self) -> None:
        tags = {"BodyPartExamined": "HEAD", "StudyDescription": "Kopf, Frau Anna Müller"}
        assert propose_parts(tags).evidence == "BodyPartExamined: HEAD; StudyDescription: KOPF"


class TestContrast:
    @pytest.mark.parametrize(
        ("tags", "label", "confidence"),
        [
            ({"ContrastBolusAgent": "ULTRAVIST 370"}, "CE", MEDIUM),
            ({"ContrastBolusAgent": "ULTRAVIST 370", "SeriesDescription": "Thorax mit KM"}, "CE", HIGH),
            ({"ContrastBolusAgent": "ULTRAVIST 370", "StudyDescription": "CT thorax mit KM"}, "CE", HIGH),
            ({"ContrastBolusAgent": "ULTRAVIST 370", "SeriesDescription": "nativ"}, "NE", LOW),
            ({"ContrastBolusAgent": "ULTRAVIST 370", "StudyDescription": "without contrast"}, "CE", LOW),
            ({"ContrastBolusAgent": "", "ContrastBolusRoute": "Oral & IV"}, "CE", MEDIUM),
            ({"ContrastBolusAgent": "ohne KM"}, "NE", MEDIUM),
            ({"SeriesDescription": "nativ"}, "NE", MEDIUM),
            ({"SeriesDescription": "keine KM-Gabe"}, "NE", MEDIUM),
            ({"ContrastBolusAgent": "KEINE", "SeriesDescription": "HEAD W/O CON"}, "NE", HIGH),
            ({"ContrastBolusAgent": "造影剤"}, "CE", MEDIUM),
            ({"SeriesDescription": "nativ", "StudyDescription": "CT mit KM"}, "NE", MEDIUM),
            ({"StudyDescription": "sans injection"}, "NE", MEDIUM),
            ({"StudyDescription": "CT with contrast"}, "CE", LOW),
        ],
    )
    def test_tags_that_support_each_other_are_relied_on(
        self, tags: dict[str, str], label: str, confidence: Confidence
    ) -> None:
        proposal = propose_contrast(tags)
        assert (proposal.label, proposal.confidence) == (label, confidence)

    @pytest.mark.parametrize(
        "tags",
        [
            {},
            {"ContrastBolusAgent": ""},
            {"ContrastBolusAgent": "BARIUM", "ContrastBolusRoute": "ORAL"},
            {"ContrastBolusRoute": "RECTAL", "StudyDescription": "with oral contrast"},
            {"ContrastBolusAgent": "Saline", "SeriesDescription": "LUNG ENHANCE"},
        ],
    )
    def test_a_blank_agent_and_an_oral_one_propose_nothing(self, tags: dict[str, str]) -> None:
        assert propose_contrast(tags) == Proposal()

    @pytest.mark.parametrize(
        "tags",
        [
            {"StudyDescription": "with and without contrast"},
            {"StudyDescription": "nativ", "ProtocolName": "Thorax KM"},
        ],
    )
    def test_an_examination_of_both_is_evidence_and_no_label(self, tags: dict[str, str]) -> None:
        proposal = propose_contrast(tags)
        assert (proposal.label, proposal.confidence) == ("", None)
        assert proposal.evidence.startswith("StudyDescription: ")

    def test_an_agents_name_is_not_quoted(self) -> None:
        tags = {"ContrastBolusAgent": "Ultravist, Frau Müller", "ContrastBolusRoute": "IV"}
        assert propose_contrast(tags).evidence == "ContrastBolusAgent/ContrastBolusRoute: an agent"


def test_confidences_are_ordered() -> None:
    assert HIGH.reaches(MEDIUM)
    assert MEDIUM.reaches(MEDIUM)
    assert not LOW.reaches(MEDIUM)
