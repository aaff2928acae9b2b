#!/bin/sh
# One machine, as far as a process on it can tell: files, temporary files and a user of its own. It sees the system, Python,
# and its own folder, which is /mnt/own there; what else there is of this machine that is not the system's, is hidden.
#   machine.sh OWN UID "KEPT PATHS" "HIDDEN PATHS" COMMAND...       inside namespaces for mounts and for the network
set -eu
own=$1 uid=$2 kept=$3 hidden=$4
shift 4
mount --make-rprivate /
mount -t tmpfs -o mode=755 none /mnt
mkdir /mnt/own
mount --bind "$own" /mnt/own
number=0
for path in $kept; do
    number=$((number + 1))
    mkdir "/mnt/$number"
    mount --bind "$path" "/mnt/$number"
done
for path in $hidden; do
    if [ -d "$path" ]; then mount -t tmpfs -o mode=755 none "$path"; fi
done
mount -t tmpfs -o mode=1777,size=512m none /tmp
number=0
for path in $kept; do
    number=$((number + 1))
    mkdir -p "$path"
    mount --bind "/mnt/$number" "$path"
done
cd /mnt/own
exec setpriv --reuid "$uid" --regid "$uid" --clear-groups --inh-caps=-all --no-new-privs "$@"
