/**
 * When people were last there.
 */
@NullMarked
package io.ticketblue.accounts.internal.activity;

import org.jspecify.annotations.NullMarked;
