/**
 * The one-machine edition: the server with embedded servers and demo data, loaded through
 * the public faces of the modules.
 */
@NullMarked
package io.ticketblue.standalone;

import org.jspecify.annotations.NullMarked;
