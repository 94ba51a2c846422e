/**
 * Tests of the one-machine edition.
 */
@NullMarked
package io.ticketblue.standalone;

import org.jspecify.annotations.NullMarked;
