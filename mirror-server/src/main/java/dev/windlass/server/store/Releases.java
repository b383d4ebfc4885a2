package dev.windlass.server.store;

import dev.windlass.spec.content.FileSystemSync;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** The releases that the store holds and the pointers at those that are served. */
public final class Releases {
  private final DataDirectory data;

  public Releases(DataDirectory data) {
    this.data = data;
  }

  /** Where each stream stands, sorted by name. */
  public List<StreamPointer> streams() throws IOException {
    List<StreamPointer> states = new ArrayList<>();
    for (String stream : names(data.current())) {
      if (!stream.endsWith(".new")) {
        stream(stream).ifPresent(states::add);
      }
    }
    return states;
  }

  /** Where the stream stands, or empty if nothing of it was ever accepted. */
  public Optional<StreamPointer> stream(String stream) throws IOException {
    try {
      return Optional.of(StreamPointer.parse(stream, Files.readAllBytes(data.current(stream))));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** All releases held, by stream and sequence. */
  public List<HeldRelease> held() throws IOException {
    List<HeldRelease> held = new ArrayList<>();
    for (String stream : names(data.releases())) {
      for (String sequence : names(data.releases().resolve(stream))) {
        if (sequence.matches("[0-9]{1,19}")) {
          release(stream, Long.parseLong(sequence)).ifPresent(held::add);
        }
      }
    }
    held.sort(Comparator.comparing(HeldRelease::stream).thenComparingLong(HeldRelease::sequence));
    return held;
  }

  public Optional<HeldRelease> release(String stream, long sequence) throws IOException {
    Path directory = data.release(stream, sequence);
    try {
      return Optional.of(HeldRelease.read(stream, sequence, directory));
    } catch (NoSuchFileException e) {
      return Optional.empty();
    }
  }

  /** The releases that are served. */
  public List<HeldRelease> current() throws IOException {
    List<HeldRelease> current = new ArrayList<>();
    for (StreamPointer state : streams()) {
      release(state.stream(), state.current()).ifPresent(current::add);
    }
    return current;
  }

  /**
   * Makes a finished directory a held release. Not yet served, and harmless if nothing follows.
   *
   * @param prepared holds the release's files; is renamed
   */
  public void add(Path prepared, String stream, long sequence) throws IOException {
    Path target = data.release(stream, sequence);
    Path ofStream = Files.createDirectories(target.resolveSibling("."));
    if (!Files.exists(target)) {
      Files.move(prepared, target, StandardCopyOption.ATOMIC_MOVE);
    }
    FileSystemSync.force(ofStream);
  }

  /** Moves the stream's pointer: the one step that changes what is served. */
  public void point(StreamPointer state) throws IOException {
    AtomicFile.write(data.current(state.stream()), state.encode());
  }

  /**
   * Serves another held release of the stream again. What the chain demands of the next bundle
   * stays as it is.
   */
  public StreamPointer rollback(StreamPointer state, HeldRelease to, Instant now)
      throws IOException {
    StreamPointer moved = state.pointingAt(to, now);
    point(moved);
    return moved;
  }

  /** Keeps or no longer keeps a release whatever the retention rule says. */
  public void pin(HeldRelease release, boolean pinned) throws IOException {
    if (!pinned) {
      Files.deleteIfExists(release.pin());
    } else if (!release.pinned()) {
      Files.createFile(release.pin());
    }
  }

  private static List<String> names(Path directory) throws IOException {
    try (Stream<Path> children = Files.list(directory)) {
      return children.map(child -> String.valueOf(child.getFileName())).sorted().toList();
    }
  }
}
