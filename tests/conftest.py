"""What holds for every test: no example is judged by how long it takes, for machines differ."""

from hypothesis import settings

settings.register_profile("no clock", deadline=None)
settings.load_profile("no clock")
