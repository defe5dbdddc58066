# cmake/SimDriver.cmake - sim_add_driver, sim_add_program, sim_add_test
#
# Used by libsim's own build and installed with the package: needs only CMake, clang and binutils.
#
#   sim_add_driver(<name> SOURCES file... [INF file] [INSTRUMENT]
#                  [INCLUDES folder...] [DEFINITIONS name[=value]...] [OPTIONS flag...]
#                  [TRACE function...] [MANIFEST file header])
#     Compiles the driver as for Windows and links it to <name>.sys. It sees the WDK's headers, the
#     kernel's C library, its own folder and INCLUDES; #include ignores case and takes backslashes.
#     INSTRUMENT lets libsim see each memory access: races are found, searches change processors
#     there. What alloc_text, code_seg and data_seg call PAGE or INIT has pages of its own
#     (SimSections.cmake). A symbol that libsim lacks fails the
#     build, and so does a break or continue that leaves a __try block (SimCompileDriver.cmake).
#     WPP's .tmh files are made by the build (SimTrace.cmake); TRACE names trace functions besides
#     those of its configuration blocks, as WPP's -func does: "Trace(LEVEL,FLAGS,MSG,...)".
#     MANIFEST makes the header of an event manifest, as mc -km does.
#     OPTIONS --coverage counts how often each line ran, for llvm-cov gcov and lcov.
#
#   sim_add_test(<name> SOURCES file... [DRIVERS driver...] [WHITEBOX driver...]
#                [TIMEOUT seconds] [TEST name])
#     A cmocka program as a ctest. It finds the DRIVERS by name, also when started by hand; it links
#     WHITEBOX drivers itself and so sees their functions.
#
#   sim_add_program(<name> SOURCES file... [DRIVERS driver...] [WHITEBOX driver...])
#     The same without the ctest.
#
# Drivers are always compiled by clang, whatever the project's compiler is: no other compiler on
# Linux reads Microsoft's dialect. So their rules are custom commands, and no flag of the project
# reaches them.
#
# Variables for the user: SIM_CLANG, SIM_DRIVER_FLAGS (appended, so -O0 there wins),
# SIM_DRIVER_OUTPUT_DIRECTORY (default: the current binary directory), SIM_INSTRUMENTED_DIRECTORY (a
# driver without INSTRUMENT is built once more with it, into that folder: a test program finds it
# first if SIM_DRIVER_PATH begins with that).

include(${CMAKE_CURRENT_LIST_DIR}/SimTrace.cmake)
find_program(SIM_CLANG NAMES clang-19 clang-20 clang-18 clang-17 clang-16 clang
             DOC "Compiles drivers" REQUIRED)
find_program(SIM_NM NAMES nm REQUIRED)
find_program(SIM_OBJDUMP NAMES objdump REQUIRED)
find_program(SIM_SYMBOLIZER NAMES llvm-symbolizer-19 llvm-symbolizer HINTS /usr/lib/llvm-19/bin)
set(SIM_DRIVER_FLAGS "" CACHE STRING "Flags for drivers, after all others")
set(SIM_CHECK_DRIVER ${CMAKE_CURRENT_LIST_DIR}/SimCheckDriver.cmake)
set(SIM_DRIVER_SECTIONS ${CMAKE_CURRENT_LIST_DIR}/SimSections.cmake)
set(SIM_COMPILE_DRIVER ${CMAKE_CURRENT_LIST_DIR}/SimCompileDriver.cmake)
execute_process(COMMAND ${SIM_CLANG} -print-libgcc-file-name OUTPUT_VARIABLE SIM_COMPILER_HELPERS
                OUTPUT_STRIP_TRAILING_WHITESPACE ERROR_QUIET)
if(NOT EXISTS "${SIM_COMPILER_HELPERS}")
  set(SIM_COMPILER_HELPERS "")
endif()

# Modules are linked for their addresses: slots of 16 MiB from here on, so that a driver has the
# same addresses in every run and no two drivers overlap.
set(SIM_FIRST_SLOT 0x480000000000)
set(SIM_SLOT_SIZE 0x1000000)
set(SIM_SLOTS 4096)

# What Microsoft's compiler and the WDK's build define and what they do with the language.
set(SIM_DRIVER_LANGUAGE
  -nostdlibinc -fshort-wchar -mms-bitfields -fms-extensions -fms-compatibility
  -fno-strict-aliasing -fwrapv -fno-delete-null-pointer-checks
  -fno-builtin-stpcpy -fno-builtin-bcmp
  -U__linux__ -U__linux -Ulinux -U__unix__ -U__unix -Uunix -U__gnu_linux__
  -D_MSC_VER=1929 -D_WIN32 -D_WIN64 -D_M_X64=100 -D_M_AMD64=100 -D_AMD64_ -DAMD64 -D_KERNEL_MODE=1)
set(SIM_DRIVER_CODE
  -O1 -g -gdwarf-4 -fPIC -fvisibility=default -fno-omit-frame-pointer -fno-optimize-sibling-calls
  -fno-plt)
set(SIM_DRIVER_WARNINGS
  -Wno-microsoft -Wno-nonportable-include-path -Wno-unknown-pragmas -Wno-ignored-pragmas
  -Wno-multichar -Wno-four-char-constants -Wno-invalid-token-paste)
set(SIM_DRIVER_CXX -std=gnu++17 -fno-exceptions -fno-rtti -fno-threadsafe-statics)
# Volatile accesses are told apart, the read of a read-modify-write is not dropped.
set(SIM_DRIVER_INSTRUMENT
  -fsanitize=thread -mllvm -tsan-distinguish-volatile=1 -mllvm -tsan-instrument-read-before-write=1)

function(sim_add_driver name)
  cmake_parse_arguments(PARSE_ARGV 1 arg INSTRUMENT INF
                        "SOURCES;INCLUDES;DEFINITIONS;OPTIONS;TRACE;MANIFEST")
  if(NOT arg_SOURCES OR arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "${name}: needs SOURCES; unknown: '${arg_UNPARSED_ARGUMENTS}'")
  endif()
  sim_driver_module(${name} "${SIM_DRIVER_OUTPUT_DIRECTORY}" ${arg_INSTRUMENT})
  if(SIM_INSTRUMENTED_DIRECTORY AND NOT arg_INSTRUMENT)
    sim_driver_module(${name}_instrumented ${SIM_INSTRUMENTED_DIRECTORY} TRUE)
  endif()
  if(arg_INF)
    sim_driver_inf(${name} ${arg_INF})
  endif()
endfunction()

# <name>.sys in the folder, built by the target, of what sim_add_driver was given.
function(sim_driver_module target output instrument)
  set(work ${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${target}.driver)
  sim_driver_folders(folders "${arg_SOURCES}" "${arg_INCLUDES}")
  sim_driver_overlay(${work}/overlay.yaml ${SIM_WDK_DIRECTORY} ${folders})
  sim_driver_flags(flags ${instrument} "${folders}" "${arg_DEFINITIONS}" "${arg_OPTIONS}")

  sim_driver_trace(traces ${work} "${arg_SOURCES}" "${folders}" "${arg_TRACE}")
  if(arg_MANIFEST)
    sim_driver_manifest(header ${work} ${arg_MANIFEST})
    list(APPEND traces ${header})
  endif()
  if(traces)
    list(PREPEND flags -I${work}/trace)
  endif()

  set(objects "")
  foreach(source IN LISTS arg_SOURCES)
    sim_driver_object(object ${target} ${source} ${work} "${flags}" "${traces}")
    list(APPEND objects ${object})
  endforeach()
  sim_driver_link(${target} ${name} ${work} "${objects}" ${instrument} "${output}")
endfunction()

# The folders that the driver's #include lines are looked up in, each once, in order.
function(sim_driver_folders result sources includes)
  set(folders "")
  foreach(source IN LISTS sources)
    get_filename_component(path ${source} ABSOLUTE)
    get_filename_component(path ${path} DIRECTORY)
    list(APPEND folders ${path})
  endforeach()
  foreach(include IN LISTS includes)
    get_filename_component(path ${include} ABSOLUTE)
    list(APPEND folders ${path})
  endforeach()
  list(REMOVE_DUPLICATES folders)
  set(${result} ${folders} PARENT_SCOPE)
endfunction()

# clang finds these files whatever the case of the name in the #include.
function(sim_driver_overlay file)
  set(roots "")
  foreach(folder IN LISTS ARGN)
    file(GLOB_RECURSE headers CONFIGURE_DEPENDS ${SIM_WDK_DIRECTORY}/*.h)
    if(NOT folder STREQUAL SIM_WDK_DIRECTORY)
      set(headers "")
      foreach(kind IN ITEMS h hpp hxx inc inl mc c cpp)
        file(GLOB found CONFIGURE_DEPENDS ${folder}/*.${kind} ${folder}/*/*.${kind})
        list(APPEND headers ${found})
      endforeach()
      file(GLOB upper CONFIGURE_DEPENDS ${folder}/*.H)
      list(APPEND headers ${upper})
    endif()
    foreach(header IN LISTS headers)
      get_filename_component(path ${header} DIRECTORY)
      get_filename_component(base ${header} NAME)
      string(REPLACE "'" "''" path "${path}")
      string(REPLACE "'" "''" base "${base}")
      string(REPLACE "'" "''" header "${header}")
      string(APPEND roots
        "  - {name: '${path}/${base}', type: file, external-contents: '${header}'}\n")
    endforeach()
  endforeach()
  file(CONFIGURE OUTPUT ${file} @ONLY
    CONTENT "version: 0\ncase-sensitive: false\nroots:\n${roots}")
endfunction()

function(sim_driver_flags result instrument folders definitions options)
  set(flags ${SIM_DRIVER_LANGUAGE} ${SIM_DRIVER_CODE} ${SIM_DRIVER_WARNINGS})
  list(TRANSFORM folders PREPEND -I)
  list(TRANSFORM definitions PREPEND -D)
  list(APPEND flags ${folders} -isystem ${SIM_WDK_DIRECTORY} -isystem ${SIM_WDK_DIRECTORY}/crt
       -idirafter ${SIM_WDK_DIRECTORY}/..) # <sim/race.h>
  if(instrument)
    list(APPEND flags ${SIM_DRIVER_INSTRUMENT})
  else()
    list(APPEND flags ${SIM_DRIVER_SANITIZERS})
  endif()
  separate_arguments(last UNIX_COMMAND "${SIM_DRIVER_FLAGS}")
  list(APPEND flags ${definitions} ${options} ${last})
  if("--coverage" IN_LIST flags) # a counter is no place where processors change
    list(APPEND flags -fprofile-update=single)
  endif()
  set(${result} ${flags} PARENT_SCOPE)
endfunction()

function(sim_driver_object result name source work flags traces)
  get_filename_component(path ${source} ABSOLUTE)
  file(RELATIVE_PATH relative ${CMAKE_CURRENT_SOURCE_DIR} ${path})
  string(REPLACE "../" "__/" relative ${relative})
  set(object ${work}/${relative}.o)
  get_filename_component(folder ${object} DIRECTORY)
  file(MAKE_DIRECTORY ${folder})
  set(language -std=gnu17)
  if(path MATCHES "\\.(cpp|cxx|cc)$")
    set(language ${SIM_DRIVER_CXX})
  elseif(path MATCHES "\\.S$")
    set(language "")
  endif()
  add_custom_command(OUTPUT ${object}
    COMMAND ${CMAKE_COMMAND} -P ${SIM_COMPILE_DRIVER} --
            ${SIM_CLANG} ${language} ${flags} -ivfsoverlay ${work}/overlay.yaml
            -MD -MF ${object}.d -MT ${object} -MJ ${object}.json -o ${object} -c ${path}
    DEPENDS ${path} ${traces} ${work}/overlay.yaml ${SIM_COMPILE_DRIVER}
    DEPFILE ${object}.d
    COMMENT "Building driver object ${name}: ${source}" VERBATIM)
  set(${result} ${object} PARENT_SCOPE)
endfunction()

function(sim_driver_link target name work objects instrument output)
  set(folder ${CMAKE_CURRENT_BINARY_DIR})
  if(output)
    set(folder ${output})
  endif()
  file(MAKE_DIRECTORY ${folder})
  set(module ${folder}/${name}.sys)
  sim_driver_address(address ${target})
  set(exports libsim::sim)
  if(SIM_EXPORTS) # libsim's own build: only another list of names makes it necessary to link again
    set(exports ${SIM_EXPORTS})
  endif()
  set(allowed "")
  if(SIM_DRIVER_SANITIZERS AND NOT instrument)
    set(allowed "^__(asan|ubsan|sanitizer)_")
  endif()
  add_custom_command(OUTPUT ${module}
    COMMAND ${CMAKE_COMMAND} -D "OBJECTS=${objects}" -D OUTPUT=${work}/sections.rsp
            -D OBJDUMP=${SIM_OBJDUMP} -P ${SIM_DRIVER_SECTIONS}
    COMMAND ${SIM_CLANG} -shared -nostdlib -fuse-ld=bfd -o ${module} ${objects}
            @${work}/sections.rsp
            -Wl,-Ttext-segment=${address} -Wl,-z,max-page-size=4096 -Wl,-z,now -Wl,-Bsymbolic
            -Wl,--build-id -Wl,-soname,${name}.sys
            ${SIM_CRT_ARCHIVE} $<TARGET_FILE:libsim::sim> ${SIM_COMPILER_HELPERS}
    COMMAND ${CMAKE_COMMAND} -D NAME=${name} -D MODULE=${module} -D "OBJECTS=${objects}"
            -D LIBRARY=$<TARGET_FILE:libsim::sim> -D NM=${SIM_NM} -D "ALLOWED=${allowed}"
            -P ${SIM_CHECK_DRIVER}
    DEPENDS ${objects} ${SIM_CRT_ARCHIVE} ${SIM_CHECK_DRIVER} ${SIM_DRIVER_SECTIONS} ${exports}
    COMMENT "Linking driver ${name}.sys" VERBATIM)
  add_custom_target(${target} ALL DEPENDS ${module})
  if(SIM_EXPORTS)
    add_dependencies(${target} sim)
  endif()
  set_target_properties(${target} PROPERTIES SIM_DRIVER_FILE ${module} SIM_DRIVER_FOLDER ${folder})
endfunction()

# The slot follows from the name; if two names want one, the later gets the next.
function(sim_driver_address result name)
  get_property(taken GLOBAL PROPERTY SIM_DRIVER_SLOTS)
  string(MD5 hash ${name})
  string(SUBSTRING ${hash} 0 6 hash)
  math(EXPR slot "0x${hash} % ${SIM_SLOTS}")
  while(slot IN_LIST taken)
    math(EXPR slot "(${slot} + 1) % ${SIM_SLOTS}")
  endwhile()
  set_property(GLOBAL APPEND PROPERTY SIM_DRIVER_SLOTS ${slot})
  math(EXPR address "${SIM_FIRST_SLOT} + ${slot} * ${SIM_SLOT_SIZE}" OUTPUT_FORMAT HEXADECIMAL)
  set(${result} ${address} PARENT_SCOPE)
endfunction()

function(sim_driver_inf name inf)
  get_target_property(folder ${name} SIM_DRIVER_FOLDER)
  get_filename_component(path ${inf} ABSOLUTE)
  add_custom_command(OUTPUT ${folder}/${name}.inf
    COMMAND ${CMAKE_COMMAND} -E copy ${path} ${folder}/${name}.inf
    DEPENDS ${path} COMMENT "" VERBATIM)
  add_custom_target(${name}_inf ALL DEPENDS ${folder}/${name}.inf)
  add_dependencies(${name} ${name}_inf)
endfunction()

function(sim_add_program name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "" "SOURCES;DRIVERS;WHITEBOX")
  if(NOT arg_SOURCES OR arg_UNPARSED_ARGUMENTS)
    message(FATAL_ERROR "${name}: needs SOURCES; unknown: '${arg_UNPARSED_ARGUMENTS}'")
  endif()
  sim_driver_path(path ${arg_DRIVERS} ${arg_WHITEBOX})
  set(paths ${CMAKE_CURRENT_BINARY_DIR}/CMakeFiles/${name}.drivers.c)
  file(CONFIGURE OUTPUT ${paths} @ONLY CONTENT "extern const char sim_driver_path_default[];
const char sim_driver_path_default[] = \"${path}\";\n")
  add_executable(${name} ${arg_SOURCES} ${paths})
  target_link_libraries(${name} PRIVATE libsim::sim ${SIM_CMOCKA})
  # Not position independent: prelinked modules then get their addresses, and so does test data.
  # Without PLT entries, a debugger's breakpoint on KeSetEvent is in KeSetEvent only.
  # Reports name lines of the test, without a build type as well.
  target_compile_options(${name} PRIVATE -fPIC -fno-plt $<$<STREQUAL:$<CONFIG>,>:-g>)
  target_link_options(${name} PRIVATE -no-pie -Wl,-z,now)
  set_target_properties(${name} PROPERTIES SIM_DRIVER_PATH "${path}")
  if(arg_DRIVERS)
    add_dependencies(${name} ${arg_DRIVERS})
  endif()
  foreach(driver IN LISTS arg_WHITEBOX)
    add_dependencies(${name} ${driver})
    target_link_libraries(${name} PRIVATE $<TARGET_PROPERTY:${driver},SIM_DRIVER_FILE>)
    target_link_options(${name} PRIVATE
      -Wl,--no-as-needed -Wl,-rpath,$<TARGET_PROPERTY:${driver},SIM_DRIVER_FOLDER>)
  endforeach()
endfunction()

# Where the drivers are, separated by colons.
function(sim_driver_path result)
  set(folders ${SIM_DRIVER_OUTPUT_DIRECTORY})
  foreach(driver IN LISTS ARGN)
    get_target_property(folder ${driver} SIM_DRIVER_FOLDER)
    list(APPEND folders ${folder})
  endforeach()
  list(REMOVE_DUPLICATES folders)
  list(JOIN folders ":" folders)
  set(${result} "${folders}" PARENT_SCOPE)
endfunction()

function(sim_add_test name)
  cmake_parse_arguments(PARSE_ARGV 1 arg "" "TIMEOUT;TEST" "SOURCES;DRIVERS;WHITEBOX")
  if(NOT arg_TEST)
    set(arg_TEST ${name})
  endif()
  if(NOT arg_TIMEOUT)
    set(arg_TIMEOUT 30)
  endif()
  sim_add_program(${name} SOURCES ${arg_SOURCES} DRIVERS ${arg_DRIVERS} WHITEBOX ${arg_WHITEBOX})
  get_target_property(path ${name} SIM_DRIVER_PATH)
  set_target_properties(${name} PROPERTIES SIM_TEST ${arg_TEST})
  add_test(NAME ${arg_TEST} COMMAND ${name})
  sim_test_environment(${arg_TEST} ${arg_TIMEOUT} "SIM_DRIVER_PATH=${path}")
endfunction()

# sim_test_environment(<test> <timeout> [variable=value]...)
function(sim_test_environment test timeout)
  set(environment ${ARGN} SIM_COVERAGE_DIR=${CMAKE_BINARY_DIR}/gatecounts)
  if(SIM_SYMBOLIZER)
    list(APPEND environment ASAN_SYMBOLIZER_PATH=${SIM_SYMBOLIZER})
  endif()
  set_tests_properties(${test} PROPERTIES TIMEOUT ${timeout} ENVIRONMENT "${environment}")
endfunction()
