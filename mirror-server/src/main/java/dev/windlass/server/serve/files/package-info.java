/** Plain files under {@code /files/<path>}. */
@NullMarked
package dev.windlass.server.serve.files;

import org.jspecify.annotations.NullMarked;
