# cmake/Ladder.cmake - the rungs of sim/ and src/, and what each may include
#
# Rung R is every .c and .S file of its folder and the folders in it, compiled as the object library
# rung_R. It sees its own headers and those of the rungs below it in the same folder: an #include
# that points upwards does not compile, and a call that points upwards fails the test tidy/symbols.
#
#   everybody   sim/ for state.h; machine.h refuses whoever is not hal or below
#   sim/*       include/ (what tests and device authors see); dev sees nothing else
#   src/*       include/wdk (what drivers see)
#   init, gate  include/ as well: init implements what tests call
#
# A rung whose folder is absent or empty is skipped. RUNGS lists those that exist, lowest first.

set(RUNGS "")

# Assembly for one processor is in <name>_<processor>.S.
function(other_processors_files result)
  list(FILTER ARGN INCLUDE REGEX "_(aarch64|x86_64)\\.S$")
  list(FILTER ARGN EXCLUDE REGEX "_${CMAKE_SYSTEM_PROCESSOR}\\.S$")
  set(${result} ${ARGN} PARENT_SCOPE)
endfunction()

# ladder(<folder> <lowest rung> ... <highest rung>)
function(ladder folder)
  foreach(rung IN LISTS ARGN)
    set(path ${CMAKE_SOURCE_DIR}/${folder}/${rung})
    set(seen ${path} ${below} ${CMAKE_SOURCE_DIR}/sim)
    if(NOT (folder STREQUAL sim AND rung STREQUAL dev))
      list(PREPEND below ${path})
    else()
      set(seen ${path} ${CMAKE_SOURCE_DIR}/sim)
    endif()
    file(GLOB files CONFIGURE_DEPENDS ${path}/*.c ${path}/*/*.c ${path}/*.S)
    other_processors_files(other ${files})
    list(REMOVE_ITEM files ${other} "")
    if(rung STREQUAL gate OR NOT files) # the gate is generated: cmake/Gates.cmake
      continue()
    endif()
    add_library(rung_${rung} OBJECT ${files})
    rung_rules(rung_${rung} ${folder} ${rung} "${seen}")
    list(APPEND RUNGS ${rung})
    set(FOLDER_${rung} ${folder} PARENT_SCOPE)
  endforeach()
  set(RUNGS ${RUNGS} PARENT_SCOPE)
  set(SEEN_FROM_TOP ${below} ${CMAKE_SOURCE_DIR}/sim PARENT_SCOPE)
endfunction()

function(rung_rules target folder rung seen)
  target_link_libraries(${target} PRIVATE common_flags)
  target_compile_definitions(${target} PRIVATE LAYER_${rung} LADDER_${folder})
  target_include_directories(${target} PRIVATE ${seen})
  if(folder STREQUAL src)
    target_include_directories(${target} PRIVATE ${CMAKE_SOURCE_DIR}/include/wdk)
  endif()
  if(folder STREQUAL sim OR rung MATCHES "^(init|gate)$")
    target_include_directories(${target} PRIVATE ${CMAKE_SOURCE_DIR}/include)
  endif()
  # libFuzzer learns from what is executed here; from all rungs, and from what is compared, it would
  # take half of the time.
  if(SIM_FUZZ AND rung MATCHES "^(ob|io|pnp)$")
    target_compile_options(${target} PRIVATE
      $<$<COMPILE_LANGUAGE:C>:-fsanitize-coverage=inline-8bit-counters,pc-table>)
  elseif(SIM_FUZZ) # of the others, what takes text and descriptors apart
    get_target_property(parsers ${target} SOURCES)
    list(FILTER parsers INCLUDE REGEX "/(se/(sddl|validate|convert)|cm/import)[a-z]*[.]c$")
    set_property(SOURCE ${parsers} APPEND PROPERTY COMPILE_OPTIONS
      -fsanitize-coverage=inline-8bit-counters,pc-table)
  endif()
  # Nobody can interpose these: only the names in src/gate/exports.txt leave the library.
  if(NOT CMAKE_C_COMPILER_ID MATCHES Clang OR CMAKE_C_COMPILER_VERSION VERSION_GREATER 11)
    target_compile_options(${target} PRIVATE $<$<COMPILE_LANGUAGE:C>:-fno-semantic-interposition>)
  endif()
endfunction()

ladder(sim host search core bus dev)
ladder(src hal ke ex rtl se ob ps mm cm io pnp po wmi race verifier init gate)

# Functions that do no more than call the machine, and the compiler's callbacks, which begin a cache
# line: both end with a jump, or at once, and need no frame.
set_property(SOURCE src/hal/access.c src/hal/processor.c APPEND PROPERTY
  COMPILE_OPTIONS -momit-leaf-frame-pointer)
set_property(SOURCE src/hal/access.c APPEND PROPERTY COMPILE_OPTIONS -falign-functions=64)
