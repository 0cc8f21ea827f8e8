"""SampleData: Slicer's module that offers volumes to try things with."""

from collections.abc import Callable
from dataclasses import dataclass
from types import ModuleType


@dataclass(frozen=True)
class SampleDataSource:
    """One button of that module."""

    sampleName: str
    uris: list[str]
    fileNames: list[str]
    nodeNames: list[str]
    customDownloader: Callable | None

    def __post_init__(self) -> None:
        if not len(self.uris) == len(self.fileNames) == len(self.nodeNames):
            raise ValueError("All fields of sample data source must have the same length")

    def click(self):
        """Do what a click on the button does; nothing is fetched here."""
        return self.customDownloader(self)


class SampleData(dict):
    """What is offered: a list of sources for each category."""

    def make_module(self) -> ModuleType:
        """The module `SampleData`, which others register their volumes with."""

        class SampleDataLogic:
            @staticmethod
            def registerCustomSampleDataSource(
                category="Custom", sampleName=None, uris=None, fileNames=None, nodeNames=None, customDownloader=None
            ) -> None:
                source = SampleDataSource(sampleName, uris, fileNames, nodeNames, customDownloader)
                self.setdefault(category, []).append(source)

        module = ModuleType("SampleData")
        module.SampleDataLogic = SampleDataLogic
        return module
