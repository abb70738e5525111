"""The HTTP API: what a seat reads on the pages and does in their forms, for programs."""
