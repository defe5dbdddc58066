# cmake/Fuzz.cmake - tests/fuzz: programs that libFuzzer feeds, with what it has learnt before
#
# fuzz_<subject>.c and <subject>/*.c make a program that runs as the ctest fuzz/<subject>: a fixed
# number of inputs from a fixed seed, begun with the files of corpus/<subject>/. What fails is kept
# in the build folder under fuzz/<subject>.failed/ and is repeated by giving the program that file.

add_custom_target(fuzz)
get_property(folders DIRECTORY ${CMAKE_SOURCE_DIR} PROPERTY SUBDIRECTORIES)
set(drivers ${SIM_TEST_DRIVERS})
foreach(folder IN LISTS folders)
  get_property(targets DIRECTORY ${folder} PROPERTY BUILDSYSTEM_TARGETS)
  foreach(target IN LISTS targets)
    get_target_property(module ${target} SIM_DRIVER_FILE)
    if(module)
      list(APPEND drivers ${target})
    endif()
  endforeach()
endforeach()

set(models ${CMAKE_SOURCE_DIR}/samples/startio/printer.c) # devices that samples bring
set(SIM_FUZZ_RUNS 101000 CACHE STRING "Inputs that each fuzz test tries")
file(GLOB files CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/fuzz/fuzz_*.c)
foreach(file IN LISTS files)
  get_filename_component(name ${file} NAME_WE)
  string(REGEX REPLACE "^fuzz_" "" subject ${name})
  file(GLOB parts CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/tests/fuzz/${subject}/*.c)
  sim_add_program(${name} SOURCES ${file} ${parts} ${models} DRIVERS ${drivers})
  target_include_directories(${name} PRIVATE ${CMAKE_SOURCE_DIR}/tests ${CMAKE_SOURCE_DIR}/samples)
  target_link_options(${name} PRIVATE -fsanitize=fuzzer)
  set_target_properties(${name} PROPERTIES
    RUNTIME_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/fuzz OUTPUT_NAME ${subject})
  add_dependencies(fuzz ${name})
  add_test(NAME fuzz/${subject} WORKING_DIRECTORY ${CMAKE_BINARY_DIR}/fuzz
    COMMAND sh ${CMAKE_SOURCE_DIR}/tests/fuzz/run.sh $<TARGET_FILE:${name}>
            ${CMAKE_SOURCE_DIR}/tests/fuzz/corpus/${subject} ${SIM_FUZZ_RUNS})
  sim_test_environment(fuzz/${subject} 60)
endforeach()
