package io.arcfleet.standin;

/** How a stand-in deviates from what is documented. Of those with an amount, the settings hold it. */
public enum Misbehaviour {
    NONE,
    /** Its ports open after an amount of milliseconds. */
    SLOW_START,
    /** Ends and says that its port is taken. */
    PORT_TAKEN,
    /** Ends at once with status 3 and a message that quotes a token. */
    EXITS_AT_ONCE,
    /** Ends with status 2 instead of answering, after an amount of requests to API servers. */
    DIES,
    /** The first public key has expired when a token for it comes. */
    KEY_EXPIRES,
    /** Answers every call with what is no JSON. */
    GARBAGE,
    /** Accepts connections and answers no call. */
    HANGS
}
