package dev.windlass.builder.lock;

import dev.windlass.builder.fetch.FetchContext;
import java.io.IOException;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;

/** Runs parts side by side on virtual threads, so many at once that hosts are kept busy. */
final class Parallel {
  private static final int WIDTH = 128;

  private Parallel() {}

  /** As {@link FetchContext#parallel} promises. */
  static void run(Collection<? extends FetchContext.Part> parts)
      throws IOException, InterruptedException {
    List<Throwable> failures = new CopyOnWriteArrayList<>();
    Semaphore places = new Semaphore(WIDTH);
    try (ExecutorService executor = Executors.newVirtualThreadPerTaskExecutor()) {
      try {
        for (FetchContext.Part part : parts) {
          places.acquire();
          executor.execute(() -> run(part, places, failures));
        }
        places.acquire(WIDTH);
      } catch (InterruptedException e) {
        executor.shutdownNow();
        throw e;
      }
    }
    if (!failures.isEmpty()) {
      rethrow(failures);
    }
  }

  @SuppressWarnings("CatchingUnchecked") // whatever a part throws is its whole task's failure
  private static void run(FetchContext.Part part, Semaphore places, List<Throwable> failures) {
    try {
      part.run();
    } catch (Throwable e) {
      failures.add(e);
    } finally {
      places.release();
    }
  }

  private static void rethrow(List<Throwable> failures) throws IOException, InterruptedException {
    Throwable first = failures.getFirst();
    failures.stream().skip(1).filter(other -> !other.equals(first)).forEach(first::addSuppressed);
    switch (first) {
      case IOException e -> throw e;
      case InterruptedException e -> throw e;
      case RuntimeException e -> throw e;
      case Error e -> throw e;
      default -> throw new IllegalStateException(first);
    }
  }
}
