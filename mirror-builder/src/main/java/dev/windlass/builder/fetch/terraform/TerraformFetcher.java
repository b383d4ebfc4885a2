package dev.windlass.builder.fetch.terraform;

import dev.windlass.builder.fetch.FetchTask;
import dev.windlass.builder.fetch.Fetcher;
import dev.windlass.builder.list.MirrorList;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The {@code terraform} section of a mirror list. Entries that speak of one provider in the same
 * way are one task, since all platforms of a version share one index for OpenTofu's {@code
 * oci_mirror}.
 */
public final class TerraformFetcher implements Fetcher {
  private final MirrorList.Terraform section;
  private final Path directory;
  private final ReleaseSignature signatures;

  /**
   * @param directory what relative key files refer to
   */
  public TerraformFetcher(MirrorList.Terraform section, Path directory) {
    this(section, directory, Clock.systemUTC());
  }

  TerraformFetcher(MirrorList.Terraform section, Path directory, Clock clock) {
    this.section = section;
    this.directory = directory;
    this.signatures = new ReleaseSignature(clock);
  }

  /** What entries must have in common to be fetched together. */
  private record Group(
      String source, Optional<String> registry, List<String> hosts, List<String> keys) {}

  @Override
  public List<FetchTask> tasks() {
    Map<Group, List<MirrorList.Provider>> groups = new LinkedHashMap<>();
    for (MirrorList.Provider entry : section.providers()) {
      groups
          .computeIfAbsent(
              new Group(entry.source(), entry.registry(), entry.as(), entry.keys()),
              _ -> new ArrayList<>())
          .add(entry);
    }
    List<FetchTask> tasks = new ArrayList<>();
    groups.values().forEach(entries -> tasks.add(new ProviderTask(entries, directory, signatures)));
    section.modules().forEach(module -> tasks.add(new ModuleTask(module)));
    return tasks;
  }
}
