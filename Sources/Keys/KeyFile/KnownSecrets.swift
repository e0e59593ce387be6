public import OpenRouter

/// Gathers the secrets that this machine holds, so that text from outside can be masked whatever their shape.
public enum KnownSecrets {
  /// A redactor that knows the keys of the key file, of the management key file and of the environment.
  ///
  /// Files that cannot be read are passed over: what is not known here was not handed out from here either.
  public static func redactor(keyFile: KeyFile, variables: [String: String]) -> Redactor {
    var redactor = Redactor()
    for name in [KeyFile.keyName] + ManagementKey.names {
      if let key = variables[name].flatMap(APIKey.init) { redactor.add(key) }
    }
    if let key = try? ManagementKey.load(variables: [:], beside: keyFile) { redactor.add(key) }
    if let key = try? keyFile.key() { redactor.add(key) }
    return redactor
  }
}
