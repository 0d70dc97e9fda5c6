# SPDX-License-Identifier: Apache-2.0
# The one place for compiler settings: every library, program and test of the tree is made by the functions below.
set(CMAKE_CXX_STANDARD 20)
set(CMAKE_CXX_STANDARD_REQUIRED ON)
set(CMAKE_CXX_EXTENSIONS OFF)
set(CMAKE_AUTOMOC ON)
set(CMAKE_AUTORCC ON)
set(CMAKE_EXPORT_COMPILE_COMMANDS ON)
set(CMAKE_RUNTIME_OUTPUT_DIRECTORY "${CMAKE_BINARY_DIR}/bin")
set_property(GLOBAL PROPERTY USE_FOLDERS ON)

option(CONVERSA_WERROR "Treat warnings as errors" OFF)
# Halves what a whole build costs; a file edited alone compiles faster without.
option(CONVERSA_UNITY "Compile the files of a library together" OFF)
set(CONVERSA_SANITIZE "" CACHE STRING "Sanitizers, as -fsanitize= takes them (address,undefined or thread)")

find_program(CONVERSA_CCACHE ccache)
if(CONVERSA_CCACHE AND NOT CMAKE_CXX_COMPILER_LAUNCHER)
  # The relative base makes a clean clone in another folder hit the same cache.
  set(CMAKE_CXX_COMPILER_LAUNCHER "${CMAKE_COMMAND}" -E env "CCACHE_BASEDIR=${PROJECT_SOURCE_DIR}" CCACHE_NOHASHDIR=1
      CCACHE_SLOPPINESS=pch_defines,time_macros "${CONVERSA_CCACHE}")
endif()

# Every file is compiled as if it included it: see conversa_share_headers.
find_package(simdjson REQUIRED)

function(conversa_settings target)
  target_compile_options(${target} PRIVATE -Wall -Wextra -Wpedantic -Wshadow -Wnon-virtual-dtor -Wold-style-cast -Wvla)
  if(CONVERSA_WERROR)
    target_compile_options(${target} PRIVATE -Werror)
  endif()
  if(CONVERSA_SANITIZE)
    # GCC sees uninitialized values that are not there once a sanitizer has rewritten the code.
    target_compile_options(${target} PRIVATE -fsanitize=${CONVERSA_SANITIZE} -fno-omit-frame-pointer
      -fno-sanitize-recover=undefined $<$<CXX_COMPILER_ID:GNU>:-Wno-maybe-uninitialized>)
    target_link_options(${target} PRIVATE -fsanitize=${CONVERSA_SANITIZE})
  endif()
  target_compile_definitions(${target} PRIVATE $<TARGET_PROPERTY:simdjson::simdjson,INTERFACE_COMPILE_DEFINITIONS>
    QT_NO_CAST_FROM_ASCII QT_NO_CAST_TO_ASCII QT_NO_KEYWORDS QT_NO_FOREACH QT_STRICT_ITERATORS
    QT_NO_NARROWING_CONVERSIONS_IN_CONNECT QT_DISABLE_DEPRECATED_BEFORE=0x060400 CONVERSA_VERSION="${PROJECT_VERSION}")
endfunction()

# A sanitizer's own work on a test's assertions takes longer to optimize than it ever takes to run.
function(conversa_test_settings target)
  conversa_settings(${target})
  if(CONVERSA_SANITIZE)
    target_compile_options(${target} PRIVATE -O0)
  endif()
endfunction()

# What nearly every file includes is parsed once for all targets whose flags are made by the function `settings`.
function(conversa_share_headers target settings)
  set(owner ${settings}_headers)
  if(NOT TARGET ${owner})
    file(CONFIGURE OUTPUT "${CMAKE_BINARY_DIR}/${owner}.cpp" CONTENT "")
    add_library(${owner} OBJECT "${CMAKE_BINARY_DIR}/${owner}.cpp")
    set_target_properties(${owner} PROPERTIES AUTOMOC OFF AUTORCC OFF)
    cmake_language(CALL ${settings} ${owner})
    target_link_libraries(${owner} PRIVATE Qt6::Core simdjson::simdjson)
    target_precompile_headers(${owner} PRIVATE
      <algorithm> <array> <atomic> <chrono> <functional> <memory> <mutex> <optional> <span> <string> <string_view> <thread>
      <unordered_map> <utility> <variant> <vector> <simdjson.h>
      <QByteArray> <QCoreApplication> <QElapsedTimer> <QFile> <QHash> <QJsonObject> <QList> <QLoggingCategory> <QObject> <QPointer>
      <QSet> <QString> <QStringList> <QThread> <QTimer>)
  endif()
  target_precompile_headers(${target} REUSE_FROM ${owner})
endfunction()

# conversa_library(net SOURCES a.cpp b.cpp LINKS conversa::hub Qt6::Network)
# The library of one folder; LINKS are its include edges, all of them public.
function(conversa_library name)
  cmake_parse_arguments(ARG "" "" "SOURCES;LINKS" ${ARGN})
  add_library(conversa_${name} STATIC ${ARG_SOURCES})
  add_library(conversa::${name} ALIAS conversa_${name})
  conversa_settings(conversa_${name})
  conversa_share_headers(conversa_${name} conversa_settings)
  set_target_properties(conversa_${name} PROPERTIES UNITY_BUILD ${CONVERSA_UNITY} UNITY_BUILD_BATCH_SIZE 16)
  get_filename_component(root "${CMAKE_CURRENT_SOURCE_DIR}/.." ABSOLUTE)
  target_include_directories(conversa_${name} PUBLIC "${root}")
  target_link_libraries(conversa_${name} PUBLIC ${ARG_LINKS})
endfunction()

# conversa_test(tst_x LINKS conversa::net LABELS unit TIMEOUT 60)
# tst_x.cpp as one Qt Test executable under ctest; the target tests_LABEL builds all of a label. Each includes its own tst_x.moc,
# and nothing else of it is for moc: a scan and a compiled file less for each than by AUTOMOC.
function(conversa_test name)
  cmake_parse_arguments(ARG "" "TIMEOUT" "LINKS;LABELS" ${ARGN})
  if(NOT ARG_TIMEOUT)
    set(ARG_TIMEOUT 120)
  endif()
  add_executable(${name} ${name}.cpp)
  set_target_properties(${name} PROPERTIES AUTOMOC OFF AUTORCC OFF)
  conversa_test_settings(${name})
  conversa_share_headers(${name} conversa_test_settings)
  target_include_directories(${name} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}/moc")
  # Unoptimized, what is parsed for all leaves something of itself in each.
  target_link_libraries(${name} PRIVATE ${ARG_LINKS} simdjson::simdjson Qt6::Test)
  qt_generate_moc(${name}.cpp "${CMAKE_CURRENT_BINARY_DIR}/moc/${name}.moc" TARGET ${name})
  target_sources(${name} PRIVATE "${CMAKE_CURRENT_BINARY_DIR}/moc/${name}.moc")
  foreach(label ${ARG_LABELS})
    if(NOT TARGET tests_${label})
      add_custom_target(tests_${label})
    endif()
    add_dependencies(tests_${label} ${name})
  endforeach()
  add_test(NAME ${name} COMMAND ${name})
  set_tests_properties(${name} PROPERTIES TIMEOUT ${ARG_TIMEOUT} LABELS "${ARG_LABELS}"
    SKIP_REGULAR_EXPRESSION "(^|\n)SKIP   : "
    ENVIRONMENT "QT_QPA_PLATFORM=offscreen;CONVERSA_BIN=${CMAKE_BINARY_DIR}/bin;CONVERSA_SOURCE=${PROJECT_SOURCE_DIR}")
endfunction()
