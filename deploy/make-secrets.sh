#!/bin/sh
# Makes a password for the PostgreSQL of deploy/compose.yaml, and the address that has it in it.
# Files that are there stay as they are. Containers read them as another user, so the folder
# is what keeps others away.
set -eu
cd "$(dirname "$0")"
umask 077
mkdir -p secrets
if [ ! -e secrets/postgres_password ]; then
    od -An -N24 -tx1 /dev/urandom | tr -d ' \n' >secrets/postgres_password
    printf 'postgresql://followthrough:%s@postgres/followthrough' \
        "$(cat secrets/postgres_password)" >secrets/database_url
fi
chmod 0444 secrets/postgres_password secrets/database_url
echo "There: deploy/secrets/postgres_password and deploy/secrets/database_url"
