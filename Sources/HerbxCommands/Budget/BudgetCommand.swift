internal import ArgumentParser

/// `herbx budget`.
struct BudgetCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "budget", abstract: "Show what is left on the key, or plan what a number of specimens costs.",
    subcommands: [BudgetShow.self, BudgetPlan.self], defaultSubcommand: BudgetShow.self)
}
