/// What IAM's requests and answers are made of.
@NullMarked
package claviger.iam.answer;

import org.jspecify.annotations.NullMarked;
