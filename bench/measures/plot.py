"""Time against length as a small SVG; on its two logarithmic axes a cost in proportion is a line of slope one."""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence

WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM = 720, 420, 64, 190, 24, 52
COLOURS = ("#1b6ca8", "#5b9bc8", "#2a7f3f", "#5fae72", "#c0392b")


def plot(series: Mapping[str, Sequence[tuple[float, float]]], across: str, up: str) -> str:
    """Lines of (x, y), both above 0."""
    xs = [x for points in series.values() for x, _ in points]
    ys = [y for points in series.values() for _, y in points]
    low, high = math.floor(math.log10(min(ys))), math.ceil(math.log10(max(ys)))
    first, last = math.log10(min(xs)), math.log10(max(xs))

    def place(x: float, y: float) -> tuple[float, float]:
        return (
            LEFT + (math.log10(x) - first) / ((last - first) or 1) * (WIDTH - LEFT - RIGHT),
            HEIGHT - BOTTOM - (math.log10(y) - low) / ((high - low) or 1) * (HEIGHT - TOP - BOTTOM),
        )

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" font-family="sans-serif" '
        'font-size="12">',
        f'<rect width="{WIDTH}" height="{HEIGHT}" fill="white"/>',
    ]
    for x in sorted(set(xs)):
        at, bottom = place(x, 10.0**low)
        parts.append(f'<line x1="{at:.1f}" y1="{TOP}" x2="{at:.1f}" y2="{bottom:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{at:.1f}" y="{bottom + 18:.1f}" text-anchor="middle">{x:,.0f}</text>')
    for power in range(low, high + 1):
        left, at = place(min(xs), 10.0**power)
        parts.append(f'<line x1="{left}" y1="{at:.1f}" x2="{WIDTH - RIGHT}" y2="{at:.1f}" stroke="#ddd"/>')
        parts.append(f'<text x="{left - 8}" y="{at + 4:.1f}" text-anchor="end">{10.0**power:g}</text>')
    for number, points in enumerate(series.values()):
        colour = COLOURS[number % len(COLOURS)]
        places = [place(x, y) for x, y in points]
        line = " ".join(f"{x:.1f},{y:.1f}" for x, y in places)
        parts.append(f'<polyline points="{line}" fill="none" stroke="{colour}" stroke-width="2"/>')
        parts += [f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>' for x, y in places]
    # Names stand in the order of the lines' ends, one text line apart, so that none covers another.
    previous = float(TOP) - 16
    ends = sorted((place(*points[-1])[1], name, number) for number, (name, points) in enumerate(series.items()))
    for y, name, number in ends:
        previous = max(y, previous + 16)
        colour = COLOURS[number % len(COLOURS)]
        parts.append(f'<text x="{WIDTH - RIGHT + 10}" y="{previous + 4:.1f}" fill="{colour}">{name}</text>')
    parts.append(f'<text x="{(LEFT + WIDTH - RIGHT) / 2}" y="{HEIGHT - 12}" text-anchor="middle">{across}</text>')
    middle = (TOP + HEIGHT - BOTTOM) / 2
    parts.append(f'<text x="16" y="{middle}" text-anchor="middle" transform="rotate(-90 16 {middle})">{up}</text>')
    return "\n".join([*parts, "</svg>"]) + "\n"
