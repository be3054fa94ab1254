package io.arcfleet.config;

import java.util.List;

/** The names of the settings of the function app. */
public final class SettingNames {

    private SettingNames() {}

    /** All that the app knows. */
    public static List<String> all() {
        return SettingCatalog.all().stream().map(SettingSpec::key).toList();
    }
}
