"""A CT volume in, its body part and contrast out."""

import warnings
from collections.abc import Callable, Mapping
from dataclasses import replace
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, Literal

import numpy as np

from .bundle import Bundle, load_bundle
from .classification import Classification, Focus, Vote, count_agreement
from .device import choose_device
from .errors import MissingPackageError, ScanError
from .fusion import Fusion, votes
from .labels import NINE_VIEWS, BodyPart, Contrast, Status, View
from .preprocessing import network_input, network_views, reduce_volume
from .projection import Projection
from .saliency import body_part_target, contrast_target, evidence, locate
from .tags import claims, conflicts, tag_check
from .volume import CTVolume, check_hounsfield, check_slices

if TYPE_CHECKING:
    import torch

Task = Literal["both", "body-part"]


class Classifier:
    """A loaded model. One instance may classify any number of volumes; volumes are only read.

    Example:
        >>> result = Classifier.load().classify(read_volume("chest.nii.gz"))
        >>> result.body_part, result.contrast, result.status
        ("chest", "CE", "ok")
    """

    def __init__(self, bundle: Bundle, device: "torch.device") -> None:
        import torch

        self._bundle = bundle
        self._device = device
        # channels_last halves the time of depthwise convolutions on a CPU.
        self._network = bundle.network().to(device, memory_format=torch.channels_last)
        self._fusion = Fusion(**bundle.card["fusion"])
        self._review_below = bundle.card["review_below"]

    @classmethod
    def load(cls, model: str | Path | None = None, device: str = "auto") -> "Classifier":
        """Load a bundled model by name, or any by its card's path or folder.

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
        return cls(load_bundle(model), choose_device(device))

    @property
    def model_name(self) -> str:
        """Name and short hash of the model."""
        return self._bundle.name

    @property
    def device(self) -> str:
        """Where the network runs now."""
        return self._device.type

    def classify(
        self,
        volume: CTVolume,
        task: Task = "both",
        on_stage: Callable[[str, float], None] | None = None,
        explain: bool = False,
    ) -> Classification:
        """Name a volume's body part and contrast.

        Args:
            volume: any orientation; at least 8 voxels along each axis.
            task: "body-part" leaves contrast out.
            on_stage: called with a text and a fraction before each stage; what it raises ends the run.
            explain: also find out where the network looked (`Classification.focus`); takes a few hundredths longer.

        Returns:
            A volume this tool cannot judge gives status rejected and a reason; nothing is raised for it.
        """
        report = on_stage or (lambda text, fraction: None)
        started = perf_counter()
        try:
            result = self._classify(volume, task, report, explain)
        except ScanError as error:
            result = Classification(Status.REJECTED, str(error))
        claimed = claims(volume.tags)
        return replace(
            result,
            notes=volume.notes,
            tag_body_part=claimed.body_part_text,
            tag_contrast=claimed.contrast_text,
            model=self.model_name,
            device=self.device,
            seconds=perf_counter() - started,
            date=datetime.now().astimezone().isoformat(timespec="seconds"),
        )

    def _classify(
        self, volume: CTVolume, task: Task, report: Callable[[str, float], None], explain: bool
    ) -> Classification:
        check_slices(volume)
        report("Reducing the volume", 0.0)
        preprocessing = self._bundle.preprocessing
        reduced = reduce_volume(volume, preprocessing.spacing_mm)
        check_hounsfield(float(reduced.voxels.min()), float(reduced.voxels.max()))
        report("Making the reconstructions", 0.4)
        projections = network_views(reduced, self._bundle.views)
        images = network_input(projections, preprocessing)
        report("Asking the network", 0.6)
        features, part_logits, contrast_logits = self._logits(images)
        result = self._fuse(volume, task, part_logits, contrast_logits)
        return replace(result, focus=self._focus(result, features, projections)) if explain else result

    def _focus(
        self, result: Classification, features: "torch.Tensor", projections: Mapping[View, Projection]
    ) -> dict[str, Focus]:
        part, views = BodyPart(result.body_part), self._bundle.views
        asked = {"body_part": (body_part_target(part), self._fusion.part_shares(views))}
        if result.contrast:
            target = contrast_target(part, Contrast(result.contrast))
            asked["contrast"] = (target, self._fusion.contrast_shares(views))
        located = {
            name: locate(
                evidence(self._network, features, target), shares, projections, self._bundle.preprocessing.input_size
            )
            for name, (target, shares) in asked.items()
        }
        return {name: focus for name, focus in located.items() if focus}

    def _fuse(
        self, volume: CTVolume, task: Task, part_logits: np.ndarray, contrast_logits: np.ndarray
    ) -> Classification:
        views = self._bundle.views
        probabilities = self._fusion.part_probabilities(views, part_logits)
        index = int(probabilities.argmax())
        part, part_probability = list(BodyPart)[index], float(probabilities[index])
        contrast, contrast_probability = "", None
        if task == "both":
            logit = self._fusion.enhanced_logit(views, contrast_logits[:, index])
            enhanced = float(self._fusion.enhanced_probability(logit))
            contrast = Contrast.CE if enhanced >= 0.5 else Contrast.NE
            contrast_probability = max(enhanced, 1 - enhanced)
        all_votes = votes(views, part_logits, contrast_logits, index)
        check = tag_check(volume.tags, part, contrast)
        doubts = [
            *volume.doubts,
            *self._doubts(part_probability, contrast_probability),
            *_minority(part, all_votes),
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

    def _doubts(self, part_probability: float, contrast_probability: float | None) -> list[str]:
        found = []
        for name, probability in (("body_part", part_probability), ("contrast", contrast_probability)):
            threshold = self._review_below[name]
            if probability is not None and probability < threshold:
                label = name.replace("_", " ")
                found.append(f"The {label}'s probability {probability:.2f} is below {threshold:.2f}.")
        return found

    def _logits(self, images: np.ndarray) -> tuple["torch.Tensor", np.ndarray, np.ndarray]:
        import torch

        try:
            return self._run(images)
        except torch.OutOfMemoryError:
            warnings.warn("The GPU is out of memory; the CPU is used from here on.", RuntimeWarning, stacklevel=4)
            self._device = torch.device("cpu")
            self._network = self._network.to(self._device)
            return self._run(images)

    def _run(self, images: np.ndarray) -> tuple["torch.Tensor", np.ndarray, np.ndarray]:
        import torch

        batch = torch.from_numpy(images).to(self._device, memory_format=torch.channels_last)
        views = torch.arange(len(images), device=self._device)
        # Half precision pays on a CUDA GPU only; on a CPU it is emulated.
        with torch.inference_mode(), torch.autocast(self._device.type, enabled=self._device.type == "cuda"):
            features = self._network.features(batch)
            part_logits, contrast_logits = self._network.answer(features, views)
        return features, part_logits.float().cpu().numpy(), contrast_logits.float().cpu().numpy()


def _minority(part: BodyPart, all_votes: Mapping[View, Vote]) -> list[str]:
    """A sentence when fewer than half of the nine views name the fused body part.

    Contrast is not counted: most views see little of it, and the few that do decide.
    """
    agreeing = sum(all_votes[view].top_body_part is part for view in NINE_VIEWS)
    if 2 * agreeing > len(NINE_VIEWS):
        return []
    return [f"Only {agreeing} of {len(NINE_VIEWS)} views name this body part."]
