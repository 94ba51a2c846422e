/**
 * A real OpenSearch with Korean analysis in a JVM of its own, for integration tests and
 * benchmarks.
 */
@NullMarked
package io.ticketblue.embedded.opensearch;

import org.jspecify.annotations.NullMarked;
