# cmake/Flags.cmake - how everything is compiled
#
# SIM_ABI_FLAGS belong to whatever sees a WDK header: WCHAR is 16 bits, structures are laid out
# as Microsoft's compiler does it, anonymous members work. The package hands them to its users.

set(SIM_ABI_FLAGS -fshort-wchar -mms-bitfields -fms-extensions -fno-strict-aliasing)
# Pool tags are multi-character constants; SECURITY_NT_AUTHORITY and its kin leave out braces.
set(SIM_WARNINGS -Wall -Wextra -Wno-unused-parameter -Wno-multichar -Wno-missing-braces -Werror)
set(SIM_SANITIZERS -fsanitize=address,undefined -fno-sanitize-recover=all
    -fno-sanitize=function,alignment -fsanitize-address-use-after-return=never)

if(CMAKE_C_COMPILER_ID MATCHES Clang)
  list(APPEND SIM_WARNINGS -Wno-microsoft)
endif()

# What all C of this repository has in common: rungs and tests.
add_library(common_flags INTERFACE)
if(CMAKE_C_COMPILER_ID MATCHES Clang)
  target_compile_options(common_flags INTERFACE -gdwarf-4) # valgrind 3.19 stops at clang's DWARF 5
endif()
target_compile_options(common_flags INTERFACE
  $<$<COMPILE_LANGUAGE:C,CXX>:${SIM_WARNINGS};${SIM_ABI_FLAGS};-fPIC;-fno-omit-frame-pointer>)
if(SIM_SANITIZE)
  target_compile_options(common_flags INTERFACE $<$<COMPILE_LANGUAGE:C,CXX>:${SIM_SANITIZERS}>)
  target_link_options(common_flags INTERFACE ${SIM_SANITIZERS})
endif()

# Stacks are announced to valgrind where its header is; a definition, so that its coming rebuilds.
find_path(SIM_VALGRIND_HEADERS valgrind/memcheck.h)
if(SIM_VALGRIND_HEADERS)
  target_compile_definitions(common_flags INTERFACE SIM_VALGRIND)
endif()

find_program(SIM_OBJCOPY NAMES objcopy REQUIRED)
find_program(SIM_NM NAMES nm REQUIRED)
find_program(SIM_AS NAMES as REQUIRED)
find_program(SIM_AR NAMES ar REQUIRED)
find_program(SIM_LD NAMES ld.bfd ld REQUIRED)
find_library(SIM_UV uv REQUIRED)
find_library(SIM_JEMALLOC jemalloc REQUIRED)
find_library(SIM_CMOCKA cmocka REQUIRED)
find_package(Python3 REQUIRED COMPONENTS Interpreter)
