"""Reading the parameter files that PaddlePaddle writes, without PaddlePaddle.

Layout, little-endian (paddle/fluid/framework/lod_tensor.cc and tensor_util.cc, ``SerializeToStream``):
uint32 version 0; uint64 number of level-of-detail levels, each a uint64 length and that many bytes;
uint32 tensor version 0; int32 length of a protobuf ``TensorDesc`` (field 1: data type, 5 = FP32;
field 2: dimensions, one varint each); then the raw values.
"""

from __future__ import annotations

import math
import struct
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from kg.errors import KgError

Floats = NDArray[np.float32]

_FP32 = 5
_DATA_TYPE_KEY = 0x08  # protobuf field 1, varint
_DIMENSION_KEY = 0x10  # protobuf field 2, varint, not packed


def read_parameter(path: Path) -> Floats:
    """The array in one parameter file, in its declared shape. Raises KgError if the file is unsound."""
    try:
        raw = path.read_bytes()
    except OSError as cause:
        raise KgError(f"{path}: cannot read the tagger's parameters ({cause.strerror})") from cause
    try:
        return _parse(raw)
    except (struct.error, ValueError, IndexError) as cause:
        raise KgError(f"{path}: not a PaddlePaddle parameter file ({cause})") from cause


def _parse(raw: bytes) -> Floats:
    version, levels = struct.unpack_from("<IQ", raw, 0)
    offset = 12
    for _ in range(levels):
        (length,) = struct.unpack_from("<Q", raw, offset)
        offset += 8 + length
    tensor_version, length = struct.unpack_from("<Ii", raw, offset)
    if version or tensor_version:
        raise ValueError(f"version {version}/{tensor_version}, expected 0/0")
    offset += 8
    shape = _dimensions(raw[offset : offset + length])
    offset += length
    size = math.prod(shape)
    if len(raw) - offset != 4 * size:
        raise ValueError(f"{len(raw) - offset} bytes of values, expected {4 * size} for shape {shape}")
    return np.frombuffer(raw, dtype="<f4", count=size, offset=offset).reshape(shape)


def _dimensions(description: bytes) -> tuple[int, ...]:
    """The shape in a protobuf ``TensorDesc``."""
    shape: list[int] = []
    offset = 0
    while offset < len(description):
        key = description[offset]
        value, offset = _varint(description, offset + 1)
        if key == _DIMENSION_KEY:
            shape.append(value)
        elif key != _DATA_TYPE_KEY or value != _FP32:
            raise ValueError(f"field {key:#x} = {value}, expected 32-bit floats")
    return tuple(shape)


def _varint(data: bytes, offset: int) -> tuple[int, int]:
    """A protobuf varint at ``offset``: its value, and the offset after it."""
    value = shift = 0
    while True:
        byte = data[offset]
        offset += 1
        value |= (byte & 0x7F) << shift
        if byte < 0x80:
            return value, offset
        shift += 7
