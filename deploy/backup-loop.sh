#!/bin/sh
# Writes a backup at once and then one a day, and deletes those older than BACKUP_DAYS days once
# a new one is complete. What else is in the folder stays.
set -eu
folder=${BACKUP_FOLDER:-/backups}
days=${BACKUP_DAYS:-30}
seconds=${BACKUP_EVERY_SECONDS:-86400}
trap 'exit 0' TERM INT

while :; do
    if followthrough backup "$folder/followthrough-$(date -u +%Y%m%dT%H%M%SZ).backup"; then
        find "$folder" -maxdepth 1 -name 'followthrough-*.backup' -mtime "+$days" -delete
    else
        echo "No backup was written; the older ones are kept." >&2
    fi
    sleep "$seconds" &  # in the background, so that a stop need not wait for it
    wait $!
done
