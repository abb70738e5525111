"""Scenario files: documented or invented facts of a framework, as YAML. The form is described in
docs/en/reference/scenario.md.
"""
