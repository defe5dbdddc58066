# cmake/SimCompileDriver.cmake - compiles one file of a driver; with care if it has __try in it
#
# cmake -P SimCompileDriver.cmake -- <compiler> <argument>...
#
# excpt.h refuses __try with a certain message unless WDK_STRUCTURED_EXCEPTIONS is defined, which
# costs a file its optimisation. So that is done for the files that need it only: where the message
# comes, the compiler is called again. (-fno-elide-constructors, in C: a variable that is
# returned is copied before a __finally block runs.) Such a file is also searched for a break or
# continue that leaves a __try or __finally block, where it would act on a loop of excpt.h's macros.
# The compiler finds these itself: with WDK_SEH_CHECK the blocks are OpenMP's, which a break cannot
# leave.

cmake_minimum_required(VERSION 3.25)

set(command "")
foreach(i RANGE 4 ${CMAKE_ARGC})
  if(i LESS CMAKE_ARGC)
    string(REPLACE ";" "\\;" argument "${CMAKE_ARGV${i}}")
    list(APPEND command "${argument}")
  endif()
endforeach()

execute_process(COMMAND ${command} RESULT_VARIABLE failed ERROR_VARIABLE messages)
if(failed AND messages MATCHES "structured exceptions need WDK_STRUCTURED_EXCEPTIONS")
  list(APPEND command -DWDK_STRUCTURED_EXCEPTIONS -fno-elide-constructors)
  execute_process(COMMAND ${command} RESULT_VARIABLE failed ERROR_VARIABLE messages)
  set(has_try TRUE)
endif()
if(messages)
  string(STRIP "${messages}" messages)
  message("${messages}")
endif()
if(failed)
  message(FATAL_ERROR "the compiler's exit code: ${failed}")
endif()
if(NOT has_try)
  return()
endif()

set(output "")
set(check "")
foreach(argument IN LISTS command)
  string(REPLACE ";" "\\;" argument "${argument}")
  if(argument MATCHES "^-(MF|MT|MJ|o)$")
    set(skip TRUE)
  elseif(skip)
    if(last STREQUAL "-o")
      set(output "${argument}")
    endif()
    set(skip FALSE)
  elseif(NOT argument MATCHES "^-(c|MD)$")
    list(APPEND check "${argument}")
  endif()
  set(last "${argument}")
endforeach()
execute_process(ERROR_VARIABLE messages
  COMMAND ${check} -DWDK_SEH_CHECK -fsyntax-only -fopenmp -w -ferror-limit=0
          -fno-color-diagnostics -fno-caret-diagnostics)
set(jump "[^\n]*: error: '(break|continue)' statement not in [^\n]*")
string(REGEX MATCHALL "${jump}" jumps "${messages}")
if(jumps)
  list(TRANSFORM jumps REPLACE "(.*): error: '([a-z]+)'.*"
       "\\1: error: '\\2' leaves a __try or __finally block (use __leave or goto)")
  list(JOIN jumps "\n" jumps)
  file(REMOVE "${output}")
  message("${jumps}")
  message(FATAL_ERROR "libsim cannot do that")
endif()
