"""What this office keeps for itself and never exchanges: receipts of acts, and what waits at its door."""
