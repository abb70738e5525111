"""The ledger: entries, parts and checkpoints exactly as received. Nothing is ever changed or deleted here."""
