"""Damage to the bytes of a sound file, as a failing disk, an aborted copy or an attacker does it."""

from pathlib import Path
from random import Random

from fuzzing.seeds import SEEDS, seed, write_files

# Where headers are: damage that falls on pixels alone is told from none by its values only.
_HEADER_BYTES = 1200
# Lengths and counts at which arithmetic overflows, or a program allocates too much.
_LENGTHS = (0, 1, 0x7F, 0xFF, 0x7FFF, 0xFFFF, 0x7FFFFFFF, 0x80000000, 0xFFFFFFFE, 0xFFFFFFFF)
_BLOCK = 64
_MOST_ZEROS = 2**22


def truncated(rng: Random, content: bytearray) -> None:
    del content[rng.randrange(len(content)) :]


def truncated_header(rng: Random, content: bytearray) -> None:
    del content[rng.randrange(min(len(content), _HEADER_BYTES)) :]


def bits_flipped(rng: Random, content: bytearray) -> None:
    for _ in range(rng.randint(1, 40)):
        content[rng.randrange(len(content))] ^= 1 << rng.randrange(8)


def header_bits_flipped(rng: Random, content: bytearray) -> None:
    for _ in range(rng.randint(1, 6)):
        content[rng.randrange(min(len(content), _HEADER_BYTES))] ^= 1 << rng.randrange(8)


def lengths(rng: Random, content: bytearray) -> None:
    """Two or four bytes become an extreme number, in either byte order."""
    for _ in range(rng.randint(1, 3)):
        width, start = rng.choice((2, 4)), rng.randrange(min(len(content), _HEADER_BYTES))
        number = rng.choice(_LENGTHS) % 256**width
        content[start : start + width] = number.to_bytes(width, rng.choice(("little", "big")))


def overwritten(rng: Random, content: bytearray) -> None:
    """A block that was never written, or was written by something else."""
    start = rng.randrange(len(content))
    count = min(rng.randint(1, _BLOCK), len(content) - start)
    block = rng.choice((bytes(count), b"\xff" * count, rng.randbytes(count)))
    content[start : start + count] = block


def unwritten(rng: Random, content: bytearray) -> None:
    """Zeros to the end and beyond, as after a copy that was broken off."""
    start = rng.randrange(len(content))
    content[start:] = bytes(len(content) - start + rng.choice((0, _MOST_ZEROS)))


def moved(rng: Random, content: bytearray) -> None:
    """A part is lost, or stands twice: all that follows is moved."""
    start = rng.randrange(len(content))
    part = content[start : start + rng.randint(1, _BLOCK)]
    content[start : start + len(part)] = rng.choice((b"", part * 2))


def spliced(rng: Random, content: bytearray) -> None:
    """From some place on, another file of any format."""
    other = rng.choice(sorted(seed(rng.choice(sorted(SEEDS))).items()))[1]
    content[rng.randrange(len(content)) :] = other[rng.randrange(len(other)) :]


def emptied(_rng: Random, content: bytearray) -> None:
    content.clear()


def of_any_format(damage, rng: Random, folder: Path) -> None:
    """A sound scan of some format, one file of which is damaged."""
    files = dict(seed(rng.choice(sorted(SEEDS))))
    name = rng.choice(sorted(files))
    content = bytearray(files[name])
    damage(rng, content)
    write_files(folder, files | {name: bytes(content)})
