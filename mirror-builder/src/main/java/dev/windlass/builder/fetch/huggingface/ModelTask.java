package dev.windlass.builder.fetch.huggingface;

import com.fasterxml.jackson.databind.JsonNode;
import dev.windlass.builder.fetch.EntrySink;
import dev.windlass.builder.fetch.FetchContext;
import dev.windlass.builder.fetch.FetchException;
import dev.windlass.builder.fetch.FetchTask;
import dev.windlass.builder.list.MirrorList;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.content.BlobSink;
import dev.windlass.spec.content.Descriptor;
import dev.windlass.spec.coordinates.HuggingFaceCoordinates;
import java.io.IOException;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Fetches the chosen files of one repository at one revision. */
final class ModelTask implements FetchTask {
  private static final int MAX_INDEX = 64 << 20;

  private final MirrorList.Model wanted;
  private final HubAccess access;

  ModelTask(MirrorList.Model wanted, HubAccess access) {
    this.wanted = wanted;
    this.access = access;
  }

  @Override
  public String name() {
    return "model " + wanted.repo() + "@" + wanted.revision();
  }

  @Override
  public void run(FetchContext context, EntrySink entries)
      throws IOException, InterruptedException {
    HuggingFaceCoordinates asked = coordinates(wanted.revision());
    String endpoint = HubAccess.strip(wanted.endpoint().orElseGet(access::endpoint));
    Hub hub = new Hub(context.http(), endpoint, wanted.repo(), access.token(endpoint));
    RepoInfo info = RepoInfo.of(wanted.repo(), hub.info(wanted.revision()));
    List<HubFile> files = chosen(hub.files(info.commit()));
    List<String> paths = files.stream().map(HubFile::path).toList();
    refuseIncomplete(Shards.missingByName(paths), "the names of other shards");
    ModelFiles fetched = new ModelFiles(context, hub, wanted.repo(), info);
    List<FetchContext.Part> parts = new ArrayList<>();
    for (HubFile file : files) {
      if (file.path().endsWith(Shards.INDEX_SUFFIX)) {
        CatalogueEntry entry = fetched.fetch(file);
        refuseIncomplete(
            Shards.missingByIndex(file.path(), read(context, entry), paths), file.path());
        entries.add(entry);
      } else {
        parts.add(() -> entries.add(fetched.fetch(file)));
      }
    }
    context.parallel(parts);
    Descriptor description = store(context, info);
    entries.add(revision(asked, description, info, endpoint));
    entries.add(revision(coordinates(info.commit()), description, info, endpoint));
  }

  private List<HubFile> chosen(List<HubFile> files) {
    List<Glob> include = wanted.include().stream().map(Glob::of).toList();
    List<Glob> exclude = wanted.exclude().stream().map(Glob::of).toList();
    List<HubFile> chosen =
        files.stream().filter(file -> Glob.chosen(file.path(), include, exclude)).toList();
    if (chosen.isEmpty()) {
      throw new FetchException(
          "no file of "
              + wanted.repo()
              + " is chosen by include "
              + wanted.include()
              + " and exclude "
              + wanted.exclude());
    }
    return chosen;
  }

  private void refuseIncomplete(Set<String> missing, String by) {
    if (!missing.isEmpty()) {
      throw new FetchException(
          "the weights of "
              + wanted.repo()
              + " are not complete: "
              + missing.stream().limit(5).toList()
              + " not chosen or not in the repository, but named by "
              + by
              + ": change include or exclude so that all shards are chosen, or none");
    }
  }

  private static JsonNode read(FetchContext context, CatalogueEntry entry) throws IOException {
    if (entry.descriptor().size() > MAX_INDEX) {
      throw new FetchException(entry.coordinates().text() + " is too large for an index");
    }
    byte[] content = Files.readAllBytes(context.store().path(entry.digest()));
    return Hub.parse(content, entry.coordinates().text());
  }

  private static Descriptor store(FetchContext context, RepoInfo info) throws IOException {
    try (BlobSink sink = context.store().begin()) {
      sink.write(info.bytes());
      Descriptor stored = sink.commit();
      return new Descriptor(stored.digest(), stored.size(), "application/json");
    }
  }

  private CatalogueEntry revision(
      HuggingFaceCoordinates revision, Descriptor description, RepoInfo info, String endpoint) {
    CatalogueEntry entry =
        CatalogueEntry.of(revision, description)
            .withOrigin(endpoint + "/" + wanted.repo())
            .withAttributes(Map.of("commit", info.commit()));
    return info.licence().map(entry::withLicence).orElse(entry);
  }

  private HuggingFaceCoordinates coordinates(String revision) {
    try {
      return new HuggingFaceCoordinates.Revision(wanted.repo(), revision);
    } catch (IllegalArgumentException e) {
      throw new FetchException(
          "the model '" + wanted.repo() + "@" + revision + "' cannot be carried under this name",
          e);
    }
  }
}
