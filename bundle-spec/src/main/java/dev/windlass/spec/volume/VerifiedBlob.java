package dev.windlass.spec.volume;

import dev.windlass.spec.RefusalCode;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.content.ContentMismatchException;
import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.VerifyingInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Hands a blob to a consumer with its SHA-256 and size checked on the way. */
final class VerifiedBlob {
  private VerifiedBlob() {}

  /**
   * @param place what to name in refusals
   * @throws RefusedException with {@code BLOB_DIGEST} or {@code BLOB_SIZE}
   */
  static void pass(String place, Digest digest, long size, InputStream in, BlobConsumer consumer)
      throws IOException {
    try (VerifyingInputStream verifying = new VerifyingInputStream(in, digest, size)) {
      consumer.blob(digest, size, verifying);
      verifying.transferTo(OutputStream.nullOutputStream());
    } catch (ContentMismatchException e) {
      RefusalCode code =
          e.defect() == ContentMismatchException.Defect.DIGEST
              ? RefusalCode.BLOB_DIGEST
              : RefusalCode.BLOB_SIZE;
      throw new RefusedException(code, place, String.valueOf(e.getMessage()), e);
    }
  }
}
