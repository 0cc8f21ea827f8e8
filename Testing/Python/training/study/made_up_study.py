"""A study of phantoms: two body parts, one reconstruction, a small network, so short that nothing is learned."""

from pathlib import Path

from CTBodyContrastLib import BodyPart, Contrast, make_phantom
from CTBodyContrastLib.io.writing import write_volume
from CTBodyContrastLib.training.dataset import COLUMNS, Split, write_dataset
from CTBodyContrastLib.training.recipe import load_recipe
from CTBodyContrastLib.training.study.recipe import StudyRecipe

VIEW = "mip-sagittal"
SCANS = [
    (BodyPart.NECK, Contrast.CE),
    (BodyPart.NECK, Contrast.NE),
    (BodyPart.CHEST, Contrast.NE),
]


def study_recipe(*overrides: str) -> StudyRecipe:
    changes = (
        'backbone="mobilenetv3_small_050"',
        'starting_weights="random"',
        "input_size=32",
        f'reconstructions=["{VIEW}"]',
        "training.max_epochs=1",
        "training.images_per_step=3",
        "augmentation.warp_smoothness=1.0",
    )
    recipe = load_recipe("paper", [*changes, *overrides])
    assert isinstance(recipe, StudyRecipe)
    return recipe


def write_phantoms(folder: Path, with_splits: bool = True) -> Path:
    """Write a phantom of each kind for every split, or for three folds, each of another patient; returns the table."""
    rows = []
    places = list(Split) if with_splits else range(3)
    for place in places:
        for part, contrast in SCANS:
            name = f"{place}-{part}-{contrast}"
            volume = make_phantom(part, contrast, seed=len(rows), spacing=(8.0, 8.0, 8.0))
            write_volume(volume, folder / f"{name}.nii.gz")
            labels = {"case_id": name, "patient_id": f"patient-{name}", "contrast": contrast, "covers": part}
            origin = {"path": f"{name}.nii.gz", "source": "phantom", "licence": "none needed", "release_ok": "yes"}
            where = {"split": place, "fold": "0"} if with_splits else {"fold": str(place)}
            rows.append(dict.fromkeys(COLUMNS, "") | labels | origin | where)
    write_dataset(rows, folder / "dataset.csv")
    return folder / "dataset.csv"
