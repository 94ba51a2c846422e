/** Writes results of benchmarks as Markdown and JSON. */
@NullMarked
package io.ticketblue.bench.report;

import org.jspecify.annotations.NullMarked;
