package dev.windlass.builder.fetch.huggingface;

import dev.windlass.builder.fetch.FetchTask;
import dev.windlass.builder.fetch.Fetcher;
import dev.windlass.builder.list.MirrorList;
import java.util.List;
import java.util.Map;

/** The {@code models} section of a mirror list. */
public final class HuggingFaceFetcher implements Fetcher {
  private final List<MirrorList.Model> models;
  private final HubAccess access;

  public HuggingFaceFetcher(List<MirrorList.Model> models) {
    this(models, System.getenv());
  }

  /**
   * @param environment where {@code HF_ENDPOINT}, {@code HF_TOKEN} and their kin are looked up
   */
  public HuggingFaceFetcher(List<MirrorList.Model> models, Map<String, String> environment) {
    this.models = List.copyOf(models);
    this.access = new HubAccess(environment);
  }

  @Override
  public List<FetchTask> tasks() {
    return models.stream().<FetchTask>map(model -> new ModelTask(model, access)).toList();
  }
}
