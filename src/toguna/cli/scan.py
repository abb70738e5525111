"""`toguna scan`: what stands out in space and time, in the register or on the field's own files."""

from __future__ import annotations

import argparse
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from toguna.analysis.installed import require
from toguna.base.dates import When
from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.cli.output import note, print_json, table

if TYPE_CHECKING:
    from toguna.analysis.scan_files import Settings
    from toguna.analysis.scan_study import Study

LARGEST_FILE = 200_000_000


class NeedsFiles(InputError):
    """No data were named."""

    code = "scan-needs-files"
    text = Text(
        fr="Donner un fichier de réglages (--prm) ou des cas et des coordonnées (--case et --coordinates).",
        en="Give a settings file (--prm) or cases and coordinates (--case and --coordinates).",
    )


class CannotRead(InputError):
    """A file cannot be opened."""

    code = "cannot-read"
    text = Text(
        fr="Le fichier {file} ne peut pas être lu ({why}). Vérifier son nom et sa taille.",
        en="The file {file} cannot be read ({why}). Check its name and size.",
    )


class NoDates(InputError):
    """The cases carry no date from which the study could be bounded."""

    code = "scan-needs-dates"
    text = Text(
        fr="Donner le début et la fin de l’étude (--study-start et --study-end).",
        en="Give the beginning and end of the study (--study-start and --study-end).",
    )


_CLUSTER = Text(
    fr="{observed} observés pour {expected} attendus, {start} – {end}",
    en="{observed} observed for {expected} expected, {start} – {end}",
)
_CHANCE = Text(
    fr="le hasard seul en montrerait autant une fois en {days} jours (p = {p})",
    en="chance alone would show as much once in {days} days (p = {p})",
)
_P_ONLY = Text(fr="p = {p}", en="p = {p}")
_P_TIES = Text(
    fr="p = {p}, ou {careful} en comptant les tirages à égalité",
    en="p = {p}, or {careful} counting replicates that tie",
)
_NOTHING = Text(fr="Rien ne ressort.", en="Nothing stands out.")
_PROGRESS = Text(fr="tirages : {done} sur {of}", en="replicates: {done} of {of}")


def scan(options: argparse.Namespace) -> int:
    """Scan and print the clusters; 0."""
    require()
    if not (options.prm or options.case or options.coordinates):
        from toguna.cli.scan_register import scan_register

        return scan_register(options)
    study = _study(options)
    more = running(options)
    if options.replicates is not None:
        more["replicates"] = options.replicates
    if options.null is not None:
        more["null"] = options.null
    result = study.run(**more)
    rows = study.table(result)
    if options.json:
        print_json(
            {
                "clusters": rows,
                "method": result.method,
                "null": result.null,
                "replicates": result.replicates,
                "seed": result.seed,
                "data_digest": result.data_digest,
                "verdict": result.verdict,
            }
        )
    else:
        _print(rows, options.lang)
    return 0


def running(options: argparse.Namespace) -> dict[str, Any]:
    """How to run, whatever is scanned: seed, progress, cluster of machines."""
    more: dict[str, Any] = {"seed": options.seed, "progress": _Progress(options.lang)}
    if options.dask:
        from toguna.analysis.scan.executors import DaskExecutor

        more["executor"] = DaskExecutor(options.dask)
    return more


class _Progress:
    """A line on stderr a tenth of the way, for scans of more than a second."""

    def __init__(self, lang: str) -> None:
        self.lang, self.told = lang, 0

    def __call__(self, done: int, of: int) -> None:
        if of >= 1000 and done * 10 // of > self.told:
            self.told = done * 10 // of
            note(_PROGRESS.say(self.lang, done=done, of=of))


def _study(options: argparse.Namespace) -> Study:
    from toguna.analysis.scan_files import parse_prm, text_of
    from toguna.analysis.scan_study import study

    if options.prm:
        path = Path(options.prm)
        settings = parse_prm(text_of(_bytes(path), path.name), path.name)
        # Settings files carry the paths of the machine they were written on: only the names count.
        return study(settings, lambda name: _bytes(path.parent / name.replace("\\", "/").rpartition("/")[2]))
    if not options.case or not options.coordinates:
        raise NeedsFiles()
    return study(_settings(options), lambda name: _bytes(Path(name)))


def _bytes(path: Path) -> bytes:
    try:
        if path.stat().st_size > LARGEST_FILE:
            raise CannotRead(file=path.name, why="> 200 MB")
        return path.read_bytes()
    except OSError as error:
        raise CannotRead(file=path.name, why=error.strerror) from None


def _settings(options: argparse.Namespace) -> Settings:
    from toguna.analysis.scan_files import Settings

    spatial = options.model == "bernoulli"
    start, end = (date(2000, 1, 1),) * 2 if spatial else _bounds(options)
    return Settings(
        case_file=options.case,
        coordinates_file=options.coordinates,
        population_file=options.population,
        control_file=options.control,
        model=options.model,
        retrospective=options.retrospective or spatial,
        study_start=start,
        study_end=end,
        dated=not spatial,
        coordinates="planar" if options.planar else "latlon",
        interval_unit="day",
        interval_length=options.interval_days,
        max_window=options.max_window,
        max_window_share=None if options.max_window else 0.5,
        max_share=options.max_share,
        max_radius_m=None if options.max_radius_km is None else 1000 * options.max_radius_km,
        replicates=options.replicates or 999,
        overlap=False,
        least=2,
    )


def _bounds(options: argparse.Namespace) -> tuple[date, date]:
    """The study as asked for, else from the first to the last case."""
    first = When.parse(options.study_start).first if options.study_start else None
    last = When.parse(options.study_end).last if options.study_end else None
    if first is None or last is None:
        from toguna.analysis.scan_files import parse_cases, text_of

        near = (first or last or date(2000, 1, 1)).year
        held = parse_cases(text_of(_bytes(Path(options.case)), options.case), options.case, dated=True, near=near)
        days = [when for when in held.when if when is not None]
        if not days:
            raise NoDates()
        first, last = first or min(days), last or max(days)
    return first, last


def _print(rows: list[dict[str, Any]], lang: str) -> None:
    if not rows:
        print(_NOTHING.say(lang))
    for row in rows:
        expected, p = _decimal(f"{row['expected']:.2f}", lang), _decimal(f"{row['p_value']:.3g}", lang)
        found = _CLUSTER.say(
            lang, observed=row["observed"], expected=expected, start=row["start"] or "…", end=row["end"] or "…"
        )
        days = row["recurrence_days"]
        careful = _decimal(f"{row['p_value_with_ties']:.3g}", lang)
        chance = _CHANCE.say(lang, days=round(days), p=p) if days else _P_ONLY.say(lang, p=p)
        if careful != p:
            chance = _P_TIES.say(lang, p=p, careful=careful)
        table([(f"{row['rank']}.", ", ".join(row["members"])), ("", f"{found} ; {chance}")])


def _decimal(number: str, lang: str) -> str:
    return number.replace(".", ",") if lang == "fr" else number
