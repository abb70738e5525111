"""Records: what the entries add up to, as tables that can be dropped and rebuilt at any time (`toguna rebuild`)."""
