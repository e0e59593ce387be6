// Whoever asks the service has times, paths and masked text, which its types are made of.
@_exported public import SystemLayer
