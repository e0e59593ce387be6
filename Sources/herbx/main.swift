import HerbxCommands

await Herbx.runProcess()
