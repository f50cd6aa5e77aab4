"""The County Industry Atlas: policy goals tied to the places they name."""

__version__ = "0.1.0"
