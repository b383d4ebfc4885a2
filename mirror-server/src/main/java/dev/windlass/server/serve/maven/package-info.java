/**
 * The Maven repository under {@code /maven/}: files of the default layout, their checksums, and
 * {@code maven-metadata.xml} made from what the releases hold, since an upstream's own would name
 * versions that are not here.
 */
@NullMarked
package dev.windlass.server.serve.maven;

import org.jspecify.annotations.NullMarked;
