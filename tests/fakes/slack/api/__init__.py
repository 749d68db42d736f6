"""The methods of the fake Web API, one file for each subject."""
