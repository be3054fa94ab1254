package io.arcfleet.local;

import io.arcfleet.simulation.SimulationSettings;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A small fleet and a storage account for each test, reached through a proxy that can spoil its calls. */
abstract class StorageFaultScenes {

    static final int CLUSTERS = 12;
    static final int SHARD_SIZE = 4;

    @TempDir
    private Path folder;

    // Set before each test.
    @SuppressWarnings("NullAway.Init")
    StorageScene scene;

    @SuppressWarnings("NullAway.Init")
    FaultProxy proxy;

    @BeforeEach
    final void openScene() throws Exception {
        scene = StorageScene.start(SimulationSettings.of(CLUSTERS), folder);
        proxy = scene.proxy();
    }

    @AfterEach
    final void closeScene() {
        scene.close();
    }
}
