package dev.windlass.server.access;

import dev.windlass.server.store.AtomicFile;
import dev.windlass.spec.content.Digest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * The tokens in one file, a line each: name, SHA-256 of the secret, time of making. A secret has
 * 256 random bits, so its plain hash gives nothing away. A running server sees changes made by
 * another process. Many threads.
 */
public final class ReadTokens {
  private static final Pattern NAME = Pattern.compile("[A-Za-z0-9][A-Za-z0-9._@-]{0,63}");
  private static final String PREFIX = "wlr_";

  /** One token, without its secret. */
  public record Token(String name, Digest hash, Instant created) {}

  private record View(FileTime time, Map<Digest, String> names) {}

  private static final View NONE = new View(FileTime.fromMillis(0), Map.of());

  private final Path file;
  private final Clock clock;
  private volatile View view = NONE;

  public ReadTokens(Path file, Clock clock) {
    this.file = file;
    this.clock = clock;
  }

  /** The name of the token with this secret. */
  public Optional<String> name(String secret) {
    return Optional.ofNullable(
        view().names().get(Digest.of(secret.getBytes(StandardCharsets.UTF_8))));
  }

  private View view() {
    try {
      FileTime time = Files.getLastModifiedTime(file);
      View known = view;
      if (!known.time().equals(time)) {
        known = new View(time, list().stream().collect(Collectors.toMap(Token::hash, Token::name)));
        view = known;
      }
      return known;
    } catch (NoSuchFileException e) {
      return NONE;
    } catch (IOException e) {
      throw new UncheckedIOException("tried to read the tokens in " + file, e);
    }
  }

  /** All tokens, in the order of their making. */
  public List<Token> list() throws IOException {
    if (!Files.exists(file)) {
      return List.of();
    }
    List<Token> tokens = new ArrayList<>();
    for (String line : Files.readAllLines(file)) {
      String[] fields = line.split(" ", -1);
      if (fields.length != 3) {
        throw new IOException(file + " has a line that is no token");
      }
      tokens.add(new Token(fields[0], Digest.ofHex(fields[1]), Instant.parse(fields[2])));
    }
    return tokens;
  }

  /**
   * Makes a token.
   *
   * @return its secret, which is not kept
   * @throws IllegalArgumentException if the name is taken or outside its grammar
   */
  public String add(String name) throws IOException {
    if (!NAME.matcher(name).matches()) {
      throw new IllegalArgumentException("a token's name is " + NAME + ", not " + name);
    }
    List<Token> tokens = new ArrayList<>(list());
    if (tokens.stream().anyMatch(token -> token.name().equals(name))) {
      throw new IllegalArgumentException("there is a token " + name + " already; revoke it first");
    }
    byte[] random = new byte[32];
    new SecureRandom().nextBytes(random);
    String secret = PREFIX + Base64.getUrlEncoder().withoutPadding().encodeToString(random);
    Digest hash = Digest.of(secret.getBytes(StandardCharsets.UTF_8));
    tokens.add(new Token(name, hash, clock.instant().truncatedTo(ChronoUnit.SECONDS)));
    write(tokens);
    return secret;
  }

  /** Removes a token; false if there is none of that name. */
  public boolean revoke(String name) throws IOException {
    List<Token> tokens = list();
    List<Token> left = tokens.stream().filter(token -> !token.name().equals(name)).toList();
    write(left);
    return left.size() < tokens.size();
  }

  private void write(List<Token> tokens) throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Token token : tokens) {
      lines.append(token.name()).append(' ').append(token.hash().hex()).append(' ');
      lines.append(token.created()).append('\n');
    }
    AtomicFile.writeSecret(file, lines.toString().getBytes(StandardCharsets.UTF_8));
  }
}
