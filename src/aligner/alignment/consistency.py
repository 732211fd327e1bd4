"""What the other languages of a document say of a pair (probabilistic consistency, Do et al. 2005, for proteins).

If segment i of `a` is linked with k of `c`, and k with j of `b`, then i and j belong together, whatever their own
vectors say; if `c` links k with i but not with anything of `b`, then `b` probably has nothing for i.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np

from aligner.alignment.links import Links, summed
from aligner.alignment.pair import Through


def through_others(
    a: str, b: str, languages: Sequence[str], links: Mapping[tuple[str, str], Links]
) -> Through | None:
    """Combine the link posteriors of the pairs (a, c) and (c, b) over all third languages c.

    `links` holds every pair of `languages` in their order. None where there is no third language.
    """
    others = [language for language in languages if language not in (a, b)]
    if not others:
        return None

    def between(first: str, second: str) -> Links:
        found = links.get((first, second))
        return found if found is not None else links[second, first].transposed()

    share = 1.0 / len(others)
    products, a_known, b_known = [], [], []
    for other in others:
        left, right = between(a, other), between(other, b)
        products.append(left.times(right).capped().scaled(share))
        a_known.append(np.minimum(left.row_sums(), 1.0) * share)
        b_known.append(np.minimum(right.column_sums(), 1.0) * share)
    a_total = np.sum(a_known, axis=0).astype(np.float32)
    return Through(summed(products), a_total, np.sum(b_known, axis=0).astype(np.float32))
