"""The story of the district in tables: nobody here exists, the nine schools do.

People are named by surname, schools without «СШ»; days are written as 2021-12-31, an empty string is no day.
"""
