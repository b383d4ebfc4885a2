# The programs built from Go modules, and a Go to build them with.
# shellcheck shell=bash disable=SC2154 # the sourcing script sets the variables

go_version() { (cd "$WORK" && "$1" version | sed -E 's/^go version go([0-9.]+).*/\1/'); }
at_least() { printf '%s\n%s\n' "$2" "$1" | sort -V -C; }

# Sets GO. A Go older than the pin but able to switch (1.21) fetches the pinned toolchain from the
# module proxy, as does the one of Debian's next release when there is none.
find_go() {
  local version=0
  GO=go
  if have go; then version="$(go_version go)"; fi
  if at_least "$version" "$(pin go)"; then return; fi
  export GOTOOLCHAIN
  GOTOOLCHAIN="go$(pin go)"
  if at_least "$version" 1.21; then return; fi
  if [ ! -e "$TOOLS/go" ]; then unpack_debian_go; fi
  GO="$TOOLS/go/bin/go"
}

unpack_debian_go() {
  local series
  from_suite "$(pin go-suite)" "$WORK/go-series" golang-go
  series="$(dpkg-deb -f "$WORK"/go-series/golang-go_*.deb Version | sed -E 's/^[0-9]+:([0-9]+\.[0-9]+).*/\1/')"
  from_suite "$(pin go-suite)" "$WORK/go-debs" "golang-$series-go" "golang-$series-src"
  unpack_debs "$WORK/go-debs" "$WORK/go-root"
  mkdir "$WORK/go"
  # usr/lib holds bin and pkg, and links into usr/share for the rest.
  cp -rL "$WORK/go-root/usr/lib/go-$series/." "$WORK/go"
  mv "$WORK/go" "$TOOLS/go"
}

# Runs go with the caches and the module proxy that the user has configured, for a program without cgo.
run_go() {
  GOWORK=off CGO_ENABLED=0 GOBIN="$WORK/bin" GOFLAGS="$("$GO" env GOFLAGS) -trimpath -buildvcs=false -mod=mod" \
    "$GO" "$@"
}

go_install() {
  find_go
  (cd "$WORK" && run_go install -ldflags='-s -w' "$1")
}

# Builds PACKAGE of MODULE@VERSION from a module of its own, for a program that go install refuses.
go_build() {
  local name=$1 module=$2 package=$3 directives=$4 ldflags=$5
  find_go
  mkdir -p "$WORK/$name-module" "$WORK/bin"
  printf 'module tools/%s\n\ngo %s\n\n%s\n' "$name" "$(pin go)" "$directives" >"$WORK/$name-module/go.mod"
  (cd "$WORK/$name-module" && run_go get "$module" &&
    run_go build -ldflags="-s -w $ldflags" -o "$WORK/bin/$name" "$package")
}

install_crane() {
  go_install "github.com/google/go-containerregistry/cmd/crane@v$(pin crane)"
  publish crane
}

install_terraform-provider-coder() {
  go_install "github.com/coder/terraform-provider-coder/v2@v$(pin terraform-provider-coder)"
  publish terraform-provider-coder
}

install_terraform-provider-time() {
  local module=github.com/hashicorp/terraform-provider-time
  go_build terraform-provider-time "$module@v$(pin terraform-provider-time)" "$module" '' ''
  publish terraform-provider-time
}

install_conformance() {
  go_install "github.com/opencontainers/distribution-spec/conformance@v$(pin conformance)"
  publish conformance
}

# A replace directive in its go.mod bars go install, and dev=no makes it name itself a release.
install_tofu() {
  local hcl from to
  hcl="$(pin tofu-hcl)" from="${hcl%=>*}" to="${hcl#*=>}"
  go_build tofu "github.com/opentofu/opentofu@v$(pin tofu)" github.com/opentofu/opentofu/cmd/tofu \
    "replace github.com/hashicorp/hcl/v2 $from => github.com/opentofu/hcl/v2 $to" \
    '-X github.com/opentofu/opentofu/version.dev=no'
  publish tofu
}
