/**
 * Load scenarios over HTTP and the probes that they are measured against.
 */
@NullMarked
package io.ticketblue.bench;

import org.jspecify.annotations.NullMarked;
