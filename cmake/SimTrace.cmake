# cmake/SimTrace.cmake - WPP: a driver's .tmh files are made from its own trace calls
#
# sim_driver_trace(<result> <work folder> <sources> <folders> <trace functions>)
#
# Each source that includes a .tmh file gets it in <work folder>/trace, by SimTrace.py, which reads
# the configuration blocks of the source and of the headers in the folders. The result lists the
# files; it is empty for a driver without tracing, and then no Python is needed.
#
# sim_driver_manifest(<result> <work folder> <manifest> <header>)
#
# The header of an event manifest, in the same folder.

set(SIM_TRACE_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/SimTrace.py)
set(SIM_MANIFEST_SCRIPT ${CMAKE_CURRENT_LIST_DIR}/SimManifest.py)

function(sim_driver_trace result work sources folders functions)
  set(files "")
  foreach(source IN LISTS sources)
    get_filename_component(path ${source} ABSOLUTE)
    set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${path})
    file(STRINGS ${path} include REGEX "^[ \t]*#[ \t]*include[ \t]*[\"<][^\">]*\\.tmh[\">]")
    foreach(line IN LISTS include)
      string(REGEX REPLACE ".*[\"<\\\\/]([^\"<\\\\/]*\\.tmh)[\">].*" "\\1" name "${line}")
      sim_driver_tmh(${work}/trace/${name} ${path} "${folders}" "${functions}")
      list(APPEND files ${work}/trace/${name})
    endforeach()
  endforeach()
  set(${result} ${files} PARENT_SCOPE)
endfunction()

function(sim_driver_tmh file source folders functions)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  set(headers "")
  foreach(folder IN LISTS folders)
    file(GLOB found CONFIGURE_DEPENDS ${folder}/*.h ${folder}/*.H ${folder}/*.hpp)
    list(APPEND headers ${found})
  endforeach()
  set(options "")
  foreach(function IN LISTS functions)
    list(APPEND options --func ${function})
  endforeach()
  get_filename_component(name ${file} NAME)
  get_filename_component(folder ${file} DIRECTORY)
  file(MAKE_DIRECTORY ${folder})
  add_custom_command(OUTPUT ${file}
    COMMAND ${Python3_EXECUTABLE} ${SIM_TRACE_SCRIPT} -o ${file} ${options} ${source} ${headers}
    DEPENDS ${source} ${headers} ${SIM_TRACE_SCRIPT}
    COMMENT "Trace calls: ${name}" VERBATIM)
endfunction()

function(sim_driver_manifest result work manifest header)
  find_package(Python3 REQUIRED COMPONENTS Interpreter)
  get_filename_component(path ${manifest} ABSOLUTE)
  file(MAKE_DIRECTORY ${work}/trace)
  add_custom_command(OUTPUT ${work}/trace/${header}
    COMMAND ${Python3_EXECUTABLE} ${SIM_MANIFEST_SCRIPT} -o ${work}/trace/${header} ${path}
    DEPENDS ${path} ${SIM_MANIFEST_SCRIPT}
    COMMENT "Events: ${header}" VERBATIM)
  set(${result} ${work}/trace/${header} PARENT_SCOPE)
endfunction()
