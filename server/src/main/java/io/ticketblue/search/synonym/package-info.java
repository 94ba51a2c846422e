/** Words that mean the same, which staff edit. */
@NamedInterface("synonym")
@NullMarked
package io.ticketblue.search.synonym;

import org.jspecify.annotations.NullMarked;

import org.springframework.modulith.NamedInterface;
