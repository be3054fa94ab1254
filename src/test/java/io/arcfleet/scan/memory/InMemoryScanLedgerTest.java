package io.arcfleet.scan.memory;

import io.arcfleet.scan.ScanLedger;
import io.arcfleet.scan.ScanLedgerContract;

final class InMemoryScanLedgerTest extends ScanLedgerContract {

    private final ScanLedger ledger = new InMemoryScanLedger();

    @Override
    protected ScanLedger open() {
        return ledger;
    }
}
