"""Readers, one per kind of source: bytes in, ``SourceRecord`` or ``Rejected`` out."""
