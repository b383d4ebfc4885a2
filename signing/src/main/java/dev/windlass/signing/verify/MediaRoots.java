package dev.windlass.signing.verify;

import java.nio.file.Path;
import java.util.Collections;
import java.util.List;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * What step 1 found in the directories it was given.
 *
 * @param bundle the one bundle that all of them carry
 * @param roots the directories
 * @param volumes the directory that holds each volume
 */
public record MediaRoots(SignedBundle bundle, List<Path> roots, SortedMap<Integer, Path> volumes) {
  public MediaRoots {
    roots = List.copyOf(roots);
    volumes = Collections.unmodifiableSortedMap(new TreeMap<>(volumes));
  }
}
