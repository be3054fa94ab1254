package io.arcfleet.config;

import java.time.Duration;

/** A setting of the function app: what the parser needs to know of it, and what the README says of it. */
sealed interface SettingSpec {

    /** Name of the app setting. */
    String key();

    /** What counts when the setting is absent or blank, as it would be typed; empty for nothing. */
    String standard();

    /** Unit and range, in Markdown. */
    String range();

    /** What it is for, in Markdown. */
    String meaning();

    /** A whole number. */
    record Amount(String key, int otherwise, int least, int most, String unit, String meaning) implements SettingSpec {

        @Override
        public String standard() {
            return Integer.toString(otherwise);
        }

        @Override
        public String range() {
            return unit + ", " + least + " to " + most;
        }
    }

    /** A duration. */
    record Time(String key, Duration otherwise, Duration least, Duration most, String meaning) implements SettingSpec {

        @Override
        public String standard() {
            return TypedDuration.of(otherwise);
        }

        @Override
        public String range() {
            return "duration, " + TypedDuration.of(least) + " to " + TypedDuration.of(most);
        }
    }

    /** Anything else. */
    record Text(String key, String standard, String range, String meaning) implements SettingSpec {}
}
