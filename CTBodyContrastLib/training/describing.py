"""What a card says of a network and its input, whatever the kind of recipe."""

from typing import Any

from .recipe import Recipe
from .study.recipe import StudyRecipe


def describe(name: str, recipe: Recipe | StudyRecipe) -> dict[str, Any]:
    """Name, backbone, views, preprocessing and recipe, as the card has them."""
    preprocessing = recipe.preprocessing
    return {
        "name": name,
        "backbone": recipe.backbone,
        "views": [list(view) for view in recipe.views],
        "preprocessing": {
            "input_size": preprocessing.input_size,
            "spacing_mm": preprocessing.spacing_mm,
            "windows_hu": preprocessing.windows,
            "soft_tissue_hu": preprocessing.soft_tissue_hu,
            "edge_sharpness": preprocessing.edge_sharpness,
        },
        "recipe": recipe.as_dict(),
    }
