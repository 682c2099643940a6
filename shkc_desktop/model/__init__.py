"""The nouns of the program: frozen dataclasses, standard library only, no input and no output."""
