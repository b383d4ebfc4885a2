package dev.windlass.spec.content;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Blobs as files {@code sha256/ab/<hex>} under one directory. A blob is written to {@code tmp/} and
 * renamed in, so that it appears whole; {@link Durability} says whether each is forced to the
 * medium or the caller syncs once for many.
 */
public final class DirectoryBlobStore implements BlobStore {
  /** When bytes reach the medium. */
  public enum Durability {
    /** The caller syncs the file system before it relies on the blobs. */
    DEFERRED,
    /** Each blob is forced before it appears. */
    EACH
  }

  private static final int BUFFER = 128 * 1024;

  private final Path root;
  private final Path temporary;
  private final Durability durability;

  private DirectoryBlobStore(Path root, Durability durability) {
    this.root = root;
    this.temporary = root.resolve("tmp");
    this.durability = durability;
  }

  /** Opens the store under {@code root}, making the directory if it is absent. */
  public static DirectoryBlobStore open(Path root, Durability durability) throws IOException {
    DirectoryBlobStore store = new DirectoryBlobStore(root, durability);
    Files.createDirectories(root.resolve("sha256"));
    Files.createDirectories(store.temporary);
    return store;
  }

  public Path root() {
    return root;
  }

  /** Where the blob is or would be. */
  public Path path(Digest digest) {
    String hex = digest.hex();
    return root.resolve("sha256").resolve(hex.substring(0, 2)).resolve(hex);
  }

  /**
   * A file for bytes under way that outlives this process, for fetches that resume. The caller owns
   * it until {@link #adopt}.
   */
  public Path partial(Digest digest) {
    return temporary.resolve(digest.hex() + ".partial");
  }

  /** A new name for bytes under way that nobody will ask for again if this process dies. */
  public Path scratch() {
    return temporary.resolve(UUID.randomUUID() + ".tmp");
  }

  @Override
  public Optional<StoredBlob> find(Digest digest) throws IOException {
    Path path = path(digest);
    // An import asks for thousands that are not there: java.io asks without making an exception.
    if (!path.toFile().exists()) {
      return Optional.empty();
    }
    try {
      var attributes =
          Files.readAttributes(path, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS);
      return attributes.isRegularFile()
          ? Optional.of(new FileBlob(digest, attributes.size(), path))
          : Optional.empty();
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  @Override
  public void put(Digest digest, long size, InputStream in) throws IOException {
    try (FileSink sink = begin(new VerifyingInputStream(in, digest, size))) {
      sink.place(digest);
    }
  }

  private FileSink begin(InputStream content) throws IOException {
    FileSink sink = new FileSink(null);
    try {
      byte[] buffer = new byte[BUFFER];
      for (int count = content.read(buffer); count >= 0; count = content.read(buffer)) {
        sink.write(buffer, 0, count);
      }
      return sink;
    } catch (IOException | RuntimeException e) {
      sink.close();
      throw e;
    }
  }

  @Override
  public BlobSink begin() throws IOException {
    return new FileSink(Digest.sha256());
  }

  /**
   * Takes a finished file, whose digest the caller has computed over all of its bytes, into the
   * store by renaming. The file must lie on the store's file system, for instance be {@link
   * #partial}.
   */
  public void adopt(Path file, Digest digest) throws IOException {
    if (durability == Durability.EACH) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    }
    moveIn(file, digest);
  }

  private void moveIn(Path file, Digest digest) throws IOException {
    Path target = path(digest);
    Files.createDirectories(target.getParent());
    Files.move(file, target, StandardCopyOption.ATOMIC_MOVE);
    if (durability == Durability.EACH) {
      try (FileChannel directory = FileChannel.open(target.getParent(), StandardOpenOption.READ)) {
        directory.force(true);
      }
    }
  }

  @Override
  public void delete(Digest digest) throws IOException {
    Files.deleteIfExists(path(digest));
  }

  @Override
  @SuppressWarnings("StreamResourceLeak") // the caller closes it, as the interface says
  public Stream<Digest> list() throws IOException {
    return Files.find(root.resolve("sha256"), 2, (path, attributes) -> attributes.isRegularFile())
        .map(path -> String.valueOf(path.getFileName()))
        .filter(name -> name.matches("[0-9a-f]{64}"))
        .map(Digest::ofHex);
  }

  private record FileBlob(Digest digest, long size, Path path) implements StoredBlob {
    @Override
    public InputStream open(long offset) throws IOException {
      FileChannel channel = FileChannel.open(path, StandardOpenOption.READ);
      try {
        return Channels.newInputStream(channel.position(offset));
      } catch (IOException | RuntimeException e) {
        channel.close();
        throw e;
      }
    }

    @Override
    public Optional<Path> file() {
      return Optional.of(path);
    }
  }

  private final class FileSink extends BlobSink {
    private final @Nullable MessageDigest sha256;
    private final Path file = scratch();
    private final FileChannel channel;
    private final OutputStream out;
    private long written;
    private boolean placed;

    FileSink(@Nullable MessageDigest sha256) throws IOException {
      this.sha256 = sha256;
      this.channel =
          FileChannel.open(file, StandardOpenOption.WRITE, StandardOpenOption.CREATE_NEW);
      this.out = Channels.newOutputStream(channel);
    }

    @Override
    public void write(int value) throws IOException {
      write(new byte[] {(byte) value}, 0, 1);
    }

    @Override
    public void write(byte[] bytes, int offset, int length) throws IOException {
      out.write(bytes, offset, length);
      if (sha256 != null) {
        sha256.update(bytes, offset, length);
      }
      written += length;
    }

    @Override
    public long written() {
      return written;
    }

    @Override
    public Descriptor commit() throws IOException {
      if (sha256 == null) {
        throw new IllegalStateException("this sink was given its digest");
      }
      Digest digest = Digest.ofBytes(sha256.digest());
      place(digest);
      return Descriptor.of(digest, written);
    }

    void place(Digest digest) throws IOException {
      if (durability == Durability.EACH) {
        channel.force(true);
      }
      channel.close();
      try {
        moveIn(file, digest);
      } catch (FileAlreadyExistsException e) {
        Files.deleteIfExists(file);
      }
      placed = true;
    }

    @Override
    public void close() throws IOException {
      channel.close();
      if (!placed) {
        Files.deleteIfExists(file);
      }
    }
  }
}
