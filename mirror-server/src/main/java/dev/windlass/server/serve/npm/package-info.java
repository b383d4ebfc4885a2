/**
 * The npm registry protocol, reading side: packuments put together on request from the manifests
 * that travel with each version, tarballs, dist-tags, search, and plain answers to what npm asks
 * besides.
 */
@NullMarked
package dev.windlass.server.serve.npm;

import org.jspecify.annotations.NullMarked;
