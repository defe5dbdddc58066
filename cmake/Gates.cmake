# cmake/Gates.cmake - libsim.so: the rungs, closed, with gates as the only way in
#
#   objects of all rungs --gates.py--> gates.inc, stubs.inc, exports.ver, ...
#   objects + gate.c, gate.S --ld -r--> closed.o
#   closed.o --objcopy: all names local, but for gates and exports--> sim.o
#   sim.o + stubs.S --exports.ver--> libsim.so
#
# So KeSetEvent inside is the kernel's function, outside it is the gate of that name.

if(NOT ke IN_LIST RUNGS)
  message(STATUS "src/ke is empty: no gates, no libsim.so")
  return()
endif()

set(GATE_SOURCE ${CMAKE_SOURCE_DIR}/src/gate)
set(GATE_DIR ${CMAKE_BINARY_DIR}/gate)
set(all_objects "")
set(kernel_objects "")
foreach(rung IN LISTS RUNGS)
  list(APPEND all_objects $<TARGET_OBJECTS:rung_${rung}>)
  if(FOLDER_${rung} STREQUAL src)
    list(APPEND kernel_objects $<TARGET_OBJECTS:rung_${rung}>)
  endif()
endforeach()

# --- what is generated ------------------------------------------------------------------------
file(GLOB_RECURSE wdk_headers CONFIGURE_DEPENDS ${CMAKE_SOURCE_DIR}/include/wdk/*.h)
file(GLOB gate_tables CONFIGURE_DEPENDS ${GATE_SOURCE}/*.tsv ${GATE_SOURCE}/*.txt)
set(generated gates.inc gatetable.inc stubs.inc stubs.txt keep.txt exports.ver ddi.list crt.list)
list(TRANSFORM generated PREPEND ${GATE_DIR}/)
add_custom_command(OUTPUT ${generated}
  COMMAND ${Python3_EXECUTABLE} ${GATE_SOURCE}/gates.py --source ${GATE_SOURCE}
          --nm ${SIM_NM} --compiler ${CMAKE_C_COMPILER}
          --headers ${CMAKE_SOURCE_DIR}/include/wdk --output ${GATE_DIR} ${kernel_objects}
  DEPENDS ${GATE_SOURCE}/gates.py ${gate_tables} ${wdk_headers} ${kernel_objects}
  COMMENT "Gates" COMMAND_EXPAND_LISTS VERBATIM)
add_custom_target(gates DEPENDS ${generated})

add_library(rung_gate OBJECT ${GATE_SOURCE}/gate.c ${GATE_SOURCE}/gate.S)
rung_rules(rung_gate src gate "${SEEN_FROM_TOP}")
target_include_directories(rung_gate PRIVATE ${GATE_DIR})
add_dependencies(rung_gate gates)
set_source_files_properties(${GATE_SOURCE}/gate.c PROPERTIES
  OBJECT_DEPENDS ${GATE_DIR}/gatetable.inc)
set_source_files_properties(${GATE_SOURCE}/gate.S PROPERTIES
  OBJECT_DEPENDS ${GATE_DIR}/gates.inc COMPILE_OPTIONS -g0)
set_source_files_properties(${GATE_SOURCE}/stubs.S PROPERTIES
  OBJECT_DEPENDS ${GATE_DIR}/stubs.inc COMPILE_OPTIONS -g0)
list(APPEND RUNGS gate)
set(FOLDER_gate src)

# --- one object whose names are local -------------------------------------------------------------
set(sim_object ${GATE_DIR}/sim.o)
add_custom_command(OUTPUT ${sim_object}
  COMMAND ${SIM_LD} -r -o ${GATE_DIR}/closed.o ${all_objects} $<TARGET_OBJECTS:rung_gate>
  COMMAND ${SIM_OBJCOPY} --wildcard --keep-global-symbols=${GATE_DIR}/keep.txt
          ${GATE_DIR}/closed.o ${sim_object}
  DEPENDS ${all_objects} $<TARGET_OBJECTS:rung_gate> ${GATE_DIR}/keep.txt
  COMMENT "Closing libsim" COMMAND_EXPAND_LISTS VERBATIM)

# --- the library --------------------------------------------------------------------------------
add_library(sim SHARED ${sim_object} ${GATE_SOURCE}/stubs.S)
add_library(libsim::sim ALIAS sim)
target_include_directories(sim PRIVATE ${GATE_DIR})
target_link_options(sim PRIVATE -Wl,--version-script=${GATE_DIR}/exports.ver -Wl,-z,now
  $<$<NOT:$<OR:$<BOOL:${SIM_SANITIZE}>,$<BOOL:${SIM_FUZZ}>>>:-Wl,-z,defs> -Wl,--as-needed)
target_link_libraries(sim PRIVATE common_flags ${SIM_UV} ${SIM_JEMALLOC} ${SIM_CMOCKA})
set_target_properties(sim PROPERTIES LINKER_LANGUAGE C LINK_DEPENDS ${GATE_DIR}/exports.ver)
# A debugger that is asked for KeSetEvent shall find the function, not the stub as well; and a step
# into a call goes over gates, which have no line numbers.
add_custom_command(TARGET sim POST_BUILD
  COMMAND ${SIM_OBJCOPY} --strip-symbols=${GATE_DIR}/stubs.txt $<TARGET_FILE:sim> VERBATIM)
target_compile_options(sim INTERFACE $<$<COMPILE_LANGUAGE:C,CXX>:${SIM_ABI_FLAGS};-fPIC>
  $<$<COMPILE_LANG_AND_ID:C,Clang>:-fno-elide-constructors>) # see SimCompileDriver.cmake

# --- what a driver links besides -----------------------------------------------------------------
set(SIM_WDK_DIRECTORY ${CMAKE_SOURCE_DIR}/include/wdk)
set(SIM_DRIVER_OUTPUT_DIRECTORY ${CMAKE_BINARY_DIR}/drivers)
set(SIM_EXPORTS ${GATE_DIR}/exports.ver)
if(SIM_SANITIZE)
  # Without the destructor: it would run at exit, when the module is unloaded and not executable.
  # Without checks for what the processor checks: that fault is libsim's to report.
  set(SIM_DRIVER_SANITIZERS ${SIM_SANITIZERS} -fsanitize-address-destructor=none
      -fno-sanitize=null,integer-divide-by-zero)
endif()
set(SIM_CRT_ARCHIVE ${CMAKE_BINARY_DIR}/lib/libsimcrt.a)
add_custom_command(OUTPUT ${SIM_CRT_ARCHIVE}
  COMMAND ${Python3_EXECUTABLE} ${GATE_SOURCE}/simcrt.py --assembler ${SIM_AS} --ar ${SIM_AR}
          --names ${GATE_DIR}/crt.list --output ${SIM_CRT_ARCHIVE}
  DEPENDS ${GATE_SOURCE}/simcrt.py ${GATE_DIR}/crt.list
  COMMENT "libsimcrt.a" VERBATIM)
add_custom_target(simcrt ALL DEPENDS ${SIM_CRT_ARCHIVE})
add_dependencies(simcrt gates sim)

# --- the rungs, for tests/tidy: "folder rung object object ..." ---------------------------------
set(manifest "")
foreach(rung IN LISTS RUNGS)
  string(APPEND manifest "${FOLDER_${rung}} ${rung} $<JOIN:$<TARGET_OBJECTS:rung_${rung}>, >\n")
endforeach()
file(GENERATE OUTPUT ${CMAKE_BINARY_DIR}/rungs.txt CONTENT "${manifest}")
