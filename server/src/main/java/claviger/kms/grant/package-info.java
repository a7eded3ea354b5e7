/// The calls on grants.
@NullMarked
package claviger.kms.grant;

import org.jspecify.annotations.NullMarked;
