/**
 * Hugging Face models on the high side: the part of the hub's API that {@code huggingface_hub} uses
 * to read. Entity tags are what the client expects: the SHA-256 of what is in LFS, the Git object
 * id of the rest.
 */
@NullMarked
package dev.windlass.server.serve.huggingface;

import org.jspecify.annotations.NullMarked;
