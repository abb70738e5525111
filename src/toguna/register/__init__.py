"""The signed, append-only register as bytes: encode, hash, sign, prove, order, verify (spec/register.md).

No file, no socket, no clock. Signatures are accepted or refused by PyNaCl alone.
"""
