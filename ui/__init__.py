"""The web page: one question, one answer, and the place in the document where it stands."""
