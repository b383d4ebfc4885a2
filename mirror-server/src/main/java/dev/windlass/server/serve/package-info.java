/**
 * The interfaces between the server and the protocols of the ecosystems. A protocol sees one
 * read-only view of the published releases; a new view is built beside the old one and takes its
 * place at once.
 */
@NullMarked
package dev.windlass.server.serve;

import org.jspecify.annotations.NullMarked;
