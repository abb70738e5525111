"""Everything that a seat may do: page, HTTP API and command line offer the same acts, with the same rights."""
