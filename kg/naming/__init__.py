"""What names are made of: regions in front, normal forms, the words that decide identity.

The lowest room of resolution: ``kg.matching`` compares names by it, ``kg.resolve`` decides by both.
"""
