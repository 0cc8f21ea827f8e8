"""How much a file may unpack to: small files that claim to be huge must not fill the memory."""

from __future__ import annotations

from ..errors import UnreadableFileError

# Noise keeps a real scan from shrinking nearly as much; gzip shrinks zeros to a thousandth. What is small may be empty.
LARGEST_GROWTH = 200
_SMALL_BYTES = 64 * 2**20


def grows_too_much(packed_bytes: int, unpacked_bytes: int) -> bool:
    """Whether something unpacks to more than 64 MiB and to more than LARGEST_GROWTH times its size."""
    return unpacked_bytes > max(_SMALL_BYTES, LARGEST_GROWTH * packed_bytes)


def check_growth(name: str, packed_bytes: int, unpacked_bytes: int) -> None:
    """Check what a file claims to hold before memory is taken for it.

    Raises:
        UnreadableFileError: no scan of its size holds as much.
    """
    if grows_too_much(packed_bytes, unpacked_bytes):
        raise UnreadableFileError(
            f"{name} is said to hold {unpacked_bytes / 2**30:.1f} GiB, as no file of {packed_bytes / 2**20:.1f} MiB "
            "does: it is damaged. Copy or export it again."
        )
