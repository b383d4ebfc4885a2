/**
 * One HTTP client for all fetchers: streams into the content store with digest and size checked,
 * resumes with Range, retries with jitter, honours {@code Retry-After}, and limits itself a host
 * and overall.
 */
@NullMarked
package dev.windlass.builder.fetch.http;

import org.jspecify.annotations.NullMarked;
