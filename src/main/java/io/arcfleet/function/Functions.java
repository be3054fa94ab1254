package io.arcfleet.function;

import java.util.List;

/** The functions of the app. */
public final class Functions {

    private static final List<Class<?>> ALL = List.of(
            ScheduledScanFunction.class,
            StartScanFunction.class,
            ListScansFunction.class,
            ScanStatusFunction.class,
            CancelScanFunction.class,
            ScanReportFunction.class,
            ExplainErrorFunction.class,
            PlanScanFunction.class,
            ScanShardFunction.class,
            FinishScanFunction.class,
            FailScanFunction.class,
            FailShardFunction.class,
            FailFinishFunction.class);

    private Functions() {}

    /** Their classes. */
    public static List<Class<?>> all() {
        return ALL;
    }
}
