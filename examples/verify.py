#!/usr/bin/env python3
"""Checks a bundle without Windlass: Python's standard library and openssl, nothing else.

A second opinion for the officer at the gap, written from bundle-spec/SPEC.md and sharing no code
with bundle-verify. It checks the signatures, every hash, size and name, and the totals. It does not
open packs or the catalogue, and keeps no record of bundles seen before.

    verify.py --p384-ca p384-ca.pem --mldsa87-ca mldsa87-ca.pem DIR...

The authorities' certificates come from your own records, never from the medium. ML-DSA needs
OpenSSL 3.5 or later; name it with --openssl. Exit status: 0 good, 1 volumes missing, 3 refused.
"""
import argparse
import hashlib
import os
import re
import stat
import subprocess
import sys

SIGNATURES = {"BUNDLE.p384.p7s": "ecdsa-with-SHA384", "BUNDLE.mldsa87.p7s": "ML-DSA-87"}
ROOT_NAMES = {"BUNDLE", "BUNDLE.sigstore.json", "CHANGES.txt", "VERIFY.txt", *SIGNATURES}
HEADER = ("windlass-bundle stream sequence previous base release catalogue-bytes audience marking"
          " created fresh-until builder volumes files bytes").split()
SEGMENT = r"[A-Za-z0-9_+](?:[A-Za-z0-9._+-]*[A-Za-z0-9_+-])?"
HASH_LINE = re.compile(rf"([0-9a-f]{{128}})  ({SEGMENT}(?:/{SEGMENT})*)\n")
VOLUME = re.compile(r"volume-(?!000)[0-9]{3}")


class Refused(Exception):
    pass


def require(condition, reason):
    if not condition:
        raise Refused(reason)


def read(path, limit):
    require(stat.S_ISREG(os.lstat(path).st_mode), f"{path} is no plain file")
    with open(path, "rb") as file:
        data = file.read(limit + 1)
    require(len(data) <= limit, f"{path} is larger than {limit} bytes")
    return data


def sha512(path):
    digest = hashlib.sha512()
    with open(path, "rb") as file:
        while chunk := file.read(1 << 20):
            digest.update(chunk)
    return digest.hexdigest()


def check_signature(openssl, bundle, signature, authority, algorithm):
    """openssl checks that there are signers, their chains, and each signature over these bytes."""
    command = [openssl, "cms", "-inform", "DER", "-in", signature]
    verify = ["-verify", "-binary", "-content", bundle, "-purpose", "any", "-out", os.devnull]
    trust = ["-CAfile", authority, "-no-CApath", "-no-CAstore"]  # and not what the system trusts
    done = subprocess.run(command + verify + trust, capture_output=True, text=True)
    require(done.returncode == 0, f"{signature}: {done.stderr.strip()}")
    shown = subprocess.run(command + ["-cmsout", "-print"], capture_output=True, text=True)
    used = re.findall(r"^ {8}signatureAlgorithm: \n\s+algorithm: (\S+)", shown.stdout, re.M)
    require(used and set(used) == {algorithm}, f"{signature}: signed with {used}, not {algorithm}")


def parse_bundle(data):
    """The header's values, and the hash of every file that BUNDLE lists."""
    lines = data.decode("ascii").splitlines(keepends=True)
    header, hashes = {}, {}
    for line in lines:
        if line.startswith("# "):
            key, separator, value = line[2:-1].partition(": ")
            require(separator and key not in header and not hashes, f"BUNDLE: {line!r}")
            header[key] = value
        else:
            match = HASH_LINE.fullmatch(line)
            require(match and match[2] not in hashes, f"BUNDLE: {line!r}")
            hashes[match[2]] = match[1]
    known = [key for key in header if not key.startswith("x-")]
    require(known == HEADER and header["windlass-bundle"] == "1", f"BUNDLE: keys {known}")
    volumes = [f"volume-{number:03}/FILES" for number in range(1, int(header["volumes"]) + 1)]
    require(volumes == [path for path in hashes if VOLUME.match(path)], "BUNDLE: its volumes")
    return header, hashes


def parse_files(text, place):
    """Each listed file's hash and size: a line with size and type stands before each hash."""
    lines = text.decode("ascii").splitlines(keepends=True)
    require(len(lines) >= 2 and len(lines) % 2 == 0, f"{place}: number of lines")
    files = {}
    for facts, line in zip(lines[2::2], lines[3::2]):
        size, match = re.fullmatch(r"# ([0-9]+) \S+\n", facts), HASH_LINE.fullmatch(line)
        require(size and match and match[2] not in files, f"{place}: {line!r}")
        files[match[2]] = (match[1], int(size[1]))
    return files


def check_volume(directory, list_hash):
    """The exact set of files with their sizes and hashes. Answers their count and bytes."""
    text = read(os.path.join(directory, "FILES"), 1 << 30)
    require(hashlib.sha512(text).hexdigest() == list_hash, f"{directory}/FILES: hash")
    files = parse_files(text, f"{directory}/FILES")
    found = set()
    for folder, folders, names in os.walk(directory):
        for name in folders + names:
            path = os.path.join(folder, name)
            mode = os.lstat(path).st_mode
            require(stat.S_ISDIR(mode) or stat.S_ISREG(mode), f"{path} is no plain file")
            if stat.S_ISREG(mode):
                found.add(os.path.relpath(path, directory))
        require(folders or names, f"{folder} is empty")
    require(found == {*files, "FILES"}, f"{directory}: {sorted(found ^ {*files, 'FILES'})}")
    for name, (digest, size) in files.items():
        path = os.path.join(directory, name)
        require(os.path.getsize(path) == size, f"{path}: size")
        require(sha512(path) == digest, f"{path}: hash")
    return len(files) + 1, len(text) + sum(size for _, size in files.values())


def check_root(root, header, hashes):
    """Every name in the directory is known, and what BUNDLE lists beside volumes is right."""
    for name in os.listdir(root):
        is_directory = VOLUME.fullmatch(name) or name in ("trust", "approvals")
        require(is_directory or name in ROOT_NAMES, f"{root}/{name}: unknown name")
        mode = os.lstat(os.path.join(root, name)).st_mode
        require(stat.S_ISDIR(mode) if is_directory else stat.S_ISREG(mode), f"{root}/{name}: kind")
        require(not VOLUME.fullmatch(name) or f"{name}/FILES" in hashes, f"{root}/{name}: unknown")
    for path, digest in hashes.items():
        if not VOLUME.match(path):
            data = read(os.path.join(root, path), 1 << 26)
            require(hashlib.sha512(data).hexdigest() == digest, f"{root}/{path}: hash")
    trust = os.path.join(root, "trust")
    for name in os.listdir(trust) if os.path.isdir(trust) else []:
        require(f"trust/{name}" in hashes, f"{trust}/{name}: unlisted")


def verify(arguments):
    bundle = read(os.path.join(arguments.directories[0], "BUNDLE"), 1 << 20)
    authorities = dict(zip(SIGNATURES, (arguments.p384_ca, arguments.mldsa87_ca)))
    for root in arguments.directories:
        path = os.path.join(root, "BUNDLE")
        require(read(path, 1 << 20) == bundle, f"{path} differs from the first directory's")
        for name, algorithm in SIGNATURES.items():
            signature = os.path.join(root, name)
            require(os.path.isfile(signature), f"{signature} is missing")
            check_signature(arguments.openssl, path, signature, authorities[name], algorithm)
    header, hashes = parse_bundle(bundle)
    places = {}
    for root in arguments.directories:
        check_root(root, header, hashes)
        for name in filter(VOLUME.fullmatch, os.listdir(root)):
            require(name not in places, f"{name} is in two directories")
            places[name] = os.path.join(root, name)
    totals = [0, 0]
    for name, directory in sorted(places.items()):
        count, size = check_volume(directory, hashes[f"{name}/FILES"])
        totals = [totals[0] + count, totals[1] + size]
        print(f"{name} good: {count} files, {size} bytes")
    missing = sorted(p.split("/")[0] for p in hashes if VOLUME.match(p) and p.split("/")[0] not in places)
    if missing:
        print("MISSING", *missing)
        return 1
    require(totals == [int(header["files"]), int(header["bytes"])], f"totals {totals}")
    print("GOOD", *(f"{key}={header[key]}" for key in HEADER[1:]), sep="\n  ")
    return 0


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--p384-ca", required=True, metavar="FILE")
    parser.add_argument("--mldsa87-ca", required=True, metavar="FILE")
    parser.add_argument("--openssl", default="openssl", metavar="PROGRAM")
    parser.add_argument("directories", nargs="+", metavar="DIR")
    try:
        return verify(parser.parse_args())
    except (Refused, OSError, ValueError) as reason:
        print(f"REFUSED {reason}".encode("ascii", "backslashreplace").decode(), file=sys.stderr)
        return 3


if __name__ == "__main__":
    sys.exit(main())
