package claviger.call;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/// How long a member of a request may be: characters of a string, decoded bytes of a blob, elements
/// of a list or map.
@Retention(RetentionPolicy.RUNTIME)
@Target(ElementType.TYPE_USE)
public @interface Length {
    int min() default 0;

    int max() default Integer.MAX_VALUE;
}
