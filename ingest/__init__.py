"""Source file -> Procedure -> checks -> catalogue (versions) -> chunks -> index."""
