# cmake/SimSections.cmake - before the link: pages of their own for the sections that a driver names
#
# cmake -D OBJECTS= -D OUTPUT= -D OBJDUMP= -P SimSections.cmake
#
# #pragma alloc_text, code_seg and data_seg put code and data into sections called PAGE, PAGExxxx
# or INIT, which libsim takes the access to away (src/mm/pageable.c). The linker would place them
# between others; a script that it reads besides its own gives each whole pages. The output is a
# response file: "-Wl,-T,<script>" if there is such a section.
#
# It also says of how many objects the module is made, and how many of them libsim sees the accesses
# of (INSTRUMENT): as two symbols that the module gets.

cmake_minimum_required(VERSION 3.25)

set(code "")
set(data "")
set(checked 0)
list(LENGTH OBJECTS count)
foreach(object IN LISTS OBJECTS)
  execute_process(COMMAND ${OBJDUMP} -h -t -w ${object} OUTPUT_VARIABLE text
                  COMMAND_ERROR_IS_FATAL ANY)
  if(text MATCHES "UND[^\n]* __tsan_init")
    math(EXPR checked "${checked} + 1")
  endif()
  string(REGEX MATCHALL "[0-9]+ (PAGE[A-Za-z0-9_$]*|INIT) [^\n]*" lines "${text}")
  foreach(line IN LISTS lines)
    string(REGEX MATCH "(PAGE[A-Za-z0-9_$]*|INIT)" name "${line}")
    if(line MATCHES "CODE")
      list(APPEND code ${name})
    else()
      list(APPEND data ${name})
    endif()
  endforeach()
endforeach()
list(REMOVE_DUPLICATES code)
list(REMOVE_DUPLICATES data)

# Code and data of one name become two sections: what can be executed is not writable.
function(place result names flags suffix behind)
  set(text "")
  foreach(name IN LISTS names)
    string(APPEND text "  \"${name}${suffix}\" : ALIGN(4096) "
                       "{ INPUT_SECTION_FLAGS(${flags}) *(${name}) . = ALIGN(4096); }\n")
  endforeach()
  if(text)
    set(${result} "SECTIONS {\n${text}} INSERT AFTER ${behind};\n" PARENT_SCOPE)
  else()
    set(${result} "" PARENT_SCOPE)
  endif()
endfunction()

place(code_script "${code}" SHF_EXECINSTR "" .fini)
place(data_script "${data}" "SHF_WRITE & !SHF_EXECINSTR" .data .data)
file(WRITE ${OUTPUT} "-Wl,--defsym=__sim_objects=${count}\n"
                      "-Wl,--defsym=__sim_objects_checked=${checked}\n")
if(code OR data)
  file(WRITE ${OUTPUT}.ld "${code_script}${data_script}")
  file(APPEND ${OUTPUT} "-Wl,-T,${OUTPUT}.ld\n")
endif()
