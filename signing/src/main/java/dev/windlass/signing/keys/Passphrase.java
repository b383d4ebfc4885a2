package dev.windlass.signing.keys;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Map;

/**
 * A secret that unlocks a key or a token. It comes from a file, an environment variable or standard
 * input, never from an argument, and is wiped when closed.
 */
public final class Passphrase implements AutoCloseable {
  private static final int MAX_BYTES = 1024;

  private final char[] characters;

  private Passphrase(char[] characters) {
    this.characters = characters;
  }

  /** For keys that are stored in clear, and for tests. */
  public static Passphrase of(String text) {
    return new Passphrase(text.toCharArray());
  }

  /**
   * Reads the secret that a reference names: {@code file:PATH}, {@code env:NAME} or {@code stdin}.
   * One trailing line end is not part of it.
   *
   * @throws KeyException if the reference has another form, or leads to nothing
   */
  public static Passphrase resolve(
      String reference, Map<String, String> environment, InputStream standardInput) {
    byte[] bytes;
    try {
      if (reference.equals("stdin")) {
        bytes = readLine(standardInput);
      } else if (reference.startsWith("file:")) {
        try (InputStream in = Files.newInputStream(Path.of(reference.substring(5)))) {
          bytes = readLine(in);
        }
      } else if (reference.startsWith("env:")) {
        String value = environment.get(reference.substring(4));
        if (value == null) {
          throw new KeyException("the environment has no variable " + reference.substring(4));
        }
        return of(value);
      } else {
        throw new KeyException(
            "a passphrase is given as file:PATH, env:NAME or stdin, never as itself");
      }
    } catch (IOException e) {
      throw new KeyException("tried to read the passphrase from " + reference + ", but " + e, e);
    }
    var decoded = StandardCharsets.UTF_8.decode(ByteBuffer.wrap(bytes));
    char[] characters = new char[decoded.remaining()];
    decoded.get(characters);
    Arrays.fill(decoded.array(), '\0');
    Arrays.fill(bytes, (byte) 0);
    return new Passphrase(characters);
  }

  private static byte[] readLine(InputStream in) throws IOException {
    byte[] buffer = new byte[MAX_BYTES];
    int length = 0;
    for (int c = in.read(); c >= 0 && c != '\n'; c = in.read()) {
      if (length == MAX_BYTES) {
        throw new KeyException("a passphrase has at most " + MAX_BYTES + " bytes");
      }
      buffer[length++] = (byte) c;
    }
    if (length > 0 && buffer[length - 1] == '\r') {
      length--;
    }
    byte[] line = Arrays.copyOf(buffer, length);
    Arrays.fill(buffer, (byte) 0);
    return line;
  }

  /** Whether there is no secret at all: the key is, or shall be, stored in clear. */
  public boolean isEmpty() {
    return characters.length == 0;
  }

  /** The characters themselves; not to be kept. */
  char[] characters() {
    return characters;
  }

  @Override
  public void close() {
    Arrays.fill(characters, '\0');
  }

  /** Tells nothing. */
  @Override
  public String toString() {
    return "passphrase";
  }
}
