"""The process that reads texts by the rules, and whoever asks it: no file of a user is opened here."""
