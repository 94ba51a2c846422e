/** Staff's search of people's accounts. */
@NullMarked
package io.ticketblue.admin.members;

import org.jspecify.annotations.NullMarked;
