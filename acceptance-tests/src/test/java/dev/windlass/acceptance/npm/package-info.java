/** npm, low to high, with the real client. */
package dev.windlass.acceptance.npm;
