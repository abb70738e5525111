"""Every error that a person can meet: one code each, one sentence in both languages, and what to do next."""

from __future__ import annotations

import importlib
import pkgutil
import re
from collections import Counter
from collections.abc import Iterator

import homes  # noqa: F401 - gives Django its settings before the modules are imported
import pytest

import toguna
from toguna.base.errors import InputError, InstallationError, RegisterFault, RuleError, TogunaError
from toguna.base.text import placeholders
from toguna.server.acts.parsing import ActIncomplete

# Parts of the package that need an extra, or serve when they are imported.
SKIPPED = (
    "toguna.server.wsgi",
    "toguna.analysis",
    "toguna.server.records.migrations",
    "toguna.server.ledger.migrations",
)
ADVICE_FR = re.compile(
    r"(?i)\b(choisir|commencer|corriger|demander|donner|écrire|enregistrer|essayer|faire|fermer|garder|installer|joindre|"
    r"lancer|libérer|mettre|obtenir|ôter|ouvrir|prendre|recommencer|récrire|remettre|remplacer|reprendre|réessayer|saisir|"
    r"simplifier|utiliser|vérifier|voir|compléter|changer|ajouter|attendre|prévenir|raccourcir|découper|rien à faire|"
    r"copier|connecter|revenir|entrer|ne pas|ne rien|admis|admises|possibles?|présents|titulaires|axes|cadres|fournis|"
    r"parmi|au plus|il y faudrait|nommer|passer|rafraîchir|recharger|retirer|dire|élargir|réduire|tronçons?|"
    r"partir|inscrire|se servir|employer|annoncer|indiquer|reformuler|relire|signaler|rouvrir|préciser|appeler|citer|"
    r"renommer|révoquer|relancer|renvoyer|envoyer|télécharger|lire|prévoir|régler)\b"
)


def every_module() -> Iterator[str]:
    for found in pkgutil.walk_packages(toguna.__path__, "toguna."):
        if not found.name.startswith(SKIPPED) and found.name != "toguna.cli.main":
            yield found.name


def walk(kind: type[TogunaError]) -> Iterator[type[TogunaError]]:
    for one in kind.__subclasses__():
        yield one
        yield from walk(one)


def errors() -> list[type[TogunaError]]:
    for name in every_module():
        importlib.import_module(name)
    # What the analysis says of its arrays is said to whoever calls it, and has its own tests.
    own = {e for e in walk(TogunaError) if e.__module__.startswith("toguna.") and ".analysis." not in e.__module__}
    return sorted(own, key=lambda e: (e.__module__, e.__name__))


ERRORS = errors()
SAID = [e for e in ERRORS if "text" in vars(e)]
"""Those that are raised: the others only group them."""


def test_the_tree_is_whole() -> None:
    assert len(ERRORS) > 100
    for error in ERRORS:
        assert issubclass(error, InputError | RuleError | RegisterFault | InstallationError), error
        assert "text" in vars(error) or error.__subclasses__(), f"{error} says nothing"


def test_each_code_is_kebab_case_and_names_one_fault() -> None:
    for error in ERRORS:
        assert re.fullmatch(r"[a-z][a-z0-9]*(-[a-z0-9]+)*", error.code), error
    twice = [code for code, n in Counter(e.code for e in SAID).items() if n > 1]
    # A signature is wrong in the same way wherever it is met: alone, or while a whole ledger is verified.
    assert set(twice) <= {"bad-signature"}


@pytest.mark.parametrize("error", SAID, ids=lambda e: e.__name__)
def test_it_is_said_in_both_languages_with_the_same_data(error: type[TogunaError]) -> None:
    text = error.text
    assert text.fr != text.en and text.fr.strip() and text.en.strip()
    assert placeholders(text.fr) == placeholders(text.en)
    data = dict.fromkeys(placeholders(text.fr), "donnée")
    for lang in ("fr", "en"):
        # What is incomplete is made from the act's own fields: here its sentence alone.
        said = text.say(lang, **data) if error is ActIncomplete else error(**data).say(lang)
        assert ("{" not in said and said[0] == said[0].upper()) or said.startswith(("«", "“", "donnée"))
        assert said.rstrip().endswith((".", "…", "?", ")", "donnée", "»", "”")), said


@pytest.mark.parametrize(
    "error", [e for e in SAID if "problem" not in placeholders(e.text.fr)], ids=lambda e: e.__name__
)
def test_it_says_what_to_do(error: type[TogunaError]) -> None:
    assert ADVICE_FR.search(error.text.fr), error.text.fr
