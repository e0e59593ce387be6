import HerbxCommands

#if canImport(Darwin)
  import Darwin
#else
  import Glibc
#endif

exit(await Herbx.execute(Array(CommandLine.arguments.dropFirst())))
