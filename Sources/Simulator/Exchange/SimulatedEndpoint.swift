/// The parts of the service that are simulated, all under `/api/v1`.
public enum SimulatedEndpoint: String, Sendable, Hashable, CaseIterable {
  /// `POST /chat/completions`
  case chat
  /// `GET /key`
  case key
  /// `GET|POST /keys` and `GET|PATCH|DELETE /keys/{hash}`
  case keys
  /// `GET /credits`
  case credits
  /// `GET /models`
  case models
  /// `GET /generation` and `GET /generation/content`
  case generation

  /// The endpoint that serves `path`; nil for a path the service does not have.
  static func serving(_ path: String) -> SimulatedEndpoint? {
    switch path {
    case "/api/v1/chat/completions": .chat
    case "/api/v1/key": .key
    case "/api/v1/keys": .keys
    case "/api/v1/credits": .credits
    case "/api/v1/models": .models
    case "/api/v1/generation", "/api/v1/generation/content": .generation
    default: path.hasPrefix("/api/v1/keys/") ? .keys : nil
    }
  }
}
