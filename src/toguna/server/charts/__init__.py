"""Charts and the map as SVG strings: pure functions, the same drawing in the page and in the PDF.

Every drawing has a title and a description, is legible in black and white, and uses no colour that a party could own.
Classes stand beside the presentation attributes so that a page's style sheet may restyle a drawing; nothing in it is a
style attribute or a script.
"""

from toguna.server.charts.effect import Period, effect
from toguna.server.charts.ladder import Line, Point, ladder
from toguna.server.charts.months import Month, months
from toguna.server.charts.sketch import Road, Spot, Tally, sketch
from toguna.server.charts.strip import LEVELS, Row, strip

__all__ = [
    "LEVELS",
    "Line",
    "Month",
    "Period",
    "Point",
    "Road",
    "Row",
    "Spot",
    "Tally",
    "effect",
    "ladder",
    "months",
    "sketch",
    "strip",
]
