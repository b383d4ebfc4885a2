package dev.windlass.builder.cli;

import dev.windlass.builder.fetch.FetchTask;
import dev.windlass.builder.fetch.Fetcher;
import dev.windlass.builder.fetch.files.FilesFetcher;
import dev.windlass.builder.fetch.http.Http;
import dev.windlass.builder.fetch.http.HttpClients;
import dev.windlass.builder.fetch.http.HttpSettings;
import dev.windlass.builder.fetch.http.Pacing;
import dev.windlass.builder.fetch.http.StoringHttp;
import dev.windlass.builder.fetch.huggingface.HuggingFaceFetcher;
import dev.windlass.builder.fetch.maven.MavenFetcher;
import dev.windlass.builder.fetch.npm.NpmFetcher;
import dev.windlass.builder.fetch.oci.OciFetcher;
import dev.windlass.builder.fetch.terraform.TerraformFetcher;
import dev.windlass.builder.list.MirrorList;
import dev.windlass.builder.lock.ContentStore;
import dev.windlass.builder.progress.Progress;
import java.io.IOException;
import java.util.List;
import java.util.Map;

/** Puts the program together: the one place that knows every ecosystem. */
final class Wiring {
  private Wiring() {}

  static List<FetchTask> tasks(MirrorList list) {
    List<Fetcher> fetchers =
        List.of(
            new OciFetcher(list.images(), list.directory()),
            new TerraformFetcher(list.terraform(), list.directory()),
            new MavenFetcher(list.maven()),
            new NpmFetcher(list.npm(), list.directory()),
            new HuggingFaceFetcher(list.models()),
            new FilesFetcher(list.files(), list.directory()));
    return fetchers.stream().flatMap(fetcher -> fetcher.tasks().stream()).toList();
  }

  static Http http(Map<String, String> environment, ContentStore store, Progress progress)
      throws IOException {
    return new StoringHttp(
        HttpClients.of(environment),
        HttpSettings.defaults(),
        Pacing.real(),
        store.blobs(),
        progress);
  }
}
