"""The only package that opens a connection: names, web pages, streams, trust, limits and what it all cost."""
