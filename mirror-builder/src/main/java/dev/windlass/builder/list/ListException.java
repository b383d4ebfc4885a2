package dev.windlass.builder.list;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;

/** A mirror list with problems: all of them, each with file, line and column. */
public final class ListException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final transient Path file;
  private final transient List<ListProblem> problems;

  public ListException(Path file, List<ListProblem> problems) {
    super(
        problems.stream()
            .map(problem ->
                file + ":" + problem.line() + ":" + problem.column() + ": " + problem.message())
            .collect(Collectors.joining("\n")));
    this.file = file;
    this.problems = List.copyOf(problems);
  }

  public Path file() {
    return file;
  }

  /** In the order of the file. */
  public List<ListProblem> problems() {
    return problems;
  }
}
