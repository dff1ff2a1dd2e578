"""Sentences, the tagger, and phrases of number, date and money."""
