package dev.windlass.spec.volume;

import dev.windlass.spec.content.RootedPath;
import dev.windlass.spec.content.Sha512;
import java.io.Closeable;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayDeque;
import java.util.Optional;
import java.util.Queue;

/**
 * Which files of a bundle under way are finished, so that a packer that was killed goes on where it
 * stood. Files come in the same order in every run; the journal's records are used as long as they
 * agree with what the packer would write next, and the caller hashes those files again: a journal
 * may survive a power cut that its files did not.
 */
final class PackJournal implements Closeable {
  private final FileChannel channel;
  private final Queue<Finished> replay = new ArrayDeque<>();
  private long good;
  private boolean isNew;

  private record Finished(int volume, ListedFile file, int length) {}

  private PackJournal(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * Opens the journal, or begins it anew if it is of another plan.
   *
   * @param plan names everything that the volumes' bytes depend on
   */
  static PackJournal open(Path file, Sha512 plan) throws IOException {
    String first = plan + "\n";
    byte[] old = Files.exists(file) ? Files.readAllBytes(file) : new byte[0];
    FileChannel channel =
        FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE);
    PackJournal journal = new PackJournal(channel);
    String text = new String(old, StandardCharsets.US_ASCII);
    if (text.startsWith(first)) {
      journal.good = first.length();
      journal.load(text.substring(first.length(), text.lastIndexOf('\n') + 1));
    } else {
      journal.isNew = true;
      journal.append(first);
    }
    return journal;
  }

  private void load(String text) {
    try {
      text.lines().map(PackJournal::parse).forEach(replay::add);
    } catch (IllegalArgumentException _) {
      // Torn by a crash: what came before it is used.
    }
  }

  /**
   * @throws IllegalArgumentException if the line is none of {@link #line}
   */
  private static Finished parse(String line) {
    String[] fields = line.split(" ", -1);
    if (fields.length != 5) {
      throw new IllegalArgumentException("not a record: " + line);
    }
    ListedFile file =
        new ListedFile(
            RootedPath.parse(fields[4]),
            Long.parseLong(fields[1]),
            fields[2],
            new Sha512(fields[3]));
    return new Finished(Integer.parseInt(fields[0]), file, line.length() + 1);
  }

  /** Whether no earlier run of this plan left a journal. */
  boolean isNew() {
    return isNew;
  }

  /** Bytes of the files that an earlier run finished. */
  long finishedBytes() {
    return replay.stream().mapToLong(record -> record.file().size()).sum();
  }

  /** The record of the next file, if an earlier run finished it. */
  Optional<ListedFile> next(int volume, RootedPath path, long size, String mediaType) {
    Finished record = replay.poll();
    if (record == null
        || record.volume() != volume
        || record.file().size() != size
        || !record.file().path().equals(path)
        || !record.file().mediaType().equals(mediaType)) {
      replay.clear();
      return Optional.empty();
    }
    good += record.length();
    return Optional.of(record.file());
  }

  /** The record given last is not true; forget it and those after it. */
  void distrust(ListedFile file, int volume) {
    good -= line(volume, file).length();
    replay.clear();
  }

  /** A file is finished. */
  void record(int volume, ListedFile file) throws IOException {
    append(line(volume, file));
  }

  private static String line(int volume, ListedFile file) {
    return volume
        + " "
        + file.size()
        + " "
        + file.mediaType()
        + " "
        + file.sha512()
        + " "
        + file.path()
        + "\n";
  }

  private void append(String line) throws IOException {
    if (channel.size() != good) {
      channel.truncate(good);
    }
    ByteBuffer bytes = ByteBuffer.wrap(line.getBytes(StandardCharsets.US_ASCII));
    channel.position(good);
    while (bytes.hasRemaining()) {
      channel.write(bytes);
    }
    good += line.length();
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
