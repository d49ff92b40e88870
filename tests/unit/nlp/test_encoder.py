"""What fills the roles of mentions, as it is shown to what compares them."""

from __future__ import annotations

import numpy as np

from variorum_en.encoder import fillers

WORDS = np.array([[1.0, 0.0], [0.0, 1.0], [4.0, 4.0]], dtype=np.float32)


def test_a_role_is_filled_by_the_mean_of_its_likely_words() -> None:
    """Words are weighed by how likely they are; what is hardly likely is not heard."""
    # One mention, three words: none, the first role, the second.
    roles = np.array([[[0.4, 0.6, 0.0], [0.7, 0.2, 0.1], [0.9, 0.1, 0.0]]], dtype=np.float32)
    [[first, second]] = fillers(roles, WORDS)
    assert np.allclose(first, [0.75, 0.25, 0.6])
    assert np.allclose(second, [0.0, 0.0, 0.0])
