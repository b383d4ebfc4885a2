# The Debian packages: on the system with their services left off, or unpacked beside it.
# shellcheck shell=bash disable=SC2154 # the sourcing script sets the variables

missing_packages() {
  local wanted=("${DEBIAN_PACKAGES[@]}")
  have node || wanted+=(nodejs)
  have npm || wanted+=(npm)
  comm -23 <(printf '%s\n' "${wanted[@]}" | sort) \
    <(dpkg-query -W -f '${Package} ${db:Status-Status}\n' "${wanted[@]}" 2>/dev/null |
      sed -n 's/ installed$//p' | sort)
}

readonly POLICY=/usr/sbin/policy-rc.d
# The machine's services before the install; the file is there until the install is finished.
readonly UNITS_BEFORE="$CACHE/units-before-install"

# invoke-rc.d and deb-systemd-invoke start no service while the policy answers 101. A policy that the
# machine has already is kept if it forbids the start too, and put back afterwards otherwise.
forbid_service_starts() {
  if [ -x "$POLICY" ] && ! "$POLICY" nginx start >/dev/null 2>&1; then return; fi
  if [ -e "$POLICY" ]; then as_root mv "$POLICY" "$POLICY.before-windlass"; fi
  printf '#!/bin/sh\n# Set by the Windlass tools installer while it runs.\nexit 101\n' >"$WORK/policy"
  as_root install -m 755 "$WORK/policy" "$POLICY"
}

allow_service_starts() {
  if ! grep -qs 'Windlass tools installer' "$POLICY"; then return; fi
  as_root rm "$POLICY"
  if [ -e "$POLICY.before-windlass" ]; then as_root mv "$POLICY.before-windlass" "$POLICY"; fi
}

service_units() {
  find /lib/systemd/system -name '*@*' -prune -o \
    '(' -name '*.service' -o -name '*.socket' -o -name '*.timer' ')' -printf '%f\n' 2>/dev/null | sort
}

# Keeps the services that came with the packages from starting at the next boot.
disable_new_services() {
  local units
  mapfile -t units < <(comm -13 "$UNITS_BEFORE" <(service_units))
  if [ "${#units[@]}" = 0 ] || ! have systemctl; then return; fi
  as_root systemctl disable "${units[@]}" >"$WORK/disable.log" 2>&1 || say "not disabled: ${units[*]}"
}

apt() {
  as_root env DEBIAN_FRONTEND=noninteractive apt-get -q -y -o DPkg::Lock::Timeout=600 "$@"
}

# Another apt's lock on the lists is not waited for by apt itself.
update_lists() {
  local try
  for try in 1 2 3 4 5; do
    if apt update; then return; fi
    say "could not update the package lists, try $try of 5"
    sleep 5
  done
}

apt_install() { apt install --no-install-recommends "$@"; }

# After an install that was killed, apt asks for dpkg --configure -a.
install_debian() {
  local packages
  mapfile -t packages < <(missing_packages)
  if [ ! -e "$UNITS_BEFORE" ]; then
    service_units >"$WORK/units"
    mv "$WORK/units" "$UNITS_BEFORE"
  fi
  forbid_service_starts
  if [ "${#packages[@]}" != 0 ]; then
    update_lists
    apt_install "${packages[@]}" || { as_root dpkg --configure -a && apt_install "${packages[@]}"; }
  fi
  allow_service_starts
  disable_new_services
  rm "$UNITS_BEFORE"
}

# Downloads packages of SUITE into DIRECTORY, installing nothing.
from_suite() {
  local suite=$1 directory=$2
  shift 2
  "$HERE/debian-download" "$suite" "$(dpkg --print-architecture)" "$directory" "$@"
}

unpack_debs() {
  local deb
  mkdir -p "$2"
  for deb in "$1"/*.deb; do dpkg -x "$deb" "$2"; done
}
