package dev.windlass.builder.cli;

import dev.windlass.signing.keys.KeySource;
import dev.windlass.signing.keys.Passphrase;
import dev.windlass.signing.keys.SigningKey;
import dev.windlass.signing.keys.SigningKeys;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import picocli.CommandLine;

/** The keys that sign. */
final class KeyOptions {
  @CommandLine.Option(
      names = "--key",
      required = true,
      paramLabel = "KEY",
      description =
          "PEM or PKCS#12 file, or pkcs11:slot-id=N;object=LABEL?module-path=LIBRARY; once for each"
              + " key.")
  private List<String> keys = new ArrayList<>();

  @CommandLine.Option(
      names = "--passphrase",
      paramLabel = "REFERENCE",
      description = "Where the keys' secret is: file:PATH, env:NAME or stdin; never the secret.")
  private Optional<String> passphrase = Optional.empty();

  List<SigningKey> load(Map<String, String> environment) throws IOException {
    try (Passphrase secret = secret(passphrase, environment)) {
      List<SigningKey> loaded = new ArrayList<>();
      for (String key : keys) {
        loaded.add(SigningKeys.load(KeySource.parse(key), secret));
      }
      return loaded;
    }
  }

  static Passphrase secret(Optional<String> reference, Map<String, String> environment) {
    return reference.isEmpty()
        ? Passphrase.of("")
        : Passphrase.resolve(reference.get(), environment, System.in);
  }
}
