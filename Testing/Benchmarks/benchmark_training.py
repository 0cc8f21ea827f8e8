"""How fast a recipe's network learns: with its examples made while it learns, as `train` does, beside the same network
fed from memory; and that once more before the process keeps the memory that it frees.

    python Testing/Benchmarks/benchmark_training.py --recipe paper --workers 8

Run it on an idle computer. The scans are phantoms; what is measured is the number of examples a second.
"""

import argparse
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

from CTBodyContrastLib import NINE_VIEWS, BodyPart, Contrast, make_phantom
from CTBodyContrastLib.device import choose_device
from CTBodyContrastLib.separate_networks import BODY_PART
from CTBodyContrastLib.training.dataset import Case
from CTBodyContrastLib.training.engine import Engine
from CTBodyContrastLib.training.fitting import plan_network
from CTBodyContrastLib.training.hardware import Hardware
from CTBodyContrastLib.training.loading import load_phantoms
from CTBodyContrastLib.training.memory import keep_freed_memory
from CTBodyContrastLib.training.plan import Plan
from CTBodyContrastLib.training.recipe import load_recipe
from CTBodyContrastLib.training.study.fitting import plan_single
from CTBodyContrastLib.training.study.images import StudyScan, reconstruct
from CTBodyContrastLib.training.study.recipe import StudyRecipe


class FromMemory:
    """A few examples, made beforehand and given again and again."""

    def __init__(self, plan: Plan, steps: int = 4) -> None:
        self._examples = [plan.examples[number] for number in range(steps * plan.examples_per_step)]

    def __getitem__(self, number: int) -> Any:
        return self._examples[number % len(self._examples)]


def make_plan(recipe_name: str, overrides: list[str]) -> Plan:
    """A recipe's training on phantoms; of the paper's, one network for the body part."""
    recipe = load_recipe(recipe_name, overrides)
    if not isinstance(recipe, StudyRecipe):
        return plan_network(load_phantoms(4, recipe.preprocessing.spacing_mm), recipe, "benchmark")[0]
    scans = []
    for part in BodyPart:
        volume = make_phantom(part, Contrast.CE, seed=1, spacing=(3.0, 2.0, 2.0))
        case = Case(Path(), part, part, "phantom", "none needed", True, Contrast.CE, (part,), 0)
        scans.append(StudyScan(case, part, reconstruct(volume, recipe.preprocessing)))
    return plan_single(NINE_VIEWS[4], BODY_PART, scans, [], recipe, {})


def examples_a_second(
    make: Callable[[], Plan], hardware: Hardware, warm_up: int, steps: int, from_memory: bool
) -> float:
    """Train for some steps, and see how fast those after the warm-up were."""
    plan = make()
    if from_memory:
        plan = replace(plan, examples=FromMemory(plan))
    marks: list[float] = []

    def timed(network: Any, batch: Any) -> Any:
        # What a GPU was told before is only counted once it has done it.
        if hardware.device == "cuda":
            import torch

            torch.cuda.synchronize()
        marks.append(time.perf_counter())
        return plan.loss(network, batch)

    total = warm_up + steps + 1
    with tempfile.TemporaryDirectory() as folder:
        engine = Engine(Path(folder), hardware, say=lambda text: None)
        engine.fit(replace(plan, loss=timed, steps=total, checkpoint_steps=total, schedule=None))
    return steps * plan.examples_per_step / (marks[-1] - marks[warm_up])


def main() -> None:
    """Print the rates and their ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--recipe", default="compact")
    parser.add_argument("--set", action="append", default=[], dest="overrides", help="as of `ctbodycontrast train`")
    parser.add_argument("--steps", type=int, default=40, help="more than processes have made when the first one begins")
    parser.add_argument("--warm-up", type=int, default=10, help="steps before, in which processes and kernels start")
    parser.add_argument("--workers", type=int, help="processes that make examples; by default as in training")
    parser.add_argument("--device", default="auto")
    arguments = parser.parse_args()

    def make() -> Plan:
        return make_plan(arguments.recipe, arguments.overrides)

    hardware = Hardware(choose_device(arguments.device).type, workers=arguments.workers)
    counted = arguments.warm_up, arguments.steps
    alone = replace(hardware, workers=0)
    given_back = examples_a_second(make, alone, *counted, from_memory=True)
    keep_freed_memory()
    loaded = examples_a_second(make, hardware, *counted, from_memory=False)
    from_memory = examples_a_second(make, alone, *counted, from_memory=True)
    print(f"{arguments.recipe}, {hardware.device}, {hardware.workers_per_device} processes making examples")
    print(f"  made while it learns  {loaded:8.2f} examples/s")
    print(f"  fed from memory       {from_memory:8.2f} examples/s")
    print(f"  ratio                 {loaded / from_memory:8.2f}")
    print(f"  memory given back     {given_back:8.2f} examples/s")
    print(f"  ratio to it           {from_memory / given_back:8.2f}")


if __name__ == "__main__":
    main()
