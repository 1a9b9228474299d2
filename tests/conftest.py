"""What holds for every test: no example is judged by how long it takes, for machines differ.

`--hypothesis-profile=few` tries ten examples of each law instead of a hundred: enough for one planted mistake among
hundreds (tests/mutants.py), and too little for a judgment of the code itself.
"""

from hypothesis import settings

settings.register_profile("no clock", deadline=None)
settings.register_profile("few", deadline=None, max_examples=10)
settings.load_profile("no clock")
