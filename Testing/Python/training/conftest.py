from pathlib import Path

import pytest
from made_up_dataset import RECIPE, write_made_up_dataset

from CTBodyContrastLib.training.recipe import Recipe, load_recipe


@pytest.fixture
def recipe() -> Recipe:
    return load_recipe("compact", RECIPE)


@pytest.fixture
def dataset(tmp_path: Path) -> Path:
    return write_made_up_dataset(tmp_path)
