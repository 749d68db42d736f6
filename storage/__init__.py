"""Everything that knows SQL: tables, one repository per noun, the unit of work, migrations."""
