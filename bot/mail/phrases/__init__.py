"""The data that mail is read by: phrases by language, names, senders, dates."""
