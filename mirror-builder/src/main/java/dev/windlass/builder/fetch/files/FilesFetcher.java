package dev.windlass.builder.fetch.files;

import dev.windlass.builder.fetch.FetchTask;
import dev.windlass.builder.fetch.Fetcher;
import dev.windlass.builder.list.MirrorList.FileEntry;
import java.nio.file.Path;
import java.util.List;

/** Fetches the {@code files} of a mirror list. */
public final class FilesFetcher implements Fetcher {
  private final List<FileEntry> files;
  private final Path directory;

  /**
   * @param directory to which {@code file:} URLs without a leading slash refer
   */
  public FilesFetcher(List<FileEntry> files, Path directory) {
    this.files = List.copyOf(files);
    this.directory = directory;
  }

  @Override
  public List<FetchTask> tasks() {
    return files.stream().map(file -> (FetchTask) new FileTask(file, directory)).toList();
  }
}
