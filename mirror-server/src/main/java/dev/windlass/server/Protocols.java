package dev.windlass.server;

import dev.windlass.server.serve.Protocol;
import dev.windlass.server.serve.files.FilesProtocol;
import java.util.List;

/** The ecosystems that this server speaks. */
final class Protocols {
  private Protocols() {}

  static List<Protocol> all() {
    return List.of(new FilesProtocol());
  }
}
