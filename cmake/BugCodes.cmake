# cmake/BugCodes.cmake - the names of all bug checks, for reports: bugcodes.h as a table of C
set(bug_codes ${CMAKE_SOURCE_DIR}/include/wdk/bugcodes.h)
set_property(DIRECTORY APPEND PROPERTY CMAKE_CONFIGURE_DEPENDS ${bug_codes})
file(STRINGS ${bug_codes} bug_names REGEX "^#define [A-Z0-9_]+ 0x")
list(TRANSFORM bug_names REPLACE "^#define ([A-Z0-9_]+) (0x[0-9A-F]+).*$" "{\\2, \"\\1\"},")
list(JOIN bug_names "\n" bug_names)
file(CONFIGURE OUTPUT ${CMAKE_BINARY_DIR}/bugcodes/bugcodes.inc CONTENT "${bug_names}\n" @ONLY)
set_source_files_properties(${CMAKE_SOURCE_DIR}/src/ke/explain.c PROPERTIES
  INCLUDE_DIRECTORIES ${CMAKE_BINARY_DIR}/bugcodes
  OBJECT_DEPENDS ${CMAKE_BINARY_DIR}/bugcodes/bugcodes.inc)
