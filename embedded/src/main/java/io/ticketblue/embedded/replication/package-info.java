/** A MariaDB with a read replica: two real servers and real replication by GTID. */
@NullMarked
package io.ticketblue.embedded.replication;

import org.jspecify.annotations.NullMarked;
