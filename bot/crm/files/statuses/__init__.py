"""Whether a deal is open, won, lost or gone, by the words of whichever columns say so."""
