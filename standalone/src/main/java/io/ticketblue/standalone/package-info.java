/**
 * The one-machine edition: the server with embedded servers and demo data.
 */
@NullMarked
package io.ticketblue.standalone;

import org.jspecify.annotations.NullMarked;
