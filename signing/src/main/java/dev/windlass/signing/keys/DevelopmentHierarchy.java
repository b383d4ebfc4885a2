package dev.windlass.signing.keys;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.KeyPair;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/**
 * Keys and certificates for development and demonstrations: a root for each algorithm, and builders
 * and approvers with a key for each. In a directory they are files {@code NAME.ALGORITHM.key.pem}
 * (mode 0600) and {@code NAME.ALGORITHM.cert.pem}.
 *
 * @param directory where the files are
 * @param roots each algorithm's root certificate
 * @param builders the builders, in order of their numbers
 * @param approvers the approvers, in order of their numbers
 */
public record DevelopmentHierarchy(
    Path directory,
    Map<SignatureAlgorithm, X509Certificate> roots,
    List<Member> builders,
    List<Member> approvers) {
  static final String CERTIFICATE_SUFFIX = ".cert.pem";

  /**
   * What to make.
   *
   * @param organisation the O of all names, for instance {@code Windlass development}
   * @param builders how many builders
   * @param approvers how many approvers
   * @param validity how long the builders' and approvers' certificates are good; the roots are good
   *     for four times as long
   */
  public record Plan(String organisation, int builders, int approvers, Duration validity) {
    public Plan {
      if (builders < 1 || approvers < 0 || builders + approvers > 100) {
        throw new KeyException("a hierarchy has 1 to 100 members, one of them a builder");
      }
    }

    /** One builder, one approver, a year. */
    public static Plan small() {
      return new Plan("Windlass development", 1, 1, Duration.ofDays(365));
    }
  }

  /**
   * Somebody who signs.
   *
   * @param name for instance {@code builder-1}
   * @param certificates one for each algorithm
   * @param keys the key files, one for each algorithm
   */
  public record Member(
      String name,
      Map<SignatureAlgorithm, X509Certificate> certificates,
      Map<SignatureAlgorithm, Path> keys) {
    public Member {
      certificates = Map.copyOf(certificates);
      keys = Map.copyOf(keys);
    }
  }

  public DevelopmentHierarchy {
    roots = Map.copyOf(roots);
    builders = List.copyOf(builders);
    approvers = List.copyOf(approvers);
  }

  static DevelopmentHierarchy create(Path directory, Plan plan, Passphrase passphrase, Instant from)
      throws IOException {
    Files.createDirectories(directory);
    Maker maker = new Maker(directory, plan, passphrase, from);
    List<Member> builders = new ArrayList<>();
    for (int number = 1; number <= plan.builders(); number++) {
      builders.add(maker.member("builder-" + number));
    }
    List<Member> approvers = new ArrayList<>();
    for (int number = 1; number <= plan.approvers(); number++) {
      approvers.add(maker.member("approver-" + number));
    }
    return new DevelopmentHierarchy(directory, maker.roots, builders, approvers);
  }

  private static final class Maker {
    private final Path directory;
    private final Plan plan;
    private final Passphrase passphrase;
    private final Instant from;
    private final Map<SignatureAlgorithm, KeyPair> rootKeys =
        new EnumMap<>(SignatureAlgorithm.class);
    private final Map<SignatureAlgorithm, X509Certificate> roots =
        new EnumMap<>(SignatureAlgorithm.class);

    Maker(Path directory, Plan plan, Passphrase passphrase, Instant from) throws IOException {
      this.directory = directory;
      this.plan = plan;
      this.passphrase = passphrase;
      this.from = from;
      for (SignatureAlgorithm algorithm : SignatureAlgorithm.values()) {
        KeyPair pair = CertificateIssuer.generate(algorithm);
        Instant until = from.plus(plan.validity().multipliedBy(4));
        X509Certificate certificate =
            new CertificateIssuer(algorithm, from, until).root(name("root " + algorithm), pair);
        rootKeys.put(algorithm, pair);
        roots.put(algorithm, certificate);
        write("root", algorithm, pair, certificate);
      }
    }

    Member member(String name) throws IOException {
      Map<SignatureAlgorithm, X509Certificate> certificates =
          new EnumMap<>(SignatureAlgorithm.class);
      Map<SignatureAlgorithm, Path> keys = new EnumMap<>(SignatureAlgorithm.class);
      for (var root : roots.entrySet()) {
        SignatureAlgorithm algorithm = root.getKey();
        KeyPair pair = CertificateIssuer.generate(algorithm);
        X509Certificate certificate =
            new CertificateIssuer(algorithm, from, from.plus(plan.validity()))
                .leaf(
                    name(name),
                    pair,
                    root.getValue().getSubjectX500Principal(),
                    Objects.requireNonNull(rootKeys.get(algorithm)));
        certificates.put(algorithm, certificate);
        keys.put(algorithm, write(name, algorithm, pair, certificate));
      }
      return new Member(name, certificates, keys);
    }

    private X500Principal name(String common) {
      return new X500Principal("O=" + plan.organisation() + ", CN=" + common);
    }

    private Path write(
        String name, SignatureAlgorithm algorithm, KeyPair pair, X509Certificate certificate)
        throws IOException {
      Path key = directory.resolve(name + "." + algorithm + ".key.pem");
      writeNew(key, PemKeys.encode(pair.getPrivate(), passphrase), "rw-------");
      writeNew(
          directory.resolve(name + "." + algorithm + CERTIFICATE_SUFFIX),
          PemKeys.encode(certificate),
          "rw-r--r--");
      return key;
    }

    /** Born with its mode; an existing file is never replaced. */
    private static void writeNew(Path file, String text, String mode) throws IOException {
      try (var channel =
          Files.newByteChannel(
              file,
              Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE),
              PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(mode)))) {
        var bytes = ByteBuffer.wrap(text.getBytes(StandardCharsets.US_ASCII));
        while (bytes.hasRemaining()) {
          channel.write(bytes);
        }
      }
    }
  }
}
