"""Phones with ODK Collect or KoboCollect: an OpenRosa server, its forms, and what the answers become."""
