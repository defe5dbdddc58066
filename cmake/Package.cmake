# cmake/Package.cmake - install, find_package(libsim), libsim.pc
if(NOT TARGET sim)
  return()
endif()
include(CMakePackageConfigHelpers)
include(GNUInstallDirs)

# In one folder of its own: a system include folder is no place for wdm.h.
set(SIM_INSTALL_INCLUDE ${CMAKE_INSTALL_INCLUDEDIR}/libsim)
set(SIM_INSTALL_CMAKE ${CMAKE_INSTALL_LIBDIR}/cmake/libsim)
set(SIM_INSTALL_DATA ${CMAKE_INSTALL_DATADIR}/libsim)

target_include_directories(sim INTERFACE
  $<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}/include> $<BUILD_INTERFACE:${CMAKE_SOURCE_DIR}/include/wdk>
  $<INSTALL_INTERFACE:${SIM_INSTALL_INCLUDE}> $<INSTALL_INTERFACE:${SIM_INSTALL_INCLUDE}/wdk>)

configure_file(src/init/simexplore.py ${CMAKE_BINARY_DIR}/bin/simexplore COPYONLY
  USE_SOURCE_PERMISSIONS)
configure_file(${CMAKE_SOURCE_DIR}/src/gate/simddi.py ${CMAKE_BINARY_DIR}/bin/simddi COPYONLY
  FILE_PERMISSIONS OWNER_READ OWNER_WRITE OWNER_EXECUTE GROUP_READ GROUP_EXECUTE
  WORLD_READ WORLD_EXECUTE)

install(TARGETS sim EXPORT libsimTargets LIBRARY DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(EXPORT libsimTargets NAMESPACE libsim:: DESTINATION ${SIM_INSTALL_CMAKE})
install(FILES ${SIM_CRT_ARCHIVE} DESTINATION ${CMAKE_INSTALL_LIBDIR})
install(DIRECTORY include/ DESTINATION ${SIM_INSTALL_INCLUDE} FILES_MATCHING PATTERN *.h)
install(FILES cmake/SimDriver.cmake cmake/SimCheckDriver.cmake cmake/SimCompileDriver.cmake
  cmake/SimSections.cmake cmake/SimTrace.cmake cmake/SimTrace.py
  cmake/SimManifest.py DESTINATION ${SIM_INSTALL_CMAKE})
install(PROGRAMS src/init/simexplore.py DESTINATION ${CMAKE_INSTALL_BINDIR} RENAME simexplore)
install(PROGRAMS src/gate/simddi.py DESTINATION ${CMAKE_INSTALL_BINDIR} RENAME simddi)
install(FILES ${GATE_DIR}/ddi.list DESTINATION ${SIM_INSTALL_DATA})
# What libsim's own tests called goes along, for users' simddi.
install(CODE "execute_process(OUTPUT_FILE \"${GATE_DIR}/tested.list\"
  COMMAND \"${Python3_EXECUTABLE}\" \"${CMAKE_BINARY_DIR}/bin/simddi\" --tested)")
install(FILES ${GATE_DIR}/tested.list DESTINATION ${SIM_INSTALL_DATA})

configure_package_config_file(
  cmake/libsimConfig.cmake.in ${CMAKE_BINARY_DIR}/package/libsimConfig.cmake
  INSTALL_DESTINATION ${SIM_INSTALL_CMAKE} PATH_VARS SIM_INSTALL_INCLUDE CMAKE_INSTALL_LIBDIR
  NO_CHECK_REQUIRED_COMPONENTS_MACRO)
write_basic_package_version_file(${CMAKE_BINARY_DIR}/package/libsimConfigVersion.cmake
  COMPATIBILITY SameMinorVersion)
list(JOIN SIM_ABI_FLAGS " " SIM_PC_FLAGS)
configure_file(cmake/libsim.pc.in ${CMAKE_BINARY_DIR}/package/libsim.pc @ONLY)
install(FILES ${CMAKE_BINARY_DIR}/package/libsimConfig.cmake
  ${CMAKE_BINARY_DIR}/package/libsimConfigVersion.cmake DESTINATION ${SIM_INSTALL_CMAKE})
install(FILES ${CMAKE_BINARY_DIR}/package/libsim.pc DESTINATION ${CMAKE_INSTALL_LIBDIR}/pkgconfig)
