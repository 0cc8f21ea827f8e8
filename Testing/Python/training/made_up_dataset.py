"""A data set of four scans in two folds, and a recipe so short that nothing is learned: for tests of whole runs."""

from pathlib import Path

import numpy as np

from CTBodyContrastLib.training.dataset import COLUMNS, write_dataset

RECIPE = [
    'backbone="mobilenetv3_small_050"',
    'starting_weights="random"',
    "input_size=64",
    "training.steps=2",
    "training.slabs_per_step=2",
    "training.phantoms=0",
]


def write_made_up_dataset(folder: Path) -> Path:
    """Write four scans of a neck, two with contrast, of which the last may not be released; returns their table."""
    import SimpleITK as sitk

    rows = []
    for index in range(4):
        voxels = np.full((40, 30, 30), -1024, np.int16)
        voxels[:, 5:25, 5:25] = np.random.default_rng(index).integers(0, 200, (40, 20, 20))
        image = sitk.GetImageFromArray(voxels)
        image.SetSpacing((3.0, 3.0, 3.0))
        sitk.WriteImage(image, str(folder / f"{index}.nii.gz"))
        row = dict.fromkeys(COLUMNS, "") | {
            "path": f"{index}.nii.gz",
            "case_id": f"case-{index}",
            "patient_id": f"patient-{index}",
            "source": "made up",
            "licence": "CC0",
            "release_ok": "no" if index == 3 else "yes",
            "contrast": ("CE", "NE")[index % 2],
            "covers": "neck",
            "fold": str(index // 2),
            "lung_apex": "40",
            "skull_base": "90",
        }
        rows.append(row)
    write_dataset(rows, folder / "dataset.csv")
    return folder / "dataset.csv"
