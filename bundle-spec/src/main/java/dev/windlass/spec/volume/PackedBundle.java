package dev.windlass.spec.volume;

import java.nio.file.Path;

/**
 * A bundle without signatures.
 *
 * @param blobs number of blobs that it carries
 * @param blobBytes their size
 */
public record PackedBundle(Path directory, BundleHeader header, long blobs, long blobBytes) {}
