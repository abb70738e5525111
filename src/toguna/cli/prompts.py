"""`toguna prompts`: what there is to say of a phone form, in its written words; and the sounds in which an office had
it said, for those who do not read.
"""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import TYPE_CHECKING

from toguna.base.errors import InputError
from toguna.base.text import Text
from toguna.cli.opening import opened
from toguna.cli.output import note, print_json, table

if TYPE_CHECKING:
    from toguna.server.home import Home
    from toguna.server.intake.odk.recordings import Script
    from toguna.server.queries.reading import Reading


class SayWhich(InputError):
    """A folder without the form and the language that it is for."""

    code = "prompts-for-what"
    text = Text(
        fr="Dire de quel formulaire et en quelle langue : --form cadre-incident --language Songhay.",
        en="Say of which form and in which language: --form cadre-incident --language Songhay.",
    )


_HOW = Text(
    fr="À dire dans la langue, un enregistrement par ligne, nommé comme elle (famille.m4a). La voix s’entendra sur "
    "chaque téléphone : choisir quelqu’un qui l’accepte, et ne rien dire d’autre que la question.",
    en="To be said in the language, one file a line, named like it (famille.m4a). The voice will be heard on every "
    "phone: choose somebody who agrees, and say nothing but the question.",
)
_HELD = Text(fr="enregistré", en="recorded")
_OLD = Text(fr="à refaire : les mots ont changé", en="to be done again: the words changed")
_GIVEN = Text(
    fr="« {form} » s’écoute en {language} : {count} sur {all}. Les téléphones admis le reçoivent à leur prochaine "
    "connexion ; y choisir une fois la langue « {language} (à écouter) ».",
    en="“{form}” is heard in {language}: {count} of {all}. Phones that were admitted get it when they next connect; "
    "choose the language “{language} (à écouter)” there once.",
)
_GONE = Text(
    fr="« {form} » ne s’écoute plus en {language} : le dossier est vide.",
    en="“{form}” is no longer heard in {language}: the folder is empty.",
)
_MISSING = Text(fr="Sans enregistrement : {names}", en="Without a sound: {names}")
_NONE = Text(fr="écrit seulement", en="written only")
_COUNT = Text(fr="{language} : {count}", en="{language}: {count}")


def prompts(options: argparse.Namespace) -> int:
    """Say what can be heard, what there is to say, or take the sounds of a folder; 0."""
    with opened(options) as home:
        from toguna.server.intake.odk.recordings import script
        from toguna.server.queries.phone_forms import published
        from toguna.server.queries.reading import read

        reading = read(home, framework=options.framework, seat=options.seat, as_of=None)
        if options.folder is not None and not (options.form and options.language):
            raise SayWhich()
        if options.form is None:
            return _forms(options, reading)
        held = script(published(reading.register), options.form)
        if options.folder is None:
            return _script(options, reading, held)
        return _take(options, home, reading, held)


def _take(options: argparse.Namespace, home: Home, reading: Reading, held: Script) -> int:
    from toguna.server.actions.prompts import give_prompts
    from toguna.server.intake.odk.recordings import read_folder

    said = read_folder(Path(options.folder), held)
    give_prompts(home, reading.register, reading.reader, (held.form.id, options.language), said)
    given = {one.question for one in said}
    missing = [one.name for one in held.asked if one.name not in given]
    if options.json:
        told = {"form": held.form.id, "language": options.language, "recorded": sorted(given), "missing": missing}
        print_json(told)
        return 0
    data = {"form": held.form.id, "language": options.language}
    if not said:
        print(_GONE.say(options.lang, **data))
        return 0
    print(_GIVEN.say(options.lang, **data, count=len(given), all=len(held.asked)))
    if missing:
        print(_MISSING.say(options.lang, names=", ".join(missing)))
    return 0


def _script(options: argparse.Namespace, reading: Reading, held: Script) -> int:
    """The names and the words, and what is recorded already in the language, if one is named."""
    from toguna.server.actions.prompts import same_language
    from toguna.server.queries.prompts import prompts as held_prompts

    rows = held_prompts(reading.register)
    mine = [one for one in rows if one.form == held.form.id and same_language(one.language, options.language or "")]
    own = {one.question: one.words for one in mine}
    if options.json:
        told = [{"name": one.name, "words": one.words, "recorded": own.get(one.name) == one.mark} for one in held.asked]
        print_json({"form": held.form.id, "version": held.form.version, "questions": told})
        return 0
    note(_HOW.say(options.lang))
    for one in held.asked:
        state = "" if one.name not in own else (_HELD if own[one.name] == one.mark else _OLD).say(options.lang)
        print(f"{one.name}{f' [{state}]' if state else ''}\n    {one.words}")
    return 0


def _forms(options: argparse.Namespace, reading: Reading) -> int:
    """The forms that phones are given, and how much of each is heard in which language."""
    from collections import Counter

    from toguna.server.queries.phone_forms import newest, published
    from toguna.server.queries.prompts import prompts as held_prompts

    counted = Counter((one.form, one.language) for one in held_prompts(reading.register))
    forms = newest(published(reading.register))
    if options.json:
        told = [
            {"form": form.id, "recorded": {language: n for (id_, language), n in counted.items() if id_ == form.id}}
            for form in forms
        ]
        print_json({"forms": told})
        return 0
    rows = []
    for form in forms:
        heard = [_COUNT.say(options.lang, language=x, count=n) for (id_, x), n in counted.items() if id_ == form.id]
        rows.append((form.id, form.title.say(options.lang), ", ".join(heard) or _NONE.say(options.lang)))
    table(rows)
    return 0
