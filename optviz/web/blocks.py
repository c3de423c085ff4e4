"""The binary answers of the API: a header of JSON and float32 blocks behind it.

    uint32 little-endian    length H of the header
    H bytes                 JSON, padded with spaces so that 4 + H is a multiple of 4
    float32 little-endian   the blocks, one after the other, as long as the header says

A Float32Array can look straight into the answer. Float32 carries seven digits; a screen shows four.
"""

from __future__ import annotations

import struct
from collections.abc import Iterable, Mapping
from typing import Any

import numpy as np
import orjson
from numpy.typing import NDArray

MIMETYPE = "application/octet-stream"


def pack(header: Mapping[str, Any], blocks: Iterable[NDArray[Any]]) -> bytes:
    """The answer as bytes. Numbers that JSON does not know become null in the header.

    Values beyond float32 become infinite in the blocks; NaN stays NaN.
    """
    text = orjson.dumps(header, option=orjson.OPT_SERIALIZE_NUMPY)
    text += b" " * (-(4 + len(text)) % 4)
    with np.errstate(over="ignore", invalid="ignore", under="ignore"):
        body = [np.ascontiguousarray(block, dtype="<f4").tobytes() for block in blocks]
    return b"".join([struct.pack("<I", len(text)), text, *body])


def unpack(data: bytes) -> tuple[dict[str, Any], NDArray[np.float32]]:
    """The header and all floats behind it."""
    (length,) = struct.unpack_from("<I", data)
    header: dict[str, Any] = orjson.loads(data[4 : 4 + length])
    return header, np.frombuffer(data, dtype="<f4", offset=4 + length)
