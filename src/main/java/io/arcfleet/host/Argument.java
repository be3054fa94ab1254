package io.arcfleet.host;

/** Where the value of a parameter comes from. */
sealed interface Argument {

    /** The request, the text of the message, or the timer's JSON. */
    record TriggerValue() implements Argument {}

    /** A parameter of the route. */
    record RouteValue(String name) implements Argument {}

    /** The execution context. */
    record Context() implements Argument {}
}
