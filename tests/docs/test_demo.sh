#!/bin/sh
# tests/docs/test_demo.sh - the first command of the README does what it says
#
# In the build folder that demo.sh uses, demo.sh itself runs; elsewhere, what it would start.

# TIMEOUT 120
source=$1
build=$2
if [ "$(readlink -f "$source/build")" = "$(readlink -f "$build")" ]; then
    unset SIM_DRIVER_PATH
    output=$(cd "$source" && sh demo.sh) || exit 1
else
    output=$("$build/bin/demo") || exit 1
fi
echo "$output"
for word in 'per second' '99% us' interrupts DPCs 'context switches' 'busiest processor' \
    'virtual time' 'host time' IRP_CALL; do
    echo "$output" | grep -q "$word" || { echo "the demonstration does not say: $word"; exit 1; }
done
