"""Work searches: what an unemployment office asks to see, and what a person did."""
