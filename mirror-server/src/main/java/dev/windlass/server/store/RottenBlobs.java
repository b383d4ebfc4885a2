package dev.windlass.server.store;

import dev.windlass.spec.content.Digest;
import dev.windlass.spec.content.StoredBlob;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes blobs whose bytes changed in the store out of service. A rotten blob lies in quarantine
 * until the store holds a good one again, which a later import brings. Many threads and processes.
 */
public final class RottenBlobs {
  private static final Logger LOG = LoggerFactory.getLogger(RottenBlobs.class);

  private final Path quarantine;
  private final LocalBlobs blobs;
  // Rotten, and the disk lets nothing be moved: it turned read-only, as disks do when they fail.
  private final Set<Digest> immovable = ConcurrentHashMap.newKeySet();

  public RottenBlobs(DataDirectory data, LocalBlobs blobs) {
    this.quarantine = data.rotten();
    this.blobs = blobs;
  }

  /**
   * Reads the blob and compares it with its name; moves it to quarantine if they differ.
   *
   * @param pace called with the bytes read since the last call
   * @return whether the blob is good
   */
  public boolean check(StoredBlob blob, Pace pace) throws IOException {
    try (InputStream in = blob.open()) {
      if (good(in, blob.digest(), pace)) {
        immovable.remove(blob.digest());
        return true;
      }
    } catch (NoSuchFileException e) {
      return false; // taken out by another, or collected
    }
    takeOut(blob);
    return false;
  }

  private void takeOut(StoredBlob blob) throws IOException {
    Digest digest = blob.digest();
    Path aside = quarantine.resolve(digest.hex());
    try {
      if (!blobs.moveOut(blob, aside)) {
        return;
      }
    } catch (IOException e) {
      immovable.add(digest);
      LOG.atError()
          .addKeyValue("digest", digest)
          .setCause(e)
          .log("rotten blob out of service while this server runs: it could not be moved away");
      return;
    }
    // An import may have put a good blob in place between our reading and our moving.
    try (InputStream in = Files.newInputStream(aside)) {
      if (good(in, digest, Pace.FULL)) {
        blobs.adopt(aside, digest);
        return;
      }
    }
    immovable.remove(digest);
    LOG.atError().addKeyValue("digest", digest).log("rotten blob taken out of service");
  }

  /** Whether the store holds the blob and nothing bad is known of it. */
  public boolean inService(Digest digest) throws IOException {
    return !immovable.contains(digest) && blobs.has(digest);
  }

  /** Blobs in quarantine for which the store holds no good one. */
  public List<Digest> outOfService() throws IOException {
    List<Digest> rotten = new ArrayList<>(immovable);
    try (Stream<Path> files = Files.list(quarantine)) {
      for (Path file : files.sorted().toList()) {
        String name = String.valueOf(file.getFileName());
        if (!name.matches("[0-9a-f]{64}")) {
          continue; // under way
        }
        Digest digest = Digest.ofHex(name);
        if (blobs.has(digest)) {
          Files.deleteIfExists(file);
        } else {
          rotten.add(digest);
        }
      }
    }
    return rotten;
  }

  private static boolean good(InputStream in, Digest digest, Pace pace) throws IOException {
    try {
      return hash(in, pace).equals(digest);
    } catch (IOException e) {
      // What the medium no longer gives back; other failures say nothing about the blob.
      if (String.valueOf(e.getMessage()).contains("Input/output error")) {
        return false;
      }
      throw e;
    }
  }

  private static Digest hash(InputStream in, Pace pace) throws IOException {
    MessageDigest sha256 = Digest.sha256();
    byte[] buffer = new byte[128 * 1024];
    for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
      sha256.update(buffer, 0, count);
      pace.after(count);
    }
    return Digest.ofBytes(sha256.digest());
  }
}
