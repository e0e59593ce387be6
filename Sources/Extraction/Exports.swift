// Whoever reads or makes a run has its times, paths and masked text.
@_exported public import SystemLayer
