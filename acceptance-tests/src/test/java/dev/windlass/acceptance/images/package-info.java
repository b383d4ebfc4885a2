/** Images from a real registry through fetcher and server to real clients. */
@NullMarked
package dev.windlass.acceptance.images;

import org.jspecify.annotations.NullMarked;
