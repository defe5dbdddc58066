#!/bin/sh
# tests/explore/test_lcov.sh - lcov takes what a search covered, beside lines. TIMEOUT 60
set -eu
build=$2
for tool in lcov genhtml; do
    if ! command -v $tool > /dev/null; then
        echo "$tool is missing (Debian: lcov)"
        [ -z "${SIM_STRICT:-}" ] || exit 1
        exit 77
    fi
done
gcov=$(command -v llvm-cov-19 || command -v llvm-cov) || {
    echo "llvm-cov is missing (Debian: llvm-19)"
    exit 1
}
unset SIM_FAULTS 2> /dev/null || true
unset SIM_REPLAY SIM_STRATEGY SIM_SCHEDULES SIM_SEED SIM_SHARD SIM_RESULTS 2> /dev/null || true
program=$build/tests/explore/coverage
branches="--rc lcov_branch_coverage=1"
rm -rf coverage-test
mkdir coverage-test
cd coverage-test

fail()
{
    echo "$*"
    exit 1
}

# search <folder> <test> <strategy>
search()
{
    SIM_COVERAGE=$1 SIM_STRATEGY=$3 SIM_SCHEDULES=5000 "$program" "$2" > "$1.out" 2>&1 ||
        fail "$(cat "$1.out")"
    lcov -q $branches -a "$(ls "$1"/*.info)" -o "$1.info"
}

# branches <tracefile> <what lcov says of them>
branches()
{
    said=$(lcov $branches --summary "$1" 2>&1)
    case $said in
    *"branches...: $2"*) ;;
    *) fail "$1: not '$2': $said" ;;
    esac
}

# what one schedule has not tried, a search has; and what both say adds up
search sequential writes_while_it_reads sequential
search auto writes_while_it_reads auto
branches sequential.info "50.0% (1 of 2 branches)"
branches auto.info "100.0% (2 of 2 branches)"
lcov -q $branches -a sequential.info -a auto.info -o sum.info
branches sum.info "100.0% (2 of 2 branches)"

# each line of the driver that met another one is there, and a reader sees the order that is missing
genhtml -q --branch-coverage --legend -o html sequential.info
page=$(find html -name 'explore_cover.c.gcov.html')
[ -n "$page" ] || fail "genhtml made no page of the driver"
for word in written read; do
    grep "// $word" "$page" | grep -q lineCov || fail "the line '$word' is not covered"
done
grep "// read" "$page" | grep -q 'branchNoCov' || fail "the missing order is not shown"

# a driver that counts its lines, too: all schedules count, and both say it in one page
printf '#!/bin/sh\nexec %s gcov "$@"\n' "$gcov" > gcov.sh
chmod +x gcov.sh
notes=$(find "$build" -path '*explore_lines.driver*' -name '*.gcno' | head -1)
export GCOV_PREFIX="$PWD/lines"
objects=$GCOV_PREFIX/$(dirname "$notes")
mkdir -p "$objects"
cp "$notes" "$objects"
search walk counts_its_lines walk
lcov -q $branches --gcov-tool "$PWD/gcov.sh" -c -d "$objects" -o plain.info
lcov -q $branches -a plain.info -a walk.info -o both.info
branches both.info "83.3% (5 of 6 branches)" # two are orders; one of the others is a failure

# counted <tracefile> <word>: how often the driver's line with the word was counted
source=$1/tests/explore/drivers/explore_cover.c
counted()
{
    line=$(grep -n "// $2" "$source" | cut -d: -f1)
    sed -n "\\|^SF:.*explore_cover.c|,/^end_of_record/s/^DA:$line,//p" "$1"
}
grep -q '^FNDA:[1-9][0-9]*,CoverRead' both.info || fail "no function is counted"
before=$(counted plain.info read)
[ "$before" -ge 5000 ] || fail "lines were counted $before times"
search again counts_its_lines sequential
lcov -q $branches --gcov-tool "$PWD/gcov.sh" -c -d "$objects" -o plain.info
[ "$(counted plain.info read)" -eq $((before + 1)) ] || fail "a second process does not add up"
genhtml -q --branch-coverage --legend -o html-both both.info
