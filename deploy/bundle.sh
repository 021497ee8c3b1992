#!/bin/sh
# deploy/bundle.sh [FILE]: the project and every package of its lock in one file, for a machine without a network.
# To be run on a machine of the same system and Python version that has one; every package is checked against the
# lock's hashes here and again there. With an argument --image only the wheels/ are made, for deploy/Containerfile.
set -eu

project=$(CDPATH= cd -- "$(dirname -- "$0")/.." && pwd -P)
file=${1:-nianjian-bundle.tar}
python=$project/.venv/bin/python
"$python" -m pip --version >/dev/null 2>&1 || python=python3

say() { printf 'bundle: %s\n' "$*" >&2; }

wheels() { # into the folder given; what is there already is not fetched again
    "$python" -m pip download --quiet --disable-pip-version-check --require-hashes --only-binary :all: \
        --find-links "$1" --dest "$1" --requirement "$project/requirements.lock" >&2
    say "$(find "$1" -name '*.whl' | wc -l) packages in $1"
}

if [ "$file" = --image ]; then
    mkdir -p "$project/wheels"
    wheels "$project/wheels"
    exit 0
fi

case $file in /*) ;; *) file=$PWD/$file ;; esac
scratch=$(mktemp -d)
trap 'rm -rf "$scratch" "$file.part"' EXIT INT TERM
mkdir "$scratch/nianjian"
(cd "$project" && git archive --format=tar HEAD) | tar -x -C "$scratch/nianjian"
wheels "$scratch/nianjian/wheels"
tar -c -f "$file.part" -C "$scratch" nianjian
mv "$file.part" "$file"
say "$file: unpack it there, then  cd nianjian && PIP_NO_INDEX=1 PIP_FIND_LINKS=\$PWD/wheels ./run nianjian --help"
