package dev.windlass.server.serve.maven;

import java.util.Comparator;

/**
 * One file of a snapshot, by its file version ({@code 1.0-20260101.120000-3} or {@code
 * 1.0-SNAPSHOT}).
 */
record SnapshotFile(String version, String classifier, String extension)
    implements Comparable<SnapshotFile> {
  private static final Comparator<SnapshotFile> ORDER =
      Comparator.comparing(SnapshotFile::version)
          .thenComparing(SnapshotFile::classifier)
          .thenComparing(SnapshotFile::extension);

  @Override
  public int compareTo(SnapshotFile other) {
    return ORDER.compare(this, other);
  }

  boolean timestamped() {
    return !version.endsWith("SNAPSHOT");
  }

  /** Whether the other one is this file in another build. */
  boolean sameFile(SnapshotFile other) {
    return classifier.equals(other.classifier) && extension.equals(other.extension);
  }
}
