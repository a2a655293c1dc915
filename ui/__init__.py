"""The web app and the one command line, ``thutuc``."""
