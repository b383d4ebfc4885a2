package dev.windlass.server.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.server.store.DataDirectory;
import dev.windlass.server.store.HeldRelease;
import dev.windlass.server.store.Releases;
import dev.windlass.server.store.StoreLock;
import java.io.IOException;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Lists the releases that are held, and pins them. */
@Command(
    name = "releases",
    description = "Lists the releases held, by stream; * marks those that are served.",
    mixinStandardHelpOptions = true)
final class ReleasesCommand implements Callable<Integer> {
  private @Mixin CommonOptions common;

  @Option(names = "--pin", paramLabel = "STREAM/N", description = "Keep this release through gc.")
  private @Nullable String pin;

  @Option(names = "--unpin", paramLabel = "STREAM/N", description = "No longer keep it.")
  private @Nullable String unpin;

  @Override
  public Integer call() throws IOException {
    DataDirectory data = common.data();
    Releases releases = new Releases(data);
    if (pin != null || unpin != null) {
      try (StoreLock _ = StoreLock.take(data, "releases")) {
        pin(releases, pin, true);
        pin(releases, unpin, false);
      }
    }
    ArrayNode list = CommonOptions.mapper().createArrayNode();
    StringBuilder text = new StringBuilder();
    for (HeldRelease release : releases.held()) {
      boolean served =
          releases.stream(release.stream())
              .filter(state -> state.current() == release.sequence())
              .isPresent();
      ObjectNode one = list.addObject();
      one.put("stream", release.stream());
      one.put("sequence", release.sequence());
      one.put("release", release.release().toString());
      one.put("served", served);
      one.put("pinned", release.pinned());
      one.put("marking", release.marking());
      one.put("created", release.created().toString());
      one.put("imported", release.imported().toString());
      one.put("entries", release.entries());
      one.put("bytes", release.bytes());
      text.append(
          "%s %s/%d  %s  %,d artifacts, %,d bytes, imported %s%s%n"
              .formatted(
                  served ? "*" : " ",
                  release.stream(),
                  release.sequence(),
                  release.release().digest().hex().substring(0, 12),
                  release.entries(),
                  release.bytes(),
                  release.imported(),
                  release.pinned() ? ", pinned" : ""));
    }
    common.print(
        list, text.isEmpty() ? "nothing was imported yet" : text.toString().stripTrailing());
    return 0;
  }

  private static void pin(Releases releases, @Nullable String name, boolean pinned)
      throws IOException {
    if (name != null) {
      releases.pin(named(releases, name), pinned);
    }
  }

  private static HeldRelease named(Releases releases, String name) throws IOException {
    int slash = name.indexOf('/');
    if (slash > 0 && name.substring(slash + 1).matches("[0-9]{1,18}")) {
      Optional<HeldRelease> release =
          releases.release(name.substring(0, slash), Long.parseLong(name.substring(slash + 1)));
      if (release.isPresent()) {
        return release.get();
      }
    }
    throw new IOException("no release " + name + " is held; see mirror-server releases");
  }
}
