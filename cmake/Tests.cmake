# cmake/Tests.cmake - libsim's own tests, their drivers, and the samples
#
#   tests/<area>/test_<subject>.c         the ctest <area>/<subject>
#   tests/<area>/test_<subject>.sh, .py   the same: a script that is called with the source folder
#                                         and the build folder; exit 77: skipped, saying why (not
#                                         allowed when SIM_STRICT is in the environment)
#   tests/<area>/test_table.py            the same, after the area's programs, which leave it rows
#   tests/<area>/drivers/<name>.c         the driver <name>, there for every test
#   tests/<area>/drivers/<name>/*         the same of several files, with <name>.inf if it has one
#   tests/bench/*.c                       the program simbench
#   tests/fuzz/fuzz_<subject>.c           in the preset fuzz, and alone there: the ctest
#                                         fuzz/<subject>, begun from tests/fuzz/corpus/<subject>/
#   samples/<name>/CMakeLists.txt         as a user would write it; its test programs run once more
#                                         with instrumented drivers, as <test>_races
#
# A driver whose name ends in _instrumented, or with a line "// INSTRUMENT" among its first ten, is
# built with access instrumentation; with a line "// OPTIONS <flags>", with these. One with a line
# "// TWINS" is built twice: as <name> with FIXED=0, and as <name>_fixed with FIXED=1. A test that
# says "TIMEOUT <seconds>" among its first twenty lines has that instead of 30; one with a line
# "// INSTRUMENT" is built as an instrumented driver is, where that goes together with the preset.

set(SIM_TEST_DRIVERS "")
set(SIM_DRIVER_FLAGS_SAVED "${SIM_DRIVER_FLAGS}")
list(JOIN SIM_DRIVER_WARNINGS " " quiet) # -Wall would have the last word
string(PREPEND SIM_DRIVER_FLAGS "-Wall -Werror ${quiet} ")

function(driver_is_instrumented result name file)
  file(STRINGS ${file} head LIMIT_COUNT 10)
  set(${result} "" PARENT_SCOPE)
  if(name MATCHES "_instrumented$" OR "// INSTRUMENT" IN_LIST head)
    set(${result} INSTRUMENT PARENT_SCOPE)
  endif()
endfunction()

function(driver_options result file)
  file(STRINGS ${file} head LIMIT_COUNT 10 REGEX "^// OPTIONS ")
  string(REPLACE "// OPTIONS " "" flags "${head}")
  separate_arguments(flags UNIX_COMMAND "${flags}")
  if(flags)
    list(PREPEND flags OPTIONS)
  endif()
  set(${result} ${flags} PARENT_SCOPE)
endfunction()

function(driver_has_twin result file)
  file(STRINGS ${file} head LIMIT_COUNT 10)
  set(${result} FALSE PARENT_SCOPE)
  if("// TWINS" IN_LIST head)
    set(${result} TRUE PARENT_SCOPE)
  endif()
endfunction()

# --- drivers for tests --------------------------------------------------------------------------
function(own_driver entry)
  set(sources ${entry})
  set(inf "")
  if(IS_DIRECTORY ${entry})
    file(GLOB sources CONFIGURE_DEPENDS ${entry}/*.c ${entry}/*.cpp)
    file(GLOB inf CONFIGURE_DEPENDS ${entry}/*.inf)
  endif()
  list(FILTER sources INCLUDE REGEX "\\.(c|cpp)$")
  if(NOT sources)
    return()
  endif()
  if(inf)
    list(PREPEND inf INF)
  endif()
  get_filename_component(name ${entry} NAME_WE)
  list(GET sources 0 first)
  driver_is_instrumented(instrument ${name} ${first})
  driver_options(options ${first})
  driver_has_twin(twins ${first})
  if(twins)
    sim_add_driver(${name}_fixed SOURCES ${sources} ${inf} ${instrument} ${options}
      DEFINITIONS FIXED=1)
    list(APPEND options DEFINITIONS FIXED=0)
    list(APPEND SIM_TEST_DRIVERS ${name}_fixed)
  endif()
  sim_add_driver(${name} SOURCES ${sources} ${inf} ${instrument} ${options})
  set(SIM_TEST_DRIVERS ${SIM_TEST_DRIVERS} ${name} PARENT_SCOPE)
endfunction()

# --- tests --------------------------------------------------------------------------------------
# Sets subject, folder, area, target and timeout.
macro(about_test file)
  get_filename_component(subject ${file} NAME_WE)
  string(REGEX REPLACE "^test_" "" subject ${subject})
  get_filename_component(folder ${file} DIRECTORY)
  get_filename_component(area ${folder} NAME)
  set(target test_${area}_${subject})
  set(timeout 30)
  file(STRINGS ${file} head LIMIT_COUNT 20)
  if("${head}" MATCHES "TIMEOUT ([0-9]+)")
    set(timeout ${CMAKE_MATCH_1})
  endif()
endmacro()

function(own_test file)
  about_test(${file})
  file(STRINGS ${file} with_kernel REGEX "<sim/test.h>")
  if("${FOLDER_${area}}" STREQUAL sim AND NOT with_kernel)
    machine_test(${target} ${file} ${area}/${subject} ${timeout})
  elseif(TARGET sim)
    sim_add_test(${target} SOURCES ${file} DRIVERS ${SIM_TEST_DRIVERS}
      TEST ${area}/${subject} TIMEOUT ${timeout})
  else()
    return()
  endif()
  target_include_directories(${target} PRIVATE ${folder} ${CMAKE_SOURCE_DIR}/tests)
  driver_is_instrumented(instrument ${target} ${file})
  if(instrument AND NOT SIM_SANITIZE AND CMAKE_C_COMPILER_ID MATCHES Clang)
    list(JOIN SIM_DRIVER_INSTRUMENT " " flags)
    target_compile_options(${target} PRIVATE "SHELL:${flags}")
  endif()
  set_target_properties(${target} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/tests/${area} OUTPUT_NAME ${subject})
  if(EXISTS ${folder}/test_table.py)
    set_tests_properties(${area}/${subject} PROPERTIES FIXTURES_SETUP ${area})
  endif()
endfunction()

# A test of a rung of sim/ that does not include <sim/test.h> is linked with the machine alone.
function(machine_test target file name timeout)
  add_executable(${target} ${file})
  target_compile_definitions(${target} PRIVATE LADDER_sim)
  target_include_directories(${target} PRIVATE ${CMAKE_SOURCE_DIR}/include ${CMAKE_SOURCE_DIR}/sim)
  foreach(rung IN LISTS RUNGS)
    if(FOLDER_${rung} STREQUAL sim)
      target_link_libraries(${target} PRIVATE rung_${rung})
      target_include_directories(${target} PRIVATE ${CMAKE_SOURCE_DIR}/sim/${rung})
    endif()
  endforeach()
  target_link_libraries(${target} PRIVATE ${SIM_UV} ${SIM_JEMALLOC} ${SIM_CMOCKA})
  target_link_options(${target} PRIVATE -no-pie -Wl,-z,now)
  add_test(NAME ${name} COMMAND ${target})
  sim_test_environment(${name} ${timeout})
endfunction()

function(own_script file)
  about_test(${file})
  set(interpreter sh)
  if(file MATCHES "\\.py$")
    set(interpreter ${Python3_EXECUTABLE})
  endif()
  file(MAKE_DIRECTORY ${CMAKE_BINARY_DIR}/tests/${area})
  add_test(NAME ${area}/${subject} WORKING_DIRECTORY ${CMAKE_BINARY_DIR}/tests/${area}
    COMMAND ${interpreter} ${file} ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR})
  sim_test_environment(${area}/${subject} ${timeout} SIM_CLANG=${SIM_CLANG}
    SIM_DRIVER_PATH=${SIM_DRIVER_OUTPUT_DIRECTORY} SIM_CC=${CMAKE_C_COMPILER})
  set_tests_properties(${area}/${subject} PROPERTIES SKIP_RETURN_CODE 77)
  if(subject STREQUAL table)
    set_tests_properties(${area}/table PROPERTIES FIXTURES_REQUIRED ${area})
  endif()
endfunction()

# --- samples ------------------------------------------------------------------------------------
# The same programs, which find the instrumented drivers first.
function(sample_races folder)
  get_property(targets DIRECTORY ${folder} PROPERTY BUILDSYSTEM_TARGETS)
  foreach(target IN LISTS targets)
    get_target_property(test ${target} SIM_TEST)
    if(test)
      get_target_property(path ${target} SIM_DRIVER_PATH)
      add_test(NAME ${test}_races COMMAND ${target})
      sim_test_environment(${test}_races 120 SIM_RACES=1
        "SIM_DRIVER_PATH=${SIM_INSTRUMENTED_DIRECTORY}:${path}")
    endif()
  endforeach()
endfunction()

# --- what is there ------------------------------------------------------------------------------
link_libraries(common_flags) # every program from here on, in samples/ as well
if(TARGET sim)
  file(GLOB entries CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/*/drivers/*)
  foreach(entry IN LISTS entries)
    own_driver(${entry})
  endforeach()

  file(GLOB files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/samples/*/CMakeLists.txt)
  list(FILTER files EXCLUDE REGEX "/template/")
  set(SIM_INSTRUMENTED_DIRECTORY ${CMAKE_BINARY_DIR}/drivers-instrumented)
  foreach(file IN LISTS files)
    get_filename_component(folder ${file} DIRECTORY)
    add_subdirectory(${folder})
    sample_races(${folder})
  endforeach()
  unset(SIM_INSTRUMENTED_DIRECTORY)

  if(SIM_FUZZ)
    include(Fuzz)
    return()
  endif()

  file(GLOB files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/bench/*.c)
  list(FILTER files EXCLUDE REGEX "/test_")
  if(files)
    sim_add_program(simbench SOURCES ${files} DRIVERS ${SIM_TEST_DRIVERS})
    target_include_directories(simbench PRIVATE ${CMAKE_SOURCE_DIR}/tests)
  endif()
endif()

file(GLOB files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/*/test_*.c)
foreach(file IN LISTS files)
  own_test(${file})
endforeach()
file(GLOB files CONFIGURE_DEPENDS
  ${CMAKE_SOURCE_DIR}/tests/*/test_*.sh ${CMAKE_SOURCE_DIR}/tests/*/test_*.py)
foreach(file IN LISTS files)
  own_script(${file})
endforeach()

set(SIM_DRIVER_FLAGS "${SIM_DRIVER_FLAGS_SAVED}")

# --- tests that are not programs ----------------------------------------------------------------
function(script_test name timeout)
  add_test(NAME ${name} COMMAND ${ARGN})
  set_tests_properties(${name} PROPERTIES TIMEOUT ${timeout})
endfunction()

set(tests ${CMAKE_SOURCE_DIR}/tests)
script_test(tidy/shape 30 ${Python3_EXECUTABLE} ${tests}/tidy/shape.py ${CMAKE_SOURCE_DIR})
if(TARGET sim)
  script_test(tidy/symbols 30 ${Python3_EXECUTABLE} ${tests}/tidy/symbols.py
    ${CMAKE_BINARY_DIR}/rungs.txt $<TARGET_FILE:sim>)
  script_test(tidy/exports 30 ${Python3_EXECUTABLE} ${tests}/tidy/exports.py
    ${CMAKE_SOURCE_DIR} $<TARGET_FILE:sim>)
  script_test(tidy/inline 30 ${Python3_EXECUTABLE} ${tests}/tidy/inline.py
    ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR})
  script_test(tidy/simddi 30 ${Python3_EXECUTABLE} ${tests}/tidy/simddi.py
    ${CMAKE_BINARY_DIR}/bin/simddi ${CMAKE_SOURCE_DIR}/src/gate/ddi.tsv)
endif()
# A package built with sanitizers wants users who build with them, too.
if(TARGET sim AND NOT SIM_SANITIZE AND EXISTS ${CMAKE_SOURCE_DIR}/samples/template/CMakeLists.txt)
  script_test(package/template 120 sh ${tests}/package/template.sh
    ${CMAKE_SOURCE_DIR} ${CMAKE_BINARY_DIR} ${CMAKE_BINARY_DIR}/template)
endif()

# The public headers as C++17, and the WDK's as a driver sees them.
set(see_public ${SIM_ABI_FLAGS} -I${CMAKE_SOURCE_DIR}/include -I${CMAKE_SOURCE_DIR}/include/wdk)
set(see_wdk -isystem ${CMAKE_SOURCE_DIR}/include/wdk -isystem ${CMAKE_SOURCE_DIR}/include/wdk/crt)
set(strict -fsyntax-only -Wall -Wextra -Wno-unused-parameter -Wno-microsoft -Werror)
if(EXISTS ${tests}/wdk/cxx17.cpp)
  script_test(wdk/cxx17 30 ${SIM_CLANG} -std=c++17 ${strict} ${see_public} ${tests}/wdk/cxx17.cpp)
endif()
if(EXISTS ${tests}/wdk/driver_flags.c)
  list(TRANSFORM see_wdk REPLACE "^-isystem$" "-I" OUTPUT_VARIABLE see_wdk_strictly)
  script_test(wdk/driver_flags 30 ${SIM_CLANG} -std=gnu17 ${SIM_DRIVER_LANGUAGE} ${SIM_DRIVER_CODE}
    ${SIM_DRIVER_WARNINGS} ${strict} ${see_wdk_strictly} ${tests}/wdk/driver_flags.c)
endif()
