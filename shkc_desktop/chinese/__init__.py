"""What is particular to Chinese text: folding, sentences, words."""
