package dev.windlass.builder.fetch.huggingface;

import dev.windlass.spec.content.Digest;
import java.util.Optional;

/**
 * A file as the hub lists it.
 *
 * @param size of its content in bytes
 * @param oid Git object id of what Git holds: the file, or the LFS pointer to it
 * @param lfs SHA-256 of the content, where Git holds a pointer alone
 */
record HubFile(String path, long size, String oid, Optional<Digest> lfs) {}
