/**
 * Real servers and simulators of outside services, each started and stopped by one small
 * class.
 */
@NullMarked
package io.ticketblue.embedded;

import org.jspecify.annotations.NullMarked;
