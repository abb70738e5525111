"""The command `toguna`: a file per command group. Options follow the subcommand (DESIGN §8)."""
