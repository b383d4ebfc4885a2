/** Plain files from any http, https or file URL, each with the digest that its user pinned. */
@NullMarked
package dev.windlass.builder.fetch.files;

import org.jspecify.annotations.NullMarked;
