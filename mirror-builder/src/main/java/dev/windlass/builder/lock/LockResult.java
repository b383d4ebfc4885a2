package dev.windlass.builder.lock;

import dev.windlass.spec.catalogue.ReleaseId;
import java.util.List;
import java.util.Optional;

/**
 * How a lock ended.
 *
 * @param release the new lock's release id; empty if the lock is incomplete
 * @param entries catalogue entries found
 * @param failures what could not be collected; empty if the lock is complete
 * @param written whether {@code mirror.lock} was replaced
 */
public record LockResult(
    Optional<ReleaseId> release,
    int entries,
    LockChanges changes,
    List<Failure> failures,
    boolean written) {
  public boolean complete() {
    return failures.isEmpty();
  }
}
