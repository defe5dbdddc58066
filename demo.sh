#!/bin/sh
# demo.sh - installs what is missing, builds, and runs the main job
#
# sh demo.sh [--live]   --live paces virtual time to real time and shows progress
set -eu
cd "$(dirname "$0")"
. cmake/setup.sh
sim_setup build
echo "Building (build/) ..."
sim_build default
exec build/bin/demo "$@"
