package io.arcfleet.scan.memory;

import io.arcfleet.scan.lifecycle.FindingMemory;
import io.arcfleet.scan.lifecycle.FindingMemoryContract;

final class InMemoryFindingMemoryTest extends FindingMemoryContract {

    private final FindingMemory memory = new InMemoryFindingMemory();

    @Override
    protected FindingMemory open() {
        return memory;
    }
}
