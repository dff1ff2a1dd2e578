"""Products that say the same of a row wherever it stands."""

from __future__ import annotations

import numpy as np
import pytest
from threadpoolctl import ThreadpoolController

from kg.language.lac_network import Product, one_thread
from kg.language.lanes import WIDTHS


@pytest.mark.parametrize("shape", [(128, 256), (385, 128), (256, 192), (64, 41)])
@pytest.mark.parametrize("threads", [1, 2])
def test_a_row_has_the_same_digits_in_every_place(shape: tuple[int, int], threads: int) -> None:
    random = np.random.default_rng(5)
    weights = random.standard_normal(shape, dtype=np.float32)
    row = random.standard_normal((1, shape[0]), dtype=np.float32)
    with ThreadpoolController().limit(limits=threads, user_api="blas"):
        product = Product(weights)
        if not product.place_free:
            pytest.skip("not so with this BLAS; texts are then tagged one by one")
        with one_thread():
            found = np.concatenate([product(np.repeat(row, width, axis=0)) for width in WIDTHS])
    assert (found == found[0]).all()
    assert np.allclose(found[0], row[0] @ weights, atol=1e-3)


def test_whether_a_product_is_place_free_is_tried_on_one_thread() -> None:
    weights = np.random.default_rng(5).standard_normal((256, 192), dtype=np.float32)
    answers = []
    for threads in (1, 2):
        with ThreadpoolController().limit(limits=threads, user_api="blas"):
            answers.append(Product(weights).place_free)
    assert answers[0] == answers[1]
