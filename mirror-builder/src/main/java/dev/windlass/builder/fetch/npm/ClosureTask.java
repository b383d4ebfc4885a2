package dev.windlass.builder.fetch.npm;

import dev.windlass.builder.fetch.EntrySink;
import dev.windlass.builder.fetch.FetchContext;
import dev.windlass.builder.fetch.FetchException;
import dev.windlass.builder.fetch.FetchTask;
import dev.windlass.builder.fetch.http.HttpStatusException;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.coordinates.NpmCoordinates;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A package spec with all that npm would install with it. Every dependency's own pick is taken, so
 * that the high side's npm finds the same newest version for each range, and whichever version it
 * settles on has its dependencies too.
 */
record ClosureTask(String spec, NpmRun run) implements FetchTask {
  @Override
  public String name() {
    return "npm " + spec;
  }

  @Override
  public void run(FetchContext context, EntrySink entries)
      throws IOException, InterruptedException {
    PackageSpec root = PackageSpec.parse(spec);
    new Walk(run.open(), context, entries).visit(new Edge(root, "the mirror list", false));
  }

  /**
   * A spec on the way.
   *
   * @param from who wants it
   * @param optional whether npm would go on without it
   */
  private record Edge(PackageSpec spec, String from, boolean optional) {}

  private record Seen(PackageSpec spec, boolean optional) {}

  private record Walk(
      NpmRun.Session session,
      FetchContext context,
      EntrySink entries,
      Set<Seen> seen,
      Set<NpmCoordinates.Version> taken) {

    Walk(NpmRun.Session session, FetchContext context, EntrySink entries) {
      this(session, context, entries, ConcurrentHashMap.newKeySet(), ConcurrentHashMap.newKeySet());
    }

    void visit(Edge edge) throws IOException, InterruptedException {
      if (!seen.add(new Seen(edge.spec(), edge.optional()))) {
        return;
      }
      Optional<Packument> packument = packument(edge);
      Optional<Packument.Listed> picked =
          packument.flatMap(listing -> VersionPicker.pick(listing, edge.spec()));
      if (picked.isEmpty()) {
        if (edge.optional()) {
          return;
        }
        throw new FetchException(
            "tried to find %s, wanted by %s, but the registry has no such version"
                .formatted(edge.spec(), edge.from()));
      }
      Manifest manifest = packument.get().manifest(picked.get());
      if (edge.optional() && !session.platforms().match(manifest.platform())) {
        return;
      }
      List<FetchContext.Part> parts = new ArrayList<>();
      if (taken.add(new NpmCoordinates.Version(manifest.name(), manifest.version()))) {
        parts.add(() -> take(packument.get(), manifest));
      }
      for (Manifest.Dependency dependency : manifest.dependencies()) {
        next(edge, manifest, dependency).ifPresent(next -> parts.add(() -> visit(next)));
      }
      context.parallel(parts);
    }

    private Optional<Packument> packument(Edge edge) throws IOException, InterruptedException {
      try {
        return Optional.of(session.registries().packument(context, edge.spec().name()));
      } catch (HttpStatusException e) {
        if (e.status() == 404) {
          return Optional.empty();
        }
        throw e;
      }
    }

    private static Optional<Edge> next(
        Edge edge, Manifest manifest, Manifest.Dependency dependency) {
      boolean optional = edge.optional() || dependency.optional();
      String from = manifest.name() + "@" + manifest.version();
      try {
        PackageSpec spec = PackageSpec.of(dependency.name(), dependency.wanted());
        return Optional.of(new Edge(spec, from, optional));
      } catch (FetchException e) {
        if (optional) {
          return Optional.empty();
        }
        throw new FetchException(from + " cannot be mirrored whole: " + e.getMessage(), e);
      }
    }

    private void take(Packument packument, Manifest manifest)
        throws IOException, InterruptedException {
      CatalogueEntry entry = session.versions().collect(context, manifest);
      entries.add(entry);
      for (Map.Entry<String, String> tag : packument.tags().entrySet()) {
        if (tag.getValue().equals(manifest.version())) {
          tag(manifest.name(), tag.getKey())
              .ifPresent(
                  coordinates -> entries.add(CatalogueEntry.of(coordinates, entry.descriptor())));
        }
      }
    }

    /** The tag's coordinate, or empty if its name is outside the grammar. */
    private static Optional<NpmCoordinates> tag(String name, String tag) {
      try {
        return Optional.of(new NpmCoordinates.DistTag(name, tag));
      } catch (IllegalArgumentException e) {
        return Optional.empty();
      }
    }
  }
}
