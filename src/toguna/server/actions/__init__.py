"""Acts: check the seat's right, ask the domain, append the entry, update the records, in one transaction."""
