package dev.windlass.server.http;

import java.io.IOException;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.SecureRandom;
import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.bouncycastle.asn1.x500.X500Name;
import org.bouncycastle.asn1.x509.BasicConstraints;
import org.bouncycastle.asn1.x509.ExtendedKeyUsage;
import org.bouncycastle.asn1.x509.Extension;
import org.bouncycastle.asn1.x509.GeneralName;
import org.bouncycastle.asn1.x509.GeneralNames;
import org.bouncycastle.asn1.x509.KeyPurposeId;
import org.bouncycastle.asn1.x509.KeyUsage;
import org.bouncycastle.cert.CertIOException;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509ExtensionUtils;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/**
 * A certificate authority of this server's own, for sites that bring none: made once, kept under
 * one directory, its keys readable by the owner alone. The server's certificate is renewed when its
 * end is near or other names are asked for.
 */
public final class OwnAuthority {
  private static final Duration AUTHORITY_LIFE = Duration.ofDays(3650);
  private static final Duration SERVER_LIFE = Duration.ofDays(397);
  private static final Duration RENEW_BEFORE = Duration.ofDays(30);
  private static final String AUTHORITY = "CN=Windlass mirror CA";

  private final Path directory;
  private final Clock clock;

  public OwnAuthority(Path directory, Clock clock) {
    this.directory = directory;
    this.clock = clock;
  }

  /**
   * The server's identity for these DNS names and IP addresses; what is missing is made.
   *
   * @throws IOException if a file cannot be read, understood or written
   */
  public ServerIdentity identity(Collection<String> names) throws IOException {
    try {
      Files.createDirectories(directory);
      if (!Files.exists(file("ca.pem"))) {
        createAuthority();
      }
      X509Certificate authority = certificate("ca.pem");
      Set<String> wanted = new TreeSet<>(names);
      if (!usable(wanted, authority)) {
        createServer(wanted, authority);
      }
      PrivateKey key = ServerIdentity.privateKey(file("server-key.pem"), "EC");
      return new ServerIdentity(
          key, List.of(certificate("server.pem"), authority), Files.readString(file("ca.pem")));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new IOException("tried to use the certificates in " + directory, e);
    }
  }

  private boolean usable(Set<String> wanted, X509Certificate authority)
      throws IOException, GeneralSecurityException {
    if (!Files.exists(file("server.pem")) || !Files.exists(file("server-key.pem"))) {
      return false;
    }
    X509Certificate server = certificate("server.pem");
    Instant end = server.getNotAfter().toInstant();
    Set<String> names =
        Optional.ofNullable(server.getSubjectAlternativeNames()).stream()
            .flatMap(Collection::stream)
            .map(name -> String.valueOf(name.get(1)))
            .collect(Collectors.toCollection(TreeSet::new));
    return names.equals(wanted)
        && clock.instant().plus(RENEW_BEFORE).isBefore(end)
        && server.getIssuerX500Principal().equals(authority.getSubjectX500Principal());
  }

  private void createAuthority()
      throws IOException, GeneralSecurityException, OperatorCreationException {
    KeyPair keys = newKeys();
    var builder = builder(new X500Name(AUTHORITY), AUTHORITY_LIFE, keys, AUTHORITY);
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(0));
    builder.addExtension(
        Extension.keyUsage, true, new KeyUsage(KeyUsage.keyCertSign | KeyUsage.cRLSign));
    X509Certificate certificate = sign(builder, keys.getPrivate());
    write("ca-key.pem", ServerIdentity.pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
    write("ca.pem", ServerIdentity.pem("CERTIFICATE", certificate.getEncoded()));
  }

  private void createServer(Set<String> names, X509Certificate authority)
      throws IOException, GeneralSecurityException, OperatorCreationException {
    KeyPair keys = newKeys();
    X500Name issuer = X500Name.getInstance(authority.getSubjectX500Principal().getEncoded());
    var builder = builder(issuer, SERVER_LIFE, keys, "CN=Windlass mirror");
    builder.addExtension(Extension.basicConstraints, true, new BasicConstraints(false));
    builder.addExtension(Extension.keyUsage, true, new KeyUsage(KeyUsage.digitalSignature));
    builder.addExtension(
        Extension.extendedKeyUsage, false, new ExtendedKeyUsage(KeyPurposeId.id_kp_serverAuth));
    builder.addExtension(
        Extension.authorityKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createAuthorityKeyIdentifier(authority));
    GeneralName[] alternatives =
        names.stream().map(OwnAuthority::generalName).toArray(GeneralName[]::new);
    builder.addExtension(Extension.subjectAlternativeName, false, new GeneralNames(alternatives));
    X509Certificate certificate =
        sign(builder, ServerIdentity.privateKey(file("ca-key.pem"), "EC"));
    write("server-key.pem", ServerIdentity.pem("PRIVATE KEY", keys.getPrivate().getEncoded()));
    write("server.pem", ServerIdentity.pem("CERTIFICATE", certificate.getEncoded()));
  }

  private static GeneralName generalName(String name) {
    boolean address = name.matches("[0-9.]+") || name.indexOf(':') >= 0;
    return new GeneralName(address ? GeneralName.iPAddress : GeneralName.dNSName, name);
  }

  private JcaX509v3CertificateBuilder builder(
      X500Name issuer, Duration life, KeyPair keys, String subject)
      throws CertIOException, GeneralSecurityException {
    Instant now = clock.instant();
    var builder =
        new JcaX509v3CertificateBuilder(
            issuer,
            new BigInteger(127, new SecureRandom()),
            Date.from(now.minus(Duration.ofHours(1))),
            Date.from(now.plus(life)),
            new X500Name(subject),
            keys.getPublic());
    builder.addExtension(
        Extension.subjectKeyIdentifier,
        false,
        new JcaX509ExtensionUtils().createSubjectKeyIdentifier(keys.getPublic()));
    return builder;
  }

  private static X509Certificate sign(JcaX509v3CertificateBuilder builder, PrivateKey key)
      throws OperatorCreationException, CertificateException {
    var signer = new JcaContentSignerBuilder("SHA256withECDSA").build(key);
    return new JcaX509CertificateConverter().getCertificate(builder.build(signer));
  }

  private static KeyPair newKeys() throws GeneralSecurityException {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
    generator.initialize(new ECGenParameterSpec("secp256r1"));
    return generator.generateKeyPair();
  }

  private X509Certificate certificate(String name) throws IOException, GeneralSecurityException {
    try (var in = Files.newInputStream(file(name))) {
      return (X509Certificate)
          java.security.cert.CertificateFactory.getInstance("X.509").generateCertificate(in);
    }
  }

  private void write(String name, String text) throws IOException {
    var owner = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    Path temporary = file(name + ".tmp");
    Files.deleteIfExists(temporary);
    Files.createFile(temporary, owner);
    Files.writeString(temporary, text);
    Files.move(temporary, file(name), StandardCopyOption.ATOMIC_MOVE);
  }

  private Path file(String name) {
    return directory.resolve(name);
  }
}
