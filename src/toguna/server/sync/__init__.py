"""Exchange with other copies: what this one holds is said, given and taken on the ledger itself (spec/sync.md)."""
