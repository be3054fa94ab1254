#!/usr/bin/env bash
# Makes the folder that is deployed, target/deployment: the functions and, when clusters are entered through cluster connect
# (CLUSTER_ACCESS=arc-proxy), Microsoft's arcProxy beside them. azd runs this before it packages.
#
# ARC_PROXY_REGISTRY and ARC_PROXY_DIGEST: another registry than Microsoft's, and the only digest that is taken.
set -euo pipefail
cd "$(dirname "$0")/../.."

readonly functions=target/azure-functions/arc-fleet-scanner
readonly deployment=target/deployment

fail() {
    printf 'package.sh: %s\n' "$1" >&2
    shift
    [ $# -eq 0 ] || printf '  %s\n' "$@" >&2
    exit 1
}

case ${CLUSTER_ACCESS:=off} in
    off | arc-proxy) ;;
    *) fail "CLUSTER_ACCESS is $CLUSTER_ACCESS" "Set it to off or arc-proxy: azd env set CLUSTER_ACCESS arc-proxy" ;;
esac

# The JDK that Maven runs on: an older one compiles through a toolchain, but does not package functions.
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
command -v "$java" > /dev/null || fail "there is no $java" "Install JDK 21 or newer, and set JAVA_HOME to it."
major=$("$java" -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java\.specification\.version = \(1\.\)\{0,1\}\([0-9][0-9]*\)$/\2/p')
[ -n "$major" ] || fail "$java does not say which version it is" "Set JAVA_HOME to a JDK 21 or newer."
[ "$major" -ge 21 ] || fail "$java is version $major; the functions need JDK 21 or newer to be packaged" \
    "Set JAVA_HOME to a JDK 21 or newer: export JAVA_HOME=/path/to/jdk-21"
command -v mvn > /dev/null || fail "there is no mvn" "Install Maven 3.8.7 or newer."

mvn --batch-mode --no-transfer-progress -DskipTests package
[ -f "$functions/host.json" ] || fail "$functions was not made" "Look at what Maven said above."

rm -rf "$deployment"
mkdir -p "$deployment"
cp -R "$functions/." "$deployment"
# Settings of a laptop, which the packaging takes along where there are any.
rm -f "$deployment/local.settings.json"

if [ "$CLUSTER_ACCESS" = arc-proxy ]; then
    options=(--os linux --arch amd64 --output "$deployment/arcProxy")
    [ -z "${ARC_PROXY_REGISTRY:-}" ] || options+=(--registry "$ARC_PROXY_REGISTRY")
    [ -z "${ARC_PROXY_DIGEST:-}" ] || options+=(--digest "$ARC_PROXY_DIGEST")
    bash infra/scripts/get-arc-proxy.sh "${options[@]}"
fi
printf 'made: %s\n' "$deployment"
