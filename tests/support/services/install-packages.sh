#!/bin/sh
# install-packages.sh PACKAGE...   (root, Debian; called by install-packages.ts)
#
# Installs the packages without starting any of their services and without creating PostgreSQL's
# "main" cluster, then puts the machine's own policy back.
set -eu

policy=/usr/sbin/policy-rc.d
saved=$policy.matpho-saved
cluster_policy=/etc/postgresql-common/createcluster.d/matpho-tests.conf

say() { echo "[test services] $*" >&2; }

# Two test runs may start at once; the second finds everything installed when its turn comes.
exec 9>/run/lock/matpho-install-packages.lock
flock 9

log=$(mktemp)
restore() {
  rm -f "$log"
  rm -f "$cluster_policy" "$policy"
  if [ -e "$saved" ]; then mv -f "$saved" "$policy"; fi
}
trap restore EXIT
trap 'exit 130' INT TERM HUP

# A copy left by a run that was killed is the machine's real policy: never overwrite it.
if [ -e "$policy" ] && [ ! -e "$saved" ]; then mv "$policy" "$saved"; fi
printf '#!/bin/sh\nexit 101\n' >"$policy"
chmod 755 "$policy"
mkdir -p "${cluster_policy%/*}"
echo 'create_main_cluster = false' >"$cluster_policy"

export DEBIAN_FRONTEND=noninteractive
say "apt-get update"
# One unreachable third-party source must not stop us: the install below says what is truly missing.
apt-get -qq update >"$log" 2>&1 9>&- || say "apt-get update had errors, going on"
say "apt-get install $* (about a minute)"
if ! apt-get -qq -y -o DPkg::Lock::Timeout=600 -o Dpkg::Use-Pty=0 \
  -o Dpkg::Options::=--force-confdef -o Dpkg::Options::=--force-confold \
  install --no-install-recommends "$@" >>"$log" 2>&1 9>&-; then
  tail -n 30 "$log" >&2
  exit 1
fi
say "installed"
