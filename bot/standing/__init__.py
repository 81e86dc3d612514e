"""Where subjects stand: their scores for a reader, and how those are said everywhere."""
