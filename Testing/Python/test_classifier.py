import json
from dataclasses import replace
from pathlib import Path
from types import SimpleNamespace

import numpy as np
import pytest

from CTBodyContrastLib import NINE_VIEWS, BodyPart, Classification, CTVolume, Status, Vote, turned
from CTBodyContrastLib.bundle import write_bundle
from CTBodyContrastLib.errors import ModelError
from CTBodyContrastLib.fusion import Fusion
from CTBodyContrastLib.labels import VESSEL_VIEWS
from CTBodyContrastLib.preprocessing import WINDOWS_HU

torch = pytest.importorskip("torch", reason="not run: torch is not installed")

from CTBodyContrastLib.classifier import Classifier  # noqa: E402
from CTBodyContrastLib.network import build_network  # noqa: E402
from CTBodyContrastLib.review import minority  # noqa: E402

BACKBONE = "mobilenetv3_small_050"


def write_model(folder: Path, **changes: object) -> Path:
    """A model of random weights: what is tested here is what happens around the network."""
    views = NINE_VIEWS + VESSEL_VIEWS
    torch.manual_seed(0)
    card = {
        "name": "random",
        "backbone": BACKBONE,
        "views": [list(view) for view in views],
        "preprocessing": {"input_size": 64, "spacing_mm": 3.0, "windows_hu": WINDOWS_HU},
        "fusion": {"vessel_weight": 0.5},
        "review_below": {"body_part": 0.0, "contrast": 0.0},
    }
    return write_bundle(folder, build_network(BACKBONE, views).eval(), card | changes)


@pytest.fixture(scope="module")
def classifier(tmp_path_factory: pytest.TempPathFactory) -> Classifier:
    return Classifier.load(write_model(tmp_path_factory.mktemp("model")), device="cpu")


@pytest.fixture(scope="module")
def volume() -> CTVolume:
    rng = np.random.default_rng(0)
    voxels = np.full((40, 50, 60), -1000, np.int16)
    voxels[:, 10:40, 10:50] = rng.integers(-150, 250, (40, 30, 40))
    voxels[:, 30:36, 25:35] = 700
    return CTVolume(voxels, np.diag([-3.0, -3.0, 3.0, 1.0]))


class TestResult:
    def test_contrast_is_judged_by_the_decision_point_of_the_part_named(
        self, volume: CTVolume, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(Fusion, "part_probabilities", lambda *_: np.array([0.0, 0.0, 0.0, 0.0, 1.0]))
        contrasts = [
            Classifier.load(write_model(tmp_path, fusion={"part_bias": bias}), device="cpu").classify(volume).contrast
            for bias in ({"pelvis": 50.0}, {"pelvis": -50.0})
        ]
        assert contrasts == ["NE", "CE"]

    def test_shows_every_vote_and_counts_the_nine(self, classifier: Classifier, volume: CTVolume) -> None:
        result = classifier.classify(volume)
        assert tuple(result.votes) == NINE_VIEWS + VESSEL_VIEWS
        agreeing = [
            result.votes[view].top_body_part == result.body_part and result.votes[view].top_contrast == result.contrast
            for view in NINE_VIEWS
        ]
        assert result.agreement == f"{sum(agreeing)}/9"
        assert (result.status is Status.OK) == (result.reason == "")

    def test_probabilities_are_those_of_the_labels_stated(self, classifier: Classifier, volume: CTVolume) -> None:
        result = classifier.classify(volume)
        assert result.body_part_probability is not None
        assert result.contrast_probability is not None
        assert 0.2 <= result.body_part_probability <= 1
        assert 0.5 <= result.contrast_probability <= 1

    def test_names_model_device_and_date(self, classifier: Classifier, volume: CTVolume) -> None:
        result = classifier.classify(volume)
        assert result.model == classifier.model_name
        assert result.model.startswith("random@")
        assert result.device == "cpu"
        assert result.date[10] == "T"
        assert result.seconds > 0

    def test_the_same_volume_twice_gives_the_same_answer(self, classifier: Classifier, volume: CTVolume) -> None:
        first, second = (replace(classifier.classify(volume), seconds=0, date="") for _ in range(2))
        assert first == second

    def test_body_part_alone_leaves_contrast_empty(self, classifier: Classifier, volume: CTVolume) -> None:
        result = classifier.classify(volume, task="body-part")
        assert (result.contrast, result.contrast_probability) == ("", None)
        assert result.body_part == classifier.classify(volume).body_part


class TestOrientation:
    @pytest.mark.parametrize("axes", [(0, 1, 2), (2, 0, 1), (1, 2, 0), (2, 1, 0)])
    @pytest.mark.parametrize("flip", [(), (0,), (1, 2), (0, 1, 2)])
    def test_a_permuted_and_flipped_copy_gives_the_same_answer(
        self, classifier: Classifier, volume: CTVolume, axes: tuple[int, ...], flip: tuple[int, ...]
    ) -> None:
        voxels, matrix = volume.voxels.transpose(axes), volume.ijk_to_ras.copy()
        matrix[:, :3] = matrix[:, [2 - axis for axis in reversed(axes)]]
        for axis in flip:
            matrix[:3, 3] += (voxels.shape[axis] - 1) * matrix[:3, 2 - axis]
            matrix[:3, 2 - axis] *= -1
        turned = classifier.classify(CTVolume(np.flip(voxels, flip), matrix))
        straight = classifier.classify(volume)
        assert turned.body_part == straight.body_part
        assert turned.body_part_probability == pytest.approx(straight.body_part_probability, abs=1e-4)
        assert turned.contrast_probability == pytest.approx(straight.contrast_probability, abs=1e-4)

    def test_padding_changes_nothing(self, classifier: Classifier, volume: CTVolume) -> None:
        padded = np.pad(volume.voxels, 6, constant_values=-2000)
        with_padding = classifier.classify(CTVolume(padded, volume.ijk_to_ras))
        plain = classifier.classify(volume)
        assert with_padding.body_part == plain.body_part
        assert with_padding.body_part_probability == pytest.approx(plain.body_part_probability, abs=1e-4)


class TestRejection:
    @pytest.mark.parametrize(
        ("voxels", "reason"),
        [
            (np.zeros((30, 30, 30), np.int16), "Every voxel has the value 0"),
            (np.random.default_rng(0).random((30, 30, 30), np.float32), "not Hounsfield units"),
            (np.random.default_rng(0).integers(0, 4095, (30, 30, 30)).astype(np.uint16), "not Hounsfield units"),
            (np.full((7, 30, 30), 40, np.int16), "Only 7 slices"),
            (np.full((30, 30, 30), np.nan, np.float32), "NaN"),
        ],
    )
    def test_what_is_no_ct_is_rejected_with_a_reason(
        self, classifier: Classifier, voxels: np.ndarray, reason: str
    ) -> None:
        result = classifier.classify(CTVolume(voxels, np.diag([3.0, 3.0, 3.0, 1.0])))
        assert result.status is Status.REJECTED
        assert reason in result.reason
        assert (result.body_part, result.body_part_probability, dict(result.votes)) == ("", None, {})
        assert result.model == classifier.model_name

    def test_the_voxels_are_never_written_to(self, classifier: Classifier, volume: CTVolume) -> None:
        voxels = volume.voxels.copy()
        voxels.flags.writeable = False
        result = classifier.classify(CTVolume(voxels, volume.ijk_to_ras))
        assert result.body_part
        assert np.array_equal(voxels, volume.voxels)


class TestNoBodyPart:
    @pytest.fixture
    def unsure(self, tmp_path: Path) -> Classifier:
        return Classifier.load(write_model(tmp_path, reject_below=1.01), "cpu")

    @pytest.mark.parametrize("asked", [{}, {"explain": True}, {"task": "body-part"}])
    def test_what_no_body_part_is_likely_for_is_rejected(self, unsure: Classifier, volume: CTVolume, asked) -> None:
        result = unsure.classify(volume, **asked)
        assert result.status is Status.REJECTED
        assert result.reason.startswith("This looks like none of the body parts; most like the ")
        assert (result.body_part, result.body_part_probability, dict(result.votes)) == ("", None, {})
        assert result.model == unsure.model_name

    def test_a_model_that_does_not_know_of_any_rejects_nothing(self, classifier: Classifier, volume: CTVolume) -> None:
        assert classifier.classify(volume).status is not Status.REJECTED

    def test_of_a_scan_and_its_turned_copies_one_alone_lies_right(
        self, tmp_path: Path, volume: CTVolume, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        monkeypatch.setattr(turned, "_CLEARER", 0.0)  # random weights see little of a difference
        classifier = Classifier.load(write_model(tmp_path, turned_above=-100.0), "cpu")
        turns = [(), (0,), (1,), (0, 1)]
        results = [classifier.classify(replace(volume, voxels=np.flip(volume.voxels, axes))) for axes in turns]
        told = [result for result in results if "The body seems to lie " in result.reason]
        assert len(told) == 3
        assert {result.status for result in told} == {Status.REVIEW}

    def test_a_plane_that_does_not_see_the_part_is_named(self, tmp_path: Path, volume: CTVolume) -> None:
        below = {"body_part": 0.0, "contrast": 0.0, "plane": 1.01}
        result = Classifier.load(write_model(tmp_path, review_below=below), "cpu").classify(volume)
        assert result.status is Status.REVIEW
        for plane in ("axial", "sagittal", "coronal"):
            assert f"The {plane} views alone give the {result.body_part} a probability of" in result.reason


class TestReview:
    def test_a_doubt_of_the_reader_goes_to_review_with_labels(self, classifier: Classifier, volume: CTVolume) -> None:
        result = classifier.classify(replace(volume, doubts=("A gap of 30 mm lies between two slices.",)))
        assert result.status is Status.REVIEW
        assert "30 mm" in result.reason
        assert result.body_part

    def test_a_probability_below_the_cards_threshold_goes_to_review(self, tmp_path: Path, volume: CTVolume) -> None:
        strict = Classifier.load(write_model(tmp_path, review_below={"body_part": 1.01, "contrast": 0.0}), "cpu")
        result = strict.classify(volume)
        assert result.status is Status.REVIEW
        assert "body part's probability" in result.reason

    def test_a_threshold_of_ones_own_replaces_the_cards(self, tmp_path: Path, volume: CTVolume) -> None:
        strict = Classifier.load(write_model(tmp_path), "cpu", review_below={"contrast": 1.0})
        assert strict.classify(volume).reason.startswith("The contrast's probability")

    def test_two_parts_that_share_a_scan_are_told_unless_its_regions_were_looked_for(
        self, tmp_path: Path, volume: CTVolume
    ) -> None:
        model = write_model(tmp_path)
        alone = Classifier.load(model, "cpu").classify(volume).body_part_probability
        strict = Classifier.load(model, "cpu", review_below={"body_part": alone + 0.01})
        assert "find its regions" in strict.classify(volume).reason
        assert "find its regions" not in strict.classify(volume, regions=True).reason

    def test_a_tag_that_contradicts_the_pixels_goes_to_review(self, classifier: Classifier, volume: CTVolume) -> None:
        named = classifier.classify(volume).body_part
        other = "HEAD" if named != "brain" else "PELVIS"
        result = classifier.classify(replace(volume, tags={"BodyPartExamined": other}))
        assert result.status is Status.REVIEW
        assert result.tag_check.startswith("body_part=conflict")

    def test_values_that_are_off_go_to_review(self, classifier: Classifier, volume: CTVolume) -> None:
        assert "Most soft tissue" not in classifier.classify(volume).reason
        off = replace(volume, voxels=volume.voxels - np.int16(70))
        assert "Most soft tissue has" in classifier.classify(off).reason

    def test_a_body_part_that_most_views_do_not_name_goes_to_review(self) -> None:
        split = {
            view: Vote(dict.fromkeys(BodyPart, 0.1) | {part: 0.6}, 0.5)
            for view, part in zip(NINE_VIEWS, [BodyPart.NECK] * 4 + [BodyPart.BRAIN] * 5, strict=True)
        }
        assert minority(BodyPart.BRAIN, split) == []
        assert minority(BodyPart.NECK, split) == ["Only 4 of 9 views name this body part."]


class TestStages:
    def test_what_on_stage_raises_ends_the_run(self, classifier: Classifier, volume: CTVolume) -> None:
        class CancelledError(Exception):
            pass

        def cancel(text: str, fraction: float) -> None:
            raise CancelledError(text)

        with pytest.raises(CancelledError):
            classifier.classify(volume, on_stage=cancel)

    def test_stages_are_told_in_order(self, classifier: Classifier, volume: CTVolume) -> None:
        told: list[float] = []
        classifier.classify(volume, on_stage=lambda text, fraction: told.append(fraction))
        assert told == sorted(told)
        assert len(told) >= 3


class TestPrepared:
    @pytest.fixture
    def volumes(self, volume: CTVolume) -> list[CTVolume]:
        """Five that differ, the third of which cannot be judged."""
        volumes = [replace(volume, voxels=np.roll(volume.voxels, 5 * shift, 1)) for shift in range(5)]
        volumes[2] = replace(volume, voxels=volume.voxels[:7])
        return volumes

    @staticmethod
    def lasting(result: Classification) -> Classification:
        return replace(result, seconds=0, date="")

    def test_many_get_the_answers_that_each_gets_alone(self, classifier: Classifier, volumes: list[CTVolume]) -> None:
        together = classifier.classify_prepared([classifier.prepare(each) for each in volumes])
        assert [self.lasting(result) for result in together] == [
            self.lasting(classifier.classify(each)) for each in volumes
        ]
        assert [result.status for result in together].index(Status.REJECTED) == 2
        assert classifier.classify_prepared([]) == []

    @pytest.mark.parametrize(("processes", "left"), [(1, 3), (3, 1), (9, 1)])
    def test_beside_other_processes_it_leaves_their_cores(
        self, classifier: Classifier, processes: int, left: int
    ) -> None:
        before = torch.get_num_threads()
        torch.set_num_threads(4)
        try:
            with classifier.beside(processes):
                assert torch.get_num_threads() == left
            assert torch.get_num_threads() == 4
        finally:
            torch.set_num_threads(before)

    def test_on_a_gpu_they_share_a_batch(
        self, classifier: Classifier, volumes: list[CTVolume], monkeypatch: pytest.MonkeyPatch
    ) -> None:
        run, cpu, sizes = classifier._run, classifier._device, []

        def on_the_cpu(images: np.ndarray, view_index: np.ndarray) -> object:
            sizes.append(len(images))
            with monkeypatch.context() as here:
                here.setattr(classifier, "_device", cpu)
                return run(images, view_index)

        alone = [classifier.classify(each) for each in volumes]
        monkeypatch.setattr(classifier, "_run", on_the_cpu)
        monkeypatch.setattr(classifier, "_device", SimpleNamespace(type="cuda"))
        together = classifier.classify_prepared([classifier.prepare(each) for each in volumes])
        assert sizes == [4 * len(NINE_VIEWS + VESSEL_VIEWS)]
        for one, other in zip(alone, together, strict=True):
            assert one.body_part_probability == pytest.approx(other.body_part_probability, abs=1e-6)
            assert one.contrast_probability == pytest.approx(other.contrast_probability, abs=1e-6)
            for view, vote in one.votes.items():
                assert vote.enhanced == pytest.approx(other.votes[view].enhanced, abs=1e-6)


class TestLoading:
    def test_an_unknown_device_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(ModelError, match="no device 'tpu'"):
            Classifier.load(write_model(tmp_path), "tpu")

    @pytest.mark.skipif(torch.cuda.is_available(), reason="this computer has a CUDA GPU")
    def test_a_device_that_is_not_there_is_named(self, tmp_path: Path) -> None:
        with pytest.raises(ModelError, match="no usable cuda"):
            Classifier.load(write_model(tmp_path), "cuda")

    @pytest.mark.parametrize(
        "error",
        [torch.OutOfMemoryError("CUDA out of memory."), RuntimeError("MPS backend out of memory (MPS allocated: ...)")],
        ids=["cuda", "mps"],
    )
    def test_gpu_memory_running_out_falls_back_to_the_cpu(
        self, classifier: Classifier, volume: CTVolume, monkeypatch: pytest.MonkeyPatch, error: RuntimeError
    ) -> None:
        monkeypatch.setattr(classifier, "_device", torch.device("meta"))
        run, calls = classifier._run, []

        def out_of_memory_once(images: np.ndarray, view_index: np.ndarray) -> object:
            calls.append(1)
            if len(calls) == 1:
                raise error
            return run(images, view_index)

        monkeypatch.setattr(classifier, "_run", out_of_memory_once)
        with pytest.warns(RuntimeWarning, match="out of memory"):
            result = classifier.classify(volume)
        assert isinstance(result, Classification)
        assert result.device == "cpu"

    def test_another_error_of_the_network_is_no_lack_of_memory(
        self, classifier: Classifier, volume: CTVolume, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        def broken(images: np.ndarray, view_index: np.ndarray) -> object:
            raise RuntimeError("a shape does not fit")

        monkeypatch.setattr(classifier, "_device", torch.device("meta"))
        monkeypatch.setattr(classifier, "_run", broken)
        with pytest.raises(RuntimeError, match="does not fit"):
            classifier.classify(volume)

    def test_card_is_plain_json(self, tmp_path: Path) -> None:
        assert json.loads(write_model(tmp_path).read_text())["sha256"]
