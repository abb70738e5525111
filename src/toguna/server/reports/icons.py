"""Line drawings for whoever reads figures better than words: on the paper form, beside the same numbers.

Plain strokes on a grid of 24, so that they survive a worn copier. None shows a person of any community.
"""

from __future__ import annotations

from typing import Final

_HEAD: Final = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 24 24" fill="none" stroke="black" stroke-width="1.8" '
    'stroke-linecap="round" stroke-linejoin="round">'
)
_SHAPES: Final = {
    "vol": '<path d="M3 15V9h9l4 3h4a1 1 0 0 1 1 1v2h-2M8 15h6M3 15h1M9 6V2M9 2 7 4M9 2l2 2"/>'
    '<circle cx="6" cy="16" r="2"/><circle cx="17" cy="16" r="2"/>',
    "personnes": '<circle cx="12" cy="5" r="2.6"/><path d="M12 8v7M8 21l4-6 4 6M7 11l5 1 5-1"/>',
    "menace": '<path d="M12 3 2.500 20h19ZM12 10v5M12 17.600v.200"/>',
    "attaque": '<path d="m12 3 1.800 5.200L19 6l-2.200 5 5.200 1-5.200 2 2.200 5-5.200-2L12 22"/>'
    '<path d="m12 22-1.800-5L5 19l2.200-5L2 12l5.200-1L5 6l5.200 2.200L12 3"/>',
    "autre": '<path d="M3 8h18v5H3ZM6 13v7M18 13v7M7 13l4-5M13 13l4-5"/>',
    "killed": '<path d="M6 21V9a6 6 0 0 1 12 0v12M3 21h18M9.500 10h5M9.500 13.500h5"/>',
    "injured": '<rect x="2" y="8.500" width="20" height="7" rx="3.500" transform="rotate(-45 12 12)"/>'
    '<path d="m10.500 12 3 0M12 10.500v3"/>',
    "abducted": '<rect x="4" y="3" width="16" height="18" rx="1"/><path d="M8 3v18M12 3v18M16 3v18"/>',
    "where": '<path d="M12 22c4-5.500 6-8.600 6-12a6 6 0 1 0-12 0c0 3.400 2 6.500 6 12Z"/>'
    '<circle cx="12" cy="10" r="2"/>',
    "when": '<rect x="3" y="5" width="18" height="16" rx="1"/><path d="M3 10h18M8 2v5M16 2v5"/>',
    "how": '<path d="M2 12c3-5 7-7 10-7s7 2 10 7c-3 5-7 7-10 7s-7-2-10-7Z"/><circle cx="12" cy="12" r="3"/>',
    "words": '<path d="M4 20l1-4L16 5l3 3L8 19ZM13 8l3 3M12 20h8"/>',
    "lock": '<rect x="5" y="11" width="14" height="10" rx="1"/><path d="M8 11V8a4 4 0 0 1 8 0v3"/>',
}
ICONS: Final = {name: f"{_HEAD}{shape}</svg>" for name, shape in _SHAPES.items()}
