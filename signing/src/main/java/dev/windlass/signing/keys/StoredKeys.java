package dev.windlass.signing.keys;

import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.InvalidParameterException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.Provider;
import java.security.Security;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Keys out of what Java calls a key store: PKCS#12 files and PKCS#11 tokens. */
final class StoredKeys {
  private StoredKeys() {}

  static SigningKey load(KeySource.Pkcs12 source, Passphrase passphrase) throws IOException {
    try {
      KeyStore store = KeyStore.getInstance(source.file().toFile(), passphrase.characters());
      List<String> aliases =
          Collections.list(store.aliases()).stream().filter(alias -> isKey(store, alias)).toList();
      if (aliases.size() != 1) {
        throw new KeyException(source.file() + " has " + aliases.size() + " private keys, not one");
      }
      return read(store, aliases.getFirst(), passphrase, Optional.empty());
    } catch (GeneralSecurityException e) {
      throw new KeyException("tried to read " + source.file() + ", but " + e.getMessage(), e);
    }
  }

  private static boolean isKey(KeyStore store, String alias) {
    try {
      return store.isKeyEntry(alias);
    } catch (GeneralSecurityException e) {
      throw new KeyException("a key store does not list its keys", e);
    }
  }

  static SigningKey load(KeySource.Pkcs11 source, Passphrase pin) throws IOException {
    Provider provider = provider(source.library(), source.slot());
    try {
      KeyStore store = KeyStore.getInstance("PKCS11", provider);
      store.load(null, pin.characters());
      return read(store, source.label(), pin, Optional.of(provider));
    } catch (GeneralSecurityException e) {
      throw new KeyException(
          "tried to open slot "
              + source.slot()
              + " through "
              + source.library()
              + ", but "
              + e.getMessage(),
          e);
    }
  }

  /** The JDK's PKCS#11 provider for one slot. */
  static Provider provider(Path library, long slot) {
    Provider base = Security.getProvider("SunPKCS11");
    if (base == null) {
      throw new KeyException("this Java runtime lacks PKCS#11 (module jdk.crypto.cryptoki)");
    }
    try {
      return base.configure(
          "--name = slot" + slot + "\nlibrary = " + library + "\nslot = " + slot + "\n");
    } catch (InvalidParameterException e) {
      throw new KeyException(
          "tried to use slot " + slot + " through " + library + ", but " + e.getMessage(), e);
    }
  }

  private static SigningKey read(
      KeyStore store, String alias, Passphrase passphrase, Optional<Provider> provider)
      throws GeneralSecurityException {
    if (!(store.getKey(alias, passphrase.characters()) instanceof PrivateKey key)) {
      throw new KeyException("there is no private key with a certificate named " + alias);
    }
    List<X509Certificate> chain =
        Arrays.stream(store.getCertificateChain(alias)).map(X509Certificate.class::cast).toList();
    return new SigningKey(
        SignatureAlgorithm.of(chain.getFirst().getPublicKey()),
        key,
        Certificates.withoutRoot(chain),
        provider);
  }
}
