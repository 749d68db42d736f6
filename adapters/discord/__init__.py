"""The bot at Discord: commands, buttons and forms over the gateway, reminders by HTTP."""
