package dev.windlass.signing.cms;

import dev.windlass.signing.keys.SigningKey;
import java.io.ByteArrayOutputStream;
import java.io.OutputStream;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.operator.ContentSigner;

/** Lets Bouncy Castle's CMS sign with one of our keys. */
final class KeySigner implements ContentSigner {
  private final SigningKey key;
  private final ByteArrayOutputStream content = new ByteArrayOutputStream();

  KeySigner(SigningKey key) {
    this.key = key;
  }

  @Override
  public AlgorithmIdentifier getAlgorithmIdentifier() {
    return key.algorithm().signatureIdentifier();
  }

  @Override
  public OutputStream getOutputStream() {
    return content;
  }

  @Override
  public byte[] getSignature() {
    return key.sign(content.toByteArray());
  }
}
