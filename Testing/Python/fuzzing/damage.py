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


def truncated(chance: Random, content: bytearray) -> None:
    del content[chance.randrange(len(content)) :]


def truncated_header(chance: Random, content: bytearray) -> None:
    del content[chance.randrange(min(len(content), _HEADER_BYTES)) :]


def bits_flipped(chance: Random, content: bytearray) -> None:
    for _ in range(chance.randint(1, 40)):
        content[chance.randrange(len(content))] ^= 1 << chance.randrange(8)


def header_bits_flipped(chance: Random, content: bytearray) -> None:
    for _ in range(chance.randint(1, 6)):
        content[chance.randrange(min(len(content), _HEADER_BYTES))] ^= 1 << chance.randrange(8)


def lengths(chance: Random, content: bytearray) -> None:
    """Two or four bytes become an extreme number, in either byte order."""
    for _ in range(chance.randint(1, 3)):
        width, start = chance.choice((2, 4)), chance.randrange(min(len(content), _HEADER_BYTES))
        number = chance.choice(_LENGTHS) % 256**width
        content[start : start + width] = number.to_bytes(width, chance.choice(("little", "big")))


def overwritten(chance: Random, content: bytearray) -> None:
    """A block that was never written, or was written by something else."""
    start = chance.randrange(len(content))
    count = min(chance.randint(1, _BLOCK), len(content) - start)
    block = chance.choice((bytes(count), b"\xff" * count, chance.randbytes(count)))
    content[start : start + count] = block


def unwritten(chance: Random, content: bytearray) -> None:
    """Zeros to the end and beyond, as after a copy that was broken off."""
    start = chance.randrange(len(content))
    content[start:] = bytes(len(content) - start + chance.choice((0, _MOST_ZEROS)))


def moved(chance: Random, content: bytearray) -> None:
    """A part is lost, or stands twice: all that follows is moved."""
    start = chance.randrange(len(content))
    part = content[start : start + chance.randint(1, _BLOCK)]
    content[start : start + len(part)] = chance.choice((b"", part * 2))


def spliced(chance: Random, content: bytearray) -> None:
    """From some place on, another file of any format."""
    other = chance.choice(sorted(seed(chance.choice(sorted(SEEDS))).items()))[1]
    content[chance.randrange(len(content)) :] = other[chance.randrange(len(other)) :]


def emptied(_chance: Random, content: bytearray) -> None:
    content.clear()


def of_any_format(damage, chance: Random, folder: Path) -> None:
    """A sound scan of some format, one file of which is damaged."""
    files = dict(seed(chance.choice(sorted(SEEDS))))
    name = chance.choice(sorted(files))
    content = bytearray(files[name])
    damage(chance, content)
    write_files(folder, files | {name: bytes(content)})
