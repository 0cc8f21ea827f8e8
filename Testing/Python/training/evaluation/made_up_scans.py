"""Two small scans with their table, and a model that has learned nothing."""

from pathlib import Path

import numpy as np
from made_up_predictions import ALL

from CTBodyContrastLib.bundle import write_bundle
from CTBodyContrastLib.network import build_network
from CTBodyContrastLib.preprocessing import WINDOWS_HU
from CTBodyContrastLib.training.dataset import COLUMNS, write_dataset

BACKBONE = "mobilenetv3_small_050"


def write_necks(folder: Path) -> Path:
    """A data set table of two scans with a neck; the second one's voxels are too coarse to be equalized."""
    import SimpleITK as sitk

    rows = []
    for index, spacing in enumerate((3.0, 6.0)):
        voxels = np.full((round(210 / spacing), 30, 30), -1024, np.int16)
        voxels[:, 5:25, 5:25] = np.random.default_rng(index).integers(0, 200, (len(voxels), 20, 20))
        image = sitk.GetImageFromArray(voxels)
        image.SetSpacing((spacing,) * 3)
        sitk.WriteImage(image, str(folder / f"{index}.nii.gz"))
        labels = {"case_id": f"outside-{index}", "patient_id": f"stranger-{index}", "contrast": ("CE", "NE")[index]}
        place = {"path": f"{index}.nii.gz", "source": "abroad", "licence": "CC0", "release_ok": "no", "fold": "0"}
        row = dict.fromkeys(COLUMNS, "") | labels | place
        rows.append(row | {"covers": "neck", "lung_apex": "40", "skull_base": "170"})
    write_dataset(rows, folder / "dataset.csv")
    return folder / "dataset.csv"


def write_model(folder: Path) -> Path:
    """A model whose card makes every answer CE, and doubtful; returns its card."""
    import torch

    torch.manual_seed(0)
    windows = {str(method): channels for method, channels in WINDOWS_HU.items()}
    card = {
        "name": "tiny",
        "backbone": BACKBONE,
        "views": [list(view) for view in ALL],
        "preprocessing": {"input_size": 64, "spacing_mm": 3.0, "windows_hu": windows},
        "fusion": {"vessel_weight": 0.5, "contrast_bias": -20.0},
        "review_below": {"body_part": 0.0, "contrast": 1.01},
    }
    return write_bundle(folder, build_network(BACKBONE, ALL), card)
