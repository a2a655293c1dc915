"""Question -> query -> candidates -> passages -> Answer with Citations."""
