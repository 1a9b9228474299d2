"""What holds for every test: no example is judged by how long it takes, for machines differ."""

from hypothesis import settings

settings.register_profile("no clock", deadline=None)
# For a second and third Python: the first one has tried many examples already.
settings.register_profile("few", deadline=None, max_examples=10)
settings.load_profile("no clock")
