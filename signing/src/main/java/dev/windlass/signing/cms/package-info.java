/**
 * Detached signatures over exact bytes as CMS (RFC 5652), in one narrow form: made so that OpenSSL
 * verifies it, read so that nothing but that form passes. Who may sign is not asked here.
 */
@NullMarked
package dev.windlass.signing.cms;

import org.jspecify.annotations.NullMarked;
