package dev.windlass.builder.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.windlass.builder.fetch.FetchException;
import dev.windlass.builder.list.ListException;
import dev.windlass.builder.lock.StoreBusyException;
import dev.windlass.signing.keys.KeyException;
import dev.windlass.spec.RefusedException;
import dev.windlass.spec.content.DiskFailure;
import dev.windlass.spec.volume.PackException;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.util.Optional;
import picocli.CommandLine;

/** Tells a failed command's reason and turns it into the exit code. */
final class Failures implements CommandLine.IExecutionExceptionHandler {
  @Override
  public int handleExecutionException(
      Exception failure, CommandLine command, CommandLine.ParseResult parsed) {
    String text = "mirror-builder: " + text(failure);
    Object mixin = command.getMixins().get("surroundings");
    if (mixin instanceof Surroundings surroundings) {
      surroundings.fail(json(failure), text);
    } else {
      command.getErr().println(text);
    }
    if (!expected(failure)) {
      failure.printStackTrace(command.getErr());
    }
    return failure instanceof RefusedException ? 3 : 1;
  }

  private static boolean expected(Exception failure) {
    return switch (failure) {
      case IOException _,
          ListException _,
          StoreBusyException _,
          FetchException _,
          KeyException _,
          PackException _,
          RefusedException _ ->
          true;
      default -> false;
    };
  }

  private static String text(Exception failure) {
    Optional<DiskFailure> trouble =
        failure instanceof PackException ? Optional.empty() : DiskFailure.of(failure);
    return trouble
        .map(disk ->
            "the disk is %s (%s): %s and run the same command again; what is finished is kept"
                .formatted(disk.state(), plainText(failure), disk.cure()))
        .orElseGet(() -> plainText(failure));
  }

  private static String plainText(Exception failure) {
    if (failure instanceof FileSystemException file && file.getReason() == null) {
      return file.getClass().getSimpleName() + ": " + file.getFile();
    }
    return Optional.ofNullable(failure.getMessage()).orElseGet(failure::toString);
  }

  private static ObjectNode json(Exception failure) {
    ObjectNode node = Surroundings.node();
    ObjectNode error = node.putObject("error");
    error.put("message", text(failure));
    if (failure instanceof RefusedException refused) {
      error.put("code", refused.code().code());
    }
    if (failure instanceof ListException list) {
      var problems = error.putArray("problems");
      list.problems()
          .forEach(problem ->
              problems
                  .addObject()
                  .put("file", list.file().toString())
                  .put("line", problem.line())
                  .put("column", problem.column())
                  .put("message", problem.message()));
    }
    return node;
  }
}
