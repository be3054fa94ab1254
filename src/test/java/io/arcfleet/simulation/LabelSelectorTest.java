package io.arcfleet.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class LabelSelectorTest {

    private static final Map<String, String> LABELS = Map.of("k8s-app", "kube-dns", "tier", "system");

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    ''                                    | true
                    k8s-app=kube-dns                      | true
                    k8s-app==kube-dns,tier=system         | true
                    k8s-app=coredns                       | false
                    k8s-app!=kube-dns                     | false
                    other!=x                              | true
                    k8s-app in (coredns,kube-dns)         | true
                    k8s-app in (coredns, dns),tier=system | false
                    tier=system,k8s-app in (a, kube-dns)  | true
                    k8s-app notin (kube-dns)              | false
                    other notin (x)                       | true
                    other in (x)                          | false
                    """)
    void selectsAsTheApiServerDoes(String selector, boolean selected) {
        assertThat(LabelSelector.parse(selector).orElseThrow().matches(LABELS)).isEqualTo(selected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"=x", "a=b=c", "a in b", "a in (b", "a,", "in (a)"})
    void refusesWhatIsNoSelector(String text) {
        assertThat(LabelSelector.parse(text)).isEmpty();
    }
}
