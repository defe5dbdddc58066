# cmake/Findlibsim.cmake - find_package(libsim) inside libsim's own build: it is there already
#
# So a sample's CMakeLists.txt is the same here and in a repository of its own.
set(libsim_FOUND TRUE)
