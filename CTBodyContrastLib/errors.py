"""Named errors. Each message says what is wrong with which thing, and what to do about it."""

NO_MEMORY = "This scan needs more memory than is free. Close other programs, or use a computer with more memory."


class CTBodyContrastError(Exception):
    """Anything this library reports to a person."""


class ScanError(CTBodyContrastError, ValueError):
    """One scan cannot be judged; a run over many scans goes on without it."""


class ScanNotFoundError(ScanError, FileNotFoundError):
    """There is no file, or a folder holds no scan."""


class UnreadableFileError(ScanError):
    """A file is truncated, damaged or of an unknown kind."""


class NoPixelDataError(ScanError):
    """A DICOM object without an image, such as a report."""


class NotCTError(ScanError):
    """Another modality, or a CT scout or secondary capture."""


class SeveralSeriesError(ScanError):
    """One volume was asked for and several series were found."""


class MixedOrientationError(ScanError):
    """The slices of one series do not share one orientation or size."""


class EmptyVolumeError(ScanError):
    """No voxel, or no contents: every voxel has the same value."""


class TwoDimensionalError(ScanError):
    """A single image, not a volume."""


class FourDimensionalError(ScanError):
    """A time series or another stack of volumes."""


class ColorImageError(ScanError):
    """RGB or other multi-component voxels."""


class TooFewSlicesError(ScanError):
    """Fewer slices than a judgment needs."""


class NotANumberError(ScanError):
    """NaN or infinite voxels."""


class NotHounsfieldError(ScanError):
    """The values are not on the Hounsfield scale."""


class BadGeometryError(ScanError):
    """The IJK-to-RAS matrix or the voxel spacing makes no sense."""


class TooLargeError(ScanError):
    """More memory is needed than is free."""


class UnusableSourceError(CTBodyContrastError, ValueError):
    """A report or a proposal cannot be derived from a scan."""


class ModelError(CTBodyContrastError):
    """A model bundle is missing, changed or not understood."""


class DatasetError(CTBodyContrastError, ValueError):
    """A table of scans to train on cannot be used as it is."""


class SettingsError(CTBodyContrastError, ValueError):
    """Settings of a site hold something that cannot be used."""


class MissingPackageError(CTBodyContrastError, ImportError):
    """A Python package that this step needs is not installed."""


class ArchiveError(CTBodyContrastError):
    """A DICOMweb server cannot be used, or not any more."""


class ReportRefusedError(CTBodyContrastError):
    """A DICOMweb server does not take a report."""


class ProcessStartError(CTBodyContrastError):
    """The processes that read scans cannot be started."""


class ClusterError(CTBodyContrastError):
    """The computers of a cluster cannot be asked, or no longer."""


class ResultsFileError(CTBodyContrastError):
    """A result file cannot be continued."""


class HeaderCacheError(CTBodyContrastError):
    """A header cache cannot be used."""
