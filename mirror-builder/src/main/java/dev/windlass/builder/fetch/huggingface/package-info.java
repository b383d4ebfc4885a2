/**
 * Hugging Face models on the low side: a repository at one commit, the files that the globs choose,
 * each checked against the hub's listing of that commit.
 */
@NullMarked
package dev.windlass.builder.fetch.huggingface;

import org.jspecify.annotations.NullMarked;
