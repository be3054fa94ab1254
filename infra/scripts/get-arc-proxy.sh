#!/usr/bin/env bash
# Fetches arcProxy, Microsoft's proxy for cluster connect, from Microsoft's container registry, where the Azure CLI gets
# it too, and checks it. For deployment time; the scanner itself downloads nothing.
#
# arcProxy is Microsoft's, under the licence that comes with it (LICENSE.txt): you fetch it and accept that licence. It is
# no part of this repository, and no package of this project has it inside.
set -euo pipefail

registry=mcr.microsoft.com
version=1.3.029301
os=linux
arch=
output=
pin=

# Larger is neither a proxy nor a manifest of one.
readonly largest_manifest=1048576
readonly largest_archive=536870912
readonly manifest_types='application/vnd.oci.image.manifest.v1+json, application/vnd.docker.distribution.manifest.v2+json'

usage() {
    cat <<'TEXT'
Usage: get-arc-proxy.sh [OPTION]...
Fetches arcProxy, Microsoft's proxy for cluster connect, and checks it.

  --version VERSION   version of the proxy (1.3.029301)
  --os OS             linux (default), darwin or windows
  --arch ARCH         amd64 or arm64 (default: that of this machine)
  --registry HOST     container registry (mcr.microsoft.com); http only for one on this machine
  --digest DIGEST     sha256:... of the manifest; anything else under that version is refused
  --output FILE       where it goes (./arcProxy_OS_ARCH_VERSION); its licences go beside it
  --help              show this help

Prints path, version and SHA-256. Set ARCFLEET_ARC_PROXY_PATH to the path.
Needs curl, tar and sha256sum or shasum.
TEXT
}

fail() {
    printf 'get-arc-proxy.sh: %s\n' "$1" >&2
    shift
    [ $# -eq 0 ] || printf '  %s\n' "$@" >&2
    exit 1
}

wrong() {
    printf 'get-arc-proxy.sh: %s\n' "$1" "'get-arc-proxy.sh --help' shows what can be given." >&2
    exit 2
}

while [ $# -gt 0 ]; do
    case $1 in
        --help | -h) usage; exit 0 ;;
        --version | --os | --arch | --registry | --digest | --output)
            [ $# -ge 2 ] && [ -n "$2" ] || wrong "$1 needs a value"
            case $1 in
                --version) version=$2 ;;
                --os) os=$2 ;;
                --arch) arch=$2 ;;
                --registry) registry=$2 ;;
                --digest) pin=$2 ;;
                --output) output=$2 ;;
            esac
            shift 2 ;;
        *) wrong "$1: there is no such option" ;;
    esac
done

if [ -z "$arch" ]; then
    case $(uname -m) in
        x86_64 | amd64) arch=amd64 ;;
        aarch64 | arm64) arch=arm64 ;;
        *) wrong "this machine is $(uname -m); give --arch amd64 or --arch arm64" ;;
    esac
fi
case $os in linux | darwin | windows) ;; *) wrong "--os $os: must be linux, darwin or windows" ;; esac
case $arch in amd64 | arm64) ;; *) wrong "--arch $arch: must be amd64 or arm64" ;; esac
[[ $version =~ ^[A-Za-z0-9_][A-Za-z0-9._-]{0,127}$ ]] || wrong "--version $version: is no version"
[[ -z $pin || $pin =~ ^sha256:[0-9a-f]{64}$ ]] || wrong "--digest $pin: must be sha256: and 64 hexadecimal digits"

# TLS everywhere; a registry on this machine, for tests, may be without.
protocols='=https'
case $registry in
    http://127.0.0.1 | http://127.0.0.1:* | http://localhost | http://localhost:*) base=$registry; protocols='=http,https' ;;
    http://*) wrong "--registry $registry: only a registry on this machine may be without TLS" ;;
    https://*) base=$registry ;;
    *) base=https://$registry ;;
esac
[[ ${base#*://} =~ ^[A-Za-z0-9.-]+(:[0-9]+)?$ ]] || wrong "--registry $registry: must be a host, with a port where it needs one"

for tool in curl tar sed grep; do
    command -v "$tool" > /dev/null || fail "$tool is missing; install it"
done
if command -v sha256sum > /dev/null; then
    sha256() { sha256sum "$1" | cut -d ' ' -f 1; }
elif command -v shasum > /dev/null; then
    sha256() { shasum -a 256 "$1" | cut -d ' ' -f 1; }
else
    fail "sha256sum and shasum are missing; install one of them"
fi

repository=azureconnectivity/proxy/$os/$arch/arc-proxy
output=${output:-./arcProxy_${os}_${arch}_${version}}
if [ "$os" = windows ] && [[ $output != *.exe ]]; then output=$output.exe; fi
[ ! -d "$output" ] || wrong "--output $output: is a directory; name a file"
folder=$(dirname "$output")
[ -d "$folder" ] && [ -w "$folder" ] || wrong "--output $output: $folder is no directory that can be written to"

work=$(mktemp -d "$folder/.arc-proxy.XXXXXX")
trap 'rm -rf "$work"' EXIT

# download URL FILE LARGEST [CURL OPTION]...
download() {
    local url=$1 file=$2 largest=$3 status
    shift 3
    status=$(curl --silent --show-error --location --max-redirs 5 --proto "$protocols" --proto-redir "$protocols" \
        --connect-timeout 20 --max-time 600 --max-filesize "$largest" --retry 2 \
        --output "$file" --write-out '%{http_code}' "$@" -- "$url" 2> "$work/curl") ||
        fail "$url could not be fetched: $(sed 's/^curl: //' "$work/curl" | tail -n 1)" \
            "Allow this machine to reach the registry and *.data.mcr.microsoft.com over port 443, or give --registry" \
            "with a registry that mirrors it. curl obeys HTTPS_PROXY."
    [ "$status" = 200 ] || case $status in
        404) fail "$url: there is no such file (404)" \
            "Look at --version, --os and --arch: $repository:$version is what was asked for." ;;
        401 | 403) fail "$url: the registry refuses (HTTP $status)" \
            "Microsoft's registry needs no login; a mirror must let anybody pull, too." ;;
        *) fail "$url: the registry answered HTTP $status" "Try again later, or give --registry." ;;
    esac
    [ "$(wc -c < "$file")" -le "$largest" ] || fail "$url: is larger than $largest bytes"
}

download "$base/v2/$repository/manifests/$version" "$work/manifest" "$largest_manifest" --header "Accept: $manifest_types"
manifest_digest=sha256:$(sha256 "$work/manifest")
[ -z "$pin" ] || [ "$pin" = "$manifest_digest" ] ||
    fail "the manifest of version $version has the digest $manifest_digest, not $pin" \
        "Somebody put another proxy under that version. Find out why before you change --digest."

# The manifest is JSON of a known form, read without a JSON parser: one line, and then strictly.
json=$(tr -d '\n\r\t' < "$work/manifest" | sed 's/[[:space:]]*\([][{}:,]\)[[:space:]]*/\1/g')
strange() {
    fail "the manifest of $repository:$version is not what arcProxy has: $1" \
        "The form of the artifact may have changed; look for a newer version of this script."
}
[[ $json == \{*\} ]] || strange "it is no JSON object"
[[ $json != *\\* ]] || strange "it has escaped characters"
[ "$(grep -o '"layers":' <<< "$json" | wc -l)" -eq 1 ] || strange "it has no list of layers, or more than one"
# Up to the bracket that ends the list; a layer has no list inside.
layers=$(sed 's/^.*"layers":\[\([^]]*\)\].*$/\1/' <<< "$json")
[ "$(grep -o '"digest":' <<< "$layers" | wc -l)" -eq 1 ] || strange "it must have exactly one layer"
digest=$(sed -n 's/^.*"digest":"\(sha256:[0-9a-f]\{64\}\)".*$/\1/p' <<< "$layers")
size=$(sed -n 's/^.*"size":\([0-9]\{1,9\}\)[,}].*$/\1/p' <<< "$layers")
title=$(sed -n 's/^.*"org\.opencontainers\.image\.title":"\([^"]*\)".*$/\1/p' <<< "$layers")
[ -n "$digest" ] || strange "its layer has no SHA-256"
[ -n "$size" ] && [ "$size" -gt 0 ] && [ "$size" -le "$largest_archive" ] || strange "its layer has no usable size"
[[ $title == *.tar.gz ]] || strange "its layer is no .tar.gz"

download "$base/v2/$repository/blobs/$digest" "$work/archive" "$largest_archive"
[ "$(wc -c < "$work/archive" | tr -d ' ')" = "$size" ] && [ "sha256:$(sha256 "$work/archive")" = "$digest" ] ||
    fail "the archive is not the one that the manifest names: $digest, $size bytes" \
        "It was damaged or changed on its way. Try again; if it stays so, something between here and the registry changes it."

bad() {
    fail "the archive has what does not belong into it: $1" "It was not unpacked. Do not use this version."
}
names=$(tar -tzf "$work/archive") || fail "the archive cannot be read" "Try again."
types=$(tar -tvzf "$work/archive" | cut -c 1) || fail "the archive cannot be read" "Try again."
[ "$(wc -l <<< "$names")" -eq "$(wc -l <<< "$types")" ] || bad "names with line breaks"
program= licence= notice= directory=none
while IFS= read -r name <&3 && IFS= read -r type <&4; do
    case $name in
        /* | ../* | */../* | */.. | .. | *\\*) bad "the path $name" ;;
    esac
    case $type in
        - | d) ;;
        *) bad "$name, which is neither a file nor a directory" ;;
    esac
    path=${name#./}
    [ "$type" = d ] && path=${path%/}
    [ -n "$path" ] && [ "$path" != . ] || continue
    case $path in
        */*/*) bad "$name, too deep" ;;
    esac
    if [ "$type" = d ]; then
        case $path in */*) bad "$name, too deep" ;; esac
        parent=$path
    else
        case $path in */*) parent=${path%%/*} ;; *) parent= ;; esac
        case $(tr '[:upper:]' '[:lower:]' <<< "${path##*/}") in
            arcproxy*) [ -z "$program" ] || bad "a second program, $name"; program=$name ;;
            license.txt) [ -z "$licence" ] || bad "a second licence, $name"; licence=$name ;;
            thirdpartynotice.txt) [ -z "$notice" ] || bad "a second notice, $name"; notice=$name ;;
            *) bad "$name" ;;
        esac
    fi
    if [ "$directory" = none ] || [ "$directory" = "$parent" ]; then directory=$parent; else bad "files in several directories"; fi
done 3<<< "$names" 4<<< "$types"
[ -n "$program" ] || bad "no program"
[ -n "$licence" ] && [ -n "$notice" ] || bad "no licence or no notice of third parties"

mkdir "$work/files"
tar -xzf "$work/archive" -C "$work/files" --no-same-owner -- "$program" "$licence" "$notice" 2> "$work/tar" ||
    fail "the archive could not be unpacked: $(tail -n 1 "$work/tar")" "Look whether the disk is full."
for file in "$program" "$licence" "$notice"; do
    [ -f "$work/files/$file" ] && [ ! -L "$work/files/$file" ] || bad "$file, which is no file"
done
chmod 755 "$work/files/$program"
chmod 644 "$work/files/$licence" "$work/files/$notice"
# Each takes its place at once; the program comes last, so that it is never there without its licence.
mv -f "$work/files/$licence" "$output.LICENSE.txt"
mv -f "$work/files/$notice" "$output.ThirdPartyNotice.txt"
mv -f "$work/files/$program" "$output"

printf 'path:     %s\nversion:  %s (%s/%s, manifest %s)\nSHA-256:  %s\nlicence:  %s\n' \
    "$output" "$version" "$os" "$arch" "$manifest_digest" "$(sha256 "$output")" "$output.LICENSE.txt"
