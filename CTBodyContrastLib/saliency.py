"""Where the network looked: what in each view speaks for the label stated, and the point in the patient.

This is Grad-CAM (Selvaraju et al., ICCV 2017) on the trunk's last features: each feature map counts by the mean of the
label's gradient on it, and what speaks for the label is kept. The gradient is taken from the heads back to those maps
only, never through the trunk: it adds a few hundredths to the time of a classification. For a trunk that ends in global
average pooling, before the linear heads here, the result is the class activation map (Zhou et al., CVPR 2016), whose
weights are the head's own; asking for the gradient gives the same for trunks with a further layer after the pooling.
"""

from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING

import numpy as np

from .classification import Focus, Heat
from .errors import ModelError
from .labels import BodyPart, Contrast, Plane, View
from .preprocessing import placement
from .projection import Projection, grid_to_ras

if TYPE_CHECKING:
    import torch

    Target = Callable[[torch.Tensor, torch.Tensor], torch.Tensor]

# Points along each axis of the body at which the views' heat is added up. A feature map has some ten cells along an
# axis: this is several to a cell.
_POINTS = 64
# Which of the axes (S, A, R) the columns, the rows and the depth of a plane's images run along.
_UPRIGHT_AXES = {Plane.AXIAL: (2, 1, 0), Plane.SAGITTAL: (1, 0, 2), Plane.CORONAL: (2, 0, 1)}


def body_part_target(part: BodyPart) -> "Target":
    """What is explained for a body part: its logit against the mean of all five.

    A feature that raises all logits alike changes no probability, and does not count.
    """
    index = list(BodyPart).index(part)
    return lambda part_logits, contrast_logits: part_logits[:, index] - part_logits.mean(dim=1)


def contrast_target(part: BodyPart, contrast: Contrast) -> "Target":
    """What is explained for contrast: the logit of the part's own head, reversed for NE."""
    index, sign = list(BodyPart).index(part), 1 if contrast is Contrast.CE else -1
    return lambda part_logits, contrast_logits: sign * contrast_logits[:, index]


def evidence(network: "torch.nn.Module", features: "torch.Tensor", target: "Target") -> np.ndarray:
    """What speaks for a label, in each cell of the feature maps of all views.

    Args:
        network: as build_network makes it, in evaluation mode.
        features: (view, channel, row, column), as network.features gives them, in the order of the network's views.
        target: from the body-part and contrast logits (view, 5) to the logit explained (view).

    Returns:
        float32 array (view, row, column), never negative. With a trunk that ends in average pooling, a view's sum,
        before what is negative was left out, is its logit without the head's bias.

    Raises:
        ModelError: the trunk's features are not maps.
    """
    import torch

    if features.ndim != 4:
        raise ModelError("This model's network has no feature maps: where it looked cannot be shown.")
    # A copy: what was made in inference mode takes no gradient.
    maps = features.detach().clone().float().requires_grad_()
    with torch.enable_grad():
        logits = target(*network.answer(maps, torch.arange(len(maps), device=maps.device)))
        (gradient,) = torch.autograd.grad(logits.sum(), maps)
    found = (gradient.mean(dim=(2, 3), keepdim=True) * maps.detach()).sum(dim=1)
    return found.clamp(min=0).cpu().numpy()


def locate(
    found: np.ndarray, shares: Sequence[float], projections: Mapping[View, Projection], input_size: int
) -> Focus | None:
    """Put the evidence of all views where it belongs in the patient.

    Args:
        found: evidence (view, row, column) over the square input images.
        shares: how much each view counts; one without a share is left out.
        projections: what the network saw, in the order of `found`, all of one volume.
        input_size: rows and columns of the input images.

    Returns:
        None when nothing in any view speaks for the label: the network chose it for want of evidence for others.
    """
    hottest = max(float(each.max()) * share for each, share in zip(found, shares, strict=True))
    if hottest <= 0:
        return None
    heat = {
        view: Heat(each * np.float32(share / hottest), _cell_to_ras(projection, each.shape, input_size))
        for (view, projection), each, share in zip(projections.items(), found, shares, strict=True)
        if share > 0
    }
    return Focus(_hottest_point(heat, projections), heat)


def heat_on(heat: Heat, image_to_ras: np.ndarray, shape: tuple[int, ...]) -> np.ndarray:
    """A view's heat at the pixels of an image of the same plane, on any grid of the same volume.

    Args:
        heat: as in Focus.heat.
        image_to_ras: where the image's pixels lie, as in Projection.
        shape: its rows and columns.

    Returns:
        float32 array (rows, columns), interpolated linearly; 0 where the network was shown nothing.
    """
    cell_from_pixel = np.linalg.inv(heat.image_to_ras) @ image_to_ras
    # The grids are parallel: rows depend on rows alone, and columns on columns.
    rows, columns = (
        _hats(np.arange(shape[axis]) * cell_from_pixel[1 - axis, 1 - axis] + cell_from_pixel[1 - axis, 3], count)
        for axis, count in enumerate(heat.image.shape)
    )
    return rows @ heat.image @ columns.T


def _hats(positions: np.ndarray, count: int) -> np.ndarray:
    """Linear interpolation between `count` samples as a matrix (position, sample); 0 beyond the outer cells' edges."""
    inside = (positions >= -0.5) & (positions <= count - 0.5)
    distance = np.abs(np.clip(positions, 0, count - 1)[:, None] - np.arange(count))
    return (inside[:, None] * np.maximum(0.0, 1.0 - distance)).astype(np.float32)


def _cell_to_ras(projection: Projection, cells: tuple[int, ...], input_size: int) -> np.ndarray:
    """From (column, row, depth, 1) of a feature map to RAS: back through the input image to the projection."""
    pixel_from_cell = np.eye(4)
    places = placement(projection.image.shape, projection.spacing, input_size)
    for axis, (place, length, count) in enumerate(zip(places, projection.image.shape, cells, strict=True)):
        # The centers of the first and of any further cell, in input pixels, then in the projection's.
        step, first = input_size / count, input_size / count / 2 - 0.5
        scale = length / (place.stop - place.start)
        pixel_from_cell[1 - axis, 1 - axis] = step * scale
        pixel_from_cell[1 - axis, 3] = (first - place.start + 0.5) * scale - 0.5
    return projection.image_to_ras @ pixel_from_cell


def _hottest_point(heat: Mapping[View, Heat], projections: Mapping[View, Projection]) -> tuple[float, float, float]:
    """The point of the body at which the heat of all views adds up to most, as (R, A, S) in mm."""
    sums = {plane: np.zeros((_POINTS, _POINTS), np.float32) for plane in Plane}
    grids = {}
    for view, each in heat.items():
        plane = view[1]
        grids[plane] = grid_to_ras(projections[view], (_POINTS, _POINTS))
        sums[plane] += heat_on(each, grids[plane], (_POINTS, _POINTS))
    total = sums[Plane.AXIAL] + sums[Plane.SAGITTAL][:, :, None] + sums[Plane.CORONAL][:, None, :]  # (S, A, R)
    upright = np.unravel_index(int(total.argmax()), total.shape)
    equations: dict[int, np.ndarray] = {}
    for plane, grid in grids.items():
        column, row, depth = np.linalg.inv(grid)[:3]
        across, down, through = _UPRIGHT_AXES[plane]
        equations |= {across: column, down: row}
        # Only a network that looks at one plane leaves an axis unseen: its index is then 0, and so is the depth.
        equations.setdefault(through, depth)
    matrix = np.array([equations[axis] for axis in range(3)])
    right, anterior, superior = np.linalg.solve(matrix[:, :3], upright - matrix[:, 3])
    return float(right), float(anterior), float(superior)
