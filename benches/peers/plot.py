"""Bars as SVG: one measure, one bar a tool, readable in light and dark pages."""

from __future__ import annotations

from html import escape

STYLE = "text{font:13px sans-serif;fill:#57606a}.garim{fill:#0969da}.peer{fill:#8c959f}"


def bars(title: str, values: list[tuple[str, float, str]], logarithmic: bool = False) -> str:
    """A drawing; values are name, size and how it is written."""
    import math

    most = max((v for _, v, _ in values), default=1) or 1
    least = min((v for _, v, _ in values if v > 0), default=1)

    def length(value: float) -> float:
        if value <= 0:
            return 0
        return 420 * (math.log(value / least) + 0.3) / (math.log(most / least) + 0.3) if logarithmic else 420 * value / most

    rows = []
    for at, (name, value, shown) in enumerate(values):
        y = 40 + 26 * at
        side = "garim" if name.startswith("garim") else "peer"
        rows.append(
            f'<text x="170" y="{y + 13}" text-anchor="end">{escape(name)}</text><rect class="{side}" x="180" y="{y}" width="{length(value):.1f}" height="18" rx="2"/>'
            f'<text x="{186 + length(value):.1f}" y="{y + 13}">{escape(shown)}</text>'
        )
    height = 50 + 26 * len(values)
    scale = " (logarithmic)" if logarithmic else ""
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="720" height="{height}" viewBox="0 0 720 {height}" role="img" aria-label="{escape(title)}">'
        f'<style>{STYLE}</style><text x="10" y="22" font-weight="bold">{escape(title)}{scale}</text>{"".join(rows)}</svg>\n'
    )
