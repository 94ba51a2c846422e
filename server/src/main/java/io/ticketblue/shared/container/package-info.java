/**
 * What the servlet container does with requests before any servlet has them.
 */
@NullMarked
package io.ticketblue.shared.container;

import org.jspecify.annotations.NullMarked;
