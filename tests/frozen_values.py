"""Values are really frozen under tests. To be imported before anything that has values."""

from bot import frozen

frozen.enforced = True
