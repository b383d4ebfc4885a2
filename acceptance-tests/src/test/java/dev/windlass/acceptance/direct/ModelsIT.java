package dev.windlass.acceptance.direct;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.windlass.acceptance.process.Checkout;
import dev.windlass.acceptance.process.Command;
import dev.windlass.acceptance.upstream.ModelHub;
import dev.windlass.acceptance.upstream.Payload;
import dev.windlass.acceptance.upstream.TinyModel;
import dev.windlass.builder.fetch.FetchException;
import dev.windlass.builder.fetch.LocalFetch;
import dev.windlass.builder.fetch.http.IntegrityException;
import dev.windlass.builder.fetch.huggingface.HuggingFaceFetcher;
import dev.windlass.builder.list.MirrorList;
import dev.windlass.server.serve.huggingface.HuggingFaceProtocol;
import dev.windlass.spec.catalogue.CatalogueEntry;
import dev.windlass.spec.coordinates.Coordinates;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Real {@code huggingface_hub} with a sharded model. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ModelsIT {
  private static final String TINY = "demo/tiny-model";
  private static final String GATED = "demo/gated-model";
  private static final String SECRET = "hf_secret_token";

  private final ModelHub upstream = new ModelHub();
  private Path directory;
  private String commit;
  private LocalFetch collector;
  private SortedMap<Coordinates, CatalogueEntry> entries;
  private DirectMirror mirror;

  @BeforeAll
  void collectAndServe(@TempDir Path temporary) throws Exception {
    directory = temporary;
    commit = upstream.publish(TINY, TinyModel.files());
    upstream.publish(
        GATED, Map.of("config.json", Payload.of("{}".getBytes(StandardCharsets.UTF_8))), SECRET);
    collector = new LocalFetch(directory.resolve("low"));
    entries = collector.run(fetcher(TINY, List.of(), Map.of()));
    mirror =
        new DirectMirror(
            directory.resolve("high"),
            entries.values(),
            collector.store(),
            List.of(new HuggingFaceProtocol()));
  }

  @AfterAll
  void stop() throws Exception {
    mirror.close();
    upstream.close();
  }

  private HuggingFaceFetcher fetcher(
      String repo, List<String> exclude, Map<String, String> environment) {
    return new HuggingFaceFetcher(
        List.of(
            new MirrorList.Model(repo, "main", List.of(), exclude, Optional.of(upstream.url()))),
        environment);
  }

  private Command client(Command command, String home) {
    return command
        .env("HF_ENDPOINT", mirror.plain() + "/huggingface")
        .env("HF_TOKEN", DirectMirror.TOKEN)
        .env("HF_HOME", directory.resolve(home).toString())
        .env("HF_HUB_DISABLE_TELEMETRY", "1")
        .env("HTTP_PROXY", "")
        .env("http_proxy", "");
  }

  private Command.Result python(String home, String program)
      throws IOException, InterruptedException {
    return client(Checkout.find().tool("hf-python").with("-c", program), home).run();
  }

  private static void assertSame(Path downloaded, Map<String, Payload> files) throws IOException {
    for (Map.Entry<String, Payload> each : files.entrySet()) {
      try (InputStream in = each.getValue().open()) {
        assertThat(downloaded.resolve(each.getKey())).hasBinaryContent(in.readAllBytes());
      }
    }
  }

  @Test
  void downloadsWithTheCommandLineClient() throws Exception {
    Path target = directory.resolve("download");
    Command.Result result =
        client(
                Checkout.find().tool("hf").with("download", TINY, "--local-dir", target.toString()),
                "cli")
            .env("HF_ENDPOINT", "https://" + mirror.authority() + "/huggingface")
            .env("SSL_CERT_FILE", mirror.authorityFile().toString())
            .run();
    assertThat(result.exit()).as(result.text()).isZero();
    assertSame(target, TinyModel.files());
  }

  @Test
  void takesSnapshotsByBranchAndByCommit() throws Exception {
    for (String revision : List.of("main", commit)) {
      Command.Result result =
          python(
              "snapshot-" + revision,
              "from huggingface_hub import snapshot_download as s; print(s('%s', revision='%s'))"
                  .formatted(TINY, revision));
      assertThat(result.exit()).as(result.text()).isZero();
      Path snapshot = Path.of(result.out().strip());
      assertThat(snapshot.getFileName()).hasToString(commit);
      assertSame(snapshot, TinyModel.files());
    }
  }

  @Test
  void answersTheApiAsTheClientAsks() throws Exception {
    Command.Result result =
        python(
            "api",
            """
            from huggingface_hub import HfApi
            from huggingface_hub.errors import *
            api = HfApi()
            repo = '%s'
            info = api.model_info(repo, files_metadata=True)
            assert info.sha == '%s' and info.card_data.license == 'apache-2.0', info
            assert len(info.siblings) == 6 and info.siblings[-1].size, info.siblings
            assert api.list_repo_files(repo) == sorted(s.rfilename for s in info.siblings)
            top = list(api.list_repo_tree(repo))
            assert 'tokenizer' in [t.path for t in top] and len(top) == 6, top
            assert [t.path for t in api.list_repo_tree(repo, 'tokenizer')] == ['tokenizer/vocab.txt']
            paths = api.get_paths_info(repo, ['config.json', 'tokenizer', 'none'])
            assert [p.path for p in paths] == ['config.json', 'tokenizer'], paths
            assert api.list_repo_refs(repo).branches[0].name == 'main'
            assert [m.id for m in api.list_models(search='tiny')] == [repo]
            assert api.whoami()['name'] == 'reader'
            assert api.file_exists(repo, 'config.json') and not api.file_exists(repo, 'no.json')
            assert api.revision_exists(repo, 'main') and not api.revision_exists(repo, 'no')
            assert not api.repo_exists('demo/none')
            metadata = api.get_safetensors_metadata(repo)
            assert sorted(metadata.weight_map) == ['embeddings.weight', 'head.weight'], metadata
            from huggingface_hub.utils._pagination import paginate
            url = api.endpoint + '/api/models/' + repo + '/tree/main'
            headers = api._build_hf_headers()
            pages = list(paginate(url, params={'recursive': 'true', 'limit': 2}, headers=headers))
            assert [f['path'] for f in pages if f['type'] == 'file'] == api.list_repo_files(repo), pages
            try:
                api.hf_hub_download(repo, 'absent.bin'); raise SystemExit('found')
            except EntryNotFoundError:
                pass
            """
                .formatted(TINY, commit));
    assertThat(result.exit()).as(result.text()).isZero();
    assertThat(mirror.missing()).contains("demo/none", TINY + "@no");
  }

  @Test
  void downloadsNothingOnTheSecondRun() throws Exception {
    upstream.takeRequests();
    assertThat(collector.run(fetcher(TINY, List.of(), Map.of()))).isEqualTo(entries);
    assertThat(upstream.takeRequests()).allMatch(request -> request.contains("/api/models/"));
  }

  @Test
  void carriesOneCommitAlone() throws Exception {
    var model =
        new MirrorList.Model(
            TINY, commit, List.of("*.json"), List.of("*.index.json"), Optional.of(upstream.url()));
    LocalFetch fresh = new LocalFetch(directory.resolve("commit"));
    assertThat(fresh.run(new HuggingFaceFetcher(List.of(model), Map.of())).keySet())
        .extracting(Coordinates::text)
        .containsExactly(
            "models/" + TINY + "@" + commit, "models/" + TINY + "@" + commit + "/config.json");
  }

  @Test
  void readsGatedModelWithTheUsersToken() throws Exception {
    LocalFetch fresh = new LocalFetch(directory.resolve("gated"));
    assertThatThrownBy(() -> fresh.run(fetcher(GATED, List.of(), Map.of("HF_TOKEN", SECRET))))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("HF_TOKEN together with HF_ENDPOINT=" + upstream.url());
    Path token = Files.writeString(directory.resolve("token"), SECRET + "\n");
    Map<String, String> environment =
        Map.of("HF_ENDPOINT", upstream.url() + "/", "HF_TOKEN_PATH", token.toString());
    assertThat(fresh.run(fetcher(GATED, List.of(), environment))).hasSize(3);
    Map<String, String> wrong = Map.of("HF_ENDPOINT", upstream.url(), "HF_TOKEN", "hf_wrong");
    LocalFetch other = new LocalFetch(directory.resolve("wrong-token"));
    assertThatThrownBy(() -> other.run(fetcher(GATED, List.of(), wrong)))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("your token has no access")
        .hasMessageNotContaining("hf_wrong");
  }

  @Test
  void refusesTamperedShard() throws Exception {
    try (ModelHub tampered = new ModelHub()) {
      tampered.publish(TINY, TinyModel.files());
      String shard = "model-00002-of-00002.safetensors";
      byte[] content;
      try (InputStream in = new TreeMap<>(TinyModel.files()).get(shard).open()) {
        content = in.readAllBytes();
      }
      content[content.length - 1] ^= 1;
      tampered.tamper(TINY, shard, content);
      var model =
          new MirrorList.Model(TINY, "main", List.of(), List.of(), Optional.of(tampered.url()));
      LocalFetch fresh = new LocalFetch(directory.resolve("tampered"));
      assertThatThrownBy(() -> fresh.run(new HuggingFaceFetcher(List.of(model), Map.of())))
          .isInstanceOf(IntegrityException.class);
    }
  }

  @Test
  void refusesGlobsThatLeaveOutShard() throws Exception {
    LocalFetch fresh = new LocalFetch(directory.resolve("shards"));
    assertThatThrownBy(() -> fresh.run(fetcher(TINY, List.of("*-00002-of-*"), Map.of())))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("model-00002-of-00002.safetensors");
    assertThatThrownBy(() -> fresh.run(fetcher(TINY, List.of("*.safetensors"), Map.of())))
        .isInstanceOf(FetchException.class)
        .hasMessageContaining("model.safetensors.index.json");
    assertThat(fresh.run(fetcher(TINY, List.of("*.safetensors*"), Map.of()))).hasSize(5);
  }
}
