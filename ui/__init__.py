"""The web page: questions and answers, figures and what contradicts them, each with its place in a document."""
