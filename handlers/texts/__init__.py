"""Every Vietnamese sentence, as small typed functions; nothing Vietnamese anywhere else in the code."""
