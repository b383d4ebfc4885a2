package dev.windlass.server.cli;

import dev.windlass.server.store.AtomicFile;
import dev.windlass.server.store.DataDirectory;
import dev.windlass.signing.trust.TrustPolicy;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Where the store's pinned trust policy lies. */
record TrustFile(Path file) {
  static TrustFile of(DataDirectory data) {
    return new TrustFile(data.trust().resolve("policy.json"));
  }

  TrustPolicy load() throws IOException {
    if (!Files.exists(file)) {
      throw new IOException(
          "nobody is trusted yet: get the trust policy on a trusted way and run"
              + " mirror-server trust init POLICY");
    }
    return TrustPolicy.load(file);
  }

  /** Pins the policy; replaces none. */
  void init(TrustPolicy policy) throws IOException {
    if (Files.exists(file)) {
      throw new IOException(file + " is there already; a policy is changed by its successor only");
    }
    Files.createDirectories(file.toAbsolutePath().getParent());
    AtomicFile.write(file, policy.encode());
  }
}
