"""A CT volume in, its body part and contrast out."""

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from functools import partial
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Literal, NamedTuple

import numpy as np

from .bundle import Bundle, load_bundle
from .classification import Classification, Focus, count_agreement
from .device import choose_device
from .errors import MissingPackageError
from .folding import fold_normalization
from .fusion import Fusion, by_part, votes
from .labels import BodyPart, Contrast, Status
from .preparation import PreparedScan, prepare_scan
from .preprocessing import Preprocessing
from .regions import find_regions, name_by_regions
from .review import (
    looks_turned,
    low_probabilities,
    minority,
    no_body_part,
    several_parts,
    unsure_planes,
    untrained,
    unusual_density,
)
from .saliency import body_part_target, contrast_target, evidence, locate
from .tags import claims, conflicts, tag_check
from .turned import clearer_turned, turnable
from .volume import CTVolume

if TYPE_CHECKING:
    import torch

Task = Literal["both", "body-part"]

# The images of one scan leave a GPU mostly idle; those of sixteen take about 1 GiB of its memory in half precision.
_SCANS_PER_BATCH = 16


class _Answer(NamedTuple):
    """What the network says of images, those of one scan after those of another.

    Attributes:
        features: (image, channel, row, column), the trunk's last maps, on the network's device.
        part_logits, contrast_logits: (image, 5).
    """

    features: "torch.Tensor"
    part_logits: np.ndarray
    contrast_logits: np.ndarray


class Classifier:
    """A loaded model. One instance may classify any number of volumes; volumes are only read.

    Example:
        >>> result = Classifier.load().classify(read_volume("chest.nii.gz"))
        >>> result.body_part, result.contrast, result.status
        ("chest", "CE", "ok")
    """

    def __init__(self, bundle: Bundle, device: "torch.device", review_below: Mapping[str, float] | None = None) -> None:
        import torch

        self._bundle = bundle
        self._device = device
        network, size = bundle.network(), bundle.preprocessing.input_size
        fold_normalization(network, torch.full((1, 3, size, size), 0.5), torch.zeros(1, dtype=torch.long))
        # channels_last halves the time of depthwise convolutions on a CPU.
        self._network = network.to(device, memory_format=torch.channels_last)
        self._fusion = Fusion(**bundle.card["fusion"])
        self._review_below = {**bundle.card["review_below"], **(review_below or {})}
        # A model that was not trained on what is no body part has no thresholds for it.
        self._plane_below = bundle.card["review_below"].get("plane", 0.0)
        self._turned_above = bundle.card.get("turned_above")
        self._reject_below = bundle.card.get("reject_below", 0.0)
        self._contrast_in = set(BodyPart) & set(bundle.card.get("tasks", BodyPart))

    @classmethod
    def load(
        cls,
        model: str | Path | None = None,
        device: str = "auto",
        review_below: Mapping[str, float] | None = None,
    ) -> "Classifier":
        """Load a bundled model by name, or any by its card's path or folder.

        Args:
            review_below: for "body_part" or "contrast", the probability below which a label is for review, where it is
                not to be that of the model's card.

        Raises:
            MissingPackageError: torch, timm or safetensors is not installed.
            ModelError: the model or the device cannot be used.
        """
        try:
            import safetensors  # noqa: F401
            import timm  # noqa: F401
            import torch  # noqa: F401
        except ImportError as error:
            raise MissingPackageError(
                f"The package {error.name} is not installed. Install torch, timm and safetensors."
            ) from error
        return cls(load_bundle(model), choose_device(device), review_below)

    @property
    def model_name(self) -> str:
        """Name and short hash of the model."""
        return self._bundle.name

    @property
    def device(self) -> str:
        """Where the network runs now."""
        return self._device.type

    @property
    def preprocessing(self) -> Preprocessing:
        """What the network expects to see."""
        return self._bundle.preprocessing

    @property
    def prepare(self) -> Callable[..., PreparedScan]:
        """What comes before the network, as a function of a volume. It can be sent to a process without torch."""
        return partial(prepare_scan, views=self._bundle.views, preprocessing=self.preprocessing)

    @contextmanager
    def beside(self, processes: int) -> Iterator[None]:
        """Leave a core to each of so many other busy processes, in what is asked of the network inside.

        Its threads wait for each other without letting go of their cores: on cores that others keep busy, that takes
        several times the processor time of one thread.
        """
        import torch

        threads = torch.get_num_threads()
        torch.set_num_threads(max(1, threads - processes))
        try:
            yield
        finally:
            torch.set_num_threads(threads)

    def classify(
        self,
        volume: CTVolume,
        task: Task = "both",
        on_stage: Callable[[str, float], None] | None = None,
        explain: bool = False,
        regions: bool = False,
    ) -> Classification:
        """Name a volume's body part and contrast.

        Args:
            volume: any orientation; at least 8 voxels along each axis.
            task: "body-part" leaves contrast out.
            on_stage: called with a text and a fraction before each stage; what it raises ends the run.
            explain: also find out where the network looked (`Classification.focus`), and keep what it saw
                (`Classification.seen`); takes a few hundredths longer.
            regions: of a long scan, also find each body part's stretch (`Classification.regions`), and name the scan by
                all parts of which it shows most; takes about three times as long.

        Returns:
            A volume this tool cannot judge gives status rejected and a reason; nothing is raised for it.

        Raises:
            ModelError: to explain, of a network without feature maps.
        """
        report = on_stage or (lambda text, fraction: None)
        prepared = self.prepare(volume, report=report, keep_projections=explain, with_windows=regions)
        if not prepared.problem:
            report("Asking the network", 0.6)
        return self.classify_prepared([prepared], task, explain)[0]

    def classify_prepared(
        self, scans: Sequence[PreparedScan], task: Task = "both", explain: bool = False
    ) -> list[Classification]:
        """Name body part and contrast of scans that `prepare` has made ready, in their order.

        On a GPU they share batches; then a probability may differ from that of the scan alone in the fourth decimal.
        To explain, their projections must have been kept; regions are found where their windows were prepared.
        """
        started = perf_counter()
        answers = iter(self._ask([scan.images for scan in scans if not scan.problem]))
        results = [
            Classification(Status.REJECTED, scan.problem)
            if scan.problem
            else self._judge(scan, task, next(answers), explain)
            for scan in scans
        ]
        share = (perf_counter() - started) / max(1, len(scans))
        return [self._signed(scan, result, share) for scan, result in zip(scans, results, strict=True)]

    def _signed(self, scan: PreparedScan, result: Classification, network_seconds: float) -> Classification:
        """The result with all that does not come from the network."""
        claimed = claims(scan.tags)
        return replace(
            result,
            notes=scan.notes,
            tag_body_part=claimed.body_part_text,
            tag_contrast=claimed.contrast_text,
            model=self.model_name,
            device=self.device,
            seconds=scan.seconds + network_seconds,
            date=datetime.now().astimezone().isoformat(timespec="seconds"),
        )

    def _judge(self, scan: PreparedScan, task: Task, answer: _Answer, explain: bool) -> Classification:
        if turn := self._clearer_turned(scan, answer):
            scan = replace(scan, doubts=(*scan.doubts, looks_turned(turn)))
        result = self._fuse(scan, task, answer.part_logits, answer.contrast_logits)
        if explain:
            result = replace(result, focus=self._focus(result, scan, answer.features), seen=scan.projections)
        result = self._with_regions(result, scan, task)
        probability = result.body_part_probability or 0.0
        if probability < self._reject_below:
            return Classification(Status.REJECTED, no_body_part(result.body_part, probability))
        return result

    def _clearer_turned(self, scan: PreparedScan, answer: _Answer) -> str:
        if self._turned_above is None:
            return ""

        def ask(images: np.ndarray, view_index: np.ndarray) -> np.ndarray:
            return self._run_or_fall_back(images, view_index).part_logits

        views = turnable(self._bundle.views)
        return clearer_turned(scan.images, answer.part_logits, views, ask, self._turned_above)

    def _with_regions(self, result: Classification, scan: PreparedScan, task: Task) -> Classification:
        seen = scan.windows
        if seen is None or not seen.windows:
            return result
        views = np.array([self._bundle.views.index(view) for view in seen.views])
        answer = self._run_or_fall_back(seen.images, np.tile(views, len(seen.windows)))
        part_logits, contrast_logits = (
            logits.reshape(len(seen.windows), len(seen.views), -1)
            for logits in (answer.part_logits, answer.contrast_logits)
        )
        with_contrast = task == "both" and self._contrast_in == set(BodyPart)
        regions = find_regions(seen, part_logits, contrast_logits, self._fusion, with_contrast)
        return name_by_regions(result, regions, scan.doubts, scan.soft_tissue_hu, scan.tags, self._review_below)

    def _focus(self, result: Classification, scan: PreparedScan, features: "torch.Tensor") -> dict[str, Focus]:
        part, views = BodyPart(result.body_part), self._bundle.views
        asked = {"body_part": (body_part_target(part), self._fusion.part_shares(views))}
        if result.contrast:
            target = contrast_target(part, Contrast(result.contrast))
            asked["contrast"] = (target, self._fusion.contrast_shares(views))
        size = self._bundle.preprocessing.input_size
        located = {
            name: locate(evidence(self._network, features.to(self._device), target), shares, scan.projections, size)
            for name, (target, shares) in asked.items()
        }
        return {name: focus for name, focus in located.items() if focus}

    def _fuse(
        self, scan: PreparedScan, task: Task, part_logits: np.ndarray, contrast_logits: np.ndarray
    ) -> Classification:
        views = self._bundle.views
        probabilities = by_part(self._fusion.part_probabilities(views, part_logits))
        part = max(probabilities, key=probabilities.__getitem__)
        index, part_probability = list(BodyPart).index(part), probabilities[part]
        contrast, contrast_probability = "", None
        unknown = untrained(part, self._contrast_in) if task == "both" else []
        if task == "both" and not unknown:
            logit = self._fusion.enhanced_logit(views, contrast_logits[:, index])
            enhanced = float(self._fusion.enhanced_probability(logit, index))
            contrast = Contrast.CE if enhanced >= 0.5 else Contrast.NE
            contrast_probability = max(enhanced, 1 - enhanced)
        planes = self._fusion.plane_probabilities(views, part_logits)
        by_plane = {plane: by_part(of_parts) for plane, of_parts in planes.items()}
        all_votes = votes(views, part_logits, contrast_logits, index)
        check = tag_check(scan.tags, part, contrast)
        doubts = [
            *scan.doubts,
            *low_probabilities(part_probability, contrast_probability, self._review_below),
            *([] if scan.windows is not None else several_parts(part, probabilities, self._review_below["body_part"])),
            *minority(part, all_votes),
            *unsure_planes(part, by_plane, self._plane_below),
            *unusual_density([part], scan.soft_tissue_hu),
            *unknown,
            *conflicts(check),
        ]
        return Classification(
            status=Status.REVIEW if doubts else Status.OK,
            reason=" ".join(doubts),
            body_part=part,
            body_part_probability=part_probability,
            contrast=contrast,
            contrast_probability=contrast_probability,
            agreement=count_agreement(all_votes, part, contrast),
            votes={view: all_votes[view] for view in views},
            tag_check=check,
        )

    def _ask(self, scans: Sequence[np.ndarray]) -> Iterator[_Answer]:
        """What the network answers to each scan's images (view, channel, row, column)."""
        # The images of one scan keep a CPU busy; alone, a scan gets the same bits in every run.
        together = 1 if self._device.type == "cpu" else _SCANS_PER_BATCH
        count = len(self._bundle.views)
        for start in range(0, len(scans), together):
            images = np.concatenate(scans[start : start + together])
            batch = self._run_or_fall_back(images, np.arange(len(images)) % count)
            for first in range(0, len(batch.part_logits), count):
                yield _Answer(*(each[first : first + count] for each in batch))

    def _run_or_fall_back(self, images: np.ndarray, view_index: np.ndarray) -> _Answer:
        import torch

        try:
            return self._run(images, view_index)
        except RuntimeError as error:  # CUDA's has a class of its own; of Apple's GPU only the text tells
            if "out of memory" not in str(error) or self._device.type == "cpu":
                raise
            warnings.warn("The GPU is out of memory; the CPU is used from here on.", RuntimeWarning, stacklevel=5)
            self._device = torch.device("cpu")
            self._network = self._network.to(self._device)
            return self._run(images, view_index)

    def _run(self, images: np.ndarray, view_index: np.ndarray) -> _Answer:
        import torch

        batch = torch.from_numpy(images).to(self._device, memory_format=torch.channels_last)
        views = torch.from_numpy(view_index).to(self._device)
        # Half precision pays on a CUDA GPU only; on a CPU it is emulated.
        with torch.inference_mode(), torch.autocast(self._device.type, enabled=self._device.type == "cuda"):
            features = self._network.features(batch, views)
            part_logits, contrast_logits = self._network.answer(features, views)
        return _Answer(features, part_logits.float().cpu().numpy(), contrast_logits.float().cpu().numpy())
