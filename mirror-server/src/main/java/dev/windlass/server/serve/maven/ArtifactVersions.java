package dev.windlass.server.serve.maven;

import java.util.SortedMap;
import java.util.SortedSet;

/**
 * What the releases hold of one artifact.
 *
 * @param versions base versions
 * @param snapshots files by base version, of snapshots only
 */
record ArtifactVersions(
    String groupId,
    String artifactId,
    SortedSet<String> versions,
    SortedMap<String, SortedSet<SnapshotFile>> snapshots) {}
