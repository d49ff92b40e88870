"""
The file format of the gazetteer: rows found by the hash of a name, without reading the whole file.

A packed file holds rows of text in small compressed blocks, and an index from the hash of a name to row numbers.
Opening it costs a few milliseconds whatever its size; a look-up decompresses only the blocks that it needs.

Layout, all integers little-endian: the magic `VRGZ1`, a JSON header preceded by its length (uint32), the block offsets
(uint32, one more than there are blocks), the bucket offsets (uint32, one more than there are buckets), the postings
(uint32: 12 bits of hash, 20 bits of row number), the compression dictionary, the blocks.
"""

from __future__ import annotations

import json
import struct
import sys
import zlib
from bisect import bisect_right
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import accumulate
from pathlib import Path

MAGIC = b"VRGZ1"
BLOCK_ROWS = 64
BUCKETS = 1 << 16
_ROW_BITS = 20
_TAG_BITS = 12


def _place(key: str) -> tuple[int, int]:
    """Return the bucket of a key and the tag that tells it from others in the bucket."""
    digest = zlib.crc32(key.encode())
    return digest >> 16, digest & ((1 << _TAG_BITS) - 1)


def _numbers(values: Sequence[int]) -> bytes:
    return struct.pack(f"<{len(values)}I", *values)


def write_packed(
    path: Path, rows: Sequence[str], keys: Sequence[Iterable[str]], groups: Mapping[str, tuple[int, int]]
) -> None:
    """Write to *path* what `packed` gives."""
    path.write_bytes(packed(rows, keys, groups))


def packed(rows: Sequence[str], keys: Sequence[Iterable[str]], groups: Mapping[str, tuple[int, int]]) -> bytes:
    """
    Pack *rows* so that each is found by any of its *keys*.

    Args:
        keys: For each row, the names that lead to it.
        groups: Named half-open ranges of row numbers, kept in the header.
    """
    if len(rows) >= 1 << _ROW_BITS:
        raise ValueError(f"{len(rows)} rows are more than the format holds ({(1 << _ROW_BITS) - 1})")
    postings: list[set[int]] = [set() for _ in range(BUCKETS)]
    for number, row_keys in enumerate(keys):
        for key in row_keys:
            bucket, tag = _place(key)
            postings[bucket].add(tag << _ROW_BITS | number)
    plain = ["\n".join(rows[i : i + BLOCK_ROWS]).encode() for i in range(0, len(rows), BLOCK_ROWS)]
    dictionary = b"\n".join(plain[:: max(1, len(plain) // 8)])[:32768]
    compressed = []
    for block in plain:
        compressor = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zlib.Z_DEFAULT_STRATEGY, dictionary)
        compressed.append(compressor.compress(block) + compressor.flush())
    block_offsets = [0]
    for block in compressed:
        block_offsets.append(block_offsets[-1] + len(block))
    bucket_offsets = [0]
    for bucket_postings in postings:
        bucket_offsets.append(bucket_offsets[-1] + len(bucket_postings))
    header = json.dumps(
        {"rows": len(rows), "postings": bucket_offsets[-1], "dictionary": len(dictionary), "groups": groups},
        separators=(",", ":"),
    ).encode()
    header += b" " * (-(len(MAGIC) + 4 + len(header)) % 4)
    return b"".join(
        [
            MAGIC + struct.pack("<I", len(header)) + header,
            _numbers(block_offsets) + _numbers(bucket_offsets),
            *(_numbers(sorted(bucket_postings)) for bucket_postings in postings),
            dictionary,
            *compressed,
        ]
    )


class PackedRows:
    """Rows of a packed file, found by key or by number."""

    def __init__(self, data: bytes, *, source: str) -> None:
        if not data.startswith(MAGIC):
            raise ValueError(f"{source} is not a packed gazetteer: it does not begin with {MAGIC!r}")
        (size,) = struct.unpack_from("<I", data, len(MAGIC))
        position = len(MAGIC) + 4
        header = json.loads(data[position : position + size])
        position += size
        self.groups: dict[str, tuple[int, int]] = {name: (a, b) for name, (a, b) in header["groups"].items()}
        self._count: int = header["rows"]
        blocks = -(-self._count // BLOCK_ROWS)
        self._block_offsets, position = _view(data, position, blocks + 1)
        self._bucket_offsets, position = _view(data, position, BUCKETS + 1)
        self._postings, position = _view(data, position, header["postings"])
        self._dictionary = data[position : position + header["dictionary"]]
        self._start = position + header["dictionary"]
        self._data = data
        self._block = lru_cache(maxsize=512)(self._read_block)

    def __len__(self) -> int:
        return self._count

    def find(self, key: str) -> list[int]:
        """Return the numbers of the rows that *key* may lead to, ascending; the caller checks that it does."""
        bucket, tag = _place(key)
        mask = (1 << _ROW_BITS) - 1
        stretch = self._postings[self._bucket_offsets[bucket] : self._bucket_offsets[bucket + 1]]
        return [posting & mask for posting in stretch if posting >> _ROW_BITS == tag]

    def row(self, number: int) -> str:
        """Return one row."""
        return self._block(number // BLOCK_ROWS)[number % BLOCK_ROWS]

    def _read_block(self, number: int) -> list[str]:
        start, end = self._block_offsets[number], self._block_offsets[number + 1]
        decompressor = zlib.decompressobj(-15, self._dictionary)
        return decompressor.decompress(self._data[self._start + start : self._start + end]).decode().split("\n")


class LayeredRows:
    """Rows of several packed files, those of a later one numbered after those of the ones before."""

    def __init__(self, layers: Sequence[PackedRows]) -> None:
        self._layers = tuple(layers)
        self.starts = tuple(accumulate((len(layer) for layer in layers), initial=0))

    def __len__(self) -> int:
        return self.starts[-1]

    def find(self, key: str) -> list[int]:
        """Return the numbers of the rows that *key* may lead to, ascending; the caller checks that it does."""
        if len(self._layers) == 1:
            return self._layers[0].find(key)
        found = zip(self.starts, self._layers, strict=False)
        return [start + number for start, layer in found for number in layer.find(key)]

    def row(self, number: int) -> str:
        """Return one row."""
        layer = self.layer(number)
        return self._layers[layer].row(number - self.starts[layer])

    def layer(self, number: int) -> int:
        """Return which of the files a row is of."""
        return 0 if number < self.starts[1] else bisect_right(self.starts, number) - 1

    def group(self, name: str) -> Iterator[int]:
        """Return the numbers of the rows of a named range."""
        for start, layer in zip(self.starts, self._layers, strict=False):
            first, end = layer.groups.get(name, (0, 0))
            yield from range(start + first, start + end)


def _view(data: bytes, position: int, count: int) -> tuple[memoryview, int]:
    end = position + 4 * count
    if sys.byteorder == "little":
        return memoryview(data)[position:end].cast("I"), end
    return memoryview(_numbers_native(data[position:end])).cast("I"), end


def _numbers_native(raw: bytes) -> bytes:
    values = struct.unpack(f"<{len(raw) // 4}I", raw)
    return struct.pack(f"={len(values)}I", *values)
