"""Toguna: the working memory of a local security framework."""

__version__ = "0.1.0"
