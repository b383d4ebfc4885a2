package dev.windlass.builder.fetch.oci;

import dev.windlass.builder.fetch.EntrySink;
import dev.windlass.builder.fetch.FetchContext;
import dev.windlass.builder.fetch.FetchException;
import dev.windlass.builder.fetch.FetchTask;
import dev.windlass.builder.fetch.http.HttpStatusException;
import dev.windlass.builder.list.MirrorList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Collects one image of the mirror list. */
final class ImageTask implements FetchTask {
  private final MirrorList.Image image;
  private final Path directory;
  private final Registries registries;

  ImageTask(MirrorList.Image image, Path directory, Registries registries) {
    this.image = image;
    this.directory = directory;
    this.registries = registries;
  }

  @Override
  public String name() {
    return "image " + image.source();
  }

  @Override
  public void run(FetchContext context, EntrySink entries)
      throws IOException, InterruptedException {
    try {
      switch (ImageSource.parse(image.source())) {
        case ImageSource.Registry source -> fromRegistry(context, entries, source);
        case ImageSource.Layout source -> fromLayout(context, entries, source);
        case ImageSource.Archive source -> fromArchive(context, entries, source);
      }
    } catch (HttpStatusException e) {
      throw new FetchException(
          "tried to collect %s, but %s: see whether the registry is well and the name is right"
              .formatted(name(), e.getMessage()),
          e);
    }
  }

  private void fromRegistry(FetchContext context, EntrySink entries, ImageSource.Registry source)
      throws IOException, InterruptedException {
    Upstream upstream = registries.open(context, source, image.plainHttp());
    String repository = image.as().orElseGet(source::mirrored);
    Manifest manifest =
        source.digest().isPresent()
            ? upstream.manifest(source.digest().get(), "")
            : upstream
                .tagged(source.tag().orElseThrow())
                .orElseThrow(() -> noSuchImage("the registry has no such tag"));
    copy(new Copying(context, entries, upstream), repository, source.tag(), manifest);
  }

  private void fromLayout(FetchContext context, EntrySink entries, ImageSource.Layout source)
      throws IOException, InterruptedException {
    Layout layout = Layout.open(directory.resolve(source.directory()));
    Layout.Image found =
        layout
            .image(source.tag())
            .orElseThrow(() -> noSuchImage("the layout holds " + layout.describe()));
    Upstream upstream = new LayoutUpstream(context.store(), layout, image.source());
    Manifest manifest =
        upstream.manifest(found.descriptor().digest(), found.descriptor().mediaType());
    named(new Copying(context, entries, upstream), found.name(), found.plainTag(), manifest);
  }

  private void fromArchive(FetchContext context, EntrySink entries, ImageSource.Archive source)
      throws IOException, InterruptedException {
    try (DockerArchive archive = DockerArchive.open(directory.resolve(source.file()))) {
      DockerArchive.Image found =
          archive
              .image(source.image())
              .orElseThrow(() -> noSuchImage("the archive holds " + archive.describe()));
      Manifest manifest = archive.store(found, context.store());
      Upstream upstream = new StoredUpstream(context.store(), image.source());
      named(
          new Copying(context, entries, upstream),
          found.name(source.image()),
          Optional.empty(),
          manifest);
    }
  }

  /** What a copy works with. */
  private record Copying(FetchContext context, EntrySink entries, Upstream upstream) {}

  /**
   * Copies an image out of a file.
   *
   * @param name its full name, where the file tells it
   * @param tag its tag, where the file tells only that
   */
  private void named(
      Copying copying, Optional<ImageSource.Registry> name, Optional<String> tag, Manifest manifest)
      throws IOException, InterruptedException {
    String repository =
        image
            .as()
            .or(() -> name.map(ImageSource.Registry::mirrored))
            .orElseThrow(() ->
                new FetchException(
                    "tried to name "
                        + image.source()
                        + ", which does not tell its repository: write as: with it"));
    Optional<String> full = name.flatMap(ImageSource.Registry::tag);
    copy(copying, repository, Optional.of(full.or(() -> tag).orElse("latest")), manifest);
  }

  private void copy(Copying to, String repository, Optional<String> tag, Manifest manifest)
      throws IOException, InterruptedException {
    if (!ImageSource.REPOSITORY.matcher(repository).matches()) {
      throw new FetchException(
          "tried to name %s as %s, which is no repository: write host/name in lower case, no tag"
              .formatted(image.source(), repository));
    }
    ImageCopy copy =
        new ImageCopy(to.context(), to.entries(), to.upstream(), repository, image.referrers());
    PlatformChoice choice = PlatformChoice.of(image.platforms());
    copy.copy(manifest, choice, 0);
    choice.requireMet(image.source());
    tag.ifPresent(value -> copy.tag(value, manifest));
  }

  private FetchException noSuchImage(String reason) {
    return new FetchException(
        "tried to find %s, but %s: correct the source".formatted(image.source(), reason));
  }
}
