"""Scenarios that ship with the package: facts as YAML files, loaded by `toguna demo` and `toguna import scenario`.

- `timbuktu-taoudeni.yaml`: documented facts, nothing made up; its header comment is the rule of the format.
- `timbuktu-taoudeni.fr.yaml`: French for each free word of that file, keyed by the English string.
- `veranda.yaml`: an invented scenario in the same format, in which seats may act; its header lists the keys it adds.
"""
