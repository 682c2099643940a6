"""To which district a passage is dedicated: by its heading, by its subject, by the places it names."""
