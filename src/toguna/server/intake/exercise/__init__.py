"""The exercise: an invented region (`toguna.analysis.simulate`), entered through the same acts as real life.

Its true effects are known, and kept where no reader of the register sees them: in a file beside it (`truth`).
"""
