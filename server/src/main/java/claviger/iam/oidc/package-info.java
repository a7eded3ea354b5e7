/// A file for each call about OpenID Connect providers.
@NullMarked
package claviger.iam.oidc;

import org.jspecify.annotations.NullMarked;
